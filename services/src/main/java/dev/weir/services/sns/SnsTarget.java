package dev.weir.services.sns;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Hop;
import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.Publication;
import dev.weir.services.sns.operations.LastMile;
import dev.weir.services.sns.operations.Publisher;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.services.sns.state.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the fabric delivers to a topic, as a publication; and to a subscription, whose ARN stands for an HTTP endpoint, or
 * for a function that wants an event of its own form.
 */
final class SnsTarget implements EventTarget, Explains {
    private final Topics topics;
    private final Publisher publisher;
    private final LastMile lastMile;

    SnsTarget(Topics topics, Publisher publisher, LastMile lastMile) {
        this.topics = topics;
        this.publisher = publisher;
        this.lastMile = lastMile;
    }

    @Override
    public boolean exists(Arn arn) {
        return topics.find(topicOf(arn)).isPresent();
    }

    /** Filters and confirmations are in the journal; that nobody listens is not. */
    @Override
    public List<Explanation> explain(Hop hop) {
        if (!Arn.isArn(hop.target())) {
            return List.of();
        }
        boolean alone = topics.find(Arn.parse(hop.target()))
                .map(owner -> owner.subscribers().isEmpty())
                .orElse(false);
        return alone
                ? List.of(new Explanation(
                        "no-subscription", hop.target(), hop.at(), "the topic has no subscription", Map.of()))
                : List.of();
    }

    private static Arn topicOf(Arn arn) {
        int colon = arn.resource().indexOf(':');
        return colon < 0
                ? arn
                : new Arn(
                        arn.partition(),
                        arn.service(),
                        arn.region(),
                        arn.account(),
                        arn.resource().substring(0, colon));
    }

    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Arn topicArn = topicOf(delivery.target());
        Optional<TopicOwner> owner = topics.find(topicArn);
        if (owner.isEmpty()) {
            throw new DeliveryException("NotFound", "Topic does not exist", false);
        }
        if (!topicArn.equals(delivery.target())) {
            return lastMile.deliver(owner.get(), delivery);
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        delivery.attributes()
                .forEach((name, value) ->
                        attributes.put(name, new Attribute(value.type(), value.text(), value.bytes())));
        boolean fifo = owner.get().topic().fifo();
        if (fifo && delivery.messageGroupId() == null) {
            throw new DeliveryException(
                    "InvalidParameter",
                    "Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
                    false);
        }
        Publication publication = new Publication(
                new String(delivery.payload(), StandardCharsets.UTF_8),
                Map.of(),
                null,
                attributes,
                delivery.messageGroupId(),
                fifo ? delivery.deduplicationId() : null,
                owner.get().topic().authority(),
                delivery.source());
        Publisher.Published published = publisher.publish(owner.get(), publication, delivery.cause());
        return new Delivered(published.messageId(), published.cause());
    }
}
