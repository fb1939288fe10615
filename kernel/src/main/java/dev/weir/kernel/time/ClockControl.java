package dev.weir.kernel.time;

import java.time.Duration;
import java.time.Instant;

/** Moves the clock. Only the control API and tests hold it; services hold {@link Clock}. */
public interface ClockControl {
    /** How time goes by itself: with the wall clock, or not at all. */
    enum Mode {
        WALL,
        FROZEN
    }

    /**
     * What a move did.
     *
     * @param now the time after it
     * @param fired timers that came due and ran
     * @param quiet whether nothing was running and no {@link TimerKind#WORK} timer was pending at the end
     */
    record Moved(Instant now, long fired, boolean quiet) {}

    Mode mode();

    /** Stops time where it is. */
    void freeze();

    /** Lets time go on with the wall clock, from where it is. */
    void resume();

    /**
     * Goes to {@code target}, stopping at each timer on the way in order of time: everything due then runs, and all
     * that it started comes to rest, before time goes on. A target in the past changes nothing.
     */
    Moved advanceTo(Instant target);

    /** {@link #advanceTo} the present time plus {@code by}. */
    Moved advanceBy(Duration by);

    /**
     * Lets work come to rest: waits until nothing runs, goes on to the next {@link TimerKind#WORK} timer, and so on
     * until none is left. Schedules and housekeeping that come due on the way run, but are not waited for.
     *
     * @param limit how far time may go at most; {@link Moved#quiet()} is false where that was not enough
     */
    Moved untilQuiet(Duration limit);
}
