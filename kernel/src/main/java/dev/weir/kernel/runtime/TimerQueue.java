package dev.weir.kernel.runtime;

import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Everything that is still to fire, in order of (due, name, id); adding and cancelling take O(log n). */
final class TimerQueue {
    /**
     * The longest that the timer thread sleeps. A sleep does not count the time that a suspended machine was down, so
     * it must look at the clock again now and then.
     */
    private static final long LONGEST_SLEEP = 60_000_000_000L;

    private static final Comparator<Pending> ORDER = Comparator.comparingLong((Pending p) -> p.due)
            .thenComparing(p -> p.name)
            .thenComparing(p -> p.id)
            .thenComparingLong(p -> p.number);

    private final WeirClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    private final TreeSet<Pending> work = new TreeSet<>(ORDER);
    private final TreeSet<Pending> others = new TreeSet<>(ORDER);
    private long numbers;
    private boolean closed;

    TimerQueue(WeirClock clock) {
        this.clock = clock;
    }

    /** One that is still to fire. */
    final class Pending implements Timers.Wakeup {
        final long due;
        final String name;
        final String id;
        private final long number;
        private final @Nullable TimerKind kind;
        private final Runnable fire;

        private Pending(long due, @Nullable TimerKind kind, String name, String id, long number, Runnable fire) {
            this.due = due;
            this.kind = kind;
            this.name = name;
            this.id = id;
            this.number = number;
            this.fire = fire;
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                setOf(this).remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    WeirClock clock() {
        return clock;
    }

    /**
     * Adds a timer, or fires it at once where it is due.
     *
     * @param fire must be quick and wait for nothing: it starts a task or wakes one
     */
    Pending add(Instant due, TimerKind kind, String name, String id, Runnable fire) {
        return insert(ceiling(due), kind, name, id, fire);
    }

    /** Adds the end of a wait, which is no timer of anybody's. */
    Pending addDeadline(Instant due, Runnable fire) {
        return insert(ceiling(due), null, "", "", fire);
    }

    private Pending insert(long due, @Nullable TimerKind kind, String name, String id, Runnable fire) {
        lock.lock();
        try {
            Pending pending = new Pending(due, kind, name, id, numbers++, fire);
            if (due <= clock.millis()) {
                fire.run();
            } else if (!closed) {
                setOf(pending).add(pending);
                if (first() == pending) {
                    sooner.signal();
                }
            }
            return pending;
        } finally {
            lock.unlock();
        }
    }

    /** When the next one is due; {@link Long#MAX_VALUE} where there is none. */
    long nextDue() {
        lock.lock();
        try {
            Pending next = first();
            return next == null ? Long.MAX_VALUE : next.due;
        } finally {
            lock.unlock();
        }
    }

    /** When the next {@link TimerKind#WORK} timer is due; {@link Long#MAX_VALUE} where there is none. */
    long nextWorkDue() {
        lock.lock();
        try {
            return work.isEmpty() ? Long.MAX_VALUE : work.first().due;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a round of firing did.
     *
     * @param any whether anything fired
     * @param timers how many of those were timers, not ends of waits
     */
    record Fired(boolean any, long timers) {}

    /** Fires what is due by now: the first one, or all. */
    Fired fireDue(boolean onlyFirst) {
        lock.lock();
        try {
            boolean any = false;
            long timers = 0;
            long now = clock.millis();
            for (Pending next = first(); next != null && next.due <= now; next = first()) {
                setOf(next).remove(next);
                any = true;
                if (next.kind != null) {
                    timers++;
                }
                next.fire.run();
                if (onlyFirst) {
                    break;
                }
            }
            return new Fired(any, timers);
        } finally {
            lock.unlock();
        }
    }

    /** Fires timers as the wall clock reaches them, until {@link #close}. */
    void run() {
        lock.lock();
        try {
            while (!closed) {
                Pending next = first();
                long nanos = next == null
                        ? Long.MAX_VALUE
                        : clock.nanosUntil(next.due, clock.stands() ? Long.MAX_VALUE : LONGEST_SLEEP);
                if (nanos == 0) {
                    fireDue(false);
                } else if (nanos == Long.MAX_VALUE) {
                    sooner.await();
                } else {
                    sooner.awaitNanos(nanos);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** To be called when time goes on, stops or jumps. */
    void clockChanged() {
        lock.lock();
        try {
            sooner.signal();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            work.clear();
            others.removeIf(pending -> pending.kind != null);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            work.clear();
            others.clear();
            sooner.signal();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Pending first() {
        if (work.isEmpty()) {
            return others.isEmpty() ? null : others.first();
        }
        if (others.isEmpty()) {
            return work.first();
        }
        Pending a = work.first();
        Pending b = others.first();
        return ORDER.compare(a, b) <= 0 ? a : b;
    }

    private TreeSet<Pending> setOf(Pending pending) {
        return pending.kind == TimerKind.WORK ? work : others;
    }

    /** A timer never fires before its time, also where that is between two milliseconds. */
    private static long ceiling(Instant due) {
        if (due.getEpochSecond() > Long.MAX_VALUE / 2000) {
            return Long.MAX_VALUE;
        }
        long millis = due.toEpochMilli();
        return due.getNano() % 1_000_000 == 0 ? millis : millis + 1;
    }
}
