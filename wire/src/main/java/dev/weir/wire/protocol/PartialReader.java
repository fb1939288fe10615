package dev.weir.wire.protocol;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A reader of a place where only some types can be; a request with another one there is refused. */
public abstract class PartialReader implements ShapeReader {
    private static SerializationException notHere() {
        return new SerializationException("Unexpected field type");
    }

    @Override
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        throw notHere();
    }

    @Override
    public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
        throw notHere();
    }

    @Override
    public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
        throw notHere();
    }

    @Override
    public String string(Member member) {
        throw notHere();
    }

    @Override
    public int integer(Member member) {
        throw notHere();
    }

    @Override
    public long longInteger(Member member) {
        throw notHere();
    }

    @Override
    public float floating(Member member) {
        throw notHere();
    }

    @Override
    public double doubleFloating(Member member) {
        throw notHere();
    }

    @Override
    public boolean bool(Member member) {
        throw notHere();
    }

    @Override
    public byte[] blob(Member member) {
        throw notHere();
    }

    @Override
    public Instant timestamp(Member member) {
        throw notHere();
    }

    @Override
    public Body stream(Member member) {
        throw notHere();
    }
}
