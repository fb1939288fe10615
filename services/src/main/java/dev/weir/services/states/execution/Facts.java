package dev.weir.services.states.execution;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What does not change while an execution runs.
 *
 * @param input of the whole
 * @param region of events about tasks
 */
public record Facts(
        String arn,
        String name,
        JsonNode input,
        String roleArn,
        String machineArn,
        String machineName,
        String region,
        Instant started) {}
