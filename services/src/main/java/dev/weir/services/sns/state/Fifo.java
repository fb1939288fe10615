package dev.weir.services.sns.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.sns.domain.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sequence numbers and deduplication of FIFO topics. Used under the topic's lock. */
final class Fifo {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int CLEARED_AT_ONCE = 4;

    private final Store store;

    Fifo(Store store) {
        this.store = store;
    }

    /** A message that was taken before. */
    record Twin(String messageId, String sequenceNumber) {}

    Optional<Twin> twin(Topic topic, String key, long now) {
        byte[] value = store.read(tx -> tx.get(SnsKeys.twin(topic.scope(), topic.name(), key)));
        if (value == null) {
            return Optional.empty();
        }
        String[] parts = new String(value, StandardCharsets.UTF_8).split(" ", 3);
        return Long.parseLong(parts[2]) <= now ? Optional.empty() : Optional.of(new Twin(parts[0], parts[1]));
    }

    void remember(WriteTx tx, Topic topic, String key, Twin twin, long now) {
        tx.add(SnsKeys.counter(topic.scope(), topic.name()), 1);
        long until = now + WINDOW.toMillis();
        String text = twin.messageId + " " + twin.sequenceNumber + " " + until;
        tx.put(SnsKeys.twin(topic.scope(), topic.name(), key), text.getBytes(StandardCharsets.UTF_8));
        tx.put(SnsKeys.twinEnd(topic.scope(), topic.name(), until, key), key.getBytes(StandardCharsets.UTF_8));
        for (Entry ended : tx.range(SnsKeys.twinEnds(topic.scope(), topic.name(), now), CLEARED_AT_ONCE, false)) {
            String old = new String(ended.value(), StandardCharsets.UTF_8);
            tx.delete(ended.key());
            if (!old.equals(key)) {
                tx.delete(SnsKeys.twin(topic.scope(), topic.name(), old));
            }
        }
    }

    /** Twenty digits, one more than the last; {@link #remember} makes it the last. */
    String next(Topic topic) {
        byte[] last = store.read(tx -> tx.get(SnsKeys.counter(topic.scope(), topic.name())));
        String digits =
                Long.toString(1 + (last == null ? 0 : ByteBuffer.wrap(last).getLong()));
        return "1" + "0".repeat(Math.max(0, 16 - digits.length())) + digits + "000";
    }
}
