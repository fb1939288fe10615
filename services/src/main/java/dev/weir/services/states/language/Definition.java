package dev.weir.services.states.language;

import org.jspecify.annotations.Nullable;

/**
 * A state machine's definition.
 *
 * @param timeoutSeconds how long an execution may take; null for no limit of its own
 */
public record Definition(Workflow workflow, @Nullable Long timeoutSeconds) {}
