package dev.weir.services.kinesis.domain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A sequence number, as AWS builds the present version of them: when the shard came to be, the record's place in the
 * shard, when the record arrived, and which shard it is. It rises within a shard, from a shard to its children, and no
 * two records of a stream have the same. Source: numbers that AWS gives out; AWS documents only that they rise.
 *
 * @param born when the shard came to be, in seconds since the epoch
 * @param shard the shard's number
 * @param index the record's place in the shard; 0 is before the first
 * @param second when the record arrived, in seconds since the epoch
 */
public record SequenceNumber(long born, int shard, long index, long second) {
    /** The place that ends a shard. */
    public static final long END = Long.MAX_VALUE;

    private static final int AFTER_INDEX = 80;
    private static final int DIGITS = 47;
    private static final byte[] STEP =
            BigInteger.ONE.shiftLeft(AFTER_INDEX).toString().getBytes(StandardCharsets.US_ASCII);

    /** @throws IllegalArgumentException where it is none */
    public static SequenceNumber parse(String text) {
        if (text.isEmpty() || text.length() > 60 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a sequence number: " + text);
        }
        String hex = new BigInteger(text).toString(16);
        if (hex.length() != DIGITS || hex.charAt(0) != '2' || hex.charAt(DIGITS - 1) != '2') {
            throw new IllegalArgumentException("not a sequence number: " + text);
        }
        long shard = Long.parseLong(hex.substring(38, 46), 16);
        long index = Long.parseUnsignedLong(hex.substring(11, 27), 16);
        if (shard > Integer.MAX_VALUE || index < 0) {
            throw new IllegalArgumentException("not a sequence number: " + text);
        }
        return new SequenceNumber(
                Long.parseLong(hex.substring(1, 10), 16),
                (int) shard,
                index,
                Long.parseLong(hex.substring(29, 38), 16));
    }

    /** The number as the API writes it. */
    @Override
    public String toString() {
        return value().toString();
    }

    private BigInteger value() {
        return BigInteger.TWO
                .shiftLeft(36)
                .or(BigInteger.valueOf(born))
                .shiftLeft(4)
                .or(BigInteger.valueOf(shard & 0xf))
                .shiftLeft(64)
                .or(BigInteger.valueOf(index))
                .shiftLeft(8 + 36)
                .or(BigInteger.valueOf(second))
                .shiftLeft(32)
                .or(BigInteger.valueOf(shard))
                .shiftLeft(4)
                .or(BigInteger.TWO);
    }

    /** This number and those of the {@code count - 1} places after it, which arrived together. */
    public String[] run(int count) {
        String[] numbers = new String[count];
        if (count == 0) {
            return numbers;
        }
        numbers[0] = toString();
        byte[] digits = numbers[0].getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i < count; i++) {
            if (!step(digits)) {
                digits = new SequenceNumber(born, shard, index + i, second)
                        .toString()
                        .getBytes(StandardCharsets.US_ASCII);
            }
            numbers[i] = new String(digits, StandardCharsets.US_ASCII);
        }
        return numbers;
    }

    /** Adds one place in decimal, which is much cheaper than to write the number anew; false where it grew longer. */
    private static boolean step(byte[] digits) {
        int carry = 0;
        int at = digits.length - 1;
        for (int i = STEP.length - 1; i >= 0; i--, at--) {
            int sum = digits[at] - '0' + STEP[i] - '0' + carry;
            carry = sum >= 10 ? 1 : 0;
            digits[at] = (byte) ('0' + sum - 10 * carry);
        }
        while (carry == 1 && at >= 0) {
            carry = digits[at] == '9' ? 1 : 0;
            digits[at] = carry == 1 ? (byte) '0' : (byte) (digits[at] + 1);
            at--;
        }
        return carry == 0;
    }
}
