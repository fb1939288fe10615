package dev.weir.services.kinesis.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All shards of a stream that can still be read or written; the open ones share the whole range of hash keys. Changes
 * make a new one.
 */
public final class Shards {
    private final NavigableMap<Integer, Shard> byIndex;
    private final Shard[] open;

    private Shards(NavigableMap<Integer, Shard> byIndex) {
        this.byIndex = Collections.unmodifiableNavigableMap(byIndex);
        this.open = byIndex.values().stream()
                .filter(Shard::open)
                .sorted(Comparator.comparing(Shard::first))
                .toArray(Shard[]::new);
    }

    public static Shards of(Collection<Shard> shards) {
        NavigableMap<Integer, Shard> byIndex = new TreeMap<>();
        shards.forEach(shard -> byIndex.put(shard.index(), shard));
        return new Shards(byIndex);
    }

    /** The shards that a stream begins with, of equal size. */
    public static Shards first(int count, long now) {
        List<Shard> shards = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            HashKey last =
                    i == count - 1 ? HashKey.LAST : HashKey.cut(i + 1, count).previous();
            shards.add(new Shard(i, null, null, HashKey.cut(i, count), last, now / 1000, now, null));
        }
        return of(shards);
    }

    public @Nullable Shard get(int index) {
        return byIndex.get(index);
    }

    /** In the order of their numbers: parents before children. */
    public Collection<Shard> all() {
        return byIndex.values();
    }

    /** Those after the one with the number {@code index}. */
    public Collection<Shard> after(int index) {
        return byIndex.tailMap(index, false).values();
    }

    /** In the order of their hash keys. */
    public List<Shard> open() {
        return List.of(open);
    }

    public int openCount() {
        return open.length;
    }

    /** The open shard that takes the hash key. */
    public Shard at(HashKey key) {
        int low = 0;
        int high = open.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (open[middle].first().compareTo(key) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return open[low];
    }

    /** The open shard with the number {@code turn}, counted round and round. */
    public Shard turn(long turn) {
        return open[(int) Math.floorMod(turn, (long) open.length)];
    }

    /** The shards that came out of it, in order. */
    public List<Shard> children(int index) {
        return after(index).stream().filter(shard -> shard.childOf(index)).toList();
    }

    /** Closes the shard and opens two in its place, of which the upper one begins at {@code at}. */
    public Shards split(int index, HashKey at, long now) {
        Draft draft = new Draft(now);
        draft.split(require(index), at);
        return draft.done();
    }

    /** Closes two neighbours, the lower one first, and opens one in their place. */
    public Shards merge(int lower, int upper, long now) {
        Draft draft = new Draft(now);
        draft.merge(require(lower), require(upper));
        return draft.done();
    }

    /** A copy that is being changed. */
    private final class Draft {
        private final long now;
        private final NavigableMap<Integer, Shard> all = new TreeMap<>(byIndex);
        private final NavigableMap<HashKey, Shard> byFirst = new TreeMap<>();

        Draft(long now) {
            this.now = now;
            for (Shard shard : open) {
                byFirst.put(shard.first(), shard);
            }
        }

        Shard at(HashKey key) {
            return byFirst.floorEntry(key).getValue();
        }

        void split(Shard parent, HashKey at) {
            long born = Math.max(now / 1000, parent.born() + 1);
            int next = all.lastKey() + 1;
            close(parent);
            open(new Shard(next, parent.index(), null, parent.first(), at.previous(), born, now, null));
            open(new Shard(next + 1, parent.index(), null, at, parent.last(), born, now, null));
        }

        void merge(Shard lower, Shard upper) {
            long born = Math.max(now / 1000, Math.max(lower.born(), upper.born()) + 1);
            int next = all.lastKey() + 1;
            close(lower);
            close(upper);
            open(new Shard(next, lower.index(), upper.index(), lower.first(), upper.last(), born, now, null));
        }

        private void close(Shard shard) {
            all.put(shard.index(), shard.close(now));
            byFirst.remove(shard.first());
        }

        private void open(Shard shard) {
            all.put(shard.index(), shard);
            byFirst.put(shard.first(), shard);
        }

        Shards done() {
            return new Shards(all);
        }
    }

    /** Forgets closed shards. */
    public Shards without(Collection<Integer> gone) {
        NavigableMap<Integer, Shard> changed = new TreeMap<>(byIndex);
        gone.forEach(changed::remove);
        return new Shards(changed);
    }

    /** Whether the two are open neighbours, the lower one first. */
    public boolean adjacent(Shard lower, Shard upper) {
        return lower.open()
                && upper.open()
                && !lower.last().equals(HashKey.LAST)
                && lower.last().next().equals(upper.first());
    }

    /**
     * Shards of equal size, in splits and merges: those whose range fits already stay, and what lies between is closed
     * again at once. Source: API Reference, "UpdateShardCount".
     */
    public Shards resize(int count, long now) {
        Draft draft = new Draft(now);
        for (int i = 1; i < count; i++) {
            HashKey border = HashKey.cut(i, count);
            Shard at = draft.at(border);
            if (!at.first().equals(border)) {
                draft.split(at, border);
            }
        }
        for (int i = 0; i < count; i++) {
            HashKey first = HashKey.cut(i, count);
            HashKey last =
                    i == count - 1 ? HashKey.LAST : HashKey.cut(i + 1, count).previous();
            for (Shard at = draft.at(first); !at.last().equals(last); at = draft.at(first)) {
                draft.merge(at, draft.at(at.last().next()));
            }
        }
        return draft.done();
    }

    /** What differs from an earlier state: new and closed shards. */
    public List<Shard> changedSince(Shards before) {
        return byIndex.values().stream()
                .filter(shard -> !shard.equals(before.byIndex.get(shard.index())))
                .toList();
    }

    private Shard require(int index) {
        Shard shard = byIndex.get(index);
        if (shard == null || !shard.open()) {
            throw new IllegalArgumentException("no open shard " + index);
        }
        return shard;
    }

    @Override
    public String toString() {
        return "open " + Arrays.toString(open);
    }
}
