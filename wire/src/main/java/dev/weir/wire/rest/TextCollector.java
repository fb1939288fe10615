package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.wire.protocol.PartialWriter;
import dev.weir.wire.protocol.Timestamps;
import java.time.Instant;
import java.util.Base64;

/** Writes one scalar as text, for a header. */
final class TextCollector extends PartialWriter {
    private final TimestampFormat timestamps;
    private String text = "";

    TextCollector(TimestampFormat timestamps) {
        this.timestamps = timestamps;
    }

    String take() {
        return text;
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
}
