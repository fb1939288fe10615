package dev.weir.services.scheduler.state;

import dev.weir.api.scheduler.Target;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import java.time.Instant;

/**
 * A call of a schedule's target that is under way, with all that it needs, so that it goes on when the schedule changes.
 *
 * @param scheduledTime the time it is for, before any flexible window
 * @param accepted when it became due
 * @param failed attempts so far, all in vain
 * @param next when it is to be tried
 * @param last whether no other of the schedule follows
 */
public record Execution(
        String id,
        Scope scope,
        String schedule,
        Target target,
        Instant scheduledTime,
        Instant accepted,
        int failed,
        Instant next,
        boolean last,
        Cause cause) {
    public Execution failedOnceMore(Instant next) {
        return new Execution(id, scope, schedule, target, scheduledTime, accepted, failed + 1, next, last, cause);
    }
}
