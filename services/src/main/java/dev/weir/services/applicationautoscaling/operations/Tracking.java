package dev.weir.services.applicationautoscaling.operations;

import dev.weir.fabric.Scalable;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import dev.weir.services.applicationautoscaling.state.Policy;
import dev.weir.services.applicationautoscaling.state.ScalingState;
import dev.weir.services.applicationautoscaling.state.Target;
import dev.weir.shapes.AwsException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes capacities follow their use, looking every minute: up after two minutes above the target, down after fifteen
 * below it. A minute without use is no data point, so an idle table keeps its capacity, as on AWS. Source: DynamoDB
 * Developer Guide, "Managing throughput capacity automatically with DynamoDB auto scaling"; re:Post, "Why is my
 * DynamoDB provisioned table throttled after I enabled auto scaling".
 */
public final class Tracking {
    private static final int UP = 2;
    private static final int DOWN = 15;
    private static final long MINUTE = 60_000;

    private final Kernel kernel;
    private final Targets targets;
    private final Activities activities;
    private final ScalingState state;
    private Timers.@Nullable Wakeup next;

    public Tracking(Kernel kernel, Targets targets, Activities activities, ScalingState state) {
        this.kernel = kernel;
        this.targets = targets;
        this.activities = activities;
        this.state = state;
    }

    /** Looks at the next minute, where there is a policy. */
    public synchronized void wake() {
        if (next == null && !state.followedPolicies().isEmpty()) {
            long minute = Math.floorDiv(kernel.clock().millis(), MINUTE) + 1;
            next = kernel.timers()
                    .at(
                            Instant.ofEpochMilli(minute * MINUTE),
                            TimerKind.RECURRING,
                            "applicationautoscaling.tracking",
                            () -> look(minute));
        }
    }

    /** Forgets when it was to look. */
    public synchronized void reset() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void look(long minute) {
        reset();
        try {
            for (Policy policy : state.followedPolicies()) {
                follow(policy, minute);
            }
        } finally {
            wake();
        }
    }

    private void follow(Policy policy, long minute) {
        String[] arn = policy.arn().split(":", 6);
        Scope scope = new Scope(arn[4], arn[3]);
        Target target = state.store().read(tx -> state.target(tx, scope, policy.resource(), policy.dimension()));
        if (target == null) {
            return;
        }
        try {
            Scalable scalable = targets.scalable();
            long present = scalable.capacity(scope, policy.resource(), policy.dimension());
            if (present < target.least() || present > target.most()) {
                activities.bound(scope, target);
            } else if (present > 0) {
                track(scope, policy, target, present, minute);
            }
        } catch (AwsException e) {
            // The table is gone or on demand; the target stays, as on AWS.
            return;
        }
    }

    private void track(Scope scope, Policy policy, Target target, long present, long minute) {
        double threshold = present * policy.value() / 100 * 60;
        if (all(scope, policy, minute, UP, used -> used > threshold)) {
            long wanted = Math.min(target.most(), needed(policy, most(scope, policy, minute, 1)));
            boolean may = !target.outSuspended()
                    && !activities.cooling(scope, target, policy.arn(), true, policy.outCooldown());
            if (wanted > present && may) {
                activities.scale(scope, target, present, wanted, cause(policy, "High"), policy.arn());
            }
        } else if (all(scope, policy, minute, DOWN, used -> used < threshold)) {
            long wanted = Math.max(target.least(), needed(policy, most(scope, policy, minute, DOWN)));
            boolean may = !target.inSuspended()
                    && !Boolean.TRUE.equals(policy.disableScaleIn())
                    && !activities.cooling(scope, target, policy.arn(), false, policy.inCooldown());
            if (wanted < present && may) {
                activities.scale(scope, target, present, wanted, cause(policy, "Low"), policy.arn());
            }
        }
    }

    private boolean all(Scope scope, Policy policy, long minute, int minutes, DoublePredicate wanted) {
        for (long each = minute - 1; each >= minute - minutes; each--) {
            OptionalDouble used = used(scope, policy, each);
            if (used.isEmpty() || !wanted.test(used.getAsDouble())) {
                return false;
            }
        }
        return true;
    }

    private double most(Scope scope, Policy policy, long minute, int minutes) {
        double most = 0;
        for (long each = minute - 1; each >= minute - minutes; each--) {
            most = Math.max(most, used(scope, policy, each).orElse(0));
        }
        return most;
    }

    private OptionalDouble used(Scope scope, Policy policy, long minute) {
        return targets.scalable().used(scope, policy.resource(), policy.dimension(), minute);
    }

    /** The capacity of which the units of a minute are the target. */
    private static long needed(Policy policy, double units) {
        return (long) Math.ceil(units / 60 / (policy.value() / 100));
    }

    private static String cause(Policy policy, String alarm) {
        String id = List.of(policy.arn().split(":", 8)).get(6);
        return "monitor alarm TargetTracking-" + policy.resource() + "-Alarm" + alarm + "-" + id
                + " in state ALARM triggered policy " + policy.name();
    }
}
