package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Connectors: what one resource needs in order to read from or write to another. The table {@code connectors.json}
 * says for each pair of types which policy or permission that is.
 *
 * <p>AWS: "AWS SAM connector reference" in the SAM developer guide.
 */
final class Connectors {
    private static final Pattern VARIABLE = Pattern.compile("%\\{(\\w+)\\.(\\w+)}");
    private static final JsonNode TABLE = load();

    private final Workspace work;

    Connectors(Workspace work) {
        this.work = work;
    }

    private static JsonNode load() {
        try (InputStream in = Connectors.class.getResourceAsStream("connectors.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<CfnResource> transform(SamResource connector) {
        JsonNode declared = connector.get("Destination");
        JsonNode source = connector.get("Source");
        boolean several = declared != null && declared.isArray();
        List<CfnResource> made = new ArrayList<>();
        List<JsonNode> destinations = Json.asList(declared);
        for (int i = 0; i < destinations.size(); i++) {
            String suffix = several ? "Destination" + i : "";
            made.addAll(connect(connector, source, destinations.get(i), suffix));
        }
        if (made.isEmpty()) {
            throw connector.invalid("'Destination' is an empty list");
        }
        replaceDependencies(
                connector.logicalId(), made.stream().map(CfnResource::logicalId).toList());
        return made;
    }

    private List<CfnResource> connect(
            SamResource connector, @Nullable JsonNode source, JsonNode destination, String suffix) {
        ConnectorEnd to = ConnectorEnd.of(connector, destination, source, work, TABLE.get("resources"));
        ConnectorEnd from = ConnectorEnd.of(connector, source, destination, work, TABLE.get("resources"));
        JsonNode profile = profile(connector, from, to);
        Set<String> permissions = permissions(connector, profile, from, to);
        JsonNode replaced = replace(connector, profile, Map.of("Source", from, "Destination", to));
        String kind = String.valueOf(Json.text(profile, "kind"));
        List<CfnResource> made =
                switch (kind) {
                    case "role" -> List.of(rolePolicy(connector, replaced, permissions, from, to, suffix));
                    case "permission" -> permissions(connector, replaced, permissions, to, suffix);
                    default -> List.of(resourcePolicy(connector, replaced, permissions, to, kind, suffix));
                };
        for (CfnResource resource : made) {
            ObjectNode metadata = Json.object();
            if (connector.attributes().get("Metadata") instanceof ObjectNode own) {
                metadata.setAll(own.deepCopy());
            }
            metadata.set(
                    "aws:sam:connectors",
                    Json.object(
                            connector.logicalId(),
                            Json.object(
                                    "Source",
                                    Json.object("Type", from.declaredType(work)),
                                    "Destination",
                                    Json.object("Type", to.declaredType(work)))));
            resource.attribute("Metadata", metadata);
        }
        return made;
    }

    private static JsonNode profile(SamResource connector, ConnectorEnd from, ConnectorEnd to) {
        return Json.items(TABLE.get("profiles")).stream()
                .filter(profile -> from.type().equals(Json.text(profile, "from"))
                        && to.type().equals(Json.text(profile, "to")))
                .findFirst()
                .orElseThrow(() -> connector.invalid(
                        "Unable to create connector from %s to %s; it's not supported or the template is invalid."
                                .formatted(from.type(), to.type())));
    }

    private static Set<String> permissions(
            SamResource connector, JsonNode profile, ConnectorEnd from, ConnectorEnd to) {
        List<String> known = Json.keys(profile).stream()
                .filter(key -> key.equals("Read") || key.equals("Write"))
                .toList();
        Set<String> asked = new LinkedHashSet<>();
        Json.items(connector.get("Permissions")).forEach(permission -> asked.add(permission.asString("")));
        if (asked.isEmpty()) {
            throw connector.invalid(
                    "'Permissions' cannot be empty; valid values are: %s.".formatted(String.join(", ", known)));
        }
        String subject =
                "Unsupported 'Permissions' provided for connector from %s to %s; ".formatted(from.type(), to.type());
        if (!known.containsAll(asked)) {
            throw connector.invalid(subject + "valid values are: %s.".formatted(String.join(", ", known)));
        }
        List<Set<String>> together = Json.items(profile.get("together")).stream()
                .map(group -> Json.items(group).stream()
                        .map(JsonNode::stringValue)
                        .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new)))
                .toList();
        if (!together.isEmpty() && !together.contains(new TreeSet<>(asked))) {
            throw connector.invalid(subject
                    + "valid combinations are: %s."
                            .formatted(together.stream()
                                    .map(group -> String.join(" + ", group))
                                    .collect(Collectors.joining(", "))));
        }
        return asked;
    }

    /** A profile with the ends' own values in place of its variables. */
    private static JsonNode replace(SamResource connector, JsonNode node, Map<String, ConnectorEnd> ends) {
        if (node instanceof ObjectNode map) {
            ObjectNode replaced = Json.object();
            Json.entries(map)
                    .forEach(entry -> replaced.set(entry.getKey(), replace(connector, entry.getValue(), ends)));
            return replaced;
        }
        if (node instanceof ArrayNode) {
            return Json.array(Json.items(node).stream()
                    .map(item -> replace(connector, item, ends))
                    .toList());
        }
        String text = Json.text(node);
        return text == null ? node : replaceText(connector, text, ends);
    }

    private static JsonNode replaceText(SamResource connector, String text, Map<String, ConnectorEnd> ends) {
        ObjectNode variables = Json.object();
        Matcher whole = VARIABLE.matcher(text);
        if (whole.matches()) {
            return value(connector, ends, whole.group(1), whole.group(2));
        }
        String named = VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(1) + match.group(2);
            variables.set(name, value(connector, ends, match.group(1), match.group(2)));
            return Matcher.quoteReplacement("${" + name + "}");
        });
        if (!variables.isEmpty()) {
            return Intrinsics.sub(named, variables);
        }
        return named.contains("${") ? Intrinsics.sub(named) : Json.node(named);
    }

    private static JsonNode value(SamResource connector, Map<String, ConnectorEnd> ends, String end, String property) {
        ConnectorEnd at = ends.get(end);
        JsonNode value = at == null ? null : at.values().get(property);
        if (value == null) {
            throw connector.invalid("%s.%s is missing.".formatted(end, property));
        }
        return value;
    }

    private CfnResource resource(SamResource connector, String type, String logicalId) {
        return new CfnResource(type, logicalId, connector.attributes());
    }

    private static List<JsonNode> statements(JsonNode profile, Set<String> permissions) {
        List<JsonNode> statements = new ArrayList<>();
        for (String permission : Json.keys(profile)) {
            if (permissions.contains(permission)) {
                for (JsonNode statement : Json.items(profile.get(permission))) {
                    statements.add(Json.object(
                            "Effect",
                            "Allow",
                            "Action",
                            actions(statement.get("actions").asString("")),
                            "Resource",
                            statement.get("on")));
                }
            }
        }
        return statements;
    }

    private static List<String> actions(String text) {
        String full = text.startsWith("@")
                ? TABLE.get("actions").get(text.substring(1)).stringValue()
                : text;
        return PolicyTemplates.actions(full);
    }

    private CfnResource rolePolicy(
            SamResource connector,
            JsonNode profile,
            Set<String> permissions,
            ConnectorEnd from,
            ConnectorEnd to,
            String suffix) {
        String side = String.valueOf(Json.text(profile, "of"));
        JsonNode role = (side.equals("Source") ? from : to).role();
        if (role == null) {
            throw connector.invalid("Unable to get IAM role name from '%s' resource.".formatted(side));
        }
        CfnResource policy = resource(connector, "AWS::IAM::ManagedPolicy", connector.logicalId() + "Policy" + suffix)
                .set("PolicyDocument", document(statements(profile, permissions)))
                .set("Roles", Json.array(role));
        String needed = Json.text(profile, "neededBy");
        if ("mapping".equals(needed) && from.id() != null && to.id() != null) {
            List<String> mappings = mappings(from.id(), to.id());
            if (mappings.size() == 1) {
                dependOn(mappings.getFirst(), policy.logicalId());
            }
        }
        if ("source".equals(needed) && from.id() != null) {
            dependOn(from.id(), policy.logicalId());
        }
        return policy;
    }

    private static ObjectNode document(List<JsonNode> statements) {
        return Json.object("Version", Policies.VERSION, "Statement", statements);
    }

    private List<CfnResource> permissions(
            SamResource connector, JsonNode profile, Set<String> permissions, ConnectorEnd to, String suffix) {
        JsonNode function = to.values().get("Arn");
        if (function == null) {
            throw connector.invalid("Unable to get Lambda function ARN from 'Destination' resource.");
        }
        List<CfnResource> made = new ArrayList<>();
        for (String permission : List.of("Read", "Write")) {
            JsonNode grant = Json.get(profile, permission);
            if (grant != null && permissions.contains(permission)) {
                made.add(resource(
                                connector,
                                "AWS::Lambda::Permission",
                                connector.logicalId() + permission + "LambdaPermission" + suffix)
                        .set("Action", "lambda:InvokeFunction")
                        .set("FunctionName", function)
                        .set("Principal", Json.get(grant, "Principal"))
                        .set("SourceArn", Json.get(grant, "SourceArn"))
                        .set("SourceAccount", Json.get(grant, "SourceAccount")));
            }
        }
        return made;
    }

    private CfnResource resourcePolicy(
            SamResource connector,
            JsonNode profile,
            Set<String> permissions,
            ConnectorEnd to,
            String kind,
            String suffix) {
        boolean queue = kind.equals("queue");
        JsonNode name = to.values().get(queue ? "QueueUrl" : "Arn");
        if (name == null) {
            throw connector.invalid("Unable to get SQS queue URL from 'Destination' resource.");
        }
        List<JsonNode> statements = new ArrayList<>();
        for (String permission : permissions) {
            for (JsonNode grant : Json.items(profile.get(permission))) {
                statements.add(Json.object(
                        "Effect",
                        "Allow",
                        "Principal",
                        Json.object("Service", grant.get("service")),
                        "Resource",
                        profile.get("resource"),
                        "Action",
                        grant.get("action"),
                        "Condition",
                        Json.object("ArnEquals", Json.object("aws:SourceArn", Json.get(profile, "sourceArn")))));
            }
        }
        return resource(
                        connector,
                        queue ? "AWS::SQS::QueuePolicy" : "AWS::SNS::TopicPolicy",
                        connector.logicalId() + (queue ? "QueuePolicy" : "TopicPolicy") + suffix)
                .set("PolicyDocument", document(statements))
                .set(queue ? "Queues" : "Topics", Json.array(name));
    }

    private List<String> mappings(String sourceId, String functionId) {
        return Json.entries(work.resources()).stream()
                .filter(entry -> "AWS::Lambda::EventSourceMapping".equals(Json.text(entry.getValue(), "Type")))
                .filter(entry -> functionId.equals(
                                Intrinsics.logicalId(Json.get(entry.getValue(), "Properties", "FunctionName")))
                        && sourceId.equals(
                                Intrinsics.logicalId(Json.get(entry.getValue(), "Properties", "EventSourceArn"))))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void dependOn(String logicalId, String on) {
        if (work.resources().get(logicalId) instanceof ObjectNode resource) {
            ArrayNode list = Json.array(Json.asList(Json.get(resource, "DependsOn")));
            Json.addOnce(list, Json.node(on));
            resource.set("DependsOn", list);
        }
    }

    /** What waits for the connector waits for what became of it. */
    private void replaceDependencies(String connectorId, List<String> madeIds) {
        for (Map.Entry<String, JsonNode> entry : Json.entries(work.resources())) {
            List<JsonNode> present = Json.asList(Json.get(entry.getValue(), "DependsOn"));
            if (entry.getValue() instanceof ObjectNode resource && present.contains(Json.node(connectorId))) {
                ArrayNode list = Json.array();
                present.stream()
                        .filter(id -> !id.equals(Json.node(connectorId)))
                        .forEach(list::add);
                madeIds.forEach(id -> Json.addOnce(list, Json.node(id)));
                resource.set("DependsOn", list);
            }
        }
    }
}
