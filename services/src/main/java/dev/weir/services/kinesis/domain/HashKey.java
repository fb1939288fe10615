package dev.weir.services.kinesis.domain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A place in the range that shards share: 128 bits, unsigned. Source: Kinesis Data Streams API Reference, "PutRecord".
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record HashKey(long high, long low) implements Comparable<HashKey> {
    public static final HashKey FIRST = new HashKey(0, 0);
    public static final HashKey LAST = new HashKey(-1, -1);

    /** Never given anything: its copies are, since finding the algorithm costs more than a short digest. */
    private static final MessageDigest MD5 = prototype();

    private static final BigInteger SIZE = BigInteger.ONE.shiftLeft(128);

    /** Where records with the partition key go: the MD5 of its UTF-8 form. */
    public static HashKey of(String partitionKey) {
        byte[] digest = md5().digest(partitionKey.getBytes(StandardCharsets.UTF_8));
        return new HashKey(number(digest, 0), number(digest, 8));
    }

    private static MessageDigest md5() {
        try {
            return (MessageDigest) MD5.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's MD5 can be cloned", e);
        }
    }

    private static MessageDigest prototype() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static long number(byte[] bytes, int at) {
        long value = 0;
        for (int i = at; i < at + 8; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    /** @throws IllegalArgumentException where it is no decimal number of 128 bits */
    public static HashKey parse(String decimal) {
        return of(new BigInteger(decimal));
    }

    private static HashKey of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 128) {
            throw new IllegalArgumentException("not 128 bits: " + value);
        }
        return new HashKey(value.shiftRight(64).longValue(), value.longValue());
    }

    /** Where the part with the number {@code part} begins, when the whole range is cut evenly into {@code parts}. */
    public static HashKey cut(int part, int parts) {
        return of(SIZE.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts)));
    }

    public HashKey next() {
        return of(value().add(BigInteger.ONE));
    }

    public HashKey previous() {
        return of(value().subtract(BigInteger.ONE));
    }

    /** The middle of the range from here to {@code last}: where its upper half begins. */
    public HashKey middle(HashKey last) {
        return of(value().add(last.value()).add(BigInteger.ONE).shiftRight(1));
    }

    private BigInteger value() {
        return unsigned(high).shiftLeft(64).or(unsigned(low));
    }

    private static BigInteger unsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? value.setBit(63) : value;
    }

    @Override
    public int compareTo(HashKey other) {
        int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }

    /** In decimal, as the API writes it. */
    @Override
    public String toString() {
        return value().toString();
    }
}
