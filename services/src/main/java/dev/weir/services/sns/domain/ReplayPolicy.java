package dev.weir.services.sns.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which archived messages a subscription gets again. Source: Amazon SNS Developer Guide, "Amazon SNS message replay for
 * FIFO topic subscribers".
 *
 * @param end where it stops; empty for all, up to what is published while it goes on
 */
public record ReplayPolicy(Instant start, Optional<Instant> end) {
    private static final Set<String> FIELDS = Set.of("PointType", "StartingPoint", "EndingPoint");

    /** Whether the text is a policy that replays nothing. */
    public static boolean off(String text) {
        return text.isEmpty() || text.equals("{}");
    }

    /** @throws IllegalArgumentException with the reason, where it is none */
    public static ReplayPolicy of(String text) {
        JsonNode policy;
        try {
            policy = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("failed to parse JSON.", e);
        }
        for (Map.Entry<String, JsonNode> entry : policy.properties()) {
            if (!FIELDS.contains(entry.getKey())) {
                throw new IllegalArgumentException("unknown field " + entry.getKey());
            }
        }
        if (!policy.path("PointType").asString("").equals("Timestamp")) {
            throw new IllegalArgumentException("PointType must be Timestamp");
        }
        Instant start = time(policy, "StartingPoint");
        Optional<Instant> end = policy.has("EndingPoint") ? Optional.of(time(policy, "EndingPoint")) : Optional.empty();
        if (end.isPresent() && !end.get().isAfter(start)) {
            throw new IllegalArgumentException("EndingPoint must be after StartingPoint");
        }
        return new ReplayPolicy(start, end);
    }

    private static Instant time(JsonNode policy, String name) {
        try {
            return OffsetDateTime.parse(policy.path(name).asString("")).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be a time such as 2026-01-01T00:00:00.000Z", e);
        }
    }
}
