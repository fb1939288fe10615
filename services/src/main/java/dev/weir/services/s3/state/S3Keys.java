package dev.weir.services.s3.state;

import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** S3's keys in the store; the package's page says what lies under them. */
final class S3Keys {
    private static final String SPACE = "s3";

    private S3Keys() {}

    static byte[] bucket(String name) {
        return Key.of(SPACE).text("bucket").text(name).toBytes();
    }

    static Key owned(String account) {
        return Key.of(SPACE).text("owned").text(account);
    }

    static Key settings(String bucket) {
        return Key.of(SPACE).text("setting").text(bucket);
    }

    static Key current(String bucket) {
        return Key.of(SPACE).text("current").text(bucket);
    }

    static Key versions(String bucket) {
        return Key.of(SPACE).text("version").text(bucket);
    }

    /** Newest first. */
    static byte[] version(String bucket, String key, long sequence) {
        return versions(bucket).text(key).number(-sequence).toBytes();
    }

    static byte[] nullVersion(String bucket, String key) {
        return Key.of(SPACE).text("null").text(bucket).text(key).toBytes();
    }

    static Key uploads(String bucket) {
        return Key.of(SPACE).text("upload").text(bucket);
    }

    static byte[] upload(String bucket, String key, String id) {
        return uploads(bucket).text(key).text(id).toBytes();
    }

    static Key parts(String upload) {
        return Key.of(SPACE).text("part").text(upload);
    }

    static Key layouts() {
        return Key.of(SPACE).text("layout");
    }

    static Key chunks(String content) {
        return Key.of(SPACE).text("chunk").text(content);
    }

    static Key pending() {
        return Key.of(SPACE).text("pending");
    }

    static Key garbage() {
        return Key.of(SPACE).text("garbage");
    }

    /** All below {@code base} whose next part, a text, begins with the prefix. */
    static KeyRange beginning(Key base, String prefix) {
        return base.raw(escaped(prefix)).range();
    }

    private static byte[] escaped(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[plain.length * 2];
        int length = 0;
        for (byte b : plain) {
            bytes[length++] = b;
            if (b == 0) {
                bytes[length++] = (byte) 0xff;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** The last part of a key, a text of which nothing is escaped. */
    static String lastText(byte[] key, Key base) {
        int start = base.toBytes().length;
        return new String(key, start, key.length - start - 2, StandardCharsets.UTF_8);
    }
}
