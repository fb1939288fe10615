package dev.weir.services.sqs;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.kernel.Arn;
import dev.weir.services.sqs.domain.Attribute;
import dev.weir.services.sqs.operations.Drafts;
import dev.weir.services.sqs.state.Draft;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.services.sqs.state.Sent;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the fabric delivers to a queue: as a send, with all its rules. */
final class SqsTarget implements EventTarget {
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
            Draft draft =
                    drafts.draft(owner.queue(), wish, delivery.scope().account(), delivery.source(), "are invalid");
            Sent sent = owner.send(List.of(draft), delivery.cause()).get(0);
            return new Delivered(sent.messageId(), sent.cause());
        } catch (AwsException e) {
            throw new DeliveryException(e.queryCode(), e.getMessage(), e.status() >= 500);
        }
    }
}
