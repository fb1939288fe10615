package dev.weir.kernel.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds keys part by part so that their order is the order of the parts, and no part can run into the next.
 * Text is escaped (00 becomes 00 FF) and ends with 00 01, so that it may hold any character; numbers are eight bytes,
 * big-endian with the sign turned round.
 */
public final class Key {
    private byte[] bytes = new byte[64];
    private int length;

    private Key() {}

    /** Starts a key in the key space of a service, such as {@code Key.of("sqs").text(account)}. */
    public static Key of(String space) {
        return new Key().text(space);
    }

    public Key text(String part) {
        return bytes(part.getBytes(StandardCharsets.UTF_8));
    }

    public Key bytes(byte[] part) {
        room(part.length * 2 + 2);
        for (byte b : part) {
            bytes[length++] = b;
            if (b == 0) {
                bytes[length++] = (byte) 0xff;
            }
        }
        bytes[length++] = 0;
        bytes[length++] = 1;
        return this;
    }

    public Key number(long part) {
        room(8);
        long flipped = part ^ Long.MIN_VALUE;
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (flipped >>> shift);
        }
        return this;
    }

    /** Bytes as they are, for a last part whose order and end the caller sees to. */
    public Key raw(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** All keys that begin with the parts so far. */
    public KeyRange range() {
        return KeyRange.prefix(toBytes());
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
