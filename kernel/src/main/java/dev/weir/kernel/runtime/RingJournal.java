package dev.weir.kernel.runtime;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last hops, in memory. Recording takes a lock for the moment that it takes to fill one place; all else (indexes,
 * the copy in the store) is done later by others. Older hops give way to newer ones, and hops past the greatest age are
 * not shown.
 */
final class RingJournal implements Journal {
    private static final Duration GREATEST_AGE = Duration.ofDays(14);
    private static final int SLICE = 2000;

    private final Clock clock;
    private final Signal added;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Hop[] ring;
    private long last;
    private long oldest = 1;
    private @Nullable JournalKeeper keeper;

    private final ReentrantLock indexLock = new ReentrantLock();

    /** Made when somebody asks for the first time. */
    private @Nullable HopIndex index;

    RingJournal(Clock clock, Signal added, int capacity) {
        this.clock = clock;
        this.added = added;
        this.capacity = capacity;
        this.ring = new Hop[capacity];
    }

    /** Keeps hops in a store from now on, and shows those that it holds already. */
    void keepIn(JournalKeeper keeper) {
        this.keeper = keeper;
        reload();
    }

    /** Shows what the store holds, after its contents were exchanged. */
    void reload() {
        JournalKeeper from = keeper;
        if (from == null) {
            return;
        }
        from.pauseFor(() -> show(from.load(capacity)));
        added.raise();
    }

    private long show(List<Hop> kept) {
        indexLock.lock();
        lock.lock();
        try {
            empty();
            kept.forEach(this::put);
            if (!kept.isEmpty()) {
                last = kept.getLast().id();
                oldest = Math.max(kept.getFirst().id(), last - capacity + 1);
            }
            return last;
        } finally {
            lock.unlock();
            indexLock.unlock();
        }
    }

    @Override
    public Cause record(
            Cause cause,
            Scope scope,
            String kind,
            String source,
            String target,
            String subject,
            Outcome outcome,
            String reason,
            Map<String, String> detail) {
        Map<String, String> facts = inOrder(detail);
        Hop hop;
        lock.lock();
        try {
            hop = new Hop(++last, cause, clock.now(), scope, kind, source, target, subject, outcome, reason, facts);
            put(hop);
            oldest = Math.max(oldest, last - capacity + 1);
        } finally {
            lock.unlock();
        }
        added.raise();
        if (keeper != null) {
            keeper.wake();
        }
        return hop.asCause();
    }

    private void put(Hop hop) {
        ring[(int) (hop.id() % capacity)] = hop;
    }

    /** The facts as a map of our own; where the caller's has no order that can be relied upon, by name. */
    private static Map<String, String> inOrder(Map<String, String> detail) {
        return switch (detail.size()) {
            case 0 -> Map.of();
            case 1 -> Map.copyOf(detail);
            default ->
                Collections.unmodifiableMap(
                        detail instanceof SequencedMap ? new LinkedHashMap<>(detail) : new TreeMap<>(detail));
        };
    }

    @Override
    public List<Hop> after(long after, int limit) {
        List<Hop> found = new ArrayList<>();
        lock.lock();
        try {
            expire();
            for (long id = Math.max(after + 1, oldest); id <= last && found.size() < limit; id++) {
                add(found, id);
            }
        } finally {
            lock.unlock();
        }
        return found;
    }

    @Override
    public List<Hop> latest(int limit) {
        List<Hop> found = new ArrayList<>();
        lock.lock();
        try {
            expire();
            for (long id = last; id >= oldest && found.size() < limit; id--) {
                add(found, id);
            }
        } finally {
            lock.unlock();
        }
        return found;
    }

    private void add(List<Hop> found, long id) {
        Hop hop = ring[(int) (id % capacity)];
        if (hop != null && hop.id() == id) {
            found.add(hop);
        }
    }

    /** Each hop is expired once, so this costs little on the whole. */
    private void expire() {
        long horizon = clock.millis() - GREATEST_AGE.toMillis();
        while (oldest <= last) {
            Hop hop = ring[(int) (oldest % capacity)];
            if (hop != null && hop.id() == oldest) {
                if (hop.at().toEpochMilli() >= horizon) {
                    return;
                }
                ring[(int) (oldest % capacity)] = null;
            }
            oldest++;
        }
    }

    @Override
    public List<Hop> trace(long trace, int limit) {
        return indexed(index -> index.trace(trace, limit));
    }

    @Override
    public List<Hop> touching(String arn, int limit) {
        return indexed(index -> index.touching(arn, limit));
    }

    @Override
    public List<Hop> about(String subject, int limit) {
        return indexed(index -> index.about(subject, limit));
    }

    private List<Hop> indexed(Function<HopIndex, List<Hop>> query) {
        indexLock.lock();
        try {
            HopIndex present = index == null ? new HopIndex(capacity) : index;
            index = present;
            List<Hop> slice = after(present.last(), SLICE);
            while (!slice.isEmpty()) {
                slice.forEach(present::add);
                slice = after(present.last(), SLICE);
            }
            long horizon = clock.millis() - GREATEST_AGE.toMillis();
            List<Hop> found = new ArrayList<>(query.apply(present));
            found.removeIf(hop -> hop.at().toEpochMilli() < horizon);
            return found;
        } finally {
            indexLock.unlock();
        }
    }

    @Override
    public Signal added() {
        return added;
    }

    @Override
    public void clear() {
        JournalKeeper from = keeper;
        if (from != null) {
            from.clear(this::forget);
        } else {
            forget();
        }
    }

    private void forget() {
        indexLock.lock();
        lock.lock();
        try {
            empty();
        } finally {
            lock.unlock();
            indexLock.unlock();
        }
    }

    private void empty() {
        ring = new Hop[capacity];
        index = null;
        last = 0;
        oldest = 1;
    }
}
