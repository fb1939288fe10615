package dev.weir.services.sns.operations;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.Publication;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.Archive;
import dev.weir.services.sns.state.Paces;
import dev.weir.services.sns.state.SigningKey;
import dev.weir.services.sns.state.Subscriber;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.services.sns.state.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages and hands them to every subscription that wants them: one delivery each. A standard topic's queues get
 * theirs before the message is acknowledged, those of several messages in one commit for each queue; all others are
 * enqueued in the transaction that takes the message.
 */
public final class Publisher {
    /** In a raw HTTP delivery's attributes: what its headers need and its body does not say. */
    static final String RAW_MESSAGE_ID = "x-amz-sns-message-id";

    private final Kernel kernel;
    private final Deliveries deliveries;
    private final SigningKey key;
    private final Archive archive;

    public Publisher(Kernel kernel, Deliveries deliveries, SigningKey key) {
        this.kernel = kernel;
        this.deliveries = deliveries;
        this.key = key;
        this.archive = new Archive(kernel);
    }

    /** @param sequenceNumber of FIFO topics */
    public record Published(String messageId, @Nullable String sequenceNumber, Cause cause) {}

    public Published publish(TopicOwner owner, Publication publication, Cause cause) {
        return publish(owner, List.of(publication), cause).getFirst();
    }

    /** Takes several messages, in their order. */
    public List<Published> publish(TopicOwner owner, List<Publication> publications, Cause cause) {
        if (owner.topic().fifo()) {
            return publications.stream()
                    .map(publication -> publishOnce(owner, publication, cause))
                    .toList();
        }
        List<Published> published = new ArrayList<>();
        List<Deliveries.Sending> atOnce = new ArrayList<>();
        List<Consumer<WriteTx>> effects = new ArrayList<>();
        for (Publication publication : publications) {
            String id = kernel.ids().uuid();
            Cause hop = accepted(owner.topic(), publication, id, cause);
            fanOut(owner, publication, id, null, null, hop, effects, atOnce);
            published.add(new Published(id, null, hop));
        }
        if (!effects.isEmpty()) {
            owner.commit(tx -> effects.forEach(effect -> effect.accept(tx)));
        }
        deliveries.accept(atOnce);
        return published;
    }

    private Published publishOnce(TopicOwner owner, Publication publication, Cause cause) {
        Topic topic = owner.topic();
        String id = kernel.ids().uuid();
        String deduplicationId =
                publication.deduplicationId() != null ? publication.deduplicationId() : sha256(publication.message());
        String group = publication.group() == null ? "" : publication.group();
        String twin = topic.groupScope() ? group + "\n" + deduplicationId : deduplicationId;
        Cause[] hop = {Cause.NONE};
        TopicOwner.Taken taken = owner.once(twin, id, sequenceNumber -> {
            hop[0] = accepted(topic, publication, id, cause);
            List<Consumer<WriteTx>> effects = new ArrayList<>();
            fanOut(owner, publication, id, sequenceNumber, deduplicationId, hop[0], effects, null);
            Archive.Archived kept = new Archive.Archived(
                    publication,
                    id,
                    sequenceNumber,
                    deduplicationId,
                    kernel.clock().now(),
                    hop[0]);
            return tx -> {
                archive.keep(tx, topic, kept);
                effects.forEach(effect -> effect.accept(tx));
            };
        });
        if (taken.repeated()) {
            hop[0] = record(
                    cause,
                    topic,
                    publication.source(),
                    topic.arn(),
                    taken.messageId(),
                    Outcome.DEDUPLICATED,
                    "same deduplication id as message " + taken.messageId() + " within five minutes");
        }
        return new Published(taken.messageId(), taken.sequenceNumber(), hop[0]);
    }

    private Cause accepted(Topic topic, Publication publication, String id, Cause cause) {
        return record(cause, topic, publication.source(), topic.arn(), id, Outcome.ACCEPTED, "");
    }

    private Cause record(
            Cause cause, Topic topic, String source, String target, String id, Outcome outcome, String reason) {
        return kernel.journal().record(cause, topic.scope(), "sns.Publish", source, target, id, outcome, reason);
    }

    /**
     * @param effects gets what is to be part of the transaction
     * @param atOnce gets what queues are to have before the message is acknowledged; null where order matters
     */
    private void fanOut(
            TopicOwner owner,
            Publication publication,
            String id,
            @Nullable String sequenceNumber,
            @Nullable String deduplicationId,
            Cause hop,
            List<Consumer<WriteTx>> effects,
            @Nullable List<Deliveries.Sending> atOnce) {
        Topic topic = owner.topic();
        Envelope envelope = new Envelope(
                topic, publication, id, sequenceNumber, kernel.clock().now(), key);
        Filtering filtering = new Filtering(publication);
        for (Subscriber subscriber : owner.subscribers()) {
            Subscription subscription = subscriber.subscription();
            if (owner.catchesUp(subscription.id())) {
                // It comes to it in the archive's order.
                continue;
            }
            Optional<String> refusal = filtering.refusal(subscriber);
            if (subscription.pending()) {
                record(
                        hop,
                        topic,
                        topic.arn(),
                        subscription.endpoint(),
                        id,
                        Outcome.DROPPED,
                        "the endpoint has not confirmed its subscription");
            } else if (refusal.isPresent()) {
                record(hop, topic, topic.arn(), subscription.endpoint(), id, Outcome.FILTERED, refusal.get());
            } else {
                Delivery delivery = delivery(topic, subscription, publication, envelope, id, deduplicationId, hop);
                RetryPolicy policy = RetryPolicies.of(topic, subscription);
                Arn deadLetter = subscriber.deadLetter().orElse(null);
                if (atOnce != null && subscription.protocol() == Protocol.SQS) {
                    atOnce.add(new Deliveries.Sending(delivery, policy, deadLetter));
                } else {
                    effects.add(throttled(
                            topic,
                            subscription,
                            (tx, from) -> deliveries.enqueue(tx, delivery, policy, deadLetter, from),
                            id,
                            hop));
                }
            }
        }
    }

    /** Works at the replays of all topics from now on. */
    public void replayIn(Topics topics) {
        TopicArns arns = new TopicArns(topics);
        kernel.timers().handle(TopicOwner.REPLAY, (id, due, payload) -> arns.subscription(id)
                .ifPresent(found -> replay(found.owner(), found.subscription())));
    }

    private void replay(TopicOwner owner, Subscription subscription) {
        boolean more = true;
        while (more) {
            more = owner.replayStep(
                    subscription.id(), (message, replay) -> again(owner, subscription.id(), message, replay));
        }
        kernel.journal()
                .record(
                        Cause.NONE,
                        owner.topic().scope(),
                        "sns.Replay",
                        owner.topic().arn(),
                        subscription.endpoint(),
                        subscription.id(),
                        Outcome.COMPLETED,
                        "");
    }

    private Consumer<WriteTx> again(TopicOwner owner, String subscriptionId, Archive.Archived archived, String replay) {
        Optional<Subscriber> found = owner.subscriber(subscriptionId);
        if (found.isEmpty()) {
            return tx -> {};
        }
        Topic topic = owner.topic();
        Subscription subscription = found.get().subscription();
        Publication publication = Replaying.marked(archived.publication());
        String id = archived.messageId();
        Optional<String> refusal = new Filtering(publication).refusal(found.get());
        if (refusal.isPresent()) {
            record(archived.hop(), topic, topic.arn(), subscription.endpoint(), id, Outcome.FILTERED, refusal.get());
            return tx -> {};
        }
        Cause hop = kernel.journal()
                .record(
                        archived.hop(),
                        topic.scope(),
                        "sns.Replay",
                        topic.arn(),
                        subscription.endpoint(),
                        id,
                        Outcome.ACCEPTED,
                        "");
        Envelope envelope = new Envelope(topic, publication, id, archived.sequenceNumber(), archived.at(), key);
        // An id of its own, so that the queue does not take it for the message that it had.
        String twin = sha256(archived.deduplicationId() + "\n" + replay);
        Delivery delivery = delivery(topic, subscription, publication, envelope, id, twin, hop);
        RetryPolicy policy = RetryPolicies.of(topic, subscription);
        Arn deadLetter = found.get().deadLetter().orElse(null);
        return tx -> deliveries.enqueue(tx, delivery, policy, deadLetter);
    }

    /** Puts the delivery off as far as the subscription's throttle policy asks. */
    private Consumer<WriteTx> throttled(
            Topic topic, Subscription subscription, BiConsumer<WriteTx, Instant> enqueue, String id, Cause hop) {
        int rate = subscription.protocol().web()
                ? RetryPolicies.effective(topic, subscription).maxReceivesPerSecond()
                : 0;
        if (rate == 0) {
            return tx -> enqueue.accept(tx, Instant.EPOCH);
        }
        Instant now = kernel.clock().now();
        return tx -> {
            Instant from = Paces.next(tx, topic, subscription.id(), rate, now);
            enqueue.accept(tx, from);
            if (from.isAfter(now)) {
                tx.afterCommit(() -> kernel.journal()
                        .record(
                                hop,
                                topic.scope(),
                                "sns.Throttle",
                                topic.arn(),
                                subscription.endpoint(),
                                id,
                                Outcome.THROTTLED,
                                "the delivery policy allows " + rate + " a second: delivered from " + from + " on",
                                Map.of("until", from.toString())));
            }
        };
    }

    private static Delivery delivery(
            Topic topic,
            Subscription subscription,
            Publication publication,
            Envelope envelope,
            String id,
            @Nullable String deduplicationId,
            Cause hop) {
        boolean raw = subscription.raw();
        byte[] payload = raw
                ? publication.messageFor(subscription.protocol()).getBytes(StandardCharsets.UTF_8)
                : envelope.of(subscription);
        Map<String, Delivery.Attribute> attributes = new LinkedHashMap<>();
        if (raw) {
            publication.attributes().forEach((name, value) -> attributes.put(name, attribute(value)));
            if (subscription.protocol().web()) {
                attributes.put(RAW_MESSAGE_ID, new Delivery.Attribute("String", id, null));
            }
        }
        // A queue is delivered to as it is; what needs another form goes by way of the subscription.
        boolean queue = subscription.protocol() == Protocol.SQS;
        return new Delivery(
                topic.scope(),
                topic.arn(),
                "sns.amazonaws.com",
                Arn.parse(queue ? subscription.endpoint() : subscription.arn()),
                payload,
                attributes,
                publication.group(),
                deduplicationId,
                hop);
    }

    private static Delivery.Attribute attribute(Attribute attribute) {
        return new Delivery.Attribute(attribute.type(), attribute.text(), attribute.bytes());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
