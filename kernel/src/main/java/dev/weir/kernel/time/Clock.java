package dev.weir.kernel.time;

import java.time.Instant;

/** The one clock. */
public interface Clock {
    /** Weir's time, to the millisecond; never goes backwards while weir runs. */
    default Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    /** {@link #now()} as milliseconds since the epoch. */
    long millis();
}
