package dev.weir.store.rocksdb;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.store.engine.Cursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** An iterator that knows where to end, so that it does not step over what others have deleted behind its range. */
final class RocksCursor implements Cursor {
    private final ReadOptions options;
    private final @Nullable Slice bound;
    private final RocksIterator iterator;
    private final boolean reverse;
    private boolean started;

    RocksCursor(Database.View view, KeyRange range, boolean reverse) {
        this.reverse = reverse;
        this.options = view.reading();
        boolean empty = range.end().length > 0 && Arrays.compareUnsigned(range.start(), range.end()) >= 0;
        byte[] limit = reverse || empty ? range.start() : range.end();
        this.bound = limit.length == 0 ? null : new Slice(limit);
        if (bound != null) {
            if (reverse && !empty) {
                options.setIterateLowerBound(bound);
            } else {
                options.setIterateUpperBound(bound);
            }
        }
        this.iterator = view.db().newIterator(options);
        if (!reverse || empty) {
            iterator.seek(range.start());
        } else if (range.end().length == 0) {
            iterator.seekToLast();
        } else {
            iterator.seekForPrev(range.end());
            if (iterator.isValid() && Arrays.equals(iterator.key(), range.end())) {
                iterator.prev();
            }
        }
    }

    @Override
    public @Nullable Entry next() {
        if (started && iterator.isValid()) {
            if (reverse) {
                iterator.prev();
            } else {
                iterator.next();
            }
        }
        started = true;
        if (iterator.isValid()) {
            return new Entry(iterator.key(), iterator.value());
        }
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw new IllegalStateException("the store failed: " + e.getMessage(), e);
        }
        return null;
    }

    @Override
    public void close() {
        iterator.close();
        options.close();
        if (bound != null) {
            bound.close();
        }
    }
}
