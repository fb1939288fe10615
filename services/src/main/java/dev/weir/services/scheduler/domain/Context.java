package dev.weir.services.scheduler.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an input may name. Source: EventBridge Scheduler User Guide, "Adding context attributes".
 *
 * @param attempt 1 for the first
 */
public record Context(String scheduleArn, Instant scheduledTime, String executionId, int attempt) {
    /** The time as AWS writes it, to the second. */
    public String time() {
        return scheduledTime.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The input with each keyword replaced by its value. */
    public String fill(String input) {
        return input.replace("<aws.scheduler.schedule-arn>", scheduleArn)
                .replace("<aws.scheduler.scheduled-time>", time())
                .replace("<aws.scheduler.execution-id>", executionId)
                .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
    }
}
