package dev.weir.deploy.cloudformation.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a stack's history. */
public record StackEvent(
        String eventId,
        String stackId,
        String stackName,
        String logicalId,
        @Nullable String physicalId,
        String type,
        String status,
        @Nullable String reason,
        @Nullable String properties,
        @Nullable String clientRequestToken,
        Instant at) {}
