package dev.weir.wire.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Decoded parameters of a query string or form, in their order, each name as often as it was sent. */
public final class Parameters {
    public static final Parameters NONE = new Parameters();

    private String[] fields = new String[16];
    private int size;

    private Parameters() {}

    /** Parses {@code a=1&b=2&c}; a name without equals sign has the empty value. */
    public static Parameters parse(String query) {
        return query.isEmpty() ? NONE : parse(query.getBytes(StandardCharsets.UTF_8));
    }

    public static Parameters parse(byte[] form) {
        Parameters parameters = new Parameters();
        int start = 0;
        for (int end = 0; end <= form.length; end++) {
            if (end == form.length || form[end] == '&') {
                if (end > start) {
                    parameters.add(form, start, end);
                }
                start = end + 1;
            }
        }
        return parameters;
    }

    private void add(byte[] form, int start, int end) {
        int equals = start;
        while (equals < end && form[equals] != '=') {
            equals++;
        }
        add(
                PercentEncoding.decode(form, start, equals, true),
                equals == end ? "" : PercentEncoding.decode(form, equals + 1, end, true));
    }

    private void add(String name, String value) {
        if (size == fields.length) {
            fields = Arrays.copyOf(fields, size * 2);
        }
        fields[size++] = name;
        fields[size++] = value;
    }

    /** These and one more. */
    public Parameters with(String name, String value) {
        Parameters more = new Parameters();
        forEach(more::add);
        more.add(name, value);
        return more;
    }

    /** The first value, or null. */
    public @Nullable String first(String name) {
        for (int i = 0; i < size; i += 2) {
            if (fields[i].equals(name)) {
                return fields[i + 1];
            }
        }
        return null;
    }

    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < size; i += 2) {
            if (fields[i].equals(name)) {
                values.add(fields[i + 1]);
            }
        }
        return values;
    }

    public boolean contains(String name) {
        return first(name) != null;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void forEach(BiConsumer<String, String> parameter) {
        for (int i = 0; i < size; i += 2) {
            parameter.accept(fields[i], fields[i + 1]);
        }
    }
}
