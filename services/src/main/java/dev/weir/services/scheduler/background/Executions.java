package dev.weir.services.scheduler.background;

import dev.weir.api.scheduler.DeadLetterConfig;
import dev.weir.api.scheduler.RetryPolicy;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.delivery.BackOff;
import dev.weir.fabric.delivery.RetryPolicy.Backoff;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.scheduler.domain.Context;
import dev.weir.services.scheduler.state.Execution;
import dev.weir.services.scheduler.state.Schedules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls of targets: kept in the store until they have succeeded or are given up, tried again as the retry policy says.
 * Source: EventBridge Scheduler User Guide, "Configuring a dead-letter queue".
 */
final class Executions {
    private static final String RETRY = "scheduler.retry";
    private static final String TASK = "scheduler.execute";
    private static final int PAGE = 500;
    private static final int DEFAULT_RETRIES = 185;
    private static final Duration DEFAULT_AGE = Duration.ofDays(1);

    private final Kernel kernel;
    private final Fabric fabric;
    private final TargetCalls targets;
    private final Completion completion;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** What is to be done, in the same transaction, when a schedule's last execution has ended. */
    interface Completion {
        void completed(WriteTx tx, String schedule, Instant scheduledTime, Cause cause);
    }

    Executions(Kernel kernel, Fabric fabric, ApiCalls calls, Completion completion) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.targets = new TargetCalls(fabric, calls);
        this.completion = completion;
    }

    /** How long an execution may take with all its retries. */
    static Duration maxAge(Execution execution) {
        RetryPolicy policy = execution.target().retryPolicy();
        Integer seconds = policy == null ? null : policy.maximumEventAgeInSeconds();
        return seconds == null ? DEFAULT_AGE : Duration.ofSeconds(seconds);
    }

    private static int maxRetries(Execution execution) {
        RetryPolicy policy = execution.target().retryPolicy();
        Integer retries = policy == null ? null : policy.maximumRetryAttempts();
        return retries == null ? DEFAULT_RETRIES : retries;
    }

    private static dev.weir.fabric.delivery.RetryPolicy policy(Execution execution) {
        return new dev.weir.fabric.delivery.RetryPolicy(
                1 + maxRetries(execution), maxAge(execution), Backoff.EVENTBRIDGE);
    }

    /** Takes up what the store says is under way. */
    void resume() {
        kernel.timers().handle(RETRY, (id, due, payload) -> run(id));
        restart();
    }

    /** {@link #resume} for a store that has been replaced. */
    void restart() {
        String after = "";
        while (true) {
            String from = after;
            List<Execution> page = kernel.store().read(tx -> Schedules.executions(tx, from, PAGE));
            for (Execution execution : page) {
                if (!execution.next().isAfter(kernel.clock().now())) {
                    kernel.tasks().start(TASK, () -> run(execution.id()));
                }
            }
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().id();
        }
    }

    /** Begins an execution, once the transaction is committed. */
    void begin(WriteTx tx, Execution execution) {
        Schedules.put(tx, execution);
        tx.afterCommit(() -> kernel.tasks().start(TASK, () -> run(execution.id())));
    }

    private void run(String id) {
        if (!busy.add(id)) {
            return;
        }
        try {
            Execution execution = kernel.store().read(tx -> Schedules.execution(tx, id));
            if (execution != null && !execution.next().isAfter(kernel.clock().now())) {
                attempt(execution);
            }
        } finally {
            busy.remove(id);
        }
    }

    private void attempt(Execution execution) {
        try {
            targets.call(execution);
        } catch (DeliveryException e) {
            failed(execution, e);
            return;
        }
        finish(execution);
    }

    private void failed(Execution execution, DeliveryException failure) {
        int attempts = execution.failed() + 1;
        Duration wait = BackOff.after(policy(execution), attempts, kernel.ids().random());
        Instant next = kernel.clock().now().plus(wait);
        String exhausted = "";
        if (attempts > maxRetries(execution)) {
            exhausted = "MaximumRetryAttempts";
        } else if (next.isAfter(execution.accepted().plus(maxAge(execution)))) {
            exhausted = "MaximumEventAgeInSeconds";
        }
        Execution after = execution.failedOnceMore(next);
        if (!failure.retryable() || !exhausted.isEmpty()) {
            giveUp(after, failure, failure.retryable() ? exhausted : "");
            return;
        }
        kernel.store().write(tx -> {
            Schedules.put(tx, after);
            kernel.timers().set(tx, RETRY, execution.id(), next, TimerKind.WORK, new byte[0]);
            return null;
        });
        Cause unused = journal(
                after,
                Outcome.RETRIED,
                failure,
                "attempt " + attempts + " of " + (1 + maxRetries(execution)) + " failed, next at " + next);
    }

    private void giveUp(Execution execution, DeliveryException failure, String exhausted) {
        String why = exhausted.isEmpty()
                ? "no further attempt would help"
                : exhausted + " reached after " + execution.failed() + " attempts";
        DeadLetterConfig config = execution.target().deadLetterConfig();
        String queue = config == null ? null : config.arn();
        if (queue == null) {
            Cause unused = journal(execution, Outcome.DROPPED, failure, why + "; there is no dead-letter queue");
        } else {
            Cause cause = journal(execution, Outcome.DEAD_LETTERED, failure, why + "; to " + queue);
            deadLetter(execution, Arn.parse(queue), failure, exhausted, cause);
        }
        finish(execution);
    }

    private void deadLetter(Execution execution, Arn queue, DeliveryException failure, String exhausted, Cause cause) {
        Map<String, Delivery.Attribute> attributes = new LinkedHashMap<>();
        text(attributes, "ERROR_CODE", failure.code());
        text(attributes, "ERROR_MESSAGE", failure.getMessage());
        text(attributes, "EXECUTION_ID", execution.id());
        if (!exhausted.isEmpty()) {
            text(attributes, "EXHAUSTED_RETRY_CONDITION", exhausted);
        }
        text(attributes, "IS_PAYLOAD_TRUNCATED", "false");
        text(attributes, "RETRY_ATTEMPTS", Integer.toString(execution.failed() - 1));
        text(attributes, "SCHEDULED_TIME", new Context("", execution.scheduledTime(), "", 0).time());
        text(attributes, "SCHEDULE_ARN", execution.schedule());
        text(attributes, "TARGET_ARN", String.valueOf(execution.target().arn()));
        byte[] body = TargetCalls.sent(execution).getBytes(StandardCharsets.UTF_8);
        try {
            EventTarget target = fabric.at(queue, EventTarget.class)
                    .orElseThrow(() -> new DeliveryException("ResourceNotFoundException", "no such queue", false));
            Delivered unused = target.deliver(new Delivery(
                    execution.scope(),
                    execution.schedule(),
                    TargetCalls.PRINCIPAL,
                    queue,
                    body,
                    attributes,
                    null,
                    null,
                    cause));
        } catch (DeliveryException e) {
            Cause unused =
                    journal(execution, Outcome.DROPPED, e, "the dead-letter queue " + queue + " did not take it");
        }
    }

    private static void text(Map<String, Delivery.Attribute> attributes, String name, String value) {
        attributes.put(name, new Delivery.Attribute("String", value.isEmpty() ? "-" : value, null));
    }

    private void finish(Execution execution) {
        kernel.store().write(tx -> {
            Schedules.delete(tx, execution);
            if (execution.last()) {
                completion.completed(tx, execution.schedule(), execution.scheduledTime(), execution.cause());
            }
            return null;
        });
    }

    private Cause journal(Execution execution, Outcome outcome, @Nullable DeliveryException failure, String what) {
        String error = failure == null ? "" : " (" + failure.code() + ": " + failure.getMessage() + ")";
        return kernel.journal()
                .record(
                        execution.cause(),
                        execution.scope(),
                        "scheduler.Deliver",
                        execution.schedule(),
                        Objects.requireNonNullElse(execution.target().arn(), ""),
                        execution.id(),
                        outcome,
                        what + error,
                        Map.of("attempt", Integer.toString(execution.failed())));
    }
}
