package dev.weir.services.schemas.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What values look like that have been seen in one place. Source: Amazon EventBridge User Guide, "Creating a schema from event
 * JSON"; events that nest deeper than 255 levels teach nothing.
 *
 * @param properties of objects, in the order in which they were first seen
 * @param required names that every object had
 * @param items of arrays; null where all were empty
 */
public record Shape(
        Kind kind,
        Map<String, Shape> properties,
        Set<String> required,
        @Nullable Shape items) {
    private static final int MAX_DEPTH = 255;
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)");

    /** What kind of value it is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        TEXT,
        TIME,
        NUMBER,
        BOOLEAN,
        /** Only nulls were seen. */
        UNKNOWN,
        /** Kinds that have nothing in common. */
        ANY
    }

    private static Shape plain(Kind kind) {
        return new Shape(kind, Map.of(), Set.of(), null);
    }

    /** @throws IllegalArgumentException where it nests too deep */
    public static Shape of(JsonNode value) {
        return of(value, 1);
    }

    private static Shape of(JsonNode value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("deeper than " + MAX_DEPTH + " levels");
        }
        if (value.isObject()) {
            Map<String, Shape> properties = new LinkedHashMap<>();
            value.properties().forEach(entry -> properties.put(entry.getKey(), of(entry.getValue(), depth + 1)));
            return new Shape(Kind.OBJECT, properties, new TreeSet<>(properties.keySet()), null);
        }
        if (value.isArray()) {
            Shape items = null;
            for (JsonNode item : value) {
                Shape next = of(item, depth + 1);
                items = items == null ? next : items.with(next);
            }
            return new Shape(Kind.ARRAY, Map.of(), Set.of(), items);
        }
        if (value.isString()) {
            return plain(TIME.matcher(value.asString()).matches() ? Kind.TIME : Kind.TEXT);
        }
        return plain(value.isNumber() ? Kind.NUMBER : value.isBoolean() ? Kind.BOOLEAN : Kind.UNKNOWN);
    }

    /** What both look like. Does not depend on the order but for that of new properties. */
    public Shape with(Shape other) {
        if (kind == Kind.UNKNOWN || other.kind == Kind.UNKNOWN) {
            return kind == Kind.UNKNOWN ? other : this;
        }
        if (kind != other.kind) {
            boolean texts = isText() && other.isText();
            return plain(texts ? Kind.TEXT : Kind.ANY);
        }
        return switch (kind) {
            case OBJECT -> {
                Map<String, Shape> merged = new LinkedHashMap<>(properties);
                other.properties.forEach((name, shape) -> merged.merge(name, shape, Shape::with));
                Set<String> always = new TreeSet<>(required);
                always.retainAll(other.required);
                yield new Shape(Kind.OBJECT, merged, always, null);
            }
            case ARRAY ->
                new Shape(
                        Kind.ARRAY,
                        Map.of(),
                        Set.of(),
                        items == null ? other.items : other.items == null ? items : items.with(other.items));
            case TEXT, TIME, NUMBER, BOOLEAN, UNKNOWN, ANY -> this;
        };
    }

    private boolean isText() {
        return kind == Kind.TEXT || kind == Kind.TIME;
    }
}
