package dev.weir.services.dynamodb.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows a byte string: varint lengths, fixed numbers, text. */
public final class Bytes {
    private byte[] bytes;
    private int length;

    public Bytes(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    public Bytes octet(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public Bytes raw(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
        return this;
    }

    /** Seven bits a byte, the lowest first. */
    public Bytes varint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            octet(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        return octet(rest);
    }

    /** Eight bytes, big-endian, so that unsigned numbers keep their order. */
    public Bytes fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** The length in bytes, then the text in UTF-8. */
    public Bytes text(String text) {
        return blob(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The length, then the bytes. */
    public Bytes blob(byte[] part) {
        return varint(part.length).raw(part);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Reads what {@link Bytes} wrote. */
    public static final class Reader {
        private final byte[] bytes;
        private int at;

        public Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        public int octet() {
            return bytes[at++] & 0xff;
        }

        public int varint() {
            int value = 0;
            int shift = 0;
            while (true) {
                int next = octet();
                value |= (next & 0x7f) << shift;
                if (next < 0x80) {
                    return value;
                }
                shift += 7;
            }
        }

        public long fixed() {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                value = value << 8 | octet();
            }
            return value;
        }

        public String text() {
            int size = varint();
            String text = new String(bytes, at, size, StandardCharsets.UTF_8);
            at += size;
            return text;
        }

        public byte[] blob() {
            int size = varint();
            at += size;
            return Arrays.copyOfRange(bytes, at - size, at);
        }

        public boolean atEnd() {
            return at == bytes.length;
        }
    }
}
