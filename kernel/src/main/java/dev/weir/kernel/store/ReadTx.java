package dev.weir.kernel.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads on one snapshot, the transaction's own writes included. The byte arrays must not be changed. */
public interface ReadTx {
    byte @Nullable [] get(byte[] key);

    /** One value per key, in order, null where there is none. */
    List<byte @Nullable []> getAll(List<byte[]> keys);

    /**
     * The first {@code limit} entries of the range in ascending order of their keys, or the last ones in descending
     * order where {@code reverse}.
     *
     * @param limit at least 1; callers page with {@link KeyRange#after} and {@link KeyRange#before}
     */
    List<Entry> range(KeyRange range, int limit, boolean reverse);
}
