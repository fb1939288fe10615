package dev.weir.store.engine;

import dev.weir.kernel.store.KeyRange;
import org.jspecify.annotations.Nullable;

/** An unchanging view of what was committed when it was taken. Used by one thread; must be closed. */
public interface Snapshot extends AutoCloseable {
    byte @Nullable [] get(byte[] key);

    /** Ascending, or descending where {@code reverse}. */
    Cursor cursor(KeyRange range, boolean reverse);

    @Override
    void close();
}
