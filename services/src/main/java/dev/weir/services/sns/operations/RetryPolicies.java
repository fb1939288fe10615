package dev.weir.services.sns.operations;

import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.services.sns.domain.DeliveryPolicy;
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

    private RetryPolicies() {}

    static RetryPolicy of(Topic topic, Subscription subscription) {
        return subscription.protocol().web()
                ? RetryPolicy.waiting(effective(topic, subscription).waits(), DeliveryPolicy.LONGEST)
                : MANAGED;
    }

    /** What holds for an HTTP subscription: its own policy, unless the topic's overrides it. */
    static DeliveryPolicy effective(Topic topic, Subscription subscription) {
        DeliveryPolicy common = ofTopic(topic);
        String own = subscription.attributes().getOrDefault("DeliveryPolicy", "");
        return own.isEmpty() || overrides(topic)
                ? common
                : DeliveryPolicy.ofSubscription(JsonMapper.shared().readTree(own), common);
    }

    static DeliveryPolicy ofTopic(Topic topic) {
        String common = topic.attributes().getOrDefault("DeliveryPolicy", "");
        return common.isEmpty()
                ? DeliveryPolicy.DEFAULT
                : DeliveryPolicy.ofTopic(JsonMapper.shared().readTree(common));
    }

    /** Whether subscriptions' own policies do not count. */
    static boolean overrides(Topic topic) {
        String common = topic.attributes().getOrDefault("DeliveryPolicy", "");
        JsonNode policy = common.isEmpty() ? null : JsonMapper.shared().readTree(common);
        return policy != null
                && policy.path("http").path("disableSubscriptionOverrides").asBoolean(false);
    }
}
