package dev.weir.services.states.execution;

import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param status as {@code DescribeExecution} has it
 */
public record Outcome(
        String status,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause) {}
