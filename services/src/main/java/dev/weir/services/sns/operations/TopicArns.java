package dev.weir.services.sns.operations;

import dev.weir.kernel.Arn;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.services.sns.state.Topics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds topics and subscriptions by what callers call them. */
public final class TopicArns {
    private final Topics topics;

    public TopicArns(Topics topics) {
        this.topics = topics;
    }

    /** @throws dev.weir.shapes.AwsException where the text is no ARN */
    static Arn parse(@Nullable String text, String resource) {
        String arn = text == null ? "" : text;
        if (!Arn.isArn(arn)) {
            throw SnsErrors.shortArn(resource, arn);
        }
        return Arn.parse(arn);
    }

    /** @throws dev.weir.shapes.AwsException where there is no such topic */
    TopicOwner topic(@Nullable String arn) {
        return topics.find(parse(arn, "Topic")).orElseThrow(SnsErrors::noTopic);
    }

    /** The topic of a subscription's ARN and the subscription; empty where either is missing. */
    Optional<Found> subscription(@Nullable String text) {
        Arn arn = parse(text, "Subscription");
        String[] parts = arn.resource().split(":", 2);
        if (parts.length != 2) {
            return Optional.empty();
        }
        Arn topic = new Arn(arn.partition(), arn.service(), arn.region(), arn.account(), parts[0]);
        return topics.find(topic).flatMap(owner -> owner.subscription(parts[1]).map(found -> new Found(owner, found)));
    }

    /** {@link #subscription}, or one that was ended lately and may be restored. */
    Optional<Found> restorable(String text) {
        Optional<Found> present = subscription(text);
        if (present.isPresent()) {
            return present;
        }
        Arn arn = Arn.parse(text);
        String[] parts = arn.resource().split(":", 2);
        Arn topic = new Arn(arn.partition(), arn.service(), arn.region(), arn.account(), parts[0]);
        return topics.find(topic).flatMap(owner -> owner.ended(parts[1]).map(found -> new Found(owner, found)));
    }

    /** A subscription and the topic it belongs to. */
    record Found(TopicOwner owner, Subscription subscription) {}
}
