package dev.weir.services.sns.state;

import dev.weir.kernel.Arn;
import dev.weir.services.sns.domain.FilterPolicy;
import dev.weir.services.sns.domain.Subscription;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A subscription, ready to be published to.
 *
 * @param filter its filter policy
 * @param onBody whether that looks at the body; else at the attributes
 * @param deadLetter where it sends what cannot be delivered
 */
public record Subscriber(
        Subscription subscription, Optional<FilterPolicy> filter, boolean onBody, Optional<Arn> deadLetter) {

    static Subscriber of(Subscription subscription) {
        String filter = subscription.attributes().getOrDefault("FilterPolicy", "");
        JsonNode policy = filter.isEmpty() ? null : JsonMapper.shared().readTree(filter);
        return new Subscriber(
                subscription,
                policy == null || policy.isEmpty() ? Optional.empty() : Optional.of(FilterPolicy.of(policy)),
                "MessageBody".equals(subscription.attributes().get("FilterPolicyScope")),
                subscription
                        .redrivePolicy()
                        .map(text -> JsonMapper.shared()
                                .readTree(text)
                                .path("deadLetterTargetArn")
                                .asString(""))
                        .filter(Arn::isArn)
                        .map(Arn::parse));
    }
}
