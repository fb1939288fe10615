package dev.weir.wire.protocol;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A writer for a place where only some types can be; the others are a defect of the model or the generator. */
public abstract class PartialWriter implements ShapeWriter {
    private static IllegalStateException notHere(Member member) {
        return new IllegalStateException(
                "no place for " + member.name() + ", " + member.schema().type());
    }

    @Override
    public void structure(Member member, Shape value) {
        throw notHere(member);
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        throw notHere(member);
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        throw notHere(member);
    }

    @Override
    public void string(Member member, String value) {
        throw notHere(member);
    }

    @Override
    public void integer(Member member, int value) {
        throw notHere(member);
    }

    @Override
    public void longInteger(Member member, long value) {
        throw notHere(member);
    }

    @Override
    public void floating(Member member, float value) {
        throw notHere(member);
    }

    @Override
    public void doubleFloating(Member member, double value) {
        throw notHere(member);
    }

    @Override
    public void bool(Member member, boolean value) {
        throw notHere(member);
    }

    @Override
    public void blob(Member member, byte[] value) {
        throw notHere(member);
    }

    @Override
    public void timestamp(Member member, Instant value) {
        throw notHere(member);
    }

    @Override
    public void stream(Member member, Body value) {
        throw notHere(member);
    }
}
