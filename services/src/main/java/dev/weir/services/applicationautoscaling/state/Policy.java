package dev.weir.services.applicationautoscaling.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A target tracking policy of a target. */
public record Policy(
        String arn,
        String name,
        String namespace,
        String resource,
        String dimension,
        double value,
        String metric,
        @Nullable Integer outCooldown,
        @Nullable Integer inCooldown,
        @Nullable Boolean disableScaleIn,
        Instant created) {}
