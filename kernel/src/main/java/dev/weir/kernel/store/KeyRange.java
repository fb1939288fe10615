package dev.weir.kernel.store;

import java.util.Arrays;

/**
 * Keys from {@code start} (included) to {@code end} (excluded).
 *
 * @param end an empty array means no upper end
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeyRange(byte[] start, byte[] end) {
    private static final byte[] NONE = new byte[0];

    /** All keys that begin with the prefix. */
    public static KeyRange prefix(byte[] prefix) {
        return new KeyRange(prefix, successor(prefix));
    }

    /** What of this range lies after {@code key}. */
    public KeyRange after(byte[] key) {
        return new KeyRange(Arrays.copyOf(key, key.length + 1), end);
    }

    /** What of this range lies before {@code key}. */
    public KeyRange before(byte[] key) {
        return new KeyRange(start, key);
    }

    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(key, start) >= 0 && (end.length == 0 || Arrays.compareUnsigned(key, end) < 0);
    }

    private static byte[] successor(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return NONE;
    }
}
