package dev.weir.store.rocksdb;

import dev.weir.kernel.store.KeyRange;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Where there are known to be no keys. RocksDB must step over every key that was deleted lately, so whoever looks for
 * the head of a queue would step over all that was ever taken from it; with this, he starts behind them. Known only for
 * views from a certain commit on, and cut as soon as a key is put there. Everything that changes it is called with the
 * engine's commits held up; {@link #endOf} may be called by anybody.
 */
final class Gaps {
    /** Some are found again soon enough if all are forgotten. */
    private static final int MOST = 10_000;

    private final ConcurrentSkipListMap<byte[], Gap> byStart = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

    private @Nullable KeyRange learning;

    /**
     * Keys from the map's key on, to {@code end} (excluded; an empty array means no end).
     *
     * @param since the first commit whose view has no keys there
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Gap(byte[] end, long since) {
        /** Whether the gap's end lies behind the key. */
        boolean isBehind(byte[] key) {
            return end.length == 0 || Arrays.compareUnsigned(key, end) < 0;
        }

        Gap joinedWith(Gap other) {
            byte[] later = end.length == 0 || other.end.length == 0
                    ? new byte[0]
                    : Arrays.compareUnsigned(end, other.end) >= 0 ? end : other.end;
            return new Gap(later, Math.max(since, other.since));
        }
    }

    /**
     * Where the gap ends in which the key lies, for a view as of the commit; null where it is in none.
     *
     * @param commit a commit that the view is sure to hold
     */
    byte @Nullable [] endOf(byte[] key, long commit) {
        Map.Entry<byte[], Gap> entry = byStart.floorEntry(key);
        return entry != null
                        && entry.getValue().since() <= commit
                        && entry.getValue().isBehind(key)
                ? entry.getValue().end()
                : null;
    }

    /** There are no keys in the range in a view as of {@code commit}, nor has one been put there since. */
    void add(KeyRange range, long commit) {
        byte[] start = range.start();
        Gap gap = new Gap(range.end(), commit);
        Map.Entry<byte[], Gap> before = byStart.lowerEntry(start);
        if (before != null
                && (before.getValue().isBehind(start)
                        || Arrays.equals(before.getValue().end(), start))) {
            start = before.getKey();
            gap = gap.joinedWith(before.getValue());
        }
        // Gaps never overlap: those that begin in this one become part of it.
        Map.Entry<byte[], Gap> inside = byStart.ceilingEntry(start);
        while (inside != null && gap.isBehind(inside.getKey())) {
            byStart.remove(inside.getKey());
            gap = gap.joinedWith(inside.getValue());
            inside = byStart.higherEntry(inside.getKey());
        }
        if (byStart.size() >= MOST) {
            byStart.clear();
        }
        byStart.put(start, gap);
    }

    /** A key is about to be put. */
    void cut(byte[] key) {
        if (learning != null && learning.contains(key)) {
            learning = learning.before(key);
        }
        Map.Entry<byte[], Gap> entry = byStart.floorEntry(key);
        if (entry == null || !entry.getValue().isBehind(key)) {
            return;
        }
        Gap gap = entry.getValue();
        byStart.remove(entry.getKey());
        if (!Arrays.equals(entry.getKey(), key)) {
            byStart.put(entry.getKey(), new Gap(key, gap.since()));
        }
        byte[] next = Arrays.copyOf(key, key.length + 1);
        if (gap.isBehind(next)) {
            byStart.put(next, gap);
        }
    }

    /** Somebody looks whether there are keys in the range; false where somebody does already. */
    boolean beginLearning(KeyRange range) {
        if (learning != null) {
            return false;
        }
        learning = range;
        return true;
    }

    /**
     * What he has found.
     *
     * @param end where the first key was, or the range's end
     * @param commit the last one that he has seen
     */
    void endLearning(KeyRange range, byte[] end, long commit) {
        KeyRange known = learning;
        learning = null;
        if (known == null) {
            return;
        }
        // What has been put there meanwhile has brought the end nearer.
        byte[] nearer = isBefore(known.end(), end) ? known.end() : end;
        if (isBefore(range.start(), nearer)) {
            add(new KeyRange(range.start(), nearer), commit);
        }
    }

    /** Whether one end lies before another, of which an empty one is the last. */
    private static boolean isBefore(byte[] a, byte[] b) {
        return a.length > 0 && (b.length == 0 || Arrays.compareUnsigned(a, b) < 0);
    }

    boolean isEmpty() {
        return byStart.isEmpty() && learning == null;
    }

    void clear() {
        learning = null;
        byStart.clear();
    }
}
