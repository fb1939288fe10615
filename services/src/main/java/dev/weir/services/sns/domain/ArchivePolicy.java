package dev.weir.services.sns.domain;

import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a FIFO topic keeps its messages. Source: Amazon SNS Developer Guide, "Amazon SNS message archiving for FIFO
 * topic owners".
 */
public record ArchivePolicy(Duration retention) {
    private static final int MAX_DAYS = 365;

    /** Whether the text is a policy that keeps nothing. */
    public static boolean off(String text) {
        return text.isEmpty() || text.equals("{}");
    }

    /** @throws IllegalArgumentException with the reason, where it is none */
    public static ArchivePolicy of(String text) {
        JsonNode policy;
        try {
            policy = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("failed to parse JSON.", e);
        }
        JsonNode days = policy.path("MessageRetentionPeriod");
        int number;
        try {
            number = Integer.parseInt(days.asString(""));
        } catch (NumberFormatException e) {
            number = 0;
        }
        if (number < 1 || number > MAX_DAYS) {
            throw new IllegalArgumentException("MessageRetentionPeriod value is invalid");
        }
        if (policy.size() != 1) {
            throw new IllegalArgumentException("invalid JSON. Only MessageRetentionPeriod is known.");
        }
        return new ArchivePolicy(Duration.ofDays(number));
    }
}
