package dev.weir.store.engine;

import dev.weir.kernel.store.Entry;
import org.jspecify.annotations.Nullable;

/** Goes through a range, one entry at a time. Used by one thread. */
public interface Cursor extends AutoCloseable {
    /** One that brings nothing. */
    Cursor EMPTY = new Cursor() {
        @Override
        public @Nullable Entry next() {
            return null;
        }

        @Override
        public void close() {}
    };

    /** The next entry; null at the end. */
    @Nullable
    Entry next();

    @Override
    void close();
}
