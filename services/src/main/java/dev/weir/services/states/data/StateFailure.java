package dev.weir.services.states.data;

import org.jspecify.annotations.Nullable;

/**
 * What ends a state before its time, as Retry and Catch see it. Source: AWS Step Functions Developer Guide, "Handling
 * errors in Step Functions workflows".
 */
public final class StateFailure extends Exception {
    /** Faults of the definition or of the data that it meets; nothing but a Catch that names it takes it. */
    public static final String RUNTIME = "States.Runtime";

    private final @Nullable String error;
    private final @Nullable String cause;

    public StateFailure(@Nullable String error, @Nullable String cause) {
        super(error + ": " + cause, null, false, false);
        this.error = error;
        this.cause = cause;
    }

    public static StateFailure runtime(String cause) {
        return new StateFailure(RUNTIME, cause);
    }

    /** The error's name; null where a Fail state gives none. */
    public @Nullable String error() {
        return error;
    }

    public @Nullable String cause() {
        return cause;
    }
}
