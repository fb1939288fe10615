package dev.weir.mcp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of an object, field by field; written out, without references. */
public final class Fields {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();
    private boolean open;

    public static Fields none() {
        return new Fields();
    }

    /** Adds a field that must be there. */
    public Fields need(String name, Map<String, Object> schema) {
        required.add(name);
        return may(name, schema);
    }

    /** Adds a field that may be there. */
    public Fields may(String name, Map<String, Object> schema) {
        properties.put(name, schema);
        return this;
    }

    /** Lets fields in that are not named. */
    public Fields open() {
        open = true;
        return this;
    }

    /** These behind one more that must be there. */
    Fields after(String name, Map<String, Object> schema) {
        Fields all = new Fields().need(name, schema);
        all.properties.putAll(properties);
        all.required.addAll(required);
        all.open = open;
        return all;
    }

    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!open) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    public static Map<String, Object> text() {
        return Map.of("type", "string");
    }

    public static Map<String, Object> text(String says) {
        return described("string", says);
    }

    public static Map<String, Object> number() {
        return Map.of("type", "number");
    }

    public static Map<String, Object> flag() {
        return Map.of("type", "boolean");
    }

    public static Map<String, Object> flag(String says) {
        return described("boolean", says);
    }

    /** @param least the smallest value, {@code most} the largest */
    public static Map<String, Object> whole(String says, int least, int most) {
        Map<String, Object> schema = described("integer", says);
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    public static Map<String, Object> oneOf(String says, List<String> values) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("enum", values);
        if (!says.isEmpty()) {
            schema.put("description", says);
        }
        return schema;
    }

    public static Map<String, Object> list() {
        return Map.of("type", "array");
    }

    public static Map<String, Object> list(String says, Map<String, Object> element) {
        Map<String, Object> schema = described("array", says);
        schema.put("items", element);
        return schema;
    }

    /** An object of any form. */
    public static Map<String, Object> object() {
        return Map.of("type", "object");
    }

    /** An object of any form. */
    public static Map<String, Object> object(String says) {
        return described("object", says);
    }

    /** An object whose values are text. */
    public static Map<String, Object> texts(String says) {
        Map<String, Object> schema = described("object", says);
        schema.put("additionalProperties", text());
        return schema;
    }

    /** Any JSON value. */
    public static Map<String, Object> any(String says) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", says);
        return schema;
    }

    private static Map<String, Object> described(String type, String says) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("description", says);
        return schema;
    }
}
