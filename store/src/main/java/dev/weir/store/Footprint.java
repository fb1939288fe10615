package dev.weir.store;

import dev.weir.kernel.store.KeyRange;
import dev.weir.store.engine.Changes;
import java.util.Arrays;
import java.util.List;

/** Which keys a commit wrote: what later ones are checked against. */
final class Footprint {
    private static final byte[][] NO_KEYS = {};
    private static final KeyRange EVERYTHING = new KeyRange(new byte[0], new byte[0]);

    private final byte[][] keys;
    private final List<KeyRange> ranges;

    private Footprint(byte[][] keys, List<KeyRange> ranges) {
        this.keys = keys;
        this.ranges = ranges;
    }

    static Footprint of(Changes changes) {
        return new Footprint(changes.values().keySet().toArray(NO_KEYS), changes.deletedRanges());
    }

    static Footprint ofRanges(List<KeyRange> ranges) {
        return new Footprint(NO_KEYS, ranges);
    }

    static Footprint ofEverything() {
        return new Footprint(NO_KEYS, List.of(EVERYTHING));
    }

    boolean touches(byte[] key) {
        if (Arrays.binarySearch(keys, key, Arrays::compareUnsigned) >= 0) {
            return true;
        }
        for (KeyRange range : ranges) {
            if (range.contains(key)) {
                return true;
            }
        }
        return false;
    }

    boolean touches(KeyRange range) {
        int at = Arrays.binarySearch(keys, range.start(), Arrays::compareUnsigned);
        int next = at >= 0 ? at : -at - 1;
        if (next < keys.length && range.contains(keys[next])) {
            return true;
        }
        for (KeyRange deleted : ranges) {
            if (startsBefore(deleted, range) && startsBefore(range, deleted)) {
                return true;
            }
        }
        return false;
    }

    byte[][] keys() {
        return keys;
    }

    List<KeyRange> ranges() {
        return ranges;
    }

    /** Whether {@code a} starts before {@code b} ends. */
    private static boolean startsBefore(KeyRange a, KeyRange b) {
        return b.end().length == 0 || Arrays.compareUnsigned(a.start(), b.end()) < 0;
    }
}
