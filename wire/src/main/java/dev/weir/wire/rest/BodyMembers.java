package dev.weir.wire.rest;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.Location;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Hands on those members of a result that are bound to the body. */
record BodyMembers(ShapeWriter document) implements ShapeWriter {
    private static boolean in(Member member) {
        return member.traits().location() == Location.BODY;
    }

    @Override
    public void structure(Member member, Shape value) {
        if (in(member)) {
            document.structure(member, value);
        }
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        if (in(member)) {
            document.list(member, values, element);
        }
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        if (in(member)) {
            document.map(member, values, value);
        }
    }

    @Override
    public void string(Member member, String value) {
        if (in(member)) {
            document.string(member, value);
        }
    }

    @Override
    public void integer(Member member, int value) {
        if (in(member)) {
            document.integer(member, value);
        }
    }

    @Override
    public void longInteger(Member member, long value) {
        if (in(member)) {
            document.longInteger(member, value);
        }
    }

    @Override
    public void floating(Member member, float value) {
        if (in(member)) {
            document.floating(member, value);
        }
    }

    @Override
    public void doubleFloating(Member member, double value) {
        if (in(member)) {
            document.doubleFloating(member, value);
        }
    }

    @Override
    public void bool(Member member, boolean value) {
        if (in(member)) {
            document.bool(member, value);
        }
    }

    @Override
    public void blob(Member member, byte[] value) {
        if (in(member)) {
            document.blob(member, value);
        }
    }

    @Override
    public void timestamp(Member member, Instant value) {
        if (in(member)) {
            document.timestamp(member, value);
        }
    }

    @Override
    public void stream(Member member, Body value) {
        if (in(member)) {
            document.stream(member, value);
        }
    }
}
