package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One end of a connector.
 *
 * @param id the logical id, or null where the end is described by its properties
 * @param type the CloudFormation type
 * @param role the name of the role it runs under, or null
 * @param values what the connector's policies may name: Arn, QueueUrl, ResourceId, Name, Qualifier
 */
record ConnectorEnd(
        @Nullable String id, String type, @Nullable JsonNode role, Map<String, JsonNode> values) {
    private static final List<String> VALUES = List.of("Arn", "QueueUrl", "ResourceId", "Name", "Qualifier");
    private static final Map<String, String> CFN_TYPES = Map.of(
            "AWS::Serverless::Function", "AWS::Lambda::Function",
            "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine",
            "AWS::Serverless::Api", "AWS::ApiGateway::RestApi",
            "AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api",
            "AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table");

    /**
     * Reads an end.
     *
     * @param other the other end, which decides what role a rule uses
     * @param table the part of the table of connectors that says how types name their values
     */
    static ConnectorEnd of(
            SamResource connector,
            @Nullable JsonNode declared,
            @Nullable JsonNode other,
            Workspace work,
            JsonNode table) {
        boolean hasId = declared != null && declared.has("Id");
        boolean hasOthers = Json.keys(declared).stream().anyMatch(key -> !key.equals("Id") && !key.equals("Qualifier"));
        if (hasId == hasOthers) {
            throw connector.invalid(
                    "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.");
        }
        Map<String, JsonNode> values = new HashMap<>();
        JsonNode given = Json.get(declared, "Id");
        if (!Json.truthy(given)) {
            String type = Json.text(declared, "Type");
            if (type == null || type.isEmpty()) {
                throw connector.invalid("'Type' is missing or not a string.");
            }
            for (String value : VALUES) {
                JsonNode set = Json.get(declared, value);
                if (set != null) {
                    values.put(value, set);
                }
            }
            return new ConnectorEnd(null, CFN_TYPES.getOrDefault(type, type), Json.get(declared, "RoleName"), values);
        }
        String id = Json.text(given);
        if (id == null) {
            throw connector.invalid("'Id' is missing or not a string.");
        }
        if (!(work.resources().get(id) instanceof ObjectNode resource)) {
            throw connector.invalid("Unable to find resource with logical ID '%s'.".formatted(id));
        }
        String type = Json.text(resource, "Type");
        if (type == null || type.isEmpty()) {
            throw connector.invalid("'Type' is missing or not a string.");
        }
        JsonNode naming = table.get(type);
        for (String value : VALUES) {
            String attribute = Json.text(naming, value);
            if (attribute != null) {
                values.put(
                        value,
                        switch (attribute) {
                            case "" -> Intrinsics.ref(id);
                            case "*" -> Json.node("*");
                            default -> Intrinsics.getAtt(id, attribute);
                        });
            }
        }
        JsonNode qualifier = Json.get(declared, "Qualifier");
        if (qualifier != null) {
            values.put("Qualifier", qualifier);
        }
        return new ConnectorEnd(id, type, role(Json.text(naming, "role"), resource, other), values);
    }

    private static @Nullable JsonNode role(@Nullable String property, ObjectNode resource, @Nullable JsonNode other) {
        if (property == null) {
            return null;
        }
        JsonNode role = Json.get(resource, "Properties", property);
        if (property.equals("Targets")) {
            role = targetRole(role, other);
        }
        String id = Intrinsics.logicalId(role);
        return id == null ? null : Intrinsics.ref(id);
    }

    /** The role with which a rule reaches the other end. */
    private static @Nullable JsonNode targetRole(@Nullable JsonNode targets, @Nullable JsonNode other) {
        for (JsonNode target : Json.items(targets)) {
            JsonNode arn = Json.get(target, "Arn");
            String id = Intrinsics.logicalId(arn);
            boolean byId = id != null && id.equals(Json.text(other, "Id"));
            if (byId || (arn != null && arn.equals(Json.get(other, "Arn")))) {
                return Json.get(target, "RoleArn");
            }
        }
        return null;
    }

    /** The type as the template declares it, before the transform. */
    String declaredType(Workspace work) {
        ObjectNode declared = id == null ? null : work.declared(id);
        String original = Json.text(declared, "Type");
        return original == null ? type : original;
    }
}
