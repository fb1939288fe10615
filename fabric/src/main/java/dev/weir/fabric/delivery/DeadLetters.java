package dev.weir.fabric.delivery;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is put into a dead-letter queue. */
final class DeadLetters {
    private static final int MOST_ATTRIBUTES = 10;

    private DeadLetters() {}

    /**
     * The same payload, with the attributes that the sending service adds.
     *
     * @param exhausted which limit of the retry policy was reached; empty where no retry would have helped
     * @param hop the hop that says so
     */
    static Delivery of(Pending pending, Arn deadLetter, DeliveryException failure, String exhausted, Cause hop) {
        Delivery given = pending.delivery();
        // A queue takes no more; what a queue refused for them is to be kept all the same.
        boolean many = given.attributes().size() > MOST_ATTRIBUTES;
        Map<String, Delivery.Attribute> attributes = new LinkedHashMap<>(many ? Map.of() : given.attributes());
        switch (pending.policy().backoff()) {
            case EVENTBRIDGE -> eventBridge(attributes, pending, failure, exhausted);
            case SNS_AWS_MANAGED, SNS_HTTP, GIVEN -> {}
        }
        return new Delivery(
                given.scope(),
                given.source(),
                given.principal(),
                deadLetter,
                given.payload(),
                attributes,
                deadLetter.resource().endsWith(".fifo") ? given.messageGroupId() : null,
                deadLetter.resource().endsWith(".fifo") ? given.deduplicationId() : null,
                hop);
    }

    /** Source: Amazon EventBridge User Guide, "Using dead-letter queues to process undelivered events". */
    private static void eventBridge(
            Map<String, Delivery.Attribute> attributes, Pending pending, DeliveryException failure, String exhausted) {
        text(attributes, "RULE_ARN", pending.delivery().source());
        text(attributes, "TARGET_ARN", pending.delivery().target().toString());
        text(attributes, "ERROR_CODE", eventBridgeCode(failure));
        text(attributes, "ERROR_MESSAGE", failure.getMessage());
        if (!exhausted.isEmpty()) {
            text(attributes, "EXHAUSTED_RETRY_CONDITION", exhausted);
            attributes.put(
                    "RETRY_ATTEMPTS", new Delivery.Attribute("Number", Integer.toString(pending.failed() - 1), null));
        }
    }

    /** EventBridge's own word for an error of its target. */
    private static String eventBridgeCode(DeliveryException failure) {
        String code = failure.code().toLowerCase(Locale.ROOT);
        if (code.contains("nonexistent") || code.contains("notfound") || code.contains("nosuch")) {
            return "NO_RESOURCE";
        }
        if (code.contains("accessdenied") || code.contains("authorization")) {
            return "NO_PERMISSIONS";
        }
        if (code.contains("throttl") || code.contains("toomanyrequests")) {
            return "THROTTLING";
        }
        if (code.contains("timeout") || code.contains("timedout")) {
            return "TIMEOUT";
        }
        if (code.contains("invalid") || code.contains("validation")) {
            return "INVALID_PARAMETER";
        }
        return failure.code().equals("UNKNOWN") ? "UNKNOWN" : "ERROR_FROM_TARGET";
    }

    private static void text(Map<String, Delivery.Attribute> attributes, String name, String value) {
        attributes.put(name, new Delivery.Attribute("String", value, null));
    }
}
