package dev.weir.services.sns.operations;

import dev.weir.api.sns.ListSubscriptionsByTopicInput;
import dev.weir.api.sns.ListSubscriptionsByTopicResponse;
import dev.weir.api.sns.ListSubscriptionsInput;
import dev.weir.api.sns.ListSubscriptionsResponse;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.Topics;
import dev.weir.shapes.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListSubscriptions and ListSubscriptionsByTopic. */
public final class SubscriptionLists {
    private static final int PAGE = 100;

    private final Topics topics;
    private final TopicArns arns;

    public SubscriptionLists(Topics topics, TopicArns arns) {
        this.topics = topics;
        this.arns = arns;
    }

    public ListSubscriptionsResponse all(Call call, ListSubscriptionsInput input) {
        List<Subscription> found = topics.subscriptions(call.scope(), null, Tokens.decode(input.nextToken()), PAGE);
        return new ListSubscriptionsResponse(shapes(found), next(found));
    }

    public ListSubscriptionsByTopicResponse ofTopic(Call call, ListSubscriptionsByTopicInput input) {
        Topic topic = arns.topic(input.topicArn()).topic();
        List<Subscription> found =
                topics.subscriptions(topic.scope(), topic.name(), Tokens.decode(input.nextToken()), PAGE);
        return new ListSubscriptionsByTopicResponse(shapes(found), next(found));
    }

    private static @Nullable String next(List<Subscription> found) {
        return found.size() < PAGE
                ? null
                : Tokens.encode(found.get(found.size() - 1).arn());
    }

    private static List<dev.weir.api.sns.Subscription> shapes(List<Subscription> found) {
        return found.stream()
                .map(subscription -> new dev.weir.api.sns.Subscription(
                        subscription.pending() ? "PendingConfirmation" : subscription.arn(),
                        subscription.owner(),
                        subscription.protocol().text(),
                        subscription.endpoint(),
                        subscription.topicArn()))
                .toList();
    }
}
