package dev.weir.services.sqs.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Digests of bodies and attributes. Source: Amazon SQS Developer Guide, "Amazon SQS message metadata". */
public final class Digests {
    private static final byte STRING = 1;
    private static final byte BINARY = 2;

    private Digests() {}

    public static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(digest("MD5").digest(bytes));
    }

    /** What a content-based deduplication id is. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    /** The MD5 of attributes: name, type and value of each in the order of names, with lengths before them. */
    public static String md5(Map<String, Attribute> attributes) {
        MessageDigest digest = digest("MD5");
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            text(digest, name);
            text(digest, attribute.type());
            if (attribute.bytes() != null) {
                digest.update(BINARY);
                bytes(digest, attribute.bytes());
            } else {
                digest.update(STRING);
                text(digest, attribute.text() == null ? "" : attribute.text());
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void text(MessageDigest digest, String text) {
        bytes(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
