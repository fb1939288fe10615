package dev.weir.fabric.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource's properties, read strictly: what nobody read is unsupported, and {@link #done} says so by name. Numbers
 * and booleans may come as text, as CloudFormation takes them.
 */
public final class Properties {
    private final String path;
    private final ObjectNode node;
    private final Set<String> read = new HashSet<>();
    private final List<Properties> nested = new ArrayList<>();

    /** @param path where in the resource's properties this is, such as {@code #} or {@code #/RedrivePolicy} */
    public Properties(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
    }

    public boolean has(String name) {
        return node.has(name) && !node.get(name).isNull();
    }

    /** The value as it stands, all below it counted as read. */
    public @Nullable JsonNode json(String name) {
        read.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public @Nullable String text(String name) {
        JsonNode value = json(name);
        if (value == null) {
            return null;
        }
        if (!value.isValueNode()) {
            throw new PropertyException(path + "/" + name + ": expected type: String, found: " + kind(value));
        }
        return value.asString();
    }

    /** @throws PropertyException where it is missing */
    public String requiredText(String name) {
        String value = text(name);
        if (value == null) {
            throw new PropertyException(path + ": required key [" + name + "] not found");
        }
        return value;
    }

    public @Nullable Long number(String name) {
        String value = text(name);
        try {
            return value == null ? null : Long.valueOf(value.trim());
        } catch (NumberFormatException e) {
            throw new PropertyException(path + "/" + name + ": expected type: Integer, found: String");
        }
    }

    public @Nullable Integer integer(String name) {
        Long value = number(name);
        return value == null ? null : Math.toIntExact(value);
    }

    public @Nullable Boolean bool(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new PropertyException(path + "/" + name + ": expected type: Boolean, found: String");
        }
        return Boolean.valueOf(value);
    }

    /** Strings of a list; a single string counts as a list of one; empty where absent. */
    public List<String> texts(String name) {
        JsonNode value = json(name);
        if (value == null) {
            return List.of();
        }
        if (value.isValueNode()) {
            return List.of(value.asString());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name, value)) {
            texts.add(element.asString());
        }
        return texts;
    }

    public @Nullable Properties object(String name) {
        JsonNode value = json(name);
        return value == null ? null : nest(path + "/" + name, value);
    }

    /** Objects of a list; empty where absent. */
    public List<Properties> objects(String name) {
        JsonNode value = json(name);
        if (value == null) {
            return List.of();
        }
        List<Properties> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode element : array(name, value)) {
            objects.add(nest(path + "/" + name + "/" + index++, element));
        }
        return objects;
    }

    /** Names that are present, in the template's order. */
    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    /** The whole as JSON; does not count as reading it. */
    public ObjectNode node() {
        return node;
    }

    /** @throws PropertyException where something was not read, here or below, by name */
    public void done() {
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                throw new PropertyException(path + ": extraneous key [" + name + "] is not permitted");
            }
        }
        nested.forEach(Properties::done);
    }

    private Properties nest(String at, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            throw new PropertyException(at + ": expected type: JSONObject, found: " + kind(value));
        }
        Properties properties = new Properties(at, object);
        nested.add(properties);
        return properties;
    }

    private JsonNode array(String name, JsonNode value) {
        if (!value.isArray()) {
            throw new PropertyException(path + "/" + name + ": expected type: JSONArray, found: " + kind(value));
        }
        return value;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "JSONArray";
            case OBJECT, POJO -> "JSONObject";
            case STRING, BINARY -> "String";
            case NUMBER -> "Integer";
            case BOOLEAN -> "Boolean";
            case NULL, MISSING -> "Null";
        };
    }
}
