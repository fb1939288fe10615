package dev.weir.services.applicationautoscaling.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a target.
 *
 * @param policy the policy that asked for it, or null
 * @param change by how many units the capacity was to go up (or down, below 0)
 * @param end null where only the bounds were set
 */
public record Activity(
        String id,
        String resource,
        String dimension,
        String description,
        String cause,
        @Nullable String policy,
        long change,
        Instant start,
        @Nullable Instant end,
        String status,
        String message) {}
