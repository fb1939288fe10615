package dev.weir.services.sqs.state;

import dev.weir.fabric.Peeks;
import dev.weir.kernel.Arn;
import dev.weir.kernel.time.Clock;
import dev.weir.services.sqs.domain.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into queues. */
public final class Peeking implements Peeks {
    private final Clock clock;
    private final Queues queues;

    public Peeking(Clock clock, Queues queues) {
        this.clock = clock;
        this.queues = queues;
    }

    @Override
    public Optional<List<Peeked>> peek(Arn queue, int max) {
        return queues.find(queue).map(owner -> peek(owner, max));
    }

    private List<Peeked> peek(QueueOwner owner, int max) {
        List<MessageStore.Stand> stands = new ArrayList<>();
        owner.messages.stands(stand -> {
            stands.add(stand);
            return stands.size() < max;
        });
        List<@Nullable Message> messages = owner.messages.messages(
                stands.stream().map(MessageStore.Stand::sequence).toList());
        List<Peeked> peeked = new ArrayList<>(stands.size());
        for (int i = 0; i < stands.size(); i++) {
            Message message = messages.get(i);
            if (message != null) {
                peeked.add(peeked(stands.get(i), message));
            }
        }
        return peeked;
    }

    private Peeked peeked(MessageStore.Stand stand, Message message) {
        boolean hidden = stand.visibleAt() > clock.millis();
        Map<String, String> attributes = new LinkedHashMap<>();
        message.attributes().forEach((name, attribute) -> {
            byte[] bytes = attribute.bytes();
            String text = attribute.text();
            attributes.put(name, text != null ? text : (bytes == null ? 0 : bytes.length) + " bytes");
        });
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "group", message.group());
        put(facts, "deduplicationId", message.deduplicationId());
        put(facts, "deadLetterSource", message.deadLetterSource());
        return new Peeked(
                message.id(),
                message.body(),
                !hidden ? "ready" : stand.receipt() == null ? "delayed" : "in-flight",
                Instant.ofEpochMilli(stand.sent()),
                Instant.ofEpochMilli(stand.visibleAt()),
                stand.receipt() == null ? 0 : stand.receipt().count(),
                attributes,
                facts);
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
