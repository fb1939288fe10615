package dev.weir.store;

import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who wants to know of which range. Nearly all ranges are "what begins with this prefix", so watches are kept by prefix:
 * finding those of a key takes a look-up for each prefix of it that is watched, however many watches there are.
 */
final class Watches {
    private final ConcurrentSkipListMap<byte[], List<Watch>> byPrefix =
            new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final List<Watch> others = new CopyOnWriteArrayList<>();

    private record Watch(KeyRange range, Runnable changed) {}

    Store.Subscription add(KeyRange range, Runnable changed) {
        Watch watch = new Watch(range, changed);
        if (!Arrays.equals(KeyRange.prefix(range.start()).end(), range.end())) {
            others.add(watch);
            return () -> others.remove(watch);
        }
        byPrefix.compute(range.start(), (prefix, old) -> {
            List<Watch> watches = old == null ? new CopyOnWriteArrayList<>() : old;
            watches.add(watch);
            return watches;
        });
        return () -> byPrefix.computeIfPresent(range.start(), (prefix, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    void tell(Footprint commit) {
        if (byPrefix.isEmpty() && others.isEmpty()) {
            return;
        }
        for (byte[] key : commit.keys()) {
            tellPrefixesOf(key);
        }
        if (!commit.ranges().isEmpty()) {
            byPrefix.values().forEach(watches -> watches.forEach(watch -> tellIfTouched(watch, commit.ranges())));
        }
        for (Watch watch : others) {
            if (commit.touches(watch.range())) {
                watch.changed().run();
            }
        }
    }

    private void tellPrefixesOf(byte[] key) {
        // The greatest watched prefix at or below the key; where it is none of the key's, the key's longest one is at
        // or below what the two have in common.
        Map.Entry<byte[], List<Watch>> entry = byPrefix.floorEntry(key);
        while (entry != null) {
            byte[] prefix = entry.getKey();
            int common = Arrays.mismatch(prefix, key);
            if (common < 0 || common == prefix.length) {
                entry.getValue().forEach(watch -> watch.changed().run());
                entry = byPrefix.lowerEntry(prefix);
            } else {
                entry = byPrefix.floorEntry(Arrays.copyOf(key, common));
            }
        }
    }

    private static void tellIfTouched(Watch watch, List<KeyRange> deleted) {
        if (Footprint.ofRanges(deleted).touches(watch.range())) {
            watch.changed().run();
        }
    }
}
