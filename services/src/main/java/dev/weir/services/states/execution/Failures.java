package dev.weir.services.states.execution;

import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fail states, retriers and catchers. Source: AWS Step Functions Developer Guide, "Handling errors in Step Functions
 * workflows".
 */
final class Failures {
    private static final String ALL = "States.ALL";
    private static final double DEFAULT_RATE = 2.0;
    private static final int DEFAULT_ATTEMPTS = 3;

    private final Run run;

    Failures(Run run) {
        this.run = run;
    }

    /** Ends a workflow as its Fail state says. */
    void state(Frame frame, State state) throws StateFailure {
        Evaluation evaluation = run.evaluation(frame, state);
        String error = text(evaluation, state, "Error");
        String cause = text(evaluation, state, "Cause");
        run.fail(frame, state, new StateFailure(error, cause));
    }

    static @Nullable String text(Evaluation evaluation, State state, String field) throws StateFailure {
        String path = state.text(field + "Path");
        JsonNode value = path == null ? evaluation.field(field) : evaluation.value(path, field + "Path");
        if (value != null && !value.isString()) {
            throw StateFailure.runtime("The " + field + (path == null ? "" : "Path")
                    + " field must be a string but was " + Data.text(value));
        }
        return value == null ? null : value.asString();
    }

    /** Whether there is another attempt, which is then set for its time. */
    boolean retried(Frame frame, State state, StateFailure failure) {
        JsonNode retriers = state.field("Retry");
        for (int i = 0; retriers != null && i < retriers.size(); i++) {
            JsonNode retrier = retriers.get(i);
            if (!matches(retrier.get("ErrorEquals"), failure)) {
                continue;
            }
            int attempts = frame.attempts.getOrDefault(i, 0);
            if (attempts >= attempts(retrier)) {
                return false;
            }
            frame.attempts.put(i, attempts + 1);
            run.abandonInner(frame);
            frame.forgetInner();
            frame.await(Frame.Waiting.RETRY);
            run.effects().timer(frame.id, frame.sequence, run.now().plus(delay(retrier, attempts)));
            return true;
        }
        return false;
    }

    private Duration delay(JsonNode retrier, int attempts) {
        double seconds = seconds(retrier, attempts);
        JsonNode jitter = retrier.get("JitterStrategy");
        if (jitter != null && jitter.asString().equals("FULL")) {
            seconds *= run.chance().number();
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Seconds before another attempt, without jitter. */
    static double seconds(JsonNode retrier, int attempts) {
        double seconds = number(retrier, "IntervalSeconds", 1)
                * Math.pow(number(retrier, "BackoffRate", DEFAULT_RATE), attempts);
        return Math.min(seconds, number(retrier, "MaxDelaySeconds", 31_622_400));
    }

    /** How many further attempts a retrier allows. */
    static double attempts(JsonNode retrier) {
        return number(retrier, "MaxAttempts", DEFAULT_ATTEMPTS);
    }

    /** Which retrier or catcher is for a failure; null for none. */
    static @Nullable Integer first(@Nullable JsonNode handlers, StateFailure failure) {
        for (int i = 0; handlers != null && i < handlers.size(); i++) {
            if (matches(handlers.get(i).get("ErrorEquals"), failure)) {
                return i;
            }
        }
        return null;
    }

    private static double number(JsonNode holder, String field, double otherwise) {
        JsonNode value = holder.get(field);
        return value == null ? otherwise : value.doubleValue();
    }

    /** Whether a catcher took the failure, and the frame goes on from there. */
    boolean caught(Frame frame, State state, StateFailure failure) {
        JsonNode catchers = state.field("Catch");
        for (int i = 0; catchers != null && i < catchers.size(); i++) {
            JsonNode catcher = catchers.get(i);
            if (!matches(catcher.get("ErrorEquals"), failure)) {
                continue;
            }
            JsonNode error = Run.errorOutput(failure);
            run.abandonInner(frame);
            frame.forgetInner();
            try {
                Evaluation evaluation = run.evaluation(frame, state);
                run.go(
                        frame,
                        state,
                        evaluation.caught(catcher, error),
                        evaluation.assigned(catcher.get("Assign"), null, error),
                        catcher.get("Next").asString());
                return true;
            } catch (StateFailure another) {
                run.fail(frame, withoutCatch(state), run.explained(frame, another));
                return true;
            }
        }
        return false;
    }

    /** A catcher that fails itself is not asked again. */
    private static State withoutCatch(State state) {
        var fields = state.fields().deepCopy();
        fields.remove("Catch");
        fields.remove("Retry");
        return new State(state.name(), state.type(), state.language(), fields, state.next(), state.inner());
    }

    private static boolean matches(@Nullable JsonNode errors, StateFailure failure) {
        String error = failure.error() == null ? "" : failure.error();
        boolean terminal = error.equals(StateFailure.RUNTIME) || error.equals("States.DataLimitExceeded");
        if (errors != null) {
            for (JsonNode each : errors) {
                String wanted = each.asString();
                if (wanted.equals(error)
                        || (!terminal && wanted.equals(ALL))
                        || (!terminal && wanted.equals("States.TaskFailed") && !error.equals("States.Timeout"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
