package dev.weir.store.engine;

import dev.weir.kernel.store.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a transaction changes: first the ranges go, then the keys get their new values. */
public final class Changes {
    private final List<KeyRange> deletedRanges = new ArrayList<>(0);
    private final NavigableMap<byte[], Value> values = new TreeMap<>(Arrays::compareUnsigned);

    /**
     * A key's new value.
     *
     * @param bytes null where the key is deleted
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Value(byte @Nullable [] bytes) {
        static final Value DELETED = new Value(null);
    }

    public void put(byte[] key, byte[] value) {
        values.put(key, new Value(value));
    }

    public void delete(byte[] key) {
        values.put(key, Value.DELETED);
    }

    public void deleteRange(KeyRange range) {
        within(range).clear();
        deletedRanges.add(range);
    }

    /** The key's new value; null where these changes leave it alone. */
    public @Nullable Value get(byte[] key) {
        Value value = values.get(key);
        return value == null && isInDeletedRange(key) ? Value.DELETED : value;
    }

    /** Whether a range was deleted that the key lies in; it may have got a value since. */
    public boolean isInDeletedRange(byte[] key) {
        for (KeyRange range : deletedRanges) {
            if (range.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** New values in the range, as a view. */
    public NavigableMap<byte[], Value> within(KeyRange range) {
        if (range.end().length == 0) {
            return values.tailMap(range.start(), true);
        }
        return Arrays.compareUnsigned(range.start(), range.end()) >= 0
                ? new TreeMap<>(values.comparator())
                : values.subMap(range.start(), true, range.end(), false);
    }

    public List<KeyRange> deletedRanges() {
        return deletedRanges;
    }

    /** All new values, in the order of their keys. */
    public NavigableMap<byte[], Value> values() {
        return values;
    }

    public boolean isEmpty() {
        return values.isEmpty() && deletedRanges.isEmpty();
    }
}
