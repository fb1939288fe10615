package dev.weir.wire.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header fields in their order; names are compared without regard to case. */
public final class Headers {
    private String[] fields;
    private int size;

    public Headers() {
        this.fields = new String[16];
    }

    /** Names and values in turn. */
    public static Headers of(String... namesAndValues) {
        Headers headers = new Headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    public Headers add(String name, String value) {
        if (size == fields.length) {
            fields = Arrays.copyOf(fields, size * 2);
        }
        fields[size++] = name;
        fields[size++] = value;
        return this;
    }

    /** Adds the field unless one of that name is there. */
    public Headers addIfAbsent(String name, String value) {
        return first(name) == null ? add(name, value) : this;
    }

    /** The first value, or null. */
    public @Nullable String first(String name) {
        for (int i = 0; i < size; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                return fields[i + 1];
            }
        }
        return null;
    }

    /** The first value, or {@code otherwise}. */
    public String first(String name, String otherwise) {
        String value = first(name);
        return value == null ? otherwise : value;
    }

    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < size; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                values.add(fields[i + 1]);
            }
        }
        return values;
    }

    public boolean contains(String name) {
        return first(name) != null;
    }

    public void forEach(BiConsumer<String, String> field) {
        for (int i = 0; i < size; i += 2) {
            field.accept(fields[i], fields[i + 1]);
        }
    }

    public int size() {
        return size / 2;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
