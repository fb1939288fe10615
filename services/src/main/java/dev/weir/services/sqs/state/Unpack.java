package dev.weir.services.sqs.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Pack} wrote. */
final class Unpack {
    private final ByteBuffer bytes;

    Unpack(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    long number() {
        return bytes.getLong();
    }

    int small() {
        return bytes.getInt();
    }

    String text() {
        String text = optionalText();
        if (text == null) {
            throw new IllegalStateException("a stored value lacks a text");
        }
        return text;
    }

    @Nullable
    String optionalText() {
        int length = bytes.getInt();
        if (length < 0) {
            return null;
        }
        String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    byte @Nullable [] blob() {
        int length = bytes.getInt();
        if (length < 0) {
            return null;
        }
        byte[] blob = new byte[length];
        bytes.get(blob);
        return blob;
    }
}
