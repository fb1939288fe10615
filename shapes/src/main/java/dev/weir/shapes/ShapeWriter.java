package dev.weir.shapes;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes one value into some protocol's bytes, or looks at it (the validator). */
public interface ShapeWriter {
    /** Writes one element or value; {@code member} is the list's element or the map's value. */
    interface ElementWriter<T> {
        void write(ShapeWriter writer, Member member, T value);
    }

    void structure(Member member, Shape value);

    <T> void list(Member member, List<T> values, ElementWriter<T> element);

    <T> void map(Member member, Map<String, T> values, ElementWriter<T> value);

    void string(Member member, String value);

    void integer(Member member, int value);

    void longInteger(Member member, long value);

    void floating(Member member, float value);

    void doubleFloating(Member member, double value);

    void bool(Member member, boolean value);

    void blob(Member member, byte[] value);

    void timestamp(Member member, Instant value);

    void stream(Member member, Body value);

    /** Writes a sequence of events; protocols without framing have none. */
    default void events(Member member, EventStream<? extends Shape> value) {
        throw new UnsupportedOperationException("no event streams here: " + member.name());
    }
}
