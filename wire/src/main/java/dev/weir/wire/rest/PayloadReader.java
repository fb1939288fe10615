package dev.weir.wire.rest;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a member that is the whole body and no document: text, bytes or a stream. */
final class PayloadReader implements ShapeReader {
    private final byte[] bytes;
    private final Body stream;

    PayloadReader(byte[] bytes) {
        this.bytes = bytes;
        this.stream = Body.of(bytes);
    }

    PayloadReader(Body stream) {
        this.bytes = new byte[0];
        this.stream = stream;
    }

    @Override
    public String string(Member member) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] blob(Member member) {
        return bytes;
    }

    @Override
    public Body stream(Member member) {
        return stream;
    }

    private static SerializationException wrong() {
        return new SerializationException("Unexpected field type");
    }

    @Override
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        throw wrong();
    }

    @Override
    public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
        throw wrong();
    }

    @Override
    public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
        throw wrong();
    }

    @Override
    public int integer(Member member) {
        throw wrong();
    }

    @Override
    public long longInteger(Member member) {
        throw wrong();
    }

    @Override
    public float floating(Member member) {
        throw wrong();
    }

    @Override
    public double doubleFloating(Member member) {
        throw wrong();
    }

    @Override
    public boolean bool(Member member) {
        throw wrong();
    }

    @Override
    public Instant timestamp(Member member) {
        throw wrong();
    }
}
