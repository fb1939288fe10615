package dev.weir.services.sqs;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.MessageSource;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.operations.ReceiveMessages;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.services.sqs.state.Received;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How event source mappings and pipes read a queue. */
final class SqsSource implements MessageSource {
    private final Queues queues;

    SqsSource(Queues queues) {
        this.queues = queues;
    }

    @Override
    public boolean exists(Arn queue) {
        return queues.find(queue).isPresent();
    }

    @Override
    public boolean fifo(Arn queue) {
        return owner(queue).queue().fifo();
    }

    @Override
    public Duration visibilityTimeout(Arn queue) {
        return owner(queue).queue().visibilityTimeout();
    }

    @Override
    public List<Message> receive(Arn queue, int max, String receiver) {
        QueueOwner owner = owner(queue);
        return owner.receive(max, owner.queue().visibilityTimeout(), null, receiver).stream()
                .map(received -> message(owner, received))
                .toList();
    }

    private static Message message(QueueOwner owner, Received received) {
        Map<String, Delivery.Attribute> attributes = new LinkedHashMap<>();
        received.message()
                .attributes()
                .forEach((name, value) ->
                        attributes.put(name, new Delivery.Attribute(value.type(), value.text(), value.bytes())));
        Handle handle = Handle.parse(received.handle()).orElseThrow();
        return new Message(
                received.message().id(),
                received.handle(),
                received.message().body(),
                received.message().md5OfBody(),
                ReceiveMessages.systemAttributes(owner.queue(), received),
                attributes,
                new Cause(handle.trace(), handle.hop()));
    }

    @Override
    public void delete(Arn queue, List<String> receiptHandles) {
        owner(queue).delete(handles(receiptHandles), Cause.NONE);
    }

    @Override
    public void changeVisibility(Arn queue, List<String> receiptHandles, Duration timeout) {
        QueueOwner owner = owner(queue);
        handles(receiptHandles).forEach(handle -> owner.changeVisibility(handle, timeout));
    }

    private static List<Handle> handles(List<String> texts) {
        return texts.stream()
                .map(text -> Handle.parse(text).orElseThrow(() -> SqsErrors.invalidHandle(text)))
                .toList();
    }

    @Override
    public Subscription onVisible(Arn queue, Runnable wake) {
        Runnable end = owner(queue).onVisible(wake);
        return end::run;
    }

    private QueueOwner owner(Arn queue) {
        return queues.find(queue).orElseThrow(SqsErrors::queueDoesNotExist);
    }
}
