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
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last hops, in memory. Recording takes a lock for the moment that it takes to copy one hop; all else (indexes, the copy
 * in the store) is done later by others. Older hops give way to newer ones, and hops past the greatest age are
 * not shown.
 */
final class RingJournal implements Journal {
    private static final Duration GREATEST_AGE = Duration.ofDays(14);
    private static final int SLICE = 2000;

    private final Clock clock;
    private final Signal added;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private HopRing ring;
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
        this.ring = new HopRing(capacity);
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
            kept.forEach(hop -> ring.put(hop.id(), HopCodec.encode(hop)));
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
        byte[] hop = HopCodec.encode(cause, scope, kind, source, target, subject, outcome, reason, inOrder(detail));
        long id;
        lock.lock();
        try {
            id = ++last;
            HopCodec.complete(hop, id, clock.millis());
            ring.put(id, hop);
            oldest = Math.max(oldest, last - capacity + 1);
        } finally {
            lock.unlock();
        }
        added.raise();
        if (keeper != null) {
            keeper.wake();
        }
        return new Cause(cause.trace() == 0 ? id : cause.trace(), id);
    }

    /** Where the caller's map has no order that can be relied upon, by name. */
    private static Map<String, String> inOrder(Map<String, String> detail) {
        return detail.size() < 2 || detail instanceof SequencedMap ? detail : new TreeMap<>(detail);
    }

    @Override
    public List<Hop> after(long after, int limit) {
        return HopRing.decode(bytesAfter(after, limit));
    }

    /** {@link #after}, as bytes; null where there is none. */
    HopRing.@Nullable Batch bytesAfter(long after, int limit) {
        lock.lock();
        try {
            expire();
            return ring.copy(Math.max(after + 1, oldest), last, limit);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Hop> latest(int limit) {
        HopRing.Batch found;
        lock.lock();
        try {
            expire();
            long from = last + 1;
            for (int count = 0; from > oldest && count < limit; ) {
                from--;
                count += ring.has(from) ? 1 : 0;
            }
            found = ring.copy(from, last, limit);
        } finally {
            lock.unlock();
        }
        return HopRing.decode(found).reversed();
    }

    /** Each hop is expired once, so this costs little on the whole. */
    private void expire() {
        long horizon = clock.millis() - GREATEST_AGE.toMillis();
        while (oldest <= last && !(ring.has(oldest) && ring.at(oldest) >= horizon)) {
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
        ring = new HopRing(capacity);
        index = null;
        last = 0;
        oldest = 1;
    }
}
