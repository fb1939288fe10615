package dev.weir.wire.sigv4;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Crc64Nvme;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Checksums that requests carry. Source: Amazon S3 User Guide, "Checking object integrity". */
public enum ChecksumAlgorithm {
    CRC32("x-amz-checksum-crc32", 4, () -> new Sum(new CRC32(), 4)),
    CRC32C("x-amz-checksum-crc32c", 4, () -> new Sum(new CRC32C(), 4)),
    CRC64NVME("x-amz-checksum-crc64nvme", 8, () -> new Sum(new Crc64Nvme(), 8)),
    SHA1("x-amz-checksum-sha1", 20, () -> new Digest("SHA-1")),
    SHA256("x-amz-checksum-sha256", 32, () -> new Digest("SHA-256")),
    MD5("Content-MD5", 16, () -> new Digest("MD5"));

    private final String header;
    private final int bytes;
    private final Supplier<Running> start;

    ChecksumAlgorithm(String header, int bytes, Supplier<Running> start) {
        this.header = header;
        this.bytes = bytes;
        this.start = start;
    }

    /** A checksum in the making. */
    public sealed interface Running {
        void update(byte[] content, int offset, int length);

        byte[] value();
    }

    private record Sum(Checksum checksum, int bytes) implements Running {
        @Override
        public void update(byte[] content, int offset, int length) {
            checksum.update(content, offset, length);
        }

        @Override
        public byte[] value() {
            ByteBuffer buffer = ByteBuffer.allocate(bytes);
            return (bytes == 4 ? buffer.putInt((int) checksum.getValue()) : buffer.putLong(checksum.getValue()))
                    .array();
        }
    }

    private record Digest(MessageDigest digest) implements Running {
        Digest(String name) {
            this(digest(name));
        }

        private static MessageDigest digest(String name) {
            try {
                return MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + name, e);
            }
        }

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

    /** The header, or trailer, that carries it. */
    public String header() {
        return header;
    }

    int bytes() {
        return bytes;
    }

    static @Nullable ChecksumAlgorithm ofHeader(String header) {
        for (ChecksumAlgorithm algorithm : values()) {
            if (algorithm.header.equalsIgnoreCase(header)) {
                return algorithm;
            }
        }
        return null;
    }

    AwsException invalid() {
        return this == MD5
                ? new AwsException("InvalidDigest", 400, "The Content-MD5 you specified was invalid.")
                : new AwsException("InvalidRequest", 400, "Value for " + header + " header is invalid.");
    }

    AwsException mismatch() {
        return new AwsException(
                "BadDigest",
                400,
                this == MD5
                        ? "The Content-MD5 you specified did not match what we received."
                        : "The " + name() + " you specified did not match the calculated checksum.");
    }
}
