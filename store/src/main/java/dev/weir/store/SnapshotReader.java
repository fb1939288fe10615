package dev.weir.store;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.store.engine.Cursor;
import dev.weir.store.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads only. */
final class SnapshotReader implements ReadTx {
    private final Snapshot snapshot;

    SnapshotReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return snapshot.get(key);
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            values.add(snapshot.get(key));
        }
        return values;
    }

    @Override
    public List<Entry> range(KeyRange range, int limit, boolean reverse) {
        requireLimit(limit);
        List<Entry> found = new ArrayList<>(Math.min(limit, 64));
        try (Cursor cursor = snapshot.cursor(range, reverse)) {
            while (found.size() < limit) {
                Entry entry = cursor.next();
                if (entry == null) {
                    break;
                }
                found.add(entry);
            }
        }
        return found;
    }

    static void requireLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit must be at least 1");
        }
    }
}
