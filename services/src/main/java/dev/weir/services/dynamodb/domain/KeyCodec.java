package dev.weir.services.dynamodb.domain;

import dev.weir.services.dynamodb.domain.Value.B;
import dev.weir.services.dynamodb.domain.Value.N;
import dev.weir.services.dynamodb.domain.Value.S;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Keys as bytes whose order is DynamoDB's: partitions by a hash of the partition key (so that a scan sees them in no
 * telling order and segments split them evenly), within a partition by the sort key. No encoded value is the beginning
 * of another, so values can follow one another.
 */
public final class KeyCodec {
    private static final int NEGATIVE = 0x40;
    private static final int ZERO = 0x80;
    private static final int POSITIVE = 0xc0;
    private static final int EXPONENT_BIAS = 0x4000;

    private KeyCodec() {}

    /** The partition's place (eight bytes), then its key. */
    public static void partition(Bytes out, Value key) {
        byte[] encoded = encode(key);
        out.fixed(hash(encoded)).raw(encoded);
    }

    /** One value of type S, N or B, in order. */
    public static byte[] encode(Value key) {
        Bytes out = new Bytes(48);
        value(out, key);
        return out.toBytes();
    }

    /** Adds one value of type S, N or B. */
    public static void value(Bytes out, Value key) {
        switch (key) {
            case S s ->
                escaped(out, s.text().getBytes(StandardCharsets.UTF_8)).octet(0).octet(1);
            case B b -> escaped(out, b.bytes()).octet(0).octet(1);
            case N n -> number(out, n.text());
            default -> throw new IllegalArgumentException("not a key: " + key.type());
        }
    }

    /** What the encoded keys of all strings or binaries that begin with {@code key} begin with. */
    public static byte[] prefix(Value key) {
        Bytes out = new Bytes(48);
        switch (key) {
            case S s -> escaped(out, s.text().getBytes(StandardCharsets.UTF_8));
            case B b -> escaped(out, b.bytes());
            default -> throw new IllegalArgumentException("no prefix of " + key.type());
        }
        return out.toBytes();
    }

    private static Bytes escaped(Bytes out, byte[] bytes) {
        for (byte b : bytes) {
            out.octet(b);
            if (b == 0) {
                out.octet(0xff);
            }
        }
        return out;
    }

    /** Sign, exponent of the first pair of digits, pairs of digits plus one, an end; all turned round where negative. */
    private static void number(Bytes out, String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0) {
            out.octet(ZERO);
            return;
        }
        BigDecimal stripped = number.abs().stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        long exponent = Numbers.exponent(stripped);
        int pairs = Numbers.pairs(stripped);
        int turn = number.signum() < 0 ? 0xff : 0;
        int place = (int) Math.floorDiv(exponent, 2L) + EXPONENT_BIAS;
        out.octet(number.signum() < 0 ? NEGATIVE : POSITIVE);
        out.octet(place >>> 8 ^ turn).octet(place & 0xff ^ turn);
        int at = Math.floorMod(exponent, 2L) == 0 ? -1 : 0;
        for (int i = 0; i < pairs; i++, at += 2) {
            out.octet(digit(digits, at) * 10 + digit(digits, at + 1) + 1 ^ turn);
        }
        out.octet(turn);
    }

    private static int digit(String digits, int at) {
        return at < 0 || at >= digits.length() ? 0 : digits.charAt(at) - '0';
    }

    /** FNV-1a with a final mix, so that all bits of the result depend on all of the key's. */
    static long hash(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        hash *= 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    /** A hash of a value of type S, N or B, the same forever. */
    public static long hash(Value key) {
        return hash(encode(key));
    }
}
