package dev.weir.services.lambda.background;

import dev.weir.api.lambda.DeadLetterConfig;
import dev.weir.api.lambda.DestinationConfig;
import dev.weir.api.lambda.FunctionEventInvokeConfig;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.Invocable.Answer;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.lambda.domain.DestinationEvents;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.Json;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queued calls: each a durable timer that fires at once, and again for each attempt. Source: AWS Lambda Developer Guide,
 * "How Lambda handles errors and retries with asynchronous invocation" and "Retaining records of asynchronous
 * invocations".
 */
public final class AsyncInvoker {
    private static final String TIMER = "lambda.async";
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration SECOND_RETRY = Duration.ofMinutes(2);
    private static final Duration MAX_AGE = Duration.ofHours(6);
    private static final Duration LONGEST_THROTTLE_WAIT = Duration.ofMinutes(5);
    private static final RetryPolicy TO_DESTINATION =
            new RetryPolicy(5, Duration.ofHours(1), RetryPolicy.Backoff.EVENTBRIDGE);

    private final Kernel kernel;
    private final Invoker invoker;
    private final Deliveries deliveries;

    public AsyncInvoker(Kernel kernel, Invoker invoker, Deliveries deliveries) {
        this.kernel = kernel;
        this.invoker = invoker;
        this.deliveries = deliveries;
    }

    /**
     * A queued call.
     *
     * @param attempts made so far, those that were throttled not counted
     * @param throttles in a row
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Queued(
            FunctionName name,
            byte[] payload,
            String source,
            @Nullable String clientContext,
            Instant accepted,
            int attempts,
            int throttles,
            Cause cause) {
        Queued after(int attempts, int throttles) {
            return new Queued(name, payload, source, clientContext, accepted, attempts, throttles, cause);
        }
    }

    /** Takes up what the store says is queued. */
    public void start() {
        kernel.timers().handle(TIMER, (id, due, payload) -> attempt(id, Json.decode(payload, Queued.class)));
    }

    /** Queues a call, durably, and returns the hop that says so. */
    public Cause enqueue(
            FunctionName name, byte[] payload, String source, @Nullable String clientContext, String id, Cause cause) {
        Cause accepted = kernel.journal()
                .record(cause, name.scope(), "lambda.InvokeAsync", source, name.arn(), id, Outcome.ACCEPTED, "");
        Queued queued =
                new Queued(name, payload, source, clientContext, kernel.clock().now(), 0, 0, accepted);
        kernel.store().write(tx -> {
            schedule(tx, id, queued, kernel.clock().now());
            return null;
        });
        return accepted;
    }

    private void schedule(WriteTx tx, String id, Queued queued, Instant due) {
        kernel.timers().set(tx, TIMER, id, due, TimerKind.WORK, Json.encode(queued));
    }

    private void attempt(String id, Queued queued) {
        Settings settings = kernel.store().read(tx -> settings(tx, queued.name()));
        if (age(queued).compareTo(settings.maxAge()) > 0) {
            end(
                    id,
                    queued,
                    settings,
                    "EventAgeExceeded",
                    null,
                    "older than " + settings.maxAge().toSeconds() + " s");
            return;
        }
        Answer answer;
        try {
            answer = invoker.invoke(new Invoker.Request(
                    queued.name(),
                    queued.payload(),
                    queued.source(),
                    "",
                    id,
                    queued.clientContext(),
                    queued.attempts() + 1,
                    queued.cause()));
        } catch (AwsException e) {
            refused(id, queued, settings, e);
            return;
        }
        Queued tried = queued.after(queued.attempts() + 1, 0);
        if (answer.error() == null) {
            end(id, tried, settings, "Success", answer, "");
            return;
        }
        if (tried.attempts() > settings.retries()) {
            end(id, tried, settings, "RetriesExhausted", answer, "failed " + tried.attempts() + " times");
            return;
        }
        Duration wait = tried.attempts() == 1 ? FIRST_RETRY : SECOND_RETRY;
        if (age(tried).plus(wait).compareTo(settings.maxAge()) > 0) {
            end(id, tried, settings, "EventAgeExceeded", answer, "the next attempt would come after its maximum age");
            return;
        }
        again(id, tried, wait, answer.cause(), Invoker.reason(answer.payload()));
    }

    private void refused(String id, Queued queued, Settings settings, AwsException e) {
        boolean passing = e.status() == 429 || e.status() >= 500;
        if (!passing) {
            end(id, queued, settings, "RetriesExhausted", null, e.getMessage());
            return;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(queued.throttles(), 9));
        if (wait.compareTo(LONGEST_THROTTLE_WAIT) > 0) {
            wait = LONGEST_THROTTLE_WAIT;
        }
        again(id, queued.after(queued.attempts(), queued.throttles() + 1), wait, queued.cause(), e.getMessage());
    }

    private void again(String id, Queued queued, Duration wait, Cause cause, String reason) {
        Instant due = kernel.clock().now().plus(wait);
        kernel.journal()
                .record(
                        cause,
                        queued.name().scope(),
                        "lambda.Retry",
                        queued.source(),
                        queued.name().arn(),
                        id,
                        Outcome.RETRIED,
                        reason + "; again at " + due,
                        Map.of("attempt", Integer.toString(queued.attempts())));
        kernel.store().write(tx -> {
            schedule(tx, id, queued, due);
            return null;
        });
    }

    private void end(
            String id, Queued queued, Settings settings, String condition, @Nullable Answer answer, String reason) {
        boolean success = condition.equals("Success");
        String destination = success ? settings.onSuccess() : settings.onFailure();
        String deadLetter = success ? null : settings.deadLetter();
        Cause cause = answer == null ? queued.cause() : answer.cause();
        if (!success) {
            boolean kept = destination != null || deadLetter != null;
            cause = kernel.journal()
                    .record(
                            cause,
                            queued.name().scope(),
                            "lambda.GiveUp",
                            queued.name().arn(),
                            destination != null ? destination : deadLetter != null ? deadLetter : "",
                            id,
                            kept ? Outcome.DEAD_LETTERED : Outcome.DROPPED,
                            reason
                                    + (kept
                                            ? ""
                                            : "; there is neither an on-failure destination nor a dead-letter queue"),
                            Map.of("condition", condition));
        }
        Cause because = cause;
        kernel.store().write(tx -> {
            if (destination != null) {
                byte[] body = DestinationEvents.invocation(
                        kernel.clock().now(),
                        id,
                        queued.name()
                                .arn(
                                        queued.name().qualifier() == null
                                                ? "$LATEST"
                                                : queued.name().qualifier()),
                        condition,
                        queued.attempts(),
                        queued.payload(),
                        answer);
                deliver(tx, queued, destination, body, Map.of(), because, success);
            }
            if (deadLetter != null) {
                deliver(tx, queued, deadLetter, queued.payload(), errorAttributes(id, answer, reason), because, false);
            }
            // Set and cancelled here and not left to the timer, so that what ends a call is one transaction.
            kernel.timers().cancel(tx, TIMER, id);
            return null;
        });
    }

    private void deliver(
            WriteTx tx,
            Queued queued,
            String target,
            byte[] body,
            Map<String, Delivery.Attribute> attributes,
            Cause cause,
            boolean success) {
        Arn arn = Arn.parse(target);
        byte[] payload = arn.service().equals("events")
                ? DestinationEvents.busEvent(
                        kernel.ids().uuid(),
                        kernel.clock().now(),
                        queued.name().scope(),
                        queued.name()
                                .arn(
                                        queued.name().qualifier() == null
                                                ? "$LATEST"
                                                : queued.name().qualifier()),
                        target,
                        success,
                        body)
                : body;
        deliveries.enqueue(
                tx,
                new Delivery(
                        queued.name().scope(),
                        queued.name().arn(null),
                        "lambda.amazonaws.com",
                        arn,
                        payload,
                        attributes,
                        null,
                        null,
                        cause),
                TO_DESTINATION,
                null);
    }

    private static Map<String, Delivery.Attribute> errorAttributes(String id, @Nullable Answer answer, String reason) {
        Map<String, Delivery.Attribute> attributes = new LinkedHashMap<>();
        attributes.put("RequestID", new Delivery.Attribute("String", id, null));
        attributes.put("ErrorCode", new Delivery.Attribute("Number", "200", null));
        String message = answer == null ? reason : errorMessage(answer.payload());
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        String first = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.UTF_8);
        attributes.put("ErrorMessage", new Delivery.Attribute("String", first.isEmpty() ? " " : first, null));
        return attributes;
    }

    private static String errorMessage(byte[] payload) {
        String message = Json.MAPPER.readTree(payload).path("errorMessage").asString("");
        return message.isEmpty() ? new String(payload, StandardCharsets.UTF_8) : message;
    }

    private Duration age(Queued queued) {
        return Duration.between(queued.accepted(), kernel.clock().now());
    }

    private record Settings(
            int retries,
            Duration maxAge,
            @Nullable String onSuccess,
            @Nullable String onFailure,
            @Nullable String deadLetter) {}

    private static Settings settings(ReadTx tx, FunctionName name) {
        String qualifier = name.qualifier() == null ? "$LATEST" : name.qualifier();
        FunctionEventInvokeConfig config = LambdaState.async(tx, name.scope(), name.name(), qualifier);
        FunctionRecord function = LambdaState.function(tx, name.scope(), name.name(), Math.max(0, name.version()));
        DeadLetterConfig dead =
                function == null ? null : function.configuration().deadLetterConfig();
        String deadLetter =
                dead == null || dead.targetArn() == null || dead.targetArn().isEmpty() ? null : dead.targetArn();
        if (config == null) {
            return new Settings(2, MAX_AGE, null, null, deadLetter);
        }
        DestinationConfig destinations = config.destinationConfig();
        return new Settings(
                config.maximumRetryAttempts() == null ? 2 : config.maximumRetryAttempts(),
                config.maximumEventAgeInSeconds() == null
                        ? MAX_AGE
                        : Duration.ofSeconds(config.maximumEventAgeInSeconds()),
                destinations == null || destinations.onSuccess() == null
                        ? null
                        : destinations.onSuccess().destination(),
                destinations == null || destinations.onFailure() == null
                        ? null
                        : destinations.onFailure().destination(),
                deadLetter);
    }
}
