package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the short forms of a resource policy (allow and deny lists of accounts, addresses and VPCs) into an API. */
public final class ResourcePolicy {
    private static final String POLICY = "x-amazon-apigateway-policy";

    private final SwaggerEditor editor;

    /** Writes into the editor's definition. */
    public ResourcePolicy(SwaggerEditor editor) {
        this.editor = editor;
    }

    /** Applies a policy to every method of a path. */
    public void apply(JsonNode policy, String path, JsonNode stage) {
        accounts(Json.get(policy, "AwsAccountWhitelist"), "Allow", path, stage);
        accounts(Json.get(policy, "AwsAccountBlacklist"), "Deny", path, stage);
        addresses(Json.get(policy, "IpRangeWhitelist"), "NotIpAddress", path, stage);
        addresses(Json.get(policy, "IpRangeBlacklist"), "IpAddress", path, stage);
        networks(policy, "Blacklist", "StringEquals", path, stage);
        networks(policy, "Whitelist", "StringNotEquals", path, stage);
        Json.child(editor.document, POLICY);
    }

    /** Adds statements as they are. */
    public void addStatements(JsonNode statements) {
        ObjectNode policy = Json.child(editor.document, POLICY);
        policy.put("Version", Policies.VERSION);
        if (Json.get(policy, "Statement") == null) {
            policy.set("Statement", statements);
            return;
        }
        ArrayNode list = statements();
        Json.asList(statements).forEach(statement -> Json.addOnce(list, statement));
    }

    private ArrayNode statements() {
        ObjectNode policy = Json.child(editor.document, POLICY);
        policy.put("Version", Policies.VERSION);
        ArrayNode list = Json.array(Json.asList(Json.get(policy, "Statement")));
        policy.set("Statement", list);
        return list;
    }

    private void accounts(@Nullable JsonNode accounts, String effect, String path, JsonNode stage) {
        if (!Json.truthy(accounts) || accounts == null) {
            return;
        }
        if (!accounts.isContainer()) {
            throw Invalid.document(
                    "Type of '%s' must be a list or dictionary".formatted(accounts.asString(accounts.toString())));
        }
        ObjectNode statement = statement(effect, path, stage);
        statement.set("Principal", Json.object("AWS", Json.array(Json.asList(accounts))));
        ObjectNode policy = Json.child(editor.document, POLICY);
        if (Json.get(policy, "Statement") == null) {
            policy.put("Version", Policies.VERSION);
            policy.set("Statement", statement);
        } else {
            statements().add(statement);
        }
    }

    private void addresses(@Nullable JsonNode ranges, String operator, String path, JsonNode stage) {
        if (Json.truthy(ranges)) {
            allowExcept(operator, Json.object("aws:SourceIp", Json.array(Json.asList(ranges))), path, stage);
        }
    }

    private void networks(JsonNode policy, String list, String operator, String path, JsonNode stage) {
        JsonNode named = Json.get(policy, "SourceVpc" + list);
        List<JsonNode> vpcs = new ArrayList<>();
        List<JsonNode> endpoints = new ArrayList<>();
        for (JsonNode network : Json.asList(named)) {
            String name = Json.text(network);
            if (name == null) {
                throw Invalid.document(("SourceVpc%s must be a list of strings. Use IntrinsicVpc%s instead for values"
                                + " that use Intrinsic Functions")
                        .formatted(list, list));
            }
            if (name.startsWith("vpce-")) {
                endpoints.add(network);
            } else if (name.startsWith("vpc-")) {
                vpcs.add(network);
            }
        }
        vpcs.addAll(Json.items(Json.get(policy, "IntrinsicVpc" + list)));
        endpoints.addAll(Json.items(Json.get(policy, "IntrinsicVpce" + list)));
        if (!vpcs.isEmpty() || !endpoints.isEmpty()) {
            allowExcept(
                    operator,
                    Json.object(
                            "aws:SourceVpc",
                            vpcs.isEmpty() ? null : vpcs,
                            "aws:SourceVpce",
                            endpoints.isEmpty() ? null : endpoints),
                    path,
                    stage);
        }
    }

    private void allowExcept(String operator, ObjectNode condition, String path, JsonNode stage) {
        ObjectNode allow = statement("Allow", path, stage);
        allow.put("Principal", "*");
        ObjectNode deny = statement("Deny", path, stage);
        deny.put("Principal", "*");
        deny.set("Condition", Json.object(operator, condition));
        ArrayNode list = statements();
        Json.addOnce(list, allow);
        Json.addOnce(list, deny);
    }

    private ObjectNode statement(String effect, String path, JsonNode stage) {
        return Json.object("Effect", effect, "Action", "execute-api:Invoke", "Resource", resources(path, stage));
    }

    private List<JsonNode> resources(String path, JsonNode stage) {
        List<JsonNode> resources = new ArrayList<>();
        for (ObjectNode item : editor.pathItems(path)) {
            for (String method : item.propertyNames()) {
                boolean any = method.equalsIgnoreCase("any") || method.equals(DefinitionEditor.ANY_METHOD);
                String resource = "execute-api:/${__Stage__}/"
                        + (any ? "*" : method.toUpperCase(Locale.ROOT))
                        + ApiPaths.permitted(path);
                resources.add(Intrinsics.sub(resource, Json.object("__Stage__", stage)));
            }
        }
        return resources;
    }
}
