package dev.weir.services.lambda.state;

import dev.weir.functions.Archive;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Archives of functions and layers, kept once by their content and counted by their uses. */
public final class CodeStore {
    private static final int CHUNK = 512 * 1024;

    private final Store store;

    public CodeStore(Store store) {
        this.store = store;
    }

    /** The sha256 of the bytes, in hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts one more use, and keeps the bytes where it is the first. */
    public void keep(WriteTx tx, String sha, byte[] bytes) {
        if (tx.add(uses(sha), 1) == 1) {
            for (int i = 0; i * CHUNK < bytes.length; i++) {
                tx.put(
                        Key.of("lambda.code").text(sha).number(i).toBytes(),
                        Arrays.copyOfRange(bytes, i * CHUNK, Math.min(bytes.length, (i + 1) * CHUNK)));
            }
        }
    }

    /** Counts one more use of what is kept already. */
    public void share(WriteTx tx, String sha) {
        tx.add(uses(sha), 1);
    }

    /** Counts one use less, and drops the bytes with the last. */
    public void drop(WriteTx tx, String sha) {
        if (tx.add(uses(sha), -1) <= 0) {
            tx.delete(uses(sha));
            tx.deleteRange(Key.of("lambda.code").text(sha).range());
        }
    }

    public Archive archive(String sha) {
        return new Archive(sha, () -> new ByteArrayInputStream(read(sha)));
    }

    /** The bytes; none where there is no such archive. */
    public byte[] read(String sha) {
        return store.read(tx -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            KeyRange rest = Key.of("lambda.code").text(sha).range();
            while (true) {
                List<Entry> chunks = tx.range(rest, 16, false);
                chunks.forEach(chunk -> bytes.writeBytes(chunk.value()));
                if (chunks.size() < 16) {
                    return bytes.toByteArray();
                }
                rest = rest.after(chunks.getLast().key());
            }
        });
    }

    private static byte[] uses(String sha) {
        return Key.of("lambda.code-uses").text(sha).toBytes();
    }
}
