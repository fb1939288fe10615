package dev.weir.services.sns.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.sns.domain.ArchivePolicy;
import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.Publication;
import dev.weir.services.sns.domain.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The messages that a FIFO topic keeps, in the order of their publication, until they are too old. */
public final class Archive {
    private static final String EXPIRY = "sns.archive";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Kernel kernel;

    public Archive(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * A message as kept.
     *
     * @param hop of its publication
     */
    public record Archived(
            Publication publication,
            String messageId,
            String sequenceNumber,
            String deduplicationId,
            Instant at,
            Cause hop) {
        byte[] position(Topic topic) {
            return SnsKeys.archived(topic.scope(), topic.name(), at.toEpochMilli(), sequenceNumber);
        }
    }

    /** Removes what is too old from now on. */
    public void expireIn(Topics topics) {
        kernel.timers().handle(EXPIRY, (id, due, payload) -> topics.find(dev.weir.kernel.Arn.parse(id))
                .ifPresent(owner -> expire(owner.topic())));
    }

    private void expire(Topic topic) {
        String policy = topic.attributes().getOrDefault("ArchivePolicy", "");
        if (ArchivePolicy.off(policy)) {
            return;
        }
        kernel.store().write(tx -> {
            long oldest = kernel.clock().millis()
                    - ArchivePolicy.of(policy).retention().toMillis();
            KeyRange all = SnsKeys.archive(topic.scope(), topic.name());
            tx.deleteRange(all.before(SnsKeys.archived(topic.scope(), topic.name(), oldest + 1, "")));
            List<Entry> first = tx.range(all, 1, false);
            if (!first.isEmpty()) {
                alarm(tx, topic, decode(first.get(0).value()).at());
            }
            return true;
        });
    }

    private void alarm(WriteTx tx, Topic topic, Instant oldest) {
        Instant due = oldest.plus(ArchivePolicy.of(topic.attributes().getOrDefault("ArchivePolicy", ""))
                .retention());
        kernel.timers().set(tx, EXPIRY, topic.arn(), due, TimerKind.HOUSEKEEPING, new byte[0]);
    }

    /** Looks at once whether the new retention makes messages too old. */
    public void retentionChanged(WriteTx tx, Topic topic) {
        kernel.timers().set(tx, EXPIRY, topic.arn(), kernel.clock().now(), TimerKind.HOUSEKEEPING, new byte[0]);
    }

    /** Forgets everything, as a topic does whose policy is turned off. */
    public void clear(WriteTx tx, Topic topic) {
        tx.deleteRange(SnsKeys.archive(topic.scope(), topic.name()));
        kernel.timers().cancel(tx, EXPIRY, topic.arn());
    }

    /** Keeps the message, where the topic keeps any. */
    public void keep(WriteTx tx, Topic topic, Archived message) {
        if (ArchivePolicy.off(topic.attributes().getOrDefault("ArchivePolicy", ""))) {
            return;
        }
        boolean first =
                tx.range(SnsKeys.archive(topic.scope(), topic.name()), 1, false).isEmpty();
        tx.put(message.position(topic), encode(message));
        if (first) {
            alarm(tx, topic, message.at());
        }
    }

    /**
     * Messages in order.
     *
     * @param from the first moment
     * @param after the position of the last one that is known already; null for none
     */
    List<Archived> read(Topic topic, Instant from, byte @Nullable [] after, int limit) {
        KeyRange all = SnsKeys.archive(topic.scope(), topic.name());
        KeyRange rest = after != null
                ? all.after(after)
                : new KeyRange(SnsKeys.archived(topic.scope(), topic.name(), from.toEpochMilli(), ""), all.end());
        List<Archived> found = new ArrayList<>();
        for (Entry entry : kernel.store().read(tx -> tx.range(rest, limit, false))) {
            found.add(decode(entry.value()));
        }
        return found;
    }

    private static byte[] encode(Archived message) {
        Publication publication = message.publication();
        ObjectNode node = JSON.createObjectNode()
                .put("format", 1)
                .put("message", publication.message())
                .put("subject", publication.subject())
                .put("group", publication.group())
                .put("deduplication", publication.deduplicationId())
                .put("authority", publication.authority())
                .put("source", publication.source())
                .put("id", message.messageId())
                .put("sequence", message.sequenceNumber())
                .put("twin", message.deduplicationId())
                .put("at", message.at().toEpochMilli())
                .put("trace", message.hop().trace())
                .put("hop", message.hop().hop());
        ObjectNode texts = node.putObject("texts");
        publication.perProtocol().forEach(texts::put);
        ObjectNode attributes = node.putObject("attributes");
        publication.attributes().forEach((name, value) -> {
            ObjectNode one =
                    attributes.putObject(name).put("type", value.type()).put("text", value.text());
            if (value.bytes() != null) {
                one.put("bytes", Base64.getEncoder().encodeToString(value.bytes()));
            }
        });
        return JSON.writeValueAsBytes(node);
    }

    private static Archived decode(byte[] bytes) {
        JsonNode node = JSON.readTree(bytes);
        Map<String, String> texts = new LinkedHashMap<>();
        node.get("texts")
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.get("attributes").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            attributes.put(
                    entry.getKey(),
                    new Attribute(
                            value.get("type").asString(),
                            text(value, "text"),
                            value.has("bytes")
                                    ? Base64.getDecoder()
                                            .decode(value.get("bytes").asString())
                                    : null));
        });
        Publication publication = new Publication(
                node.get("message").asString(),
                texts,
                text(node, "subject"),
                attributes,
                text(node, "group"),
                text(node, "deduplication"),
                node.get("authority").asString(),
                node.get("source").asString());
        return new Archived(
                publication,
                node.get("id").asString(),
                node.get("sequence").asString(),
                node.get("twin").asString(),
                Instant.ofEpochMilli(node.get("at").asLong()),
                new Cause(node.get("trace").asLong(), node.get("hop").asLong()));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNull() || value.isMissingNode() ? null : value.asString();
    }
}
