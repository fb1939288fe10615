package dev.weir.services.s3.background;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.time.TimerKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Deletes content that is no longer anybody's, some time after that came to be. */
public final class Sweeper {
    /** Long enough for an answer that has been decided on to begin to be written. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final AtomicBoolean armed = new AtomicBoolean();
    private BooleanSupplier sweep = () -> false;

    public Sweeper(Kernel kernel) {
        this.kernel = kernel;
    }

    /** @param sweeper does it, and says whether something is left to do */
    public void set(BooleanSupplier sweeper) {
        this.sweep = sweeper;
    }

    /** There is something to sweep up. */
    public void wake() {
        if (armed.compareAndSet(false, true)) {
            kernel.timers().at(kernel.clock().now().plus(WAIT), TimerKind.HOUSEKEEPING, "s3.sweep", this::run);
        }
    }

    /** Its timer is gone with the world that it was set in. */
    public void reset() {
        armed.set(false);
    }

    private void run() {
        armed.set(false);
        if (sweep.getAsBoolean()) {
            wake();
        }
    }
}
