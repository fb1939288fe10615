package dev.weir.services.sqs.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes values one after the other into a byte array; {@link Unpack} reads them in the same order. */
final class Pack {
    private byte[] bytes;
    private int length;

    Pack(int expected) {
        this.bytes = new byte[expected];
    }

    Pack number(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    Pack small(int value) {
        room(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    Pack text(@Nullable String value) {
        return blob(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    Pack blob(byte @Nullable [] value) {
        if (value == null) {
            return small(-1);
        }
        small(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
