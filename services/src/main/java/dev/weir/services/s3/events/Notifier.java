package dev.weir.services.s3.events;

import dev.weir.api.s3.NotificationConfiguration;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends word of what happened to objects, in the transaction in which it happens. */
public final class Notifier {
    private static final String PRINCIPAL = "s3.amazonaws.com";
    private static final String KIND = "s3.Notify";

    /** AWS says no more than that it tries again for hours. */
    private static final RetryPolicy RETRY =
            new RetryPolicy(185, Duration.ofHours(24), RetryPolicy.Backoff.EVENTBRIDGE);

    private final Kernel kernel;
    private final Deliveries deliveries;

    public Notifier(Kernel kernel, Deliveries deliveries) {
        this.kernel = kernel;
        this.deliveries = deliveries;
    }

    /** @param cause the hop of the change itself */
    public void happened(WriteTx tx, Call call, BucketState bucket, ObjectEvent event, Cause cause, Hops hops) {
        NotificationConfiguration configuration =
                BucketStore.get(tx, bucket.name(), BucketStore.Setting.NOTIFICATION, NotificationConfiguration::read);
        if (configuration == null) {
            return;
        }
        Instant now = kernel.clock().now();
        for (Rule rule : Rule.of(configuration)) {
            if (!rule.means(event.name())) {
                continue;
            }
            String whyNot = rule.whyNot(event.key());
            String what = event.key() + "\n" + rule.id();
            if (!whyNot.isEmpty()) {
                tx.afterCommit(() -> hops.once(
                        what, () -> hop(cause, bucket, rule.target(), event, rule.id(), Outcome.FILTERED, whyNot)));
                continue;
            }
            Cause sent =
                    hops.once(what, () -> hop(cause, bucket, rule.target(), event, rule.id(), Outcome.ACCEPTED, ""));
            send(tx, bucket, rule.target(), Payloads.records(bucket, event, rule.id(), call, now), sent);
        }
        if (configuration.eventBridgeConfiguration() != null) {
            Arn bus = new Scope(bucket.account(), bucket.region()).arn("events", "event-bus/default");
            Cause sent = hops.once(
                    event.key() + "\nEventBridge",
                    () -> hop(cause, bucket, bus.toString(), event, "EventBridge", Outcome.ACCEPTED, ""));
            String id = kernel.ids().uuid();
            send(tx, bucket, bus.toString(), Payloads.bridge(bucket, event, id, call, now), sent);
        }
    }

    /** Tells queues and topics that they are configured now. */
    void test(WriteTx tx, Call call, BucketState bucket, Rule rule, Cause cause) {
        send(
                tx,
                bucket,
                rule.target(),
                Payloads.test(bucket, call, kernel.clock().now()),
                cause);
    }

    private void send(WriteTx tx, BucketState bucket, String target, byte[] payload, Cause cause) {
        deliveries.enqueue(
                tx,
                new Delivery(
                        new Scope(bucket.account(), bucket.region()),
                        bucket.arn().toString(),
                        PRINCIPAL,
                        Arn.parse(target),
                        payload,
                        Map.of(),
                        null,
                        null,
                        cause),
                RETRY,
                null);
    }

    private Cause hop(
            Cause cause,
            BucketState bucket,
            String target,
            ObjectEvent event,
            String configuration,
            Outcome outcome,
            String reason) {
        return kernel.journal()
                .record(
                        cause,
                        new Scope(bucket.account(), bucket.region()),
                        KIND,
                        bucket.arn().toString(),
                        target,
                        event.key(),
                        outcome,
                        reason,
                        detail(event, configuration));
    }

    private static Map<String, String> detail(ObjectEvent event, String configuration) {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("event", event.name());
        detail.put("configuration", configuration);
        return detail;
    }
}
