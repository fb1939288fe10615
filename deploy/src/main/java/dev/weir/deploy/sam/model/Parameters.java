package dev.weir.deploy.sam.model;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of the template's parameters and mappings, put in where the transform has to know a value before
 * CloudFormation does.
 */
public final class Parameters {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9.:]+)}");

    private final Map<String, JsonNode> values;
    private final @Nullable JsonNode mappings;

    /**
     * Parameters of one transform.
     *
     * @param values values by name, pseudo parameters included
     * @param mappings the template's {@code Mappings}, or null
     */
    public Parameters(Map<String, JsonNode> values, @Nullable JsonNode mappings) {
        this.values = values;
        this.mappings = mappings;
    }

    /** A copy of a node in which {@code Ref} and {@code Fn::Sub} of parameters are their values; null stays null. */
    public @Nullable JsonNode resolve(@Nullable JsonNode node) {
        return node == null ? null : replace(node.deepCopy());
    }

    /** As {@link #resolve}, and {@code Fn::FindInMap} of constants is looked up too. */
    public @Nullable JsonNode resolveFully(@Nullable JsonNode node) {
        JsonNode resolved = resolve(node);
        return resolved == null ? null : lookUp(resolved);
    }

    private JsonNode replace(JsonNode node) {
        if (node instanceof ObjectNode map) {
            for (Map.Entry<String, JsonNode> entry : Json.entries(map)) {
                map.set(entry.getKey(), replace(entry.getValue()));
            }
            if (map.size() == 1) {
                return call(map);
            }
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, replace(list.get(i)));
            }
        }
        return node;
    }

    private JsonNode call(ObjectNode map) {
        String name = Json.text(map, "Ref");
        if (name != null) {
            JsonNode value = values.get(name);
            return value == null ? map : value.deepCopy();
        }
        JsonNode argument = Json.get(map, "Fn::Sub");
        if (argument != null && argument.isString()) {
            map.put("Fn::Sub", substitute(argument.stringValue()));
        } else if (argument instanceof ArrayNode list
                && !list.isEmpty()
                && list.get(0).isString()) {
            list.set(0, Json.node(substitute(list.get(0).stringValue())));
        }
        return map;
    }

    private String substitute(String text) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            JsonNode value = values.get(match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : value.asString(value.toString()));
        });
    }

    private JsonNode lookUp(JsonNode node) {
        JsonNode argument = Json.get(node, "Fn::FindInMap");
        if (!Intrinsics.isIntrinsic(node) || argument == null) {
            return node;
        }
        List<JsonNode> path = Json.items(argument);
        if (path.size() != 3) {
            throw Invalid.document("Invalid FindInMap value %s. FindInMap expects an array with 3 values."
                    .formatted(PythonText.of(argument)));
        }
        if (!path.stream().allMatch(JsonNode::isString)) {
            return node;
        }
        JsonNode map = Json.get(mappings, path.get(0).stringValue());
        JsonNode row = Json.get(map, path.get(1).stringValue());
        if ((map != null && !map.isObject()) || (row != null && !row.isObject())) {
            throw Invalid.document("Cannot use Fn::FindInMap on Mapping '%s' which is not a a two-level map."
                    .formatted(path.get(0).stringValue()));
        }
        JsonNode value = Json.get(row, path.get(2).stringValue());
        return value == null ? node : value;
    }
}
