package dev.weir.fabric.source;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.MessageSource;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a queue: takes messages when the queue says that there are some, filters them, gathers batches and deletes what
 * is done. What fails stays and becomes visible again; dead letters are the queue's affair. Source: AWS Lambda
 * Developer Guide, "Using Lambda with Amazon SQS".
 */
public final class QueuePoller implements Poller {
    /** Batches at once, where nothing else is asked for. */
    public static final int BATCHES = 10;

    /** An event may have 6 MB; what surrounds the bodies takes its share. */
    private static final int MAX_BYTES = 5 * 1024 * 1024;

    private final Kernel kernel;
    private final MessageSource source;
    private final Reading reading;
    private final BatchConsumer consumer;
    private final BatchJournal journal;
    private final int mostBatches;
    private MessageSource.@Nullable Subscription subscription;

    private final List<MessageSource.Message> gathered = new ArrayList<>();
    private int gatheredBytes;
    private Timers.@Nullable Wakeup window;
    private boolean windowOver;
    private int running;
    private boolean pumping;
    private boolean again;
    private boolean stopped;

    /** @param mostBatches how many are worked on at once */
    public QueuePoller(Kernel kernel, MessageSource source, Reading reading, int mostBatches, BatchConsumer consumer) {
        this.kernel = kernel;
        this.source = source;
        this.reading = reading;
        this.consumer = consumer;
        this.journal = new BatchJournal(kernel, reading);
        this.mostBatches = mostBatches;
    }

    @Override
    public void start() {
        try {
            subscription = source.onVisible(reading.source(), this::wake);
            wake();
        } catch (AwsException e) {
            journal.unreadable(e.getMessage());
        }
    }

    @Override
    public void stop() {
        List<String> held;
        synchronized (this) {
            stopped = true;
            held = gathered.stream().map(MessageSource.Message::receiptHandle).toList();
            gathered.clear();
            if (window != null) {
                window.cancel();
            }
        }
        if (subscription != null) {
            subscription.close();
        }
        if (!held.isEmpty()) {
            source.changeVisibility(reading.source(), held, Duration.ZERO);
        }
    }

    private void wake() {
        synchronized (this) {
            again = true;
            if (pumping || stopped) {
                return;
            }
            pumping = true;
        }
        kernel.tasks().start(reading.called("poll-queue"), this::pump);
    }

    private void pump() {
        while (true) {
            synchronized (this) {
                if (!again || stopped) {
                    pumping = false;
                    return;
                }
                again = false;
            }
            try {
                collect();
            } catch (AwsException e) {
                // The queue is gone or cannot be read; its next sign of life wakes the reader again.
                journal.unreadable(e.getMessage());
            }
        }
    }

    private void collect() {
        while (true) {
            int room;
            synchronized (this) {
                if (stopped || running >= mostBatches) {
                    return;
                }
                room = reading.batchSize() - gathered.size();
            }
            List<MessageSource.Message> messages =
                    room > 0 ? source.receive(reading.source(), room, reading.id()) : List.of();
            for (MessageSource.Message message : messages) {
                take(message);
            }
            if (!launchWhereDue() && messages.isEmpty()) {
                return;
            }
        }
    }

    private void take(MessageSource.Message message) {
        if (!reading.filter().passes(event(message))) {
            source.delete(reading.source(), List.of(message.receiptHandle()));
            journal.filtered(message.cause(), message.messageId(), "; deleted from the queue");
            return;
        }
        int size = message.body().length();
        synchronized (this) {
            if (gatheredBytes + size > MAX_BYTES && !gathered.isEmpty()) {
                launch();
            }
            gathered.add(message);
            gatheredBytes += size;
        }
    }

    /** Returns whether a batch was sent off. */
    private synchronized boolean launchWhereDue() {
        if (gathered.isEmpty() || stopped) {
            return false;
        }
        if (gathered.size() >= reading.batchSize() || reading.window().isZero() || windowOver) {
            launch();
            return true;
        }
        if (window == null) {
            window = kernel.timers()
                    .at(
                            kernel.clock().now().plus(reading.window()),
                            TimerKind.WORK,
                            reading.called("batching-window"),
                            this::endWindow);
        }
        return false;
    }

    private void endWindow() {
        synchronized (this) {
            windowOver = true;
        }
        wake();
    }

    private synchronized void launch() {
        List<MessageSource.Message> batch = List.copyOf(gathered);
        gathered.clear();
        gatheredBytes = 0;
        windowOver = false;
        if (window != null) {
            window.cancel();
            window = null;
        }
        running++;
        kernel.tasks().start(reading.called("batch"), () -> run(batch));
    }

    private void run(List<MessageSource.Message> batch) {
        try {
            call(batch);
        } finally {
            synchronized (this) {
                running--;
            }
            wake();
        }
    }

    private void call(List<MessageSource.Message> messages) {
        String requestId = kernel.ids().uuid();
        List<Batch.Item> items = new ArrayList<>();
        for (MessageSource.Message message : messages) {
            items.add(item(message, requestId, messages.size()));
        }
        Batch batch = new Batch(requestId, "", items, 1, items.getFirst().cause());
        switch (consumer.take(batch)) {
            case BatchConsumer.Result.Done ignored -> done(messages, items);
            case BatchConsumer.Result.Untried untried -> failed(items, untried.reason());
            case BatchConsumer.Result.Failed failure when failure.items().isEmpty() -> failed(items, failure.reason());
            case BatchConsumer.Result.Failed failure -> {
                List<MessageSource.Message> good = new ArrayList<>();
                List<Batch.Item> done = new ArrayList<>();
                List<Batch.Item> bad = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    if (failure.items().contains(items.get(i).id())) {
                        bad.add(items.get(i));
                    } else {
                        good.add(messages.get(i));
                        done.add(items.get(i));
                    }
                }
                done(good, done);
                failed(bad, failure.reason());
            }
        }
    }

    private Batch.Item item(MessageSource.Message message, String requestId, int batchSize) {
        Cause cause = journal.handed(
                message.cause(),
                message.messageId(),
                Map.of(
                        "requestId",
                        requestId,
                        "batchSize",
                        Integer.toString(batchSize),
                        "receiveCount",
                        message.attributes().getOrDefault("ApproximateReceiveCount", "1")));
        String sent = message.attributes().get("SentTimestamp");
        Instant arrived = sent == null ? kernel.clock().now() : Instant.ofEpochMilli(Long.parseLong(sent));
        return new Batch.Item(message.messageId(), event(message), arrived, cause);
    }

    private void done(List<MessageSource.Message> messages, List<Batch.Item> items) {
        if (messages.isEmpty()) {
            return;
        }
        source.delete(
                reading.source(),
                messages.stream().map(MessageSource.Message::receiptHandle).toList());
        items.forEach(item -> journal.hop(item.cause(), "BatchItem", item.id(), Outcome.COMPLETED, ""));
    }

    private void failed(List<Batch.Item> items, String reason) {
        items.forEach(item -> journal.hop(
                item.cause(),
                "BatchItem",
                item.id(),
                Outcome.RETRIED,
                reason + "; visible again after its visibility timeout"));
    }

    private ObjectNode event(MessageSource.Message message) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("messageId", message.messageId());
        record.put("receiptHandle", message.receiptHandle());
        record.put("body", message.body());
        ObjectNode attributes = record.putObject("attributes");
        message.attributes().forEach(attributes::put);
        ObjectNode own = record.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> attribute(own.putObject(name), value));
        record.put("md5OfBody", message.md5OfBody());
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", reading.source().toString());
        record.put("awsRegion", reading.source().region());
        return record;
    }

    private static void attribute(ObjectNode node, Delivery.Attribute value) {
        if (value.text() != null) {
            node.put("stringValue", value.text());
        }
        byte[] bytes = value.bytes();
        if (bytes != null) {
            node.put("binaryValue", Base64.getEncoder().encodeToString(bytes));
        }
        node.putArray("stringListValues");
        node.putArray("binaryListValues");
        node.put("dataType", value.type());
    }
}
