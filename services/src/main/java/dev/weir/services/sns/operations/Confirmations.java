package dev.weir.services.sns.operations;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.sns.domain.Notification;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.SigningKey;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.services.sns.state.Topics;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks endpoints to confirm their subscription, and tells them when somebody else has ended it. Source: Amazon SNS
 * Developer Guide, "HTTP/HTTPS subscription confirmation JSON format" and "HTTP/HTTPS unsubscribe confirmation JSON
 * format".
 */
public final class Confirmations {
    private static final int TOKEN_DIGITS = 288;
    private static final String EXPIRY = "sns.token";
    /** Source: Amazon SNS Developer Guide, "Deleting an Amazon SNS topic and subscription". */
    private static final Duration VALID = Duration.ofHours(48);

    private final Kernel kernel;
    private final Deliveries deliveries;
    private final SigningKey key;

    public Confirmations(Kernel kernel, Deliveries deliveries, SigningKey key) {
        this.kernel = kernel;
        this.deliveries = deliveries;
        this.key = key;
    }

    /** Forgets tokens, and what they were to confirm, once they are too old. */
    public void expireIn(Topics topics) {
        TopicArns arns = new TopicArns(topics);
        kernel.timers().handle(EXPIRY, (id, due, payload) -> arns.restorable(id).ifPresent(found -> expire(found, id)));
    }

    private void expire(TopicArns.Found found, String arn) {
        TopicOwner owner = found.owner();
        Subscription subscription = found.subscription();
        Scope scope = owner.topic().scope();
        if (owner.subscription(subscription.id()).isEmpty()) {
            owner.forget(subscription);
        } else if (subscription.pending()) {
            owner.remove(subscription, null, tx -> {});
            kernel.journal()
                    .record(
                            Cause.NONE,
                            scope,
                            "sns.Unsubscribe",
                            subscription.topicArn(),
                            subscription.endpoint(),
                            arn,
                            Outcome.EXPIRED,
                            "nobody confirmed the subscription within " + VALID.toHours() + " hours");
        }
    }

    String token() {
        return kernel.ids().hex(TOKEN_DIGITS);
    }

    static boolean wellFormed(String token) {
        return token.length() == TOKEN_DIGITS && token.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /** What the transaction that keeps a pending subscription is to do besides. */
    Consumer<WriteTx> request(Topic topic, Subscription subscription, Call call) {
        if (!subscription.pending()) {
            return tx -> {};
        }
        return send(
                topic,
                subscription,
                call,
                "SubscriptionConfirmation",
                "You have chosen to subscribe to the topic " + topic.arn() + ".\nTo confirm the subscription, visit the"
                        + " SubscribeURL included in this message.");
    }

    /**
     * What the transaction that ends a subscription is to do besides, where a stranger ends it.
     *
     * @param ended with the token that restores it
     */
    Consumer<WriteTx> farewell(Topic topic, Subscription ended, Call call) {
        return send(
                topic,
                ended,
                call,
                "UnsubscribeConfirmation",
                "You have chosen to deactivate subscription " + ended.arn() + ".\nTo cancel this operation and restore"
                        + " the subscription, visit the SubscribeURL included in this message.");
    }

    private Consumer<WriteTx> send(Topic topic, Subscription subscription, Call call, String type, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        String id = kernel.ids().uuid();
        fields.put("Type", type);
        fields.put("MessageId", id);
        fields.put("Token", subscription.token());
        fields.put("TopicArn", topic.arn());
        fields.put("Message", text);
        fields.put(
                "SubscribeURL",
                "http://" + call.authority() + "/?Action=ConfirmSubscription&TopicArn=" + topic.arn() + "&Token="
                        + subscription.token());
        fields.put("Timestamp", Envelope.time(kernel.clock().now()));
        fields.put("SignatureVersion", topic.signatureVersion());
        fields.put("Signature", key.sign(Notification.canonical(fields), topic.signatureVersion()));
        fields.put("SigningCertURL", Envelope.certificateUrl(call.authority()));
        Cause hop = kernel.journal()
                .record(
                        call.cause(),
                        topic.scope(),
                        "sns." + type,
                        topic.arn(),
                        subscription.endpoint(),
                        id,
                        Outcome.ACCEPTED,
                        "");
        boolean queue = subscription.protocol() == Protocol.SQS;
        Delivery delivery = new Delivery(
                topic.scope(),
                topic.arn(),
                "sns.amazonaws.com",
                Arn.parse(queue ? subscription.endpoint() : subscription.arn()),
                Envelope.json(fields, Map.of()),
                Map.of(),
                topic.fifo() ? subscription.id() : null,
                topic.fifo() ? id : null,
                hop);
        return tx -> {
            deliveries.enqueue(tx, delivery, RetryPolicies.of(topic, subscription), null);
            kernel.timers()
                    .set(
                            tx,
                            EXPIRY,
                            subscription.arn(),
                            kernel.clock().now().plus(VALID),
                            TimerKind.HOUSEKEEPING,
                            new byte[0]);
        };
    }
}
