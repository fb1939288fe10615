package dev.weir.services.states.language;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a definition. Source: AWS Step Functions API Reference, "ValidateStateMachineDefinition".
 *
 * @param error whether a state machine cannot be made of it; a warning else
 * @param location where, as a path of its names; null for the whole
 */
public record Diagnostic(
        boolean error,
        String code,
        String message,
        @Nullable String location) {
    /** As errors of CreateStateMachine have it. */
    public String text() {
        return code + ": " + message + (location == null ? "" : " at " + location);
    }
}
