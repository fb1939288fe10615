package dev.weir.services.applicationautoscaling.operations;

import dev.weir.api.applicationautoscaling.DeleteScheduledActionRequest;
import dev.weir.api.applicationautoscaling.DescribeScheduledActionsRequest;
import dev.weir.api.applicationautoscaling.DescribeScheduledActionsResponse;
import dev.weir.api.applicationautoscaling.PutScheduledActionRequest;
import dev.weir.api.applicationautoscaling.ScalableTargetAction;
import dev.weir.api.applicationautoscaling.ScheduledAction;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.applicationautoscaling.AutoScalingErrors;
import dev.weir.services.applicationautoscaling.domain.Schedule;
import dev.weir.services.applicationautoscaling.state.Action;
import dev.weir.services.applicationautoscaling.state.Activity;
import dev.weir.services.applicationautoscaling.state.ScalingState;
import dev.weir.services.applicationautoscaling.state.Target;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scheduled actions, done when weir's clock gets there. Source: API Reference, "PutScheduledAction". */
public final class ScheduledActions {
    /** Name of the durable timers; their ids and payloads are account, region, dimension, name and resource. */
    public static final String TIMER = "applicationautoscaling.action";

    private static final String BETWEEN = "\n";

    private final Kernel kernel;
    private final Targets targets;
    private final ScalingState state;
    private final Activities activities;

    public ScheduledActions(Kernel kernel, Targets targets, ScalingState state, Activities activities) {
        this.kernel = kernel;
        this.targets = targets;
        this.state = state;
        this.activities = activities;
    }

    public void put(Call call, PutScheduledActionRequest input) {
        Targets.checkNamespace(input.serviceNamespace());
        String resource = Objects.requireNonNull(input.resourceId());
        String dimension = Objects.requireNonNull(input.scalableDimension());
        String name = Objects.requireNonNull(input.scheduledActionName());
        state.store().write(tx -> {
            if (state.target(tx, call.scope(), resource, dimension) == null) {
                throw AutoScalingErrors.noTarget("dynamodb", resource, dimension);
            }
            Action present = state.action(tx, call.scope(), resource, dimension, name);
            Action action = action(call.scope(), input, present);
            state.put(tx, call.scope(), action);
            arm(tx, call.scope(), action, kernel.clock().now());
            return true;
        });
        targets.record(call, "applicationautoscaling.PutScheduledAction", resource);
    }

    private Action action(Scope scope, PutScheduledActionRequest input, @Nullable Action present) {
        String resource = Objects.requireNonNull(input.resourceId());
        String name = Objects.requireNonNull(input.scheduledActionName());
        ScalableTargetAction bounds = input.scalableTargetAction();
        String schedule = input.schedule() != null ? input.schedule() : present == null ? null : present.schedule();
        if (schedule == null) {
            throw AutoScalingErrors.validation("Schedule must be specified");
        }
        if (bounds == null && present == null) {
            throw AutoScalingErrors.validation("ScalableTargetAction must be specified");
        }
        Action action = new Action(
                present != null
                        ? present.arn()
                        : "arn:aws:autoscaling:" + scope.region() + ":" + scope.account() + ":scheduledAction:"
                                + kernel.ids().uuid() + ":resource/dynamodb/" + resource + ":scheduledActionName/"
                                + name,
                name,
                "dynamodb",
                resource,
                Objects.requireNonNull(input.scalableDimension()),
                schedule,
                input.timezone(),
                input.startTime(),
                input.endTime(),
                bounds != null
                        ? bounds.minCapacity()
                        : Objects.requireNonNull(present).least(),
                bounds != null
                        ? bounds.maxCapacity()
                        : Objects.requireNonNull(present).most(),
                kernel.clock().now());
        if (schedule(action) == null) {
            throw AutoScalingErrors.unsupported("The schedule " + schedule);
        }
        return action;
    }

    private static @Nullable Schedule schedule(Action action) {
        return Schedule.parse(
                action.schedule(), action.zone(), action.from() == null ? action.created() : action.from());
    }

    private void arm(WriteTx tx, Scope scope, Action action, Instant after) {
        Schedule schedule = schedule(action);
        Instant from = action.from() != null && action.from().isAfter(after) ? action.from() : after;
        Instant next = schedule == null ? null : schedule.next(from);
        String id = String.join(
                BETWEEN, scope.account(), scope.region(), action.dimension(), action.name(), action.resource());
        if (next == null || action.until() != null && next.isAfter(action.until())) {
            kernel.timers().cancel(tx, TIMER, id);
        } else {
            kernel.timers().set(tx, TIMER, id, next, TimerKind.RECURRING, id.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Does the action that the timer's id names, and sets its next time. */
    public void fire(String id, Instant due) {
        String[] parts = id.split(BETWEEN, 5);
        Scope scope = new Scope(parts[0], parts[1]);
        Target moved = state.store().write(tx -> {
            Action action = state.action(tx, scope, parts[4], parts[2], parts[3]);
            Target target = state.target(tx, scope, parts[4], parts[2]);
            if (action == null || target == null) {
                return null;
            }
            arm(tx, scope, action, due);
            if (target.scheduledSuspended()) {
                return null;
            }
            int most = action.most() == null ? target.most() : action.most();
            int least = action.least() == null ? Math.min(target.least(), most) : action.least();
            Target within = target.within(least, Math.max(least, most));
            state.put(tx, scope, within);
            return within;
        });
        if (moved != null) {
            scale(scope, moved, parts[3]);
        }
    }

    /** Tells of the bounds, and moves the capacity into them. */
    private void scale(Scope scope, Target target, String action) {
        String bounds = "min capacity to " + target.least() + " and max capacity to " + target.most();
        Activity set = new Activity(
                kernel.ids().uuid(),
                target.resource(),
                target.dimension(),
                "Setting " + bounds,
                "scheduled action name " + action + " was triggered",
                null,
                0,
                kernel.clock().now(),
                null,
                "Successful",
                "Successfully set " + bounds);
        state.store().write(tx -> {
            state.put(tx, scope, set);
            return true;
        });
        Outcome outcome = Outcome.ACCEPTED;
        String reason = "scheduled action " + action + " was executed";
        try {
            activities.bound(scope, target);
        } catch (AwsException e) {
            outcome = Outcome.FAILED;
            reason = String.valueOf(e.getMessage());
        }
        kernel.journal()
                .record(
                        Cause.NONE,
                        scope,
                        "applicationautoscaling.ScheduledAction",
                        "",
                        target.resource(),
                        "",
                        outcome,
                        reason);
    }

    public void delete(Call call, DeleteScheduledActionRequest input) {
        Targets.checkNamespace(input.serviceNamespace());
        String resource = Objects.requireNonNull(input.resourceId());
        String dimension = Objects.requireNonNull(input.scalableDimension());
        String name = Objects.requireNonNull(input.scheduledActionName());
        state.store().write(tx -> {
            Action action = state.action(tx, call.scope(), resource, dimension, name);
            if (action == null) {
                throw AutoScalingErrors.noAction("dynamodb", resource, dimension, name);
            }
            state.delete(tx, call.scope(), action);
            return true;
        });
        targets.record(call, "applicationautoscaling.DeleteScheduledAction", resource);
    }

    public DescribeScheduledActionsResponse describe(Call call, DescribeScheduledActionsRequest input) {
        Targets.checkNamespace(input.serviceNamespace());
        List<String> names = input.scheduledActionNames() == null ? List.of() : input.scheduledActionNames();
        Listing<Action> listing = Listing.of(
                input.maxResults(),
                input.nextToken(),
                (after, max) -> state.actions(call.scope(), after, max),
                each -> (names.isEmpty() || names.contains(each.name()))
                        && (input.resourceId() == null || input.resourceId().equals(each.resource()))
                        && (input.scalableDimension() == null
                                || input.scalableDimension().equals(each.dimension())),
                each -> List.of(each.resource(), each.dimension(), each.name()),
                parts -> new Action(
                        "",
                        parts.getLast(),
                        "dynamodb",
                        parts.getFirst(),
                        parts.get(1),
                        "",
                        null,
                        null,
                        null,
                        null,
                        null,
                        kernel.clock().now()));
        return DescribeScheduledActionsResponse.builder()
                .scheduledActions(listing.page().stream()
                        .map(each -> ScheduledAction.builder()
                                .scheduledActionName(each.name())
                                .scheduledActionARN(each.arn())
                                .serviceNamespace(each.namespace())
                                .resourceId(each.resource())
                                .scalableDimension(each.dimension())
                                .schedule(each.schedule())
                                .timezone(each.zone())
                                .startTime(each.from())
                                .endTime(each.until())
                                .scalableTargetAction(ScalableTargetAction.builder()
                                        .minCapacity(each.least())
                                        .maxCapacity(each.most())
                                        .build())
                                .creationTime(each.created())
                                .build())
                        .toList())
                .nextToken(listing.next())
                .build();
    }
}
