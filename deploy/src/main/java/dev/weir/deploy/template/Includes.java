package dev.weir.deploy.template;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Expands {@code Fn::Transform} with {@code AWS::Include} in place, before any other transform sees the template.
 *
 * <p>AWS: "AWS::Include transform" in the CloudFormation user guide.
 */
public final class Includes {
    private static final String TRANSFORM = "Fn::Transform";
    private static final String INCLUDE = "AWS::Include";
    private static final int MAX_DEPTH = 16;

    private final Content content;
    private final Map<String, JsonNode> parameters;
    private int depth;

    /** Where included documents come from. */
    @FunctionalInterface
    public interface Content {
        /**
         * The text at a location as the template writes it: an {@code s3://bucket/key} address or a path relative to
         * the template. Empty where there is nothing at it.
         */
        Optional<String> read(String location);
    }

    /**
     * Prepares expansion.
     *
     * @param parameters template parameters by name, for locations that are a {@code Ref}
     */
    public Includes(Content content, Map<String, JsonNode> parameters) {
        this.content = content;
        this.parameters = parameters;
    }

    /**
     * Replaces every include below a node, in place where the node is a map or a list.
     *
     * @return the node, or what it was replaced by
     * @throws TemplateException where a location cannot be read or what is there is not YAML or JSON
     */
    public JsonNode expand(JsonNode node) {
        return switch (node) {
            case ObjectNode map -> expandMap(map);
            case ArrayNode list -> {
                for (int i = 0; i < list.size(); i++) {
                    list.set(i, expand(list.get(i)));
                }
                yield list;
            }
            default -> node;
        };
    }

    private JsonNode expandMap(ObjectNode map) {
        JsonNode call = map.get(TRANSFORM);
        if (call != null && INCLUDE.equals(call.path("Name").asString(""))) {
            JsonNode included = include(call);
            if (map.size() == 1) {
                return included;
            }
            map.remove(TRANSFORM);
            if (included instanceof ObjectNode siblings) {
                siblings.properties().forEach(entry -> map.set(entry.getKey(), entry.getValue()));
            }
        }
        ObjectNode expanded = JsonNodeFactory.instance.objectNode();
        map.properties().forEach(entry -> expanded.set(entry.getKey(), expand(entry.getValue())));
        map.setAll(expanded);
        return map;
    }

    private JsonNode include(JsonNode call) {
        JsonNode location = call.path("Parameters").path("Location");
        JsonNode name = location.path("Ref");
        if (name.isString() && parameters.containsKey(name.stringValue())) {
            location = parameters.get(name.stringValue());
        }
        if (!location.isString()) {
            throw new TemplateException(INCLUDE, "Location must be text or a Ref to a parameter");
        }
        String source = location.stringValue();
        String text = content.read(source)
                .orElseThrow(() -> new TemplateException(source, "there is nothing to include at this location"));
        if (depth == MAX_DEPTH) {
            throw new TemplateException(source, "included documents include one another without end");
        }
        depth++;
        try {
            return expand(TemplateReader.readFragment(text, source));
        } finally {
            depth--;
        }
    }
}
