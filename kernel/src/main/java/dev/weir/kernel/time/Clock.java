package dev.weir.kernel.time;

import java.time.Instant;

/** The one clock. */
public interface Clock {
    /** Weir's time, to the millisecond; never goes backwards while weir runs. */
    default Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    /**
     * What this clock showed in the second when the wall clock showed {@code wall}, at that second's end: for times
     * that a client has written by its own clock.
     */
    default Instant at(Instant wall) {
        return wall;
    }

    /** Whether time goes by itself; false while it only moves by being advanced. */
    default boolean runs() {
        return true;
    }

    /** {@link #now()} as milliseconds since the epoch. */
    long millis();
}
