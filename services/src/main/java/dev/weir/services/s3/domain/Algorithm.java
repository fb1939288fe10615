package dev.weir.services.s3.domain;

import dev.weir.shapes.Crc64Nvme;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksums that S3 keeps with objects. Source: Amazon S3 User Guide, "Checking object integrity". */
public enum Algorithm {
    CRC32(4, 0xEDB88320L, () -> new Cyclic(new CRC32(), 4)),
    CRC32C(4, 0x82F63B78L, () -> new Cyclic(new CRC32C(), 4)),
    CRC64NVME(8, Crc64Nvme.REFLECTED_POLYNOMIAL, () -> new Cyclic(new Crc64Nvme(), 8)),
    SHA1(20, 0, () -> new Digest(digest("SHA-1"))),
    SHA256(32, 0, () -> new Digest(digest("SHA-256")));

    private final int bytes;
    private final long polynomial;
    private final Supplier<Running> start;

    Algorithm(int bytes, long polynomial, Supplier<Running> start) {
        this.bytes = bytes;
        this.polynomial = polynomial;
        this.start = start;
    }

    /** A checksum in the making. */
    public sealed interface Running {
        void update(byte[] content, int offset, int length);

        byte[] value();
    }

    private record Cyclic(Checksum checksum, int bytes) implements Running {
        @Override
        public void update(byte[] content, int offset, int length) {
            checksum.update(content, offset, length);
        }

        @Override
        public byte[] value() {
            return bytesOf(checksum.getValue(), bytes);
        }
    }

    private record Digest(MessageDigest digest) implements Running {
        @Override
        public void update(byte[] content, int offset, int length) {
            digest.update(content, offset, length);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }

    public Running start() {
        return start.get();
    }

    /** Whether the checksum of a whole follows from those of its parts. */
    public boolean combines() {
        return polynomial != 0;
    }

    /** As it stands in error messages, such as {@code crc32c}. */
    public String lowerName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The checksum of two pieces of content, one after the other.
     *
     * @param secondLength bytes of the second one
     */
    public byte[] combine(byte[] first, byte[] second, long secondLength) {
        long shifted = number(first);
        int width = bytes * 8;
        long[] odd = new long[width];
        long[] even = new long[width];
        odd[0] = polynomial;
        for (int i = 1; i < width; i++) {
            odd[i] = 1L << i - 1;
        }
        // One zero bit, squared to two and to four; the first square below makes that eight bits: a byte.
        square(even, odd);
        square(odd, even);
        long[] power = odd;
        long[] spare = even;
        for (long left = secondLength; left != 0; left >>>= 1) {
            square(spare, power);
            long[] next = spare;
            spare = power;
            power = next;
            if ((left & 1) != 0) {
                shifted = times(power, shifted);
            }
        }
        return bytesOf(shifted ^ number(second), bytes);
    }

    private static void square(long[] result, long[] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            result[i] = times(matrix, matrix[i]);
        }
    }

    private static long times(long[] matrix, long vector) {
        long sum = 0;
        for (long rest = vector; rest != 0; rest &= rest - 1) {
            sum ^= matrix[Long.numberOfTrailingZeros(rest)];
        }
        return sum;
    }

    private static long number(byte[] checksum) {
        byte[] eight = new byte[8];
        System.arraycopy(checksum, 0, eight, 8 - checksum.length, checksum.length);
        return ByteBuffer.wrap(eight).getLong();
    }

    private static byte[] bytesOf(long value, int bytes) {
        byte[] eight = ByteBuffer.allocate(8).putLong(value).array();
        return Arrays.copyOfRange(eight, 8 - bytes, 8);
    }

    /** A digest that every Java has. */
    public static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
