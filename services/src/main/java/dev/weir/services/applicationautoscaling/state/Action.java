package dev.weir.services.applicationautoscaling.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a target's bounds at its time. */
public record Action(
        String arn,
        String name,
        String namespace,
        String resource,
        String dimension,
        String schedule,
        @Nullable String zone,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Integer least,
        @Nullable Integer most,
        Instant created) {}
