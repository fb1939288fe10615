package dev.weir.services.states.data;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payload templates: a field whose name ends in {@code .$} has its value from a path or an intrinsic function. Source:
 * AWS Step Functions Developer Guide, "Manipulate parameters in Step Functions workflows".
 */
public final class Template {
    private static final String SUFFIX = ".$";

    private final Data data;
    private final Intrinsics intrinsics;

    public Template(Data data, Intrinsics intrinsics) {
        this.data = data;
        this.intrinsics = intrinsics;
    }

    /** What the template makes. */
    public JsonNode fill(JsonNode template) throws StateFailure {
        if (template instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            for (var field : object.properties()) {
                String name = field.getKey();
                if (name.endsWith(SUFFIX)) {
                    filled.set(
                            name.substring(0, name.length() - SUFFIX.length()),
                            value(field.getValue().asString(), name));
                } else {
                    filled.set(name, fill(field.getValue()));
                }
            }
            return filled;
        }
        if (template instanceof ArrayNode array) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : array) {
                filled.add(fill(element));
            }
            return filled;
        }
        return template;
    }

    /** What a path or an intrinsic function gives. */
    public JsonNode value(String expression, String field) throws StateFailure {
        return expression.startsWith("$") ? data.require(expression, field) : intrinsics.call(expression, data);
    }
}
