package dev.weir.services.lambda.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.Invocable.Answer;
import dev.weir.fabric.MessageSource;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import dev.weir.services.lambda.domain.BatchResponse;
import dev.weir.services.lambda.domain.EventFilter;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.Json;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Feeds a function from a queue: takes messages when the queue says that there are some, filters them, gathers batches
 * and deletes what the function has done. What fails stays and becomes visible again; dead letters are the queue's
 * affair. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS".
 */
final class SqsMapping implements Runner {
    /** Batches at once where the mapping sets no maximum concurrency. */
    private static final int BATCHES = 10;

    /** An event may have 6 MB; what surrounds the bodies takes its share. */
    private static final int MAX_BYTES = 5 * 1024 * 1024;

    private final Kernel kernel;
    private final Invoker invoker;
    private final MessageSource source;
    private final MappingRecord mapping;
    private final Arn queue;
    private final FunctionName function;
    private final EventFilter filter;
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

    SqsMapping(Kernel kernel, Invoker invoker, MessageSource source, MappingRecord mapping) {
        this.kernel = kernel;
        this.invoker = invoker;
        this.source = source;
        this.mapping = mapping;
        this.queue = Arn.parse(mapping.source());
        this.function = FunctionName.parse(mapping.scope(), mapping.function(), null);
        this.filter = EventFilter.of(mapping.configuration().filterCriteria());
        Integer most = mapping.configuration().scalingConfig() == null
                ? null
                : mapping.configuration().scalingConfig().maximumConcurrency();
        this.mostBatches = most == null ? BATCHES : most;
    }

    @Override
    public void start() {
        subscription = source.onVisible(queue, this::wake);
        wake();
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
            source.changeVisibility(queue, held, Duration.ZERO);
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
        kernel.tasks().start("lambda.sqs-mapping", this::pump);
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
                // The queue is gone or cannot be read; its next sign of life wakes the mapping again.
                kernel.journal()
                        .record(
                                Cause.NONE,
                                mapping.scope(),
                                "lambda.Poll",
                                mapping.source(),
                                mapping.function(),
                                mapping.id(),
                                Outcome.FAILED,
                                e.getMessage());
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
                room = mapping.batchSize() - gathered.size();
            }
            List<MessageSource.Message> messages = room > 0 ? source.receive(queue, room, mapping.id()) : List.of();
            for (MessageSource.Message message : messages) {
                take(message);
            }
            if (!launchWhereDue() && messages.isEmpty()) {
                return;
            }
        }
    }

    private void take(MessageSource.Message message) {
        if (!filter.passes(event(message))) {
            source.delete(queue, List.of(message.receiptHandle()));
            journal(
                    message.cause(),
                    "lambda.Filter",
                    message.messageId(),
                    Outcome.FILTERED,
                    filter.reason() + "; deleted from the queue");
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
        if (gathered.size() >= mapping.batchSize() || mapping.window() == 0 || windowOver) {
            launch();
            return true;
        }
        if (window == null) {
            window = kernel.timers()
                    .at(
                            kernel.clock().now().plusSeconds(mapping.window()),
                            TimerKind.WORK,
                            "lambda.batching-window",
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
        kernel.tasks().start("lambda.sqs-batch", () -> run(batch));
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

    private void call(List<MessageSource.Message> batch) {
        String requestId = kernel.ids().uuid();
        Map<String, Cause> causes = new LinkedHashMap<>();
        for (MessageSource.Message message : batch) {
            causes.put(
                    message.messageId(),
                    kernel.journal()
                            .record(
                                    message.cause(),
                                    mapping.scope(),
                                    "lambda.Batch",
                                    mapping.source(),
                                    mapping.function(),
                                    message.messageId(),
                                    Outcome.DELIVERED,
                                    "",
                                    Map.of(
                                            "requestId",
                                            requestId,
                                            "batchSize",
                                            Integer.toString(batch.size()),
                                            "receiveCount",
                                            message.attributes().getOrDefault("ApproximateReceiveCount", "1"))));
        }
        Answer answer;
        try {
            answer = invoker.invoke(new Invoker.Request(
                    function,
                    payload(batch),
                    mapping.source(),
                    "sqs.amazonaws.com",
                    requestId,
                    null,
                    1,
                    causes.values().iterator().next()));
        } catch (AwsException e) {
            failed(batch, causes, e.getMessage());
            return;
        }
        if (answer.error() != null) {
            failed(batch, causes, Invoker.reason(answer.payload()));
            return;
        }
        if (!mapping.partialResponses()) {
            done(batch, causes);
            return;
        }
        BatchResponse response = BatchResponse.parse(answer.payload(), causes.keySet());
        if (response.allFailed()) {
            failed(batch, causes, response.reason());
            return;
        }
        Set<String> bad = response.failed();
        done(
                batch.stream()
                        .filter(message -> !bad.contains(message.messageId()))
                        .toList(),
                causes);
        failed(
                batch.stream()
                        .filter(message -> bad.contains(message.messageId()))
                        .toList(),
                causes,
                "the function named it in batchItemFailures");
    }

    private void done(List<MessageSource.Message> messages, Map<String, Cause> causes) {
        if (messages.isEmpty()) {
            return;
        }
        source.delete(
                queue,
                messages.stream().map(MessageSource.Message::receiptHandle).collect(Collectors.toList()));
        for (MessageSource.Message message : messages) {
            journal(
                    causes.getOrDefault(message.messageId(), message.cause()),
                    "lambda.BatchItem",
                    message.messageId(),
                    Outcome.COMPLETED,
                    "");
        }
    }

    private void failed(List<MessageSource.Message> messages, Map<String, Cause> causes, String reason) {
        for (MessageSource.Message message : messages) {
            journal(
                    causes.getOrDefault(message.messageId(), message.cause()),
                    "lambda.BatchItem",
                    message.messageId(),
                    Outcome.RETRIED,
                    reason + "; visible again after its visibility timeout");
        }
    }

    private void journal(Cause cause, String kind, String subject, Outcome outcome, String reason) {
        kernel.journal()
                .record(cause, mapping.scope(), kind, mapping.source(), mapping.function(), subject, outcome, reason);
    }

    private byte[] payload(List<MessageSource.Message> batch) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        ArrayNode records = event.putArray("Records");
        batch.forEach(message -> records.add(event(message)));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode event(MessageSource.Message message) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.put("messageId", message.messageId());
        record.put("receiptHandle", message.receiptHandle());
        record.put("body", message.body());
        ObjectNode attributes = record.putObject("attributes");
        message.attributes().forEach(attributes::put);
        ObjectNode own = record.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> attribute(own.putObject(name), value));
        record.put("md5OfBody", message.md5OfBody());
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", mapping.source());
        record.put("awsRegion", queue.region());
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
