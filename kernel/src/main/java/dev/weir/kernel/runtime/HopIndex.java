package dev.weir.kernel.runtime;

import dev.weir.kernel.journal.Hop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last {@code capacity} hops by trace, ARN and subject. Each hop points to the one before it in each of its
 * chains, and a map knows where each chain begins; what falls out of the ring falls out of the maps. It is filled only
 * when somebody asks, so that recording pays nothing for it.
 */
final class HopIndex {
    private final int capacity;
    private final Chain<Long> traces;
    private final Chain<String> arns;
    private final Chain<String> subjects;
    private final @Nullable Hop[] hops;
    private long last;
    private long oldest = 1;

    HopIndex(int capacity) {
        this.capacity = capacity;
        this.hops = new Hop[capacity];
        this.traces = new Chain<>(capacity, 1);
        this.arns = new Chain<>(capacity, 2);
        this.subjects = new Chain<>(capacity, 1);
    }

    /** Places are numbers that grow: {@code roles} to each hop, since a hop may be in one chain family twice. */
    private static final class Chain<K> {
        private final Map<K, Long> newest = new HashMap<>();
        private final long[] before;
        private final int roles;

        Chain(int capacity, int roles) {
            this.before = new long[capacity * roles];
            this.roles = roles;
        }

        void add(K key, long id, int role) {
            long place = id * roles + role;
            Long old = newest.put(key, place);
            before[(int) (place % before.length)] = old == null ? -1 : old;
        }

        void evict(K key, long id, int role) {
            newest.remove(key, id * roles + role);
        }

        /** Ids of the hops under the key, newest first, from {@code oldest} on; each once. */
        List<Long> find(K key, long oldest, int limit) {
            List<Long> ids = new ArrayList<>();
            Long start = newest.get(key);
            long place = start == null ? -1 : start;
            while (place >= oldest * roles && ids.size() < limit) {
                long id = place / roles;
                if (ids.isEmpty() || ids.getLast() != id) {
                    ids.add(id);
                }
                place = before[(int) (place % before.length)];
            }
            return ids;
        }
    }

    long last() {
        return last;
    }

    /** Takes in a hop; ids must come one after the other, but may leave some out. */
    void add(Hop hop) {
        for (long gone = Math.max(oldest, last - capacity + 1); gone <= hop.id() - capacity && gone <= last; gone++) {
            evict(gone);
        }
        oldest = Math.max(oldest, hop.id() - capacity + 1);
        last = hop.id();
        hops[(int) (hop.id() % capacity)] = hop;
        traces.add(hop.asCause().trace(), hop.id(), 0);
        if (!hop.source().isEmpty()) {
            arns.add(hop.source(), hop.id(), 0);
        }
        if (!hop.target().isEmpty()) {
            arns.add(hop.target(), hop.id(), 1);
        }
        if (!hop.subject().isEmpty()) {
            subjects.add(hop.subject(), hop.id(), 0);
        }
    }

    private void evict(long id) {
        int slot = (int) (id % capacity);
        Hop hop = hops[slot];
        if (hop == null || hop.id() != id) {
            return;
        }
        hops[slot] = null;
        traces.evict(hop.asCause().trace(), id, 0);
        arns.evict(hop.source(), id, 0);
        arns.evict(hop.target(), id, 1);
        subjects.evict(hop.subject(), id, 0);
    }

    List<Hop> trace(long trace, int limit) {
        // The first ones are wanted, and the chain begins at the last.
        List<Hop> all = load(traces.find(trace, oldest, Integer.MAX_VALUE)).reversed();
        return all.size() <= limit ? all : List.copyOf(all.subList(0, limit));
    }

    List<Hop> touching(String arn, int limit) {
        return load(arns.find(arn, oldest, limit));
    }

    List<Hop> about(String subject, int limit) {
        return load(subjects.find(subject, oldest, limit));
    }

    private List<Hop> load(List<Long> ids) {
        List<Hop> found = new ArrayList<>(ids.size());
        for (long id : ids) {
            Hop hop = hops[(int) (id % capacity)];
            if (hop != null && hop.id() == id) {
                found.add(hop);
            }
        }
        return found;
    }
}
