package dev.weir.mcp.tool;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of the EventBridge schema registry as a tool's input schema: references written out, since many clients do not
 * follow them, and of OpenAPI the schema of the event.
 */
public final class InputSchemas {
    /** A larger one would crowd out other tools in clients that bound all schemas together. */
    private static final int LARGEST = 8 * 1024;

    private static final int DEEPEST = 12;

    private InputSchemas() {}

    /**
     * The schema that a tag's value names.
     *
     * @param arn of the schema in the registry; empty for none
     * @return any JSON value where there is none, or none that fits
     */
    public static Map<String, Object> find(WeirClient weir, String arn, String says) {
        String[] parts = arn.split("/");
        if (parts.length != 3) {
            return Fields.any(says);
        }
        try {
            ObjectNode found = weir.owning(arn)
                    .aws(
                            "schemas",
                            "describeSchema",
                            WeirClient.object().put("RegistryName", parts[1]).put("SchemaName", parts[2]));
            JsonNode document =
                    JsonMapper.shared().readTree(found.path("Content").asString("{}"));
            JsonNode schema = written(root(document), document, 0);
            if (schema.isObject() && schema.toString().length() <= LARGEST) {
                return JsonMapper.shared().convertValue(schema, new TypeReference<>() {});
            }
        } catch (RefusedException | JacksonException e) {
            return Fields.any(says + " (the schema " + parts[2] + " cannot be read)");
        }
        return Fields.any(says + " (see the schema " + parts[2] + " in the registry " + parts[1] + ")");
    }

    /** Where the event's own schema is. */
    private static JsonNode root(JsonNode document) {
        JsonNode schemas = document.path("components").path("schemas");
        if (!schemas.isObject() || schemas.isEmpty()) {
            return document;
        }
        return schemas.has("AWSEvent")
                ? schemas.path("AWSEvent")
                : schemas.properties().iterator().next().getValue();
    }

    private static JsonNode written(JsonNode schema, JsonNode document, int depth) {
        if (depth > DEEPEST) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (schema instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> copy.add(written(element, document, depth + 1)));
            return copy;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        if (object.path("$ref").isString()) {
            String pointer = object.path("$ref").asString().replaceFirst("^#", "");
            return written(document.at(pointer), document, depth + 1);
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((name, value) -> {
            boolean meta = name.startsWith("$") || name.startsWith("x-") || name.equals("definitions");
            if (!meta && !name.equals("nullable")) {
                copy.set(name, written(value, document, depth + 1));
            }
        });
        return copy;
    }
}
