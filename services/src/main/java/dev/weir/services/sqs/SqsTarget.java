package dev.weir.services.sqs;

import dev.weir.fabric.BatchTarget;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.sqs.domain.Attribute;
import dev.weir.services.sqs.operations.Drafts;
import dev.weir.services.sqs.state.Draft;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.services.sqs.state.Sent;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the fabric delivers to a queue: as a send, with all its rules. */
final class SqsTarget implements BatchTarget {
    private final Queues queues;
    private final Drafts drafts;

    SqsTarget(Queues queues, Drafts drafts) {
        this.queues = queues;
        this.drafts = drafts;
    }

    @Override
    public boolean exists(Arn arn) {
        return queues.find(arn).isPresent();
    }

    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        try {
            QueueOwner owner = queues.find(delivery.target()).orElseThrow(SqsErrors::queueDoesNotExist);
            Sent sent = owner.send(List.of(draft(owner, delivery)), delivery.cause())
                    .getFirst();
            return new Delivered(sent.messageId(), sent.cause());
        } catch (AwsException e) {
            throw failure(e);
        }
    }

    @Override
    public List<@Nullable DeliveryException> deliverAll(List<Delivery> deliveries) {
        List<@Nullable DeliveryException> failures = new ArrayList<>();
        QueueOwner owner = queues.find(deliveries.getFirst().target()).orElse(null);
        List<Draft> drafts = new ArrayList<>();
        List<Cause> causes = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            try {
                if (owner == null) {
                    throw SqsErrors.queueDoesNotExist();
                }
                drafts.add(draft(owner, delivery));
                causes.add(delivery.cause());
                failures.add(null);
            } catch (AwsException e) {
                failures.add(failure(e));
            }
        }
        try {
            if (owner != null && !drafts.isEmpty()) {
                List<Sent> unused = owner.send(drafts, causes);
            }
            return failures;
        } catch (AwsException e) {
            return new ArrayList<>(Collections.nCopies(deliveries.size(), failure(e)));
        }
    }

    private Draft draft(QueueOwner owner, Delivery delivery) {
        Map<String, Attribute> attributes = new TreeMap<>();
        delivery.attributes()
                .forEach((name, value) ->
                        attributes.put(name, new Attribute(value.type(), value.text(), value.bytes())));
        Drafts.Wish wish = new Drafts.Wish(
                new String(delivery.payload(), StandardCharsets.UTF_8),
                attributes,
                null,
                null,
                delivery.messageGroupId(),
                owner.queue().fifo() ? delivery.deduplicationId() : null);
        return drafts.draft(owner.queue(), wish, delivery.scope().account(), delivery.source(), "are invalid");
    }

    private static DeliveryException failure(AwsException e) {
        return new DeliveryException(e.queryCode(), e.getMessage(), e.status() >= 500);
    }
}
