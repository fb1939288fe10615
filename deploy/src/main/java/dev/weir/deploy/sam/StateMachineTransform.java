package dev.weir.deploy.sam;

import dev.weir.deploy.sam.events.Event;
import dev.weir.deploy.sam.events.StateMachineEvents;
import dev.weir.deploy.sam.events.StateMachineTarget;
import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.S3Location;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Tags;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code AWS::Serverless::StateMachine} becomes: the state machine, its role, its version and alias, its events.
 *
 * <p>AWS: "AWS::Serverless::StateMachine" in the SAM developer guide.
 */
final class StateMachineTransform {
    private final Workspace work;
    private final StateMachineEvents events;

    StateMachineTransform(Workspace work) {
        this.work = work;
        this.events = new StateMachineEvents(work);
    }

    List<CfnResource> transform(SamResource machine) {
        List<Event> read = events.read(machine);
        CfnResource made =
                new CfnResource("AWS::StepFunctions::StateMachine", machine.logicalId(), machine.attributes());
        setDefinition(machine, made);
        List<CfnResource> resources = Workspace.resourcesOf(made);
        if (machine.has("Role") && machine.has("Policies")) {
            throw machine.invalid("Specify either 'Role' or 'Policies' or neither property and not both.");
        }
        ArrayNode tags = Tags.made("stateMachine:createdBy", machine.get("Tags"));
        if (machine.has("Role")) {
            made.set("RoleArn", machine.get("Role"));
        } else {
            CfnResource role = role(machine, tags);
            made.set("RoleArn", role.arn());
            resources.add(role);
        }
        made.set("StateMachineName", machine.get("Name"))
                .set("StateMachineType", machine.get("Type"))
                .set("LoggingConfiguration", machine.get("Logging"))
                .set("TracingConfiguration", machine.get("Tracing"))
                .set("Tags", tags);
        CfnResource alias = alias(machine, made, resources);
        boolean toAlias = alias != null && Json.isTrue(machine.get("UseAliasAsEventTarget"));
        List<CfnResource> forEvents =
                events.transform(read, new StateMachineTarget(machine, toAlias && alias != null ? alias : made));
        resources.addAll(forEvents);
        Workspace.propagateTags(forEvents, machine.get("Tags"), Json.isTrue(machine.get("PropagateTags")));
        return resources;
    }

    private CfnResource role(SamResource machine, ArrayNode tags) {
        List<JsonNode> policies = new ArrayList<>(Json.asList(machine.get("Policies")));
        if (Json.isTrue(machine.get("Tracing", "Enabled"))) {
            policies.add(Json.node(work.arns().managedPolicy(FunctionTransform.xrayPolicy(work))));
        }
        return new ExecutionRole(machine, work).make(Policies.trust("states.amazonaws.com"), tags, policies);
    }

    private @Nullable CfnResource alias(SamResource machine, CfnResource made, List<CfnResource> resources) {
        JsonNode name = machine.get("AutoPublishAlias");
        if (!Json.truthy(name) || name == null) {
            if (machine.has("DeploymentPreference")) {
                throw machine.invalid("'DeploymentPreference' requires 'AutoPublishAlias' property to be specified.");
            }
            return null;
        }
        ObjectNode kept = machine.passedOn();
        for (String policy : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
            if (!kept.has(policy)) {
                kept.put(policy, "Retain");
            }
        }
        CfnResource version = new CfnResource(
                        "AWS::StepFunctions::StateMachineVersion", machine.logicalId() + "Version", kept)
                .set("StateMachineArn", made.ref())
                .set("StateMachineRevisionId", made.getAtt("StateMachineRevisionId"));
        ObjectNode preference = machine.get("DeploymentPreference") instanceof ObjectNode declared
                ? declared.deepCopy()
                : Json.object("Type", "ALL_AT_ONCE");
        preference.set("StateMachineVersionArn", version.ref());
        String alias = machine.expect().text(name, "AutoPublishAlias");
        CfnResource pointer = new CfnResource(
                        "AWS::StepFunctions::StateMachineAlias",
                        machine.logicalId() + "Alias" + alias,
                        machine.passedOn())
                .set("Name", alias)
                .set("DeploymentPreference", preference);
        resources.add(version);
        resources.add(pointer);
        return pointer;
    }

    private void setDefinition(SamResource machine, CfnResource made) {
        JsonNode definition = machine.get("Definition");
        JsonNode uri = machine.get("DefinitionUri");
        ObjectNode substitutions = machine.get("DefinitionSubstitutions") instanceof ObjectNode declared
                ? declared.deepCopy()
                : Json.object();
        if (Json.truthy(definition) && Json.truthy(uri)) {
            throw machine.invalid("Specify either 'Definition' or 'DefinitionUri' property and not both.");
        }
        if (Json.truthy(definition) && definition != null) {
            JsonNode copy = definition.deepCopy();
            ObjectNode dynamic = Json.object();
            extract(copy, dynamic);
            substitutions.setAll(dynamic);
            StringBuilder text = new StringBuilder();
            write(copy, "", text);
            made.set(
                    "DefinitionString",
                    Json.object(
                            "Fn::Join", Json.array("\n", text.toString().lines().toList())));
        } else if (Json.truthy(uri) && uri != null) {
            made.set(
                    "DefinitionS3Location",
                    S3Location.of(uri, machine.logicalId(), "DefinitionUri").plain());
        } else {
            throw machine.invalid("Either 'Definition' or 'DefinitionUri' property must be specified.");
        }
        made.set("DefinitionSubstitutions", substitutions.isEmpty() ? null : substitutions);
    }

    /** Takes intrinsic functions and dynamic references out of a definition, which is text for CloudFormation. */
    private static void extract(JsonNode node, ObjectNode found) {
        if (node instanceof ObjectNode map) {
            for (String key : new TreeSet<>(Json.keys(map))) {
                JsonNode value = map.get(key);
                if (isDynamic(value)) {
                    map.put(key, substitution(value, found));
                } else {
                    extract(value, found);
                }
            }
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (isDynamic(list.get(i))) {
                    list.set(i, Json.node(substitution(list.get(i), found)));
                } else {
                    extract(list.get(i), found);
                }
            }
        }
    }

    private static boolean isDynamic(JsonNode value) {
        return Intrinsics.isIntrinsic(value) || Intrinsics.isDynamicReference(value);
    }

    private static String substitution(JsonNode value, ObjectNode found) {
        String name = "definition_substitution_" + (found.size() + 1);
        found.set(name, value);
        return "${" + name + "}";
    }

    /** JSON with sorted keys, four spaces of indent, and everything beyond ASCII escaped. */
    private static void write(JsonNode node, String indent, StringBuilder out) {
        String deeper = indent + "    ";
        String separator = "\n";
        if (node.isObject() && !node.isEmpty()) {
            out.append('{');
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            for (var entry : sorted.entrySet()) {
                out.append(separator)
                        .append(deeper)
                        .append(Json.quoted(entry.getKey()))
                        .append(": ");
                write(entry.getValue(), deeper, out);
                separator = ",\n";
            }
            out.append('\n').append(indent).append('}');
        } else if (node.isArray() && !node.isEmpty()) {
            out.append('[');
            for (JsonNode item : Json.items(node)) {
                out.append(separator).append(deeper);
                write(item, deeper, out);
                separator = ",\n";
            }
            out.append('\n').append(indent).append(']');
        } else {
            out.append(node.isString() ? Json.quoted(node.stringValue()) : node.toString());
        }
    }
}
