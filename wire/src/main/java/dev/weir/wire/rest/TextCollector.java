package dev.weir.wire.rest;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.protocol.Timestamps;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Writes one scalar as text, for a header. */
final class TextCollector implements ShapeWriter {
    private final TimestampFormat timestamps;
    private String text = "";

    TextCollector(TimestampFormat timestamps) {
        this.timestamps = timestamps;
    }

    String take() {
        return text;
    }

    private static IllegalStateException noScalar(Member member) {
        return new IllegalStateException("no scalar: " + member.name());
    }

    @Override
    public void structure(Member member, Shape value) {
        throw noScalar(member);
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        throw noScalar(member);
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        throw noScalar(member);
    }

    @Override
    public void string(Member member, String value) {
        text = value;
    }

    @Override
    public void integer(Member member, int value) {
        text = Integer.toString(value);
    }

    @Override
    public void longInteger(Member member, long value) {
        text = Long.toString(value);
    }

    @Override
    public void floating(Member member, float value) {
        text = Float.toString(value);
    }

    @Override
    public void doubleFloating(Member member, double value) {
        text = Double.toString(value);
    }

    @Override
    public void bool(Member member, boolean value) {
        text = Boolean.toString(value);
    }

    @Override
    public void blob(Member member, byte[] value) {
        text = Base64.getEncoder().encodeToString(value);
    }

    @Override
    public void timestamp(Member member, Instant value) {
        text = Timestamps.write(value, Timestamps.format(member, timestamps));
    }

    @Override
    public void stream(Member member, Body value) {
        throw noScalar(member);
    }
}
