package dev.weir.wire.rest;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.wire.protocol.PartialReader;
import java.nio.charset.StandardCharsets;

/** Reads a member that is the whole body and no document: text, bytes or a stream. */
final class PayloadReader extends PartialReader {
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
}
