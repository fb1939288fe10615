package dev.weir.wire;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import dev.weir.shapes.ShapeWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of any schema, its values by their members' names: what a generated record is for one. */
public record Dynamic(Schema schema, Map<String, Object> values) implements Shape {
    public static Dynamic of(Schema schema, Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Dynamic(schema, values);
    }

    public static Dynamic read(Schema schema, ShapeReader reader) {
        Map<String, Object> values = new LinkedHashMap<>();
        reader.structure(schema, values, (map, member, value) -> map.put(member.name(), readValue(member, value)));
        return new Dynamic(schema, values);
    }

    private static Object readValue(Member member, ShapeReader reader) {
        Schema schema = member.schema();
        return switch (schema.type()) {
            case STRUCTURE -> read(schema, reader);
            case LIST -> reader.list(member, each -> readValue(schema.element(), each));
            case MAP -> reader.map(member, each -> readValue(schema.value(), each));
            case STRING -> reader.string(member);
            case INTEGER -> reader.integer(member);
            case LONG -> reader.longInteger(member);
            case FLOAT -> reader.floating(member);
            case DOUBLE -> reader.doubleFloating(member);
            case BOOLEAN -> reader.bool(member);
            case BLOB -> new Bytes(reader.blob(member));
            case TIMESTAMP -> reader.timestamp(member);
            case STREAM -> reader.stream(member);
            case EVENT_STREAM -> throw new IllegalStateException();
        };
    }

    @Override
    public void write(ShapeWriter writer) {
        for (Member member : schema.members()) {
            Object value = values.get(member.name());
            if (value != null) {
                writeValue(writer, member, value);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void writeValue(ShapeWriter writer, Member member, Object value) {
        switch (member.schema().type()) {
            case STRUCTURE -> writer.structure(member, (Dynamic) value);
            case LIST -> writer.list(member, (List<Object>) value, Dynamic::writeValue);
            case MAP -> writer.map(member, (Map<String, Object>) value, Dynamic::writeValue);
            case STRING -> writer.string(member, (String) value);
            case INTEGER -> writer.integer(member, (Integer) value);
            case LONG -> writer.longInteger(member, (Long) value);
            case FLOAT -> writer.floating(member, (Float) value);
            case DOUBLE -> writer.doubleFloating(member, (Double) value);
            case BOOLEAN -> writer.bool(member, (Boolean) value);
            case BLOB -> writer.blob(member, ((Bytes) value).bytes());
            case TIMESTAMP -> writer.timestamp(member, (Instant) value);
            case STREAM -> writer.stream(member, (Body) value);
            case EVENT_STREAM -> throw new IllegalStateException();
        }
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** Bytes that are equal where their content is. */
    public record Bytes(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return Arrays.toString(bytes);
        }
    }
}
