package dev.weir.store;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.store.engine.Changes;
import dev.weir.store.engine.Cursor;
import dev.weir.store.engine.Snapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a transaction's body: reads from a snapshot with its own changes over it, and remembers what it has read.
 * A transaction that reads nothing needs no snapshot and can meet no conflict.
 */
final class Transaction implements WriteTx {
    private final TransactionalStore store;
    private final ConcurrentMap<Bytes, Transaction> claims;
    private final Changes changes = new Changes();
    private final List<Runnable> effects = new ArrayList<>(2);
    private final List<byte[]> readKeys = new ArrayList<>(4);
    private final List<KeyRange> readRanges = new ArrayList<>(2);
    private final List<Bytes> claimed = new ArrayList<>(0);
    private @Nullable Snapshot snapshot;
    private long base;

    Transaction(TransactionalStore store, ConcurrentMap<Bytes, Transaction> claims) {
        this.store = store;
        this.claims = claims;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        Changes.Value own = changes.get(key);
        if (own != null) {
            return own.bytes();
        }
        readKeys.add(key);
        return snapshot().get(key);
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys) {
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            values.add(get(key));
        }
        return values;
    }

    @Override
    public List<Entry> range(KeyRange range, int limit, boolean reverse) {
        SnapshotReader.requireLimit(limit);
        List<Entry> found = new ArrayList<>(Math.min(limit, 64));
        try (Cursor cursor = new MergedCursor(snapshot(), changes, range, reverse)) {
            while (found.size() < limit) {
                Entry entry = cursor.next();
                if (entry == null) {
                    readRanges.add(range);
                    return found;
                }
                found.add(entry);
            }
        }
        // It depends on what lies up to the last entry, and on nothing beyond.
        byte[] last = found.getLast().key();
        readRanges.add(reverse ? new KeyRange(last, range.end()) : new KeyRange(range.start(), after(last)));
        return found;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        changes.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        changes.delete(key);
    }

    @Override
    public void deleteRange(KeyRange range) {
        changes.deleteRange(range);
    }

    @Override
    public long add(byte[] counter, long delta) {
        byte[] now = get(counter);
        if (now != null && now.length != Long.BYTES) {
            throw new IllegalStateException("not a counter: its value has " + now.length + " bytes");
        }
        long value = (now == null ? 0 : ByteBuffer.wrap(now).getLong()) + delta;
        changes.put(counter, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return value;
    }

    @Override
    public List<Entry> claim(KeyRange range, int max) {
        SnapshotReader.requireLimit(max);
        List<Entry> found = new ArrayList<>(Math.min(max, 16));
        try (Cursor cursor = new MergedCursor(snapshot(), changes, range, false)) {
            while (found.size() < max) {
                Entry entry = cursor.next();
                if (entry == null) {
                    break;
                }
                if (claim(entry.key())) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private boolean claim(byte[] key) {
        Bytes claim = new Bytes(key);
        Transaction holder = claims.putIfAbsent(claim, this);
        if (holder != null) {
            return holder == this;
        }
        claimed.add(claim);
        if (changes.get(key) == null) {
            // Who held it before may have changed it after this snapshot was taken.
            readKeys.add(key);
        }
        return true;
    }

    @Override
    public void afterCommit(Runnable effect) {
        effects.add(effect);
    }

    /** Gives up snapshot and claims, however the transaction ended. */
    void end() {
        if (snapshot != null) {
            snapshot.close();
            snapshot = null;
        }
        for (Bytes claim : claimed) {
            claims.remove(claim, this);
        }
    }

    Changes changes() {
        return changes;
    }

    List<Runnable> effects() {
        return effects;
    }

    /** The number of the last commit that the snapshot is sure to hold. */
    long base() {
        return base;
    }

    /** Whether it could be run again with another outcome if others commit in between. */
    boolean hasRead() {
        return snapshot != null;
    }

    /** Whether the commit changed something that this transaction has read. */
    boolean conflictsWith(Footprint commit) {
        for (byte[] key : readKeys) {
            if (commit.touches(key)) {
                return true;
            }
        }
        for (KeyRange range : readRanges) {
            if (commit.touches(range)) {
                return true;
            }
        }
        return false;
    }

    private Snapshot snapshot() {
        Snapshot taken = snapshot;
        if (taken == null) {
            // In this order: a commit between the two lines can cause a vain conflict, never a missed one.
            base = store.lastCommit();
            taken = store.snapshot();
            snapshot = taken;
        }
        return taken;
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
