package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.MessageAttributeValue;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.api.sqs.ReceiveMessageResult;
import dev.weir.kernel.time.Clock;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Attribute;
import dev.weir.services.sqs.domain.Digests;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.state.LongPoll;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Received;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ReceiveMessage. */
public final class ReceiveMessages {
    /** AWS's sequence numbers have twenty digits; this is the part that all of weir's share. */
    private static final long SEQUENCE_BASE = 8_000_000_000_000_000_000L;

    private final QueueUrls urls;
    private final Clock clock;

    public ReceiveMessages(QueueUrls urls, Clock clock) {
        this.urls = urls;
        this.clock = clock;
    }

    public ReceiveMessageResult receive(Call call, ReceiveMessageRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        Queue queue = owner.queue();
        int max = input.maxNumberOfMessages() == null ? 1 : input.maxNumberOfMessages();
        if (max < 1 || max > 10) {
            throw SqsErrors.invalidValue(max, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
        }
        Integer wait = input.waitTimeSeconds();
        if (wait != null && (wait < 0 || wait > 20)) {
            throw SqsErrors.invalidValue(wait, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
        }
        Duration visibility = visibility(queue, input.visibilityTimeout());
        MessageRules.id(input.receiveRequestAttemptId(), "ReceiveRequestAttemptId");
        if (input.receiveRequestAttemptId() != null && !queue.fifo()) {
            throw SqsErrors.notForThisType(input.receiveRequestAttemptId(), "ReceiveRequestAttemptId");
        }
        Duration waiting = wait == null ? queue.waitTime() : Duration.ofSeconds(wait);
        List<Received> received = waiting.isZero()
                ? owner.receive(max, visibility, input.receiveRequestAttemptId(), "")
                : poll(owner, max, visibility, input.receiveRequestAttemptId(), waiting);
        return new ReceiveMessageResult(received.isEmpty() ? null : messages(queue, received, input));
    }

    private List<Received> poll(
            QueueOwner owner, int max, Duration visibility, @Nullable String attempt, Duration waiting) {
        try {
            List<Received> received =
                    new LongPoll(owner).receive(max, visibility, attempt, "", clock.millis() + waiting.toMillis());
            if (received.isEmpty() && owner.closed()) {
                throw SqsErrors.queueDoesNotExist();
            }
            return received;
        } catch (InterruptedException e) {
            // The caller went away, or weir shuts down: nobody reads the answer.
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Duration visibility(Queue queue, @Nullable Integer seconds) {
        if (seconds == null) {
            return queue.visibilityTimeout();
        }
        if (seconds < 0 || seconds > Queue.MAX_VISIBILITY.toSeconds()) {
            throw SqsErrors.invalidValue(seconds, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static List<Message> messages(Queue queue, List<Received> received, ReceiveMessageRequest input) {
        List<String> system = new ArrayList<>();
        if (input.attributeNames() != null) {
            system.addAll(input.attributeNames());
        }
        if (input.messageSystemAttributeNames() != null) {
            system.addAll(input.messageSystemAttributeNames());
        }
        List<String> names = input.messageAttributeNames() == null ? List.of() : input.messageAttributeNames();
        List<Message> messages = new ArrayList<>(received.size());
        for (Received one : received) {
            Map<String, Attribute> chosen = chosen(one.message().attributes(), names);
            Map<String, String> attributes = system.isEmpty() ? Map.of() : system(queue, one, system);
            messages.add(new Message(
                    one.message().id(),
                    one.handle(),
                    one.message().md5OfBody(),
                    one.message().body(),
                    attributes.isEmpty() ? null : attributes,
                    chosen.isEmpty() ? null : Digests.md5(chosen),
                    chosen.isEmpty() ? null : values(chosen)));
        }
        return messages;
    }

    private static Map<String, String> system(Queue queue, Received received, List<String> names) {
        Map<String, String> all = systemAttributes(queue, received);
        if (!names.contains("All")) {
            all.keySet().retainAll(names);
        }
        return all;
    }

    /** All system attributes of a received message, as text. */
    public static Map<String, String> systemAttributes(Queue queue, Received received) {
        dev.weir.services.sqs.domain.Message message = received.message();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("SenderId", message.sender());
        all.put(
                "ApproximateFirstReceiveTimestamp",
                Long.toString(received.receipt().first()));
        all.put("ApproximateReceiveCount", Integer.toString(received.receipt().count()));
        all.put("SentTimestamp", Long.toString(message.sent()));
        put(all, "AWSTraceHeader", message.traceHeader());
        put(all, "DeadLetterQueueSourceArn", message.deadLetterSource());
        put(all, "MessageGroupId", message.group());
        if (queue.fifo()) {
            put(all, "MessageDeduplicationId", message.deduplicationId());
            all.put("SequenceNumber", sequenceNumber(received.sequence()));
        }
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    /** Twenty digits that grow with each message of the queue. */
    static String sequenceNumber(long sequence) {
        return "1" + (SEQUENCE_BASE + sequence);
    }

    private static Map<String, Attribute> chosen(Map<String, Attribute> attributes, List<String> names) {
        if (attributes.isEmpty() || names.isEmpty()) {
            return Map.of();
        }
        Map<String, Attribute> chosen = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> {
            if (names.stream().anyMatch(wanted -> matches(wanted, name))) {
                chosen.put(name, attribute);
            }
        });
        return chosen;
    }

    private static boolean matches(String wanted, String name) {
        if (wanted.equals("All") || wanted.equals("*") || wanted.equals(name)) {
            return true;
        }
        return wanted.endsWith(".*") && name.startsWith(wanted.substring(0, wanted.length() - 2));
    }

    private static Map<String, MessageAttributeValue> values(Map<String, Attribute> attributes) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .stringValue(attribute.text())
                        .binaryValue(attribute.bytes())
                        .dataType(attribute.type())
                        .build()));
        return values;
    }
}
