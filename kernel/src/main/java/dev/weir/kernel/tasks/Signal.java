package dev.weir.kernel.tasks;

import java.time.Instant;

/**
 * Wakes who waits. To lose no wake-up, take the {@link #version} first, look at the state, then wait from that version.
 */
public interface Signal {
    /** Grows with every {@link #raise}. */
    long version();

    /** Wakes all who wait. Cheap where nobody does. */
    void raise();

    /**
     * Waits until the version is past {@code seen}, or weir's clock has reached {@code deadline}.
     *
     * @return whether it was raised
     * @throws InterruptedException where the waiting request was abandoned or weir shuts down
     */
    boolean await(long seen, Instant deadline) throws InterruptedException;
}
