package dev.weir.wire;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeType;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.http.PercentEncoding;
import dev.weir.wire.protocol.Timestamps;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a request as an awsQuery client would. */
public final class FormWriter implements ShapeWriter {
    private final StringBuilder form = new StringBuilder();
    private String prefix = "";
    private @Nullable String fixed;

    public static String write(Shape shape) {
        FormWriter writer = new FormWriter();
        shape.write(writer);
        return writer.form.toString();
    }

    private static String or(@Nullable String a, @Nullable String b, String c) {
        return a != null ? a : b != null ? b : c;
    }

    private String key(Member member) {
        String place = fixed;
        fixed = null;
        return place != null
                ? place
                : prefix + or(member.traits().queryName(), member.traits().xmlName(), member.name());
    }

    private void put(String key, String value) {
        form.append(form.isEmpty() ? "" : "&")
                .append(PercentEncoding.encode(key, false))
                .append('=')
                .append(PercentEncoding.encode(value, false));
    }

    @Override
    public void structure(Member member, Shape value) {
        String key = key(member);
        String outer = prefix;
        prefix = key + ".";
        int before = form.length();
        value.write(this);
        if (form.length() == before) {
            put(key, "");
        }
        prefix = outer;
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        String key = key(member);
        Member target = member.schema().element();
        String each = member.traits().flattened()
                ? key
                : key + "." + or(target.traits().queryName(), target.traits().xmlName(), "member");
        int place = 1;
        for (T value : values) {
            fixed = each + "." + place++;
            element.write(this, target, value);
        }
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        String key = key(member);
        String each = member.traits().flattened() ? key : key + ".entry";
        int place = 1;
        for (Map.Entry<String, T> entry : values.entrySet()) {
            put(each + "." + place + ".key", entry.getKey());
            fixed = each + "." + place++ + ".value";
            value.write(this, member.schema().value(), entry.getValue());
        }
    }

    @Override
    public void string(Member member, String value) {
        put(key(member), value);
    }

    @Override
    public void integer(Member member, int value) {
        put(key(member), Integer.toString(value));
    }

    @Override
    public void longInteger(Member member, long value) {
        put(key(member), Long.toString(value));
    }

    @Override
    public void floating(Member member, float value) {
        put(key(member), Float.toString(value));
    }

    @Override
    public void doubleFloating(Member member, double value) {
        put(key(member), Double.toString(value));
    }

    @Override
    public void bool(Member member, boolean value) {
        put(key(member), Boolean.toString(value));
    }

    @Override
    public void blob(Member member, byte[] value) {
        put(key(member), Base64.getEncoder().encodeToString(value));
    }

    @Override
    public void timestamp(Member member, Instant value) {
        put(key(member), Timestamps.write(value, Timestamps.format(member, TimestampFormat.ISO_8601)));
    }

    @Override
    public void stream(Member member, Body value) {
        throw new IllegalStateException(member.schema().type() + " " + ShapeType.STREAM);
    }
}
