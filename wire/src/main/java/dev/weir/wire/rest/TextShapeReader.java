package dev.weir.wire.rest;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import dev.weir.wire.protocol.TextValues;
import dev.weir.wire.protocol.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads values that are plain text: labels, query parameters and headers. */
final class TextShapeReader implements ShapeReader {
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
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        throw new SerializationException("Start of structure or map found where not expected.");
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

    private String text() {
        return values.get(0);
    }

    @Override
    public String string(Member member) {
        return text();
    }

    @Override
    public int integer(Member member) {
        return TextValues.integer(text());
    }

    @Override
    public long longInteger(Member member) {
        return TextValues.longInteger(text());
    }

    @Override
    public float floating(Member member) {
        return (float) TextValues.floating(text(), "Float");
    }

    @Override
    public double doubleFloating(Member member) {
        return TextValues.floating(text(), "Double");
    }

    @Override
    public boolean bool(Member member) {
        return TextValues.bool(text());
    }

    @Override
    public byte[] blob(Member member) {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Instant timestamp(Member member) {
        return Timestamps.parse(text().strip(), Timestamps.format(member, timestamps));
    }

    @Override
    public Body stream(Member member) {
        return Body.of(blob(member));
    }
}
