package dev.weir.services.sqs.state;

import dev.weir.services.sqs.domain.Twins;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What receive calls with an attempt id got in the last five minutes. Source: Amazon SQS Developer Guide, "Using the
 * receive request attempt ID in Amazon SQS". Used under the queue's lock.
 */
final class Attempts {
    private static final int MOST = 1_000;

    /**
     * @param visibleAt when its messages are visible again, in milliseconds
     * @param until when its id is forgotten, in milliseconds
     */
    record Attempt(String id, List<Received> received, long visibleAt, long until) {}

    private final Map<String, Attempt> known = new HashMap<>();
    private final ArrayDeque<Attempt> byEnd = new ArrayDeque<>();

    @Nullable
    Attempt of(String id, long now) {
        Attempt attempt = known.get(id);
        return attempt == null || attempt.until <= now ? null : attempt;
    }

    void add(String id, List<Received> received, long visibleAt, long now) {
        while (!byEnd.isEmpty() && (byEnd.getFirst().until <= now || byEnd.size() >= MOST)) {
            Attempt ended = byEnd.removeFirst();
            Attempt present = known.get(ended.id);
            if (present != null && present.until == ended.until) {
                known.remove(ended.id);
            }
        }
        Attempt attempt = new Attempt(id, received, visibleAt, now + Twins.WINDOW.toMillis());
        known.put(id, attempt);
        byEnd.addLast(attempt);
    }

    /** A repeated call got the messages again and moved the end of their visibility timeout. */
    void extend(Attempt attempt, long visibleAt) {
        known.replace(attempt.id, attempt, new Attempt(attempt.id, attempt.received, visibleAt, attempt.until));
    }
}
