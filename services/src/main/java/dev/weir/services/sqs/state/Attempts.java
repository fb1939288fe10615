package dev.weir.services.sqs.state;

import dev.weir.services.sqs.domain.Twins;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What receive calls with an attempt id got in the last five minutes. Source: Amazon SQS Developer Guide, "Using the
 * receive request attempt ID in Amazon SQS". Used under the queue's lock.
 */
final class Attempts {
    private static final int MOST = 1_000;

    private record Attempt(String id, List<Received> received, long until) {}

    private final Map<String, Attempt> known = new HashMap<>();
    private final ArrayDeque<Attempt> byEnd = new ArrayDeque<>();

    List<Received> of(String id, long now) {
        Attempt attempt = known.get(id);
        return attempt == null || attempt.until <= now ? List.of() : attempt.received;
    }

    void add(String id, List<Received> received, long now) {
        while (!byEnd.isEmpty() && (byEnd.getFirst().until <= now || byEnd.size() >= MOST)) {
            Attempt ended = byEnd.removeFirst();
            known.remove(ended.id, ended);
        }
        Attempt attempt = new Attempt(id, received, now + Twins.WINDOW.toMillis());
        known.put(id, attempt);
        byEnd.addLast(attempt);
    }
}
