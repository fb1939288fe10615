package dev.weir.services.sqs.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import dev.weir.services.sqs.domain.Backlog;
import dev.weir.services.sqs.domain.Queue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queue's two timers: one for what becomes visible next, one for what has been kept long enough. One that is set too
 * early is left, since it sets itself anew when it fires; where nothing is delayed or in flight there is none, so that
 * "advance until quiet" does not wait for it. Used under the queue's lock.
 */
final class Alarms {
    private static final long NEVER = Long.MAX_VALUE;

    private final Kernel kernel;
    private final String visibility;
    private final String retention;
    private final Runnable due;
    private final Runnable retire;
    private Timers.@Nullable Wakeup next;
    private long nextAt = NEVER;
    private Timers.@Nullable Wakeup oldest;
    private long oldestAt = NEVER;

    Alarms(Kernel kernel, String arn, Runnable due, Runnable retire) {
        this.kernel = kernel;
        this.visibility = "sqs.visibility " + arn;
        this.retention = "sqs.retention " + arn;
        this.due = due;
        this.retire = retire;
    }

    void set(Backlog backlog, Queue queue) {
        long wanted = backlog.nextDue();
        if (wanted == NEVER) {
            if (next != null) {
                next.cancel();
            }
            next = null;
            nextAt = NEVER;
        } else if (wanted < nextAt) {
            if (next != null) {
                next.cancel();
            }
            nextAt = wanted;
            next = kernel.timers().at(Instant.ofEpochMilli(wanted), TimerKind.WORK, visibility, due);
        }
        long oldestSent = backlog.oldest();
        if (oldestSent != NEVER && oldestSent + queue.retention().toMillis() < oldestAt) {
            if (oldest != null) {
                oldest.cancel();
            }
            oldestAt = oldestSent + queue.retention().toMillis();
            oldest = kernel.timers().at(Instant.ofEpochMilli(oldestAt), TimerKind.HOUSEKEEPING, retention, retire);
        }
    }

    /** The first timer fired. */
    void fired() {
        next = null;
        nextAt = NEVER;
    }

    /** The second timer fired. */
    void retired() {
        oldest = null;
        oldestAt = NEVER;
    }

    void cancel() {
        if (next != null) {
            next.cancel();
        }
        if (oldest != null) {
            oldest.cancel();
        }
        fired();
        retired();
    }
}
