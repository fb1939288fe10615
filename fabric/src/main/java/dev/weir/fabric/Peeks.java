package dev.weir.fabric;

import dev.weir.kernel.Arn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into a queue without taking anything: no message counts as received, none becomes invisible. For people only. */
public interface Peeks {
    /**
     * The oldest messages, whatever state they are in.
     *
     * @param max how many, at most
     * @return empty where there is no such queue
     */
    Optional<List<Peeked>> peek(Arn queue, int max);

    /**
     * A message where it lies.
     *
     * @param state {@code ready}, {@code delayed} or {@code in-flight}
     * @param visibleAt when it is to be had, or was
     * @param received how often it was received
     * @param attributes message attributes as text; binary ones by their length
     * @param facts what else there is to say, such as the message group
     */
    record Peeked(
            String messageId,
            String body,
            String state,
            Instant sent,
            Instant visibleAt,
            int received,
            Map<String, String> attributes,
            Map<String, String> facts) {}
}
