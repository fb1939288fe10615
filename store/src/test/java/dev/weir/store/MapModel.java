package dev.weir.store;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Does the same at random to a store and to a sorted map, and says where they differ. */
final class MapModel {
    private final Store store;
    private final SplittableRandom random;
    private NavigableMap<byte[], byte[]> committed = new TreeMap<>(Arrays::compareUnsigned);

    MapModel(Store store, long seed) {
        this.store = store;
        this.random = new SplittableRandom(seed);
    }

    /** What differed; empty where nothing did. */
    String runAndCompare() {
        for (int i = 0; i < 12; i++) {
            NavigableMap<byte[], byte[]> changed = new TreeMap<>(committed);
            String difference = store.write(tx -> transact(tx, changed));
            if (!difference.isEmpty()) {
                return "in transaction " + i + ": " + difference;
            }
            committed = changed;
            KeyRange range = range();
            difference = differ(store.read(tx -> tx.range(range, 100, false)), within(committed, range), 100, false);
            if (!difference.isEmpty()) {
                return "after transaction " + i + ": " + difference;
            }
        }
        return "";
    }

    private String transact(WriteTx tx, NavigableMap<byte[], byte[]> map) {
        int steps = random.nextInt(12);
        for (int step = 0; step < steps; step++) {
            String difference = step(tx, map);
            if (!difference.isEmpty()) {
                return "step " + step + ": " + difference;
            }
        }
        return "";
    }

    private String step(WriteTx tx, NavigableMap<byte[], byte[]> map) {
        byte[] key = key();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                byte[] value = new byte[random.nextInt(4)];
                Arrays.fill(value, (byte) random.nextInt(256));
                tx.put(key, value);
                map.put(key, value);
            }
            case 3 -> {
                tx.delete(key);
                map.remove(key);
            }
            case 4 -> {
                KeyRange range = range();
                tx.deleteRange(range);
                within(map, range).clear();
            }
            case 5 -> {
                byte[] value = tx.get(key);
                if (!Arrays.equals(value, map.get(key))) {
                    return Arrays.toString(key) + " is " + Arrays.toString(value);
                }
            }
            default -> {
                KeyRange range = range();
                int limit = 1 + random.nextInt(6);
                boolean reverse = random.nextBoolean();
                return differ(tx.range(range, limit, reverse), within(map, range), limit, reverse);
            }
        }
        return "";
    }

    private byte[] key() {
        byte[] key = new byte[1 + random.nextInt(2)];
        byte[] alphabet = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};
        for (int i = 0; i < key.length; i++) {
            key[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return key;
    }

    private KeyRange range() {
        return switch (random.nextInt(4)) {
            case 0 -> KeyRange.prefix(key());
            case 1 -> new KeyRange(key(), new byte[0]);
            default -> new KeyRange(key(), key());
        };
    }

    private static NavigableMap<byte[], byte[]> within(NavigableMap<byte[], byte[]> map, KeyRange range) {
        if (range.end().length == 0) {
            return map.tailMap(range.start(), true);
        }
        return Arrays.compareUnsigned(range.start(), range.end()) > 0
                ? new TreeMap<>(map.comparator())
                : map.subMap(range.start(), true, range.end(), false);
    }

    private static String differ(List<Entry> found, NavigableMap<byte[], byte[]> expected, int limit, boolean reverse) {
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> entry : (reverse ? expected.descendingMap() : expected).entrySet()) {
            if (wanted.size() < limit) {
                wanted.add(text(entry.getKey(), entry.getValue()));
            }
        }
        List<String> got =
                found.stream().map(entry -> text(entry.key(), entry.value())).toList();
        return got.equals(wanted) ? "" : "found " + got + " instead of " + wanted;
    }

    private static String text(byte[] key, byte @Nullable [] value) {
        return Arrays.toString(key) + "=" + Arrays.toString(value);
    }
}
