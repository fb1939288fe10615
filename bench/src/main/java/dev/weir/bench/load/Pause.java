package dev.weir.bench.load;

import java.io.InterruptedIOException;

/** Waits between two looks at something that another process does. */
public final class Pause {
    private Pause() {}

    public static void millis(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
