package dev.weir.services.states.execution;

import dev.weir.api.states.HistoryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a run asks of the world. Calls within one step belong together: all of them hold, or none. */
public interface Effects {
    /** Something for the history. */
    void event(HistoryEvent event);

    /** Have {@link Run#fire} called at a time; replaces an earlier wish for the frame. */
    void timer(int frame, int sequence, Instant due);

    /** Have a task done, and {@link Run#succeeded} or {@link Run#failed} called with its answer. */
    void task(Task task);

    /** Begin a map run, and call {@link Run#mapRunSucceeded} or {@link Run#mapRunFailed} at its end. */
    default void mapRun(int frame, int sequence, MapPlan plan) {
        throw new IllegalStateException("there are no map runs here");
    }

    /** The execution has ended. */
    void ended(Outcome outcome);

    /**
     * A task to be done.
     *
     * @param resource as the state has it
     * @param timeoutSeconds how long it may take; null for no limit
     * @param submitted whether it was handed over already, and only its token is waited for
     * @param token what it may be answered by; null where it is not waited for in that way
     * @param call how many tasks of the state there were before, where they are {@linkplain Progress#countCalls counted}
     */
    record Task(
            int frame,
            int sequence,
            String state,
            String resource,
            JsonNode input,
            @Nullable Long timeoutSeconds,
            @Nullable Long heartbeatSeconds,
            @Nullable String token,
            boolean submitted,
            int call) {
        /** The same, once it is with whoever answers by the token. */
        public Task handedOver() {
            return new Task(
                    frame, sequence, state, resource, input, timeoutSeconds, heartbeatSeconds, token, true, call);
        }
    }
}
