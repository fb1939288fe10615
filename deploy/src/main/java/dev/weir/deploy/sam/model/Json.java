package dev.weir.deploy.sam.model;

import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reading and building JSON trees in few words. A missing member and an explicit null are the same thing here. */
public final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** A map of keys and values in turn; a null value leaves its key out. */
    public static ObjectNode object(@Nullable Object... keysAndValues) {
        ObjectNode map = NODES.objectNode();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            put(map, String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }

    /** Sets a member; a null value leaves the map as it is. */
    public static void put(ObjectNode map, String key, @Nullable Object value) {
        if (value != null) {
            map.set(key, node(value));
        }
    }

    /** A list of the values. */
    public static ArrayNode array(Object... values) {
        return array(List.of(values));
    }

    /** A list of the values. */
    public static ArrayNode array(Collection<?> values) {
        ArrayNode list = NODES.arrayNode();
        values.forEach(value -> list.add(node(value)));
        return list;
    }

    /** A tree for a Java value: text, number, boolean, collection, map, or a tree itself. */
    public static JsonNode node(Object value) {
        return switch (value) {
            case JsonNode node -> node;
            case String text -> NODES.stringNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Collection<?> values -> array(values);
            case Map<?, ?> map -> {
                ObjectNode node = NODES.objectNode();
                map.forEach((key, member) -> put(node, String.valueOf(key), member));
                yield node;
            }
            default -> throw new IllegalArgumentException("no tree for " + value.getClass());
        };
    }

    /** The value at a path of keys, or null where there is none or it is null. */
    public static @Nullable JsonNode get(@Nullable JsonNode node, String... path) {
        JsonNode at = node;
        for (String key : path) {
            if (!(at instanceof ObjectNode)) {
                return null;
            }
            at = at.get(key);
        }
        return at == null || at.isNull() ? null : at;
    }

    /** The text of a node, or null where it is not text. */
    public static @Nullable String text(@Nullable JsonNode node) {
        return node != null && node.isString() ? node.stringValue() : null;
    }

    /** The text at a path, or null where there is none or it is not text. */
    public static @Nullable String text(@Nullable JsonNode node, String... path) {
        return text(get(node, path));
    }

    /** Whether a value counts as given: not null, not empty, not zero, not false. */
    public static boolean truthy(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return false;
        }
        if (node.isString()) {
            return !node.stringValue().isEmpty();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.doubleValue() != 0;
        }
        return !node.isEmpty();
    }

    /** Whether the value is the boolean true. */
    public static boolean isTrue(@Nullable JsonNode node) {
        return node != null && node.isBoolean() && node.booleanValue();
    }

    /** Whether the value is the boolean false. */
    public static boolean isFalse(@Nullable JsonNode node) {
        return node != null && node.isBoolean() && !node.booleanValue();
    }

    /** The members of a map; none for anything else. A snapshot: the map may be changed while they are walked. */
    public static List<Map.Entry<String, JsonNode>> entries(@Nullable JsonNode node) {
        return node instanceof ObjectNode map ? List.copyOf(map.properties()) : List.of();
    }

    /** The items of a list; none for anything else. */
    public static List<JsonNode> items(@Nullable JsonNode node) {
        return node instanceof ArrayNode list ? List.copyOf(list.values()) : List.of();
    }

    /** A list as it is, anything else as a list of one, null as none. */
    public static List<JsonNode> asList(@Nullable JsonNode node) {
        return node == null ? List.of() : node.isArray() ? items(node) : List.of(node);
    }

    /** The keys of a map; none for anything else. */
    public static Set<String> keys(@Nullable JsonNode node) {
        return node instanceof ObjectNode map ? new LinkedHashSet<>(map.propertyNames()) : Set.of();
    }

    /** The map at a key, made where there is none. */
    public static ObjectNode child(ObjectNode map, String key) {
        if (map.get(key) instanceof ObjectNode present) {
            return present;
        }
        ObjectNode made = NODES.objectNode();
        map.set(key, made);
        return made;
    }

    /** The list at a key, made where there is none. */
    public static ArrayNode childList(ObjectNode map, String key) {
        if (map.get(key) instanceof ArrayNode present) {
            return present;
        }
        ArrayNode made = NODES.arrayNode();
        map.set(key, made);
        return made;
    }

    /** Adds a value to a list unless an equal one is in it. */
    public static void addOnce(ArrayNode list, JsonNode value) {
        if (!items(list).contains(value)) {
            list.add(value);
        }
    }

    /** A text in quotation marks as JSON has it, everything beyond ASCII escaped. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
