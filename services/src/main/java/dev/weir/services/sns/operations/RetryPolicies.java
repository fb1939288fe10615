package dev.weir.services.sns.operations;

import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How often a delivery is tried. Source: Amazon SNS Developer Guide, "Amazon SNS message delivery retries". */
final class RetryPolicies {
    /** Queues and functions: 100,015 attempts over 23 days. */
    private static final RetryPolicy MANAGED =
            new RetryPolicy(100_015, Duration.ofDays(23), RetryPolicy.Backoff.SNS_AWS_MANAGED);

    private static final int WEB_RETRIES = 3;
    private static final Duration WEB_AGE = Duration.ofHours(1);

    private RetryPolicies() {}

    static RetryPolicy of(Topic topic, Subscription subscription) {
        if (!subscription.protocol().web()) {
            return MANAGED;
        }
        int retries = WEB_RETRIES;
        String own = subscription.attributes().get("DeliveryPolicy");
        String common = topic.attributes().get("DeliveryPolicy");
        if (own != null) {
            retries = retries(JsonMapper.shared().readTree(own).path("healthyRetryPolicy"));
        } else if (common != null) {
            retries = retries(JsonMapper.shared().readTree(common).path("http").path("defaultHealthyRetryPolicy"));
        }
        return new RetryPolicy(1 + retries, WEB_AGE, RetryPolicy.Backoff.SNS_HTTP);
    }

    private static int retries(JsonNode policy) {
        return policy.path("numRetries").asInt(WEB_RETRIES);
    }
}
