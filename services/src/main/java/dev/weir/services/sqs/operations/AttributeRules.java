package dev.weir.services.sqs.operations;

import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.QueueName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a queue's attributes may be. Source: Amazon SQS API Reference, "SetQueueAttributes" and "CreateQueue".
 */
final class AttributeRules {
    /** Whole numbers, from and to. */
    private record Range(long from, long to) {}

    private static final Map<String, Range> NUMBERS = Map.of(
            "DelaySeconds", new Range(0, 900),
            "MaximumMessageSize", new Range(1024, 1_048_576),
            "MessageRetentionPeriod", new Range(60, 1_209_600),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 20),
            "VisibilityTimeout", new Range(0, 43_200),
            "KmsDataKeyReusePeriodSeconds", new Range(60, 86_400));

    private static final Map<String, Set<String>> CHOICES = Map.of(
            "SqsManagedSseEnabled", Set.of("true", "false"),
            "ContentBasedDeduplication", Set.of("true", "false"),
            "DeduplicationScope", Set.of("queue", "messageGroup"),
            "FifoThroughputLimit", Set.of("perQueue", "perMessageGroupId"));

    private static final Set<String> TEXTS =
            Set.of("Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "FifoQueue");

    private static final Set<String> FIFO_ONLY =
            Set.of("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");

    /** Attributes whose empty value takes them away. */
    private static final Set<String> REMOVABLE =
            Set.of("Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId");

    private static final Map<String, String> DEFAULTS = Map.of(
            "DelaySeconds", "0",
            "MaximumMessageSize", "1048576",
            "MessageRetentionPeriod", "345600",
            "ReceiveMessageWaitTimeSeconds", "0",
            "SqsManagedSseEnabled", "true",
            "VisibilityTimeout", "30");

    private static final Map<String, String> FIFO_DEFAULTS = Map.of(
            "ContentBasedDeduplication", "false",
            "DeduplicationScope", "queue",
            "FifoQueue", "true",
            "FifoThroughputLimit", "perQueue");

    private final RedriveRules redrives;

    AttributeRules(RedriveRules redrives) {
        this.redrives = redrives;
    }

    /** All that a queue is configured with, defaults included. */
    static Map<String, String> effective(boolean fifo, Map<String, String> set) {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        if (fifo) {
            all.putAll(FIFO_DEFAULTS);
        }
        all.putAll(set);
        return all;
    }

    /** @throws dev.weir.shapes.AwsException where an attribute is unknown, or its value is */
    void check(QueueName queue, boolean fifo, Map<String, String> attributes) {
        attributes.forEach((name, value) -> check(queue, fifo, name, value));
    }

    private void check(QueueName queue, boolean fifo, String name, String value) {
        if (!fifo && FIFO_ONLY.contains(name)) {
            throw name.equals("DeduplicationScope") || name.equals("FifoThroughputLimit")
                    ? SqsErrors.invalidAttributeName(
                            "You can specify the " + name + " only when FifoQueue is set to true.")
                    : SqsErrors.unknownAttribute(name);
        }
        Range range = NUMBERS.get(name);
        Set<String> choices = CHOICES.get(name);
        if (range != null) {
            number(name, value, range);
        } else if (choices != null) {
            if (!choices.contains(name.startsWith("Sqs") || name.startsWith("Content") ? lower(value) : value)) {
                throw SqsErrors.invalidAttributeValue(name);
            }
        } else if (!TEXTS.contains(name)) {
            throw SqsErrors.unknownAttribute(name);
        } else {
            text(queue, fifo, name, value);
        }
    }

    private void text(QueueName queue, boolean fifo, String name, String value) {
        switch (name) {
            case "FifoQueue" -> {
                if (!lower(value).equals("true")) {
                    throw SqsErrors.invalidAttributeValue(name, "Modifying queue type is not supported.");
                }
            }
            case "Policy" -> redrives.json(name, value);
            case "RedrivePolicy" -> redrives.redrive(queue, fifo, value);
            case "RedriveAllowPolicy" -> redrives.checkAllow(value);
            default -> {}
        }
    }

    private static void number(String name, String value, Range range) {
        long number;
        try {
            number = Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            throw SqsErrors.invalidAttributeValue(name);
        }
        if (number < range.from || number > range.to) {
            throw SqsErrors.invalidAttributeValue(name);
        }
    }

    /** What the queue's own attributes are after the change. */
    static Map<String, String> merge(Map<String, String> before, Map<String, String> change) {
        String key = change.get("KmsMasterKeyId");
        boolean ownKey = key != null && !key.isEmpty();
        boolean managed = "true".equals(lower(change.get("SqsManagedSseEnabled")));
        if (ownKey && managed) {
            throw SqsErrors.invalidAttributeName("You can use one type of server-side encryption (SSE) at one time. "
                    + "You can either enable KMS SSE or SQS SSE.");
        }
        Map<String, String> after = new LinkedHashMap<>(before);
        change.forEach((name, value) -> {
            if (value.isEmpty() && REMOVABLE.contains(name)) {
                after.remove(name);
            } else if (name.equals("KmsDataKeyReusePeriodSeconds") && value.equals("300")) {
                after.remove(name);
            } else if (!name.equals("FifoQueue")) {
                after.put(
                        name,
                        CHOICES.containsKey(name) && !name.endsWith("Scope") && !name.endsWith("Limit")
                                ? lower(value)
                                : value.trim());
            }
        });
        if (ownKey) {
            after.put("SqsManagedSseEnabled", "false");
        } else if (managed) {
            after.remove("KmsMasterKeyId");
            after.remove("KmsDataKeyReusePeriodSeconds");
        }
        if ("perMessageGroupId".equals(after.get("FifoThroughputLimit"))
                && !"messageGroup".equals(after.get("DeduplicationScope"))) {
            throw SqsErrors.invalidAttributeValue(
                    "FifoThroughputLimit",
                    "The perMessageGroupId value is allowed only when the value for DeduplicationScope is"
                            + " messageGroup.");
        }
        return after;
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(java.util.Locale.ROOT);
    }
}
