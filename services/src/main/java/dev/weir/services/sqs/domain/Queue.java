package dev.weir.services.sqs.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A queue as it is configured.
 *
 * @param id unlike that of any other queue, of an earlier one with the same name too
 * @param attributes what callers may set, as text; defaults are left out
 * @param created in milliseconds
 * @param modified in milliseconds
 * @param purged when it was purged last, in milliseconds; 0 for never
 * @param groupScope whether duplicates are looked for within a message group only; as it was when the queue was
 *     created, since AWS does not act on a later change
 * @param redrive as parsed from its attribute
 */
public record Queue(
        QueueName name,
        long id,
        Map<String, String> attributes,
        Map<String, String> tags,
        long created,
        long modified,
        long purged,
        boolean groupScope,
        Optional<Redrive> redrive) {

    public static final int MAX_MESSAGE_BYTES = 1_048_576;
    public static final Duration MAX_VISIBILITY = Duration.ofHours(12);

    public boolean fifo() {
        return name.name().endsWith(".fifo");
    }

    public String arn() {
        return name.arn();
    }

    public Duration visibilityTimeout() {
        return seconds("VisibilityTimeout", 30);
    }

    public Duration delay() {
        return seconds("DelaySeconds", 0);
    }

    public Duration retention() {
        return seconds("MessageRetentionPeriod", 345_600);
    }

    public Duration waitTime() {
        return seconds("ReceiveMessageWaitTimeSeconds", 0);
    }

    public int maxMessageBytes() {
        return Integer.parseInt(attributes.getOrDefault("MaximumMessageSize", "1048576"));
    }

    public boolean contentBasedDeduplication() {
        return "true".equals(attributes.get("ContentBasedDeduplication"));
    }

    /**
     * How many messages may be in flight. Source: Amazon SQS Developer Guide, "Amazon SQS standard queue quotas" and
     * "Amazon SQS FIFO queue quotas", which say the same since FIFO queues were raised from 20,000.
     */
    public int maxInFlight() {
        return 120_000;
    }

    public Queue with(Map<String, String> attributes, Optional<Redrive> redrive, long modified) {
        return new Queue(name, id, attributes, tags, created, modified, purged, groupScope, redrive);
    }

    public Queue withTags(Map<String, String> tags) {
        return new Queue(name, id, attributes, tags, created, modified, purged, groupScope, redrive);
    }

    public Queue purgedAt(long now) {
        return new Queue(name, id, attributes, tags, created, modified, now, groupScope, redrive);
    }

    private Duration seconds(String attribute, long otherwise) {
        String text = attributes.get(attribute);
        return Duration.ofSeconds(text == null ? otherwise : Long.parseLong(text));
    }
}
