package dev.weir.services.sns.operations;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.sns.domain.Notification;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.SigningKey;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Asks HTTP endpoints to confirm their subscription. */
public final class Confirmations {
    private final Kernel kernel;
    private final Deliveries deliveries;
    private final SigningKey key;

    public Confirmations(Kernel kernel, Deliveries deliveries, SigningKey key) {
        this.kernel = kernel;
        this.deliveries = deliveries;
        this.key = key;
    }

    /** What the transaction that keeps the subscription is to do besides. */
    Consumer<WriteTx> request(Topic topic, Subscription subscription, Call call) {
        if (!subscription.protocol().web()) {
            return tx -> {};
        }
        Map<String, String> fields = new LinkedHashMap<>();
        String id = kernel.ids().uuid();
        fields.put("Type", "SubscriptionConfirmation");
        fields.put("MessageId", id);
        fields.put("Token", subscription.token());
        fields.put("TopicArn", topic.arn());
        fields.put(
                "Message",
                "You have chosen to subscribe to the topic " + topic.arn() + ".\nTo confirm the subscription, visit the"
                        + " SubscribeURL included in this message.");
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
                        "sns.SubscriptionConfirmation",
                        topic.arn(),
                        subscription.endpoint(),
                        id,
                        Outcome.ACCEPTED,
                        "");
        Delivery delivery = new Delivery(
                topic.scope(),
                topic.arn(),
                "sns.amazonaws.com",
                Arn.parse(subscription.arn()),
                Envelope.json(fields, Map.of()),
                Map.of(),
                null,
                null,
                hop);
        return tx -> deliveries.enqueue(tx, delivery, RetryPolicies.of(topic, subscription), null);
    }
}
