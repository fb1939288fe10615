package dev.weir.store;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.store.engine.Changes;
import dev.weir.store.engine.Cursor;
import dev.weir.store.engine.Snapshot;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** A snapshot as a transaction's own changes make it look. The changes must not change while it is in use. */
final class MergedCursor implements Cursor {
    private final Cursor below;
    private final Changes changes;
    private final Iterator<Map.Entry<byte[], Changes.Value>> above;
    private final boolean reverse;
    private @Nullable Entry nextBelow;
    private Map.@Nullable Entry<byte[], Changes.Value> nextAbove;

    MergedCursor(Snapshot snapshot, Changes changes, KeyRange range, boolean reverse) {
        this.changes = changes;
        this.reverse = reverse;
        NavigableMap<byte[], Changes.Value> own = changes.within(range);
        this.above = (reverse ? own.descendingMap() : own).entrySet().iterator();
        this.below = snapshot.cursor(range, reverse);
        this.nextBelow = below.next();
        this.nextAbove = stepAbove();
    }

    @Override
    public @Nullable Entry next() {
        while (true) {
            Entry low = nextBelow;
            Map.Entry<byte[], Changes.Value> own = nextAbove;
            if (low == null && own == null) {
                return null;
            }
            int order = low == null ? 1 : own == null ? -1 : Arrays.compareUnsigned(low.key(), own.getKey());
            if (reverse && low != null && own != null) {
                order = -order;
            }
            if (order <= 0) {
                nextBelow = below.next();
            }
            if (order >= 0 && own != null) {
                nextAbove = stepAbove();
                byte[] value = own.getValue().bytes();
                if (value != null) {
                    return new Entry(own.getKey(), value);
                }
            } else if (low != null && !changes.isInDeletedRange(low.key())) {
                return low;
            }
        }
    }

    private Map.@Nullable Entry<byte[], Changes.Value> stepAbove() {
        return above.hasNext() ? above.next() : null;
    }

    @Override
    public void close() {
        below.close();
    }
}
