package dev.weir.services.events.background;

import dev.weir.fabric.DeliveryException;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets no more than so many calls through in each second of weir's clock; the others wait for theirs. Source: Amazon
 * EventBridge User Guide, "API destinations as targets", invocation rate limit.
 */
final class Pace {
    private final Kernel kernel;
    private final ConcurrentMap<String, Slots> slots = new ConcurrentHashMap<>();

    Pace(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The second in which the next call goes, and how many go in it already. */
    private record Slots(long second, int used) {}

    void reset() {
        slots.clear();
    }

    /** Returns when the caller's second has come. */
    void await(String who, int perSecond) throws DeliveryException {
        long now = kernel.clock().now().getEpochSecond();
        Slots mine = slots.compute(who, (key, known) -> {
            if (known == null || known.second() < now) {
                return new Slots(now, 1);
            }
            return known.used() < perSecond
                    ? new Slots(known.second(), known.used() + 1)
                    : new Slots(known.second() + 1, 1);
        });
        Instant due = Instant.ofEpochSecond(mine.second());
        if (!due.isAfter(kernel.clock().now())) {
            return;
        }
        Signal come = kernel.tasks().signal();
        long seen = come.version();
        Timers.Wakeup wakeup = kernel.timers().at(due, TimerKind.WORK, "events.pace", come::raise);
        try {
            while (due.isAfter(kernel.clock().now())) {
                boolean unused = come.await(seen, due);
            }
        } catch (InterruptedException e) {
            wakeup.cancel();
            Thread.currentThread().interrupt();
            throw new DeliveryException("INTERNAL_ERROR", "weir shuts down", true);
        }
    }
}
