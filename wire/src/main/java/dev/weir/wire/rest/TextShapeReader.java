package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.ShapeReader;
import dev.weir.wire.protocol.TextReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads values that are plain text: labels, query parameters and headers. */
final class TextShapeReader extends TextReader {
    private List<String> values = List.of();
    private Map<String, List<String>> entries = Map.of();
    private TimestampFormat timestamps = TimestampFormat.ISO_8601;

    TextShapeReader label(String value) {
        return values(List.of(value), TimestampFormat.ISO_8601);
    }

    TextShapeReader query(List<String> values) {
        return values(values, TimestampFormat.ISO_8601);
    }

    TextShapeReader header(List<String> values) {
        return values(values, TimestampFormat.RFC_822);
    }

    TextShapeReader entries(Map<String, List<String>> entries) {
        this.entries = entries;
        return this;
    }

    private TextShapeReader values(List<String> values, TimestampFormat timestamps) {
        this.values = values;
        this.timestamps = timestamps;
        return this;
    }

    /** The elements of a list in a header: separated by commas, with quotes around those that have commas. */
    static List<String> split(List<String> headers) {
        List<String> elements = new ArrayList<>();
        for (String header : headers) {
            StringBuilder element = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < header.length(); i++) {
                char c = header.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '\\' && quoted && i + 1 < header.length()) {
                    element.append(header.charAt(++i));
                } else if (c == ',' && !quoted) {
                    elements.add(element.toString().strip());
                    element.setLength(0);
                } else {
                    element.append(c);
                }
            }
            elements.add(element.toString().strip());
        }
        return elements;
    }

    @Override
    public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
        List<String> all = values;
        List<T> read = new ArrayList<>(all.size());
        for (String each : all) {
            values = List.of(each);
            read.add(element.apply(this));
        }
        return read;
    }

    @Override
    public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
        Map<String, T> read = new LinkedHashMap<>();
        entries.forEach((key, all) -> {
            values = all;
            read.put(key, value.apply(this));
        });
        return read;
    }

    @Override
    protected String text() {
        return values.get(0);
    }

    @Override
    protected TimestampFormat timestamps() {
        return timestamps;
    }

    @Override
    public byte[] blob(Member member) {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
