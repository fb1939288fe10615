package dev.weir.services.states.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What does not change while an execution runs.
 *
 * @param input of the whole
 * @param region of events about tasks
 * @param versionArn of the version that it was started from; null for none
 * @param aliasArn of the alias that it was started by; null for none
 * @param redrives how often it was redriven
 * @param redriven when it was last; null for never
 */
public record Facts(
        String arn,
        String name,
        JsonNode input,
        String roleArn,
        String machineArn,
        String machineName,
        String region,
        Instant started,
        @Nullable String versionArn,
        @Nullable String aliasArn,
        int redrives,
        @Nullable Instant redriven) {}
