package dev.weir.services.scheduler.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.scheduler.domain.Expression;
import dev.weir.services.scheduler.domain.Plan;
import dev.weir.services.scheduler.state.Execution;
import dev.weir.services.scheduler.state.ScheduleRecord;
import dev.weir.services.scheduler.state.Schedules;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When each schedule is due next: one durable timer for each. */
public final class Timetable {
    private static final String TIMER = "scheduler.schedule";

    /** Parsed expressions that are kept, those used last. */
    private static final int MOST_EXPRESSIONS = 1000;

    private final Kernel kernel;
    private final Executions executions;
    private final Map<String, Expression> expressions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Expression> eldest) {
            return size() > MOST_EXPRESSIONS;
        }
    };

    public Timetable(Kernel kernel, Fabric fabric, ApiCalls calls) {
        this.kernel = kernel;
        this.executions = new Executions(kernel, fabric, calls, this::completed);
    }

    /** Takes up what the store says is under way. */
    public void resume() {
        executions.resume();
        kernel.timers().handle(TIMER, this::fire);
    }

    /** {@link #resume} for a store that has been replaced. */
    public void restart() {
        executions.restart();
    }

    /**
     * Sets, moves or cancels a schedule's timer, as part of the transaction that changes it.
     *
     * @param now the time of the change: a rate that begins with it is due at once
     */
    public void arm(WriteTx tx, ScheduleRecord schedule, Instant now) {
        Plan plan = plan(schedule);
        Optional<Instant> next = schedule.enabled() ? upcoming(plan, now) : Optional.empty();
        if (next.isEmpty()) {
            disarm(tx, schedule);
        } else {
            set(tx, schedule, plan, next.get());
        }
    }

    /** Cancels a schedule's timer; what is under way goes on. */
    public void disarm(WriteTx tx, ScheduleRecord schedule) {
        kernel.timers().cancel(tx, TIMER, schedule.arn());
    }

    private Plan plan(ScheduleRecord schedule) {
        Expression expression;
        synchronized (expressions) {
            expression = expressions.computeIfAbsent(schedule.times(), times -> schedule.expression());
        }
        return schedule.plan(expression);
    }

    private static Optional<Instant> upcoming(Plan plan, Instant now) {
        return plan.first().flatMap(first -> first.isBefore(now) ? plan.after(now.minusMillis(1)) : Optional.of(first));
    }

    /** @param time the time that is due next, before any flexible window */
    private void set(WriteTx tx, ScheduleRecord schedule, Plan plan, Instant time) {
        byte[] payload = ByteBuffer.allocate(8).putLong(time.toEpochMilli()).array();
        Instant call = plan.call(time, kernel.ids().random());
        kernel.timers().set(tx, TIMER, schedule.arn(), call, TimerKind.RECURRING, payload);
    }

    /** Why the schedule at the ARN calls nobody; empty for other things than schedules. */
    public List<Explanation> standing(Arn arn) {
        if (!arn.resource().startsWith("schedule/")) {
            return List.of();
        }
        ScheduleRecord schedule = kernel.store().read(tx -> schedule(tx, arn.toString()));
        if (schedule == null) {
            return List.of(explanation("dropped", arn, "there is no such schedule", Map.of()));
        }
        if (!schedule.enabled()) {
            return List.of(explanation("disabled", arn, "the schedule is disabled", Map.of()));
        }
        Optional<Instant> next = upcoming(plan(schedule), kernel.clock().now());
        return List.of(next.map(time ->
                        explanation("delayed", arn, "its next time is " + time, Map.of("until", time.toString())))
                .orElseGet(() -> explanation("expired", arn, "none of its times is to come", Map.of())));
    }

    private Explanation explanation(String kind, Arn arn, String text, Map<String, String> facts) {
        return new Explanation(kind, arn.toString(), kernel.clock().now(), text, facts);
    }

    private static @Nullable ScheduleRecord schedule(ReadTx tx, String arn) {
        Arn parsed = Arn.parse(arn);
        String[] parts = parsed.resource().split("/", 3);
        return Schedules.schedule(tx, parsed.scope(), parts[1], parts[2]);
    }

    private void fire(String id, Instant due, byte[] payload) {
        ScheduleRecord schedule = kernel.store().read(tx -> schedule(tx, id));
        if (schedule == null || !schedule.enabled()) {
            return;
        }
        Instant time = Instant.ofEpochMilli(ByteBuffer.wrap(payload).getLong());
        Plan plan = plan(schedule);
        Optional<Instant> next = plan.after(time);
        Instant now = kernel.clock().now();
        Execution execution = new Execution(
                kernel.ids().hex(16),
                schedule.scope(),
                id,
                schedule.target(),
                time,
                due,
                0,
                now,
                next.isEmpty(),
                Cause.NONE);
        boolean late = now.isAfter(due.plus(Executions.maxAge(execution)));
        Cause cause = kernel.journal()
                .record(
                        Cause.NONE,
                        schedule.scope(),
                        "scheduler.Schedule",
                        id,
                        String.valueOf(schedule.target().arn()),
                        execution.id(),
                        late ? Outcome.EXPIRED : Outcome.ACCEPTED,
                        late ? "weir was down until it was older than its maximum event age" : "",
                        Map.of(
                                "expression",
                                String.valueOf(schedule.schedule().scheduleExpression()),
                                "scheduledTime",
                                time.toString()));
        kernel.store().write(tx -> {
            if (late) {
                if (next.isEmpty()) {
                    completed(tx, id, time, cause);
                }
            } else {
                executions.begin(tx, caused(execution, cause));
            }
            // Who has changed it meanwhile has set its timer, too.
            if (schedule.equals(schedule(tx, id))) {
                next.ifPresent(following -> set(tx, schedule, plan, following));
            }
            return null;
        });
    }

    private static Execution caused(Execution execution, Cause cause) {
        return new Execution(
                execution.id(),
                execution.scope(),
                execution.schedule(),
                execution.target(),
                execution.scheduledTime(),
                execution.accepted(),
                execution.failed(),
                execution.next(),
                execution.last(),
                cause);
    }

    /** The last execution of a schedule has ended: the schedule goes where it is to, unless it has been given new times. */
    private void completed(WriteTx tx, String arn, Instant time, Cause cause) {
        ScheduleRecord schedule = schedule(tx, arn);
        if (schedule == null
                || !schedule.deleteAfterCompletion()
                || plan(schedule).after(time).isPresent()) {
            return;
        }
        Schedules.delete(tx, schedule);
        disarm(tx, schedule);
        tx.afterCommit(() -> kernel.journal()
                .record(
                        cause,
                        schedule.scope(),
                        "scheduler.DeleteSchedule",
                        arn,
                        arn,
                        schedule.name(),
                        Outcome.COMPLETED,
                        "its last invocation is done, and its action after completion is DELETE"));
    }
}
