package dev.weir.kernel.runtime;

import dev.weir.kernel.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The wall clock plus an offset, or a moment at which time stands. */
final class WeirClock implements Clock {
    private static final long GOES = Long.MIN_VALUE;

    /** How far the wall clock may be behind before weir goes on without it, in milliseconds. */
    private static final long STEP = 1000;

    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);
    private volatile long offset;
    private volatile long standsAt = GOES;

    private final ClockHistory history = new ClockHistory();

    /** A clock that goes with the wall clock. */
    WeirClock() {}

    /** A clock that stands. */
    WeirClock(long standsAt) {
        this.standsAt = standsAt;
        history.stands(System.currentTimeMillis(), standsAt);
    }

    @Override
    public Instant at(Instant wall) {
        return Instant.ofEpochMilli(history.at(wall.toEpochMilli()));
    }

    /** Begins where another clock is, and knows what that one has been through. */
    void follow(WeirClock other) {
        history.follow(other.history);
        standAt(other.millis());
    }

    @Override
    public long millis() {
        long still = standsAt;
        if (still != GOES) {
            return still;
        }
        long now = System.currentTimeMillis() + offset;
        long before = last.get();
        if (now <= before) {
            return before - now > STEP ? steppedBack() : before;
        }
        last.compareAndSet(before, now);
        return Math.max(now, last.get());
    }

    @Override
    public boolean runs() {
        return !stands();
    }

    /** Nanoseconds until {@code due}; at most {@code most}, which it also is where time stands. */
    long nanosUntil(long due, long most) {
        if (standsAt != GOES) {
            return most;
        }
        long millis = due - millis();
        return millis >= most / 1_000_000 ? most : Math.max(0, millis * 1_000_000);
    }

    boolean stands() {
        return standsAt != GOES;
    }

    /** Stops time at the present moment. */
    void stop() {
        standAt(millis());
    }

    /** Makes time stand at another, later moment. */
    void standAt(long moment) {
        standsAt = moment;
        history.stands(System.currentTimeMillis(), moment);
    }

    /** Lets time go on from where it stands, or from where it would be by now had it never stood. */
    void go() {
        long here = standsAt;
        offset = Math.max(offset, here - System.currentTimeMillis());
        last.set(here);
        standsAt = GOES;
        history.goes(System.currentTimeMillis(), offset);
    }

    /** Lets time go on from where it stands. */
    void goFromHere() {
        long here = standsAt;
        offset = here - System.currentTimeMillis();
        last.set(here);
        standsAt = GOES;
        history.goes(System.currentTimeMillis(), offset);
    }

    /** The wall clock was set back: goes on from the last moment, rather than to wait until the wall is there again. */
    private synchronized long steppedBack() {
        long before = last.get();
        long behind = before - (System.currentTimeMillis() + offset);
        if (behind > STEP) {
            offset += behind;
            history.goes(System.currentTimeMillis(), offset);
        }
        return before;
    }
}
