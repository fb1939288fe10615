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
import org.rocksdb.Status;

/**
 * An iterator over a range that is not empty, which knows where to end. Going forward it steps over a few deleted keys only; where there are more, it
 * starts anew behind the known gap, or else steps over all of them once and has the engine learn where they end.
 */
final class RocksCursor implements Cursor {
    private static final long FEW = 100;

    private final RocksEngine engine;
    private final Database.View view;
    private final KeyRange range;
    private final boolean reverse;
    private boolean hurried;
    private ReadOptions options;
    private RocksIterator iterator;
    private final @Nullable Slice bound;

    /** Where to go on, going forward: at this key, or behind the last one that was returned. */
    private byte[] from;

    private byte @Nullable [] last;
    private boolean started;

    RocksCursor(RocksEngine engine, Database.View view, KeyRange range, boolean reverse) {
        this(engine, view, range, reverse, !reverse);
    }

    /** One that steps over whatever there is. */
    static RocksCursor unhurried(RocksEngine engine, Database.View view, KeyRange range) {
        return new RocksCursor(engine, view, range, false, false);
    }

    private RocksCursor(RocksEngine engine, Database.View view, KeyRange range, boolean reverse, boolean hurried) {
        this.engine = engine;
        this.view = view;
        this.range = range;
        this.reverse = reverse;
        this.hurried = hurried;
        this.from = range.start();
        byte[] limit = reverse ? range.start() : range.end();
        this.bound = limit.length == 0 ? null : new Slice(limit);
        this.options = options();
        this.iterator = view.db().newIterator(options);
        if (reverse) {
            seekBack();
        } else {
            byte[] gapEnd = hurried ? engine.gapEnd(from, view) : null;
            from = gapEnd == null || gapEnd.length == 0 ? from : gapEnd;
            iterator.seek(from);
        }
    }

    private ReadOptions options() {
        ReadOptions fresh = view.reading();
        if (bound != null && reverse) {
            fresh.setIterateLowerBound(bound);
        } else if (bound != null) {
            fresh.setIterateUpperBound(bound);
        }
        if (hurried) {
            fresh.setMaxSkippableInternalKeys(FEW);
        }
        return fresh;
    }

    private void seekBack() {
        if (range.end().length == 0) {
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
        while (!iterator.isValid()) {
            if (!hasGivenUp() || !goOn()) {
                return null;
            }
        }
        Entry entry = new Entry(iterator.key(), iterator.value());
        last = entry.key();
        return entry;
    }

    /** Whether the iterator has met too many deleted keys, rather than the end. */
    private boolean hasGivenUp() {
        try {
            iterator.status();
            return false;
        } catch (RocksDBException e) {
            Status status = e.getStatus();
            if (hurried && status != null && status.getCode() == Status.Code.Incomplete) {
                return true;
            }
            throw new IllegalStateException("the store failed: " + e.getMessage(), e);
        }
    }

    /** Finds a way past what was deleted; false where there is nothing behind it. */
    private boolean goOn() {
        if (last != null) {
            from = Arrays.copyOf(last, last.length + 1);
            last = null;
        }
        byte[] gapEnd = engine.gapEnd(from, view);
        if (gapEnd != null) {
            from = gapEnd;
            if (gapEnd.length == 0) {
                return false;
            }
            iterator.seek(gapEnd);
            return true;
        }
        hurried = false;
        iterator.close();
        options.close();
        options = options();
        iterator = view.db().newIterator(options);
        iterator.seek(from);
        engine.learnGap(new KeyRange(from, range.end()));
        return true;
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
