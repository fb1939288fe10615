package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.BatchResultErrorEntry;
import dev.weir.api.sqs.MessageAttributeValue;
import dev.weir.api.sqs.MessageSystemAttributeValue;
import dev.weir.api.sqs.SendMessageBatchRequest;
import dev.weir.api.sqs.SendMessageBatchRequestEntry;
import dev.weir.api.sqs.SendMessageBatchResult;
import dev.weir.api.sqs.SendMessageBatchResultEntry;
import dev.weir.api.sqs.SendMessageRequest;
import dev.weir.api.sqs.SendMessageResult;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Attribute;
import dev.weir.services.sqs.domain.Digests;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.state.Draft;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Sent;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SendMessage and SendMessageBatch. */
public final class SendMessages {
    private static final String TRACE_HEADER = "AWSTraceHeader";

    private final QueueUrls urls;
    private final Drafts drafts;

    public SendMessages(QueueUrls urls, Drafts drafts) {
        this.urls = urls;
        this.drafts = drafts;
    }

    public SendMessageResult send(Call call, SendMessageRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        Drafts.Wish wish = new Drafts.Wish(
                SqsErrors.required(input.messageBody(), "MessageBody"),
                attributes(input.messageAttributes()),
                traceHeader(input.messageSystemAttributes()),
                input.delaySeconds(),
                input.messageGroupId(),
                input.messageDeduplicationId());
        Draft draft = drafts.draft(owner.queue(), wish, call.scope().account(), "", "are invalid");
        Sent sent = owner.send(List.of(draft), call.cause()).get(0);
        return new SendMessageResult(
                draft.message().md5OfBody(),
                md5(wish.attributes()),
                md5(system(input.messageSystemAttributes())),
                sent.messageId(),
                sequence(owner.queue(), sent));
    }

    public SendMessageBatchResult sendBatch(Call call, SendMessageBatchRequest input) {
        QueueOwner owner = urls.queue(call, input.queueUrl());
        Queue queue = owner.queue();
        List<SendMessageBatchRequestEntry> entries =
                Batches.check(input.entries(), "SendMessageBatchRequestEntry", SendMessageBatchRequestEntry::id);
        checkWhole(queue, entries);
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        List<SendMessageBatchRequestEntry> good = new ArrayList<>();
        List<Draft> accepted = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : entries) {
            try {
                Drafts.Wish wish = new Drafts.Wish(
                        SqsErrors.required(entry.messageBody(), "MessageBody"),
                        attributes(entry.messageAttributes()),
                        traceHeader(entry.messageSystemAttributes()),
                        entry.delaySeconds(),
                        entry.messageGroupId(),
                        entry.messageDeduplicationId());
                accepted.add(drafts.draft(queue, wish, call.scope().account(), "", "cannot be validated"));
                good.add(entry);
            } catch (AwsException e) {
                failed.add(Batches.failed(entry.id(), e));
            }
        }
        List<SendMessageBatchResultEntry> successful = new ArrayList<>();
        List<Sent> sent = accepted.isEmpty() ? List.of() : owner.send(accepted, call.cause());
        for (int i = 0; i < sent.size(); i++) {
            SendMessageBatchRequestEntry entry = good.get(i);
            successful.add(new SendMessageBatchResultEntry(
                    entry.id(),
                    sent.get(i).messageId(),
                    accepted.get(i).message().md5OfBody(),
                    md5(accepted.get(i).message().attributes()),
                    md5(system(entry.messageSystemAttributes())),
                    sequence(queue, sent.get(i))));
        }
        return new SendMessageBatchResult(Batches.some(successful), Batches.some(failed));
    }

    private static void checkWhole(Queue queue, List<SendMessageBatchRequestEntry> entries) {
        long size = 0;
        for (SendMessageBatchRequestEntry entry : entries) {
            if (queue.fifo() && isEmpty(entry.messageGroupId())) {
                throw SqsErrors.invalidParameter("The request must contain the parameter MessageGroupId.");
            }
            if (queue.fifo() && !queue.contentBasedDeduplication() && isEmpty(entry.messageDeduplicationId())) {
                throw Drafts.noDeduplicationId();
            }
            String body = entry.messageBody();
            size += MessageRules.size(body == null ? "" : body, attributes(entry.messageAttributes()));
        }
        if (size > Queue.MAX_MESSAGE_BYTES) {
            throw SqsErrors.batchTooLong(Queue.MAX_MESSAGE_BYTES, size);
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static Map<String, Attribute> attributes(@Nullable Map<String, MessageAttributeValue> values) {
        if (values == null || values.isEmpty()) {
            return Map.of();
        }
        Map<String, Attribute> attributes = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value.stringListValues() != null || value.binaryListValues() != null) {
                throw SqsErrors.unsupported(
                        "Message attribute list values in SendMessage operation are not supported.");
            }
            String type = value.dataType() == null ? "" : value.dataType();
            attributes.put(name, new Attribute(type, value.stringValue(), value.binaryValue()));
        });
        return attributes;
    }

    private static Map<String, Attribute> system(@Nullable Map<String, MessageSystemAttributeValue> values) {
        Map<String, Attribute> attributes = new HashMap<>();
        if (values != null) {
            values.forEach((name, value) -> attributes.put(
                    name,
                    new Attribute(
                            value.dataType() == null ? "" : value.dataType(),
                            value.stringValue(),
                            value.binaryValue())));
        }
        return attributes;
    }

    private static @Nullable String traceHeader(@Nullable Map<String, MessageSystemAttributeValue> values) {
        if (values == null) {
            return null;
        }
        for (String name : values.keySet()) {
            if (!name.equals(TRACE_HEADER)) {
                throw SqsErrors.invalidParameter("Message system attribute name '" + name + "' is invalid.");
            }
        }
        MessageSystemAttributeValue header = values.get(TRACE_HEADER);
        if (header == null) {
            return null;
        }
        if (!"String".equals(header.dataType()) || isEmpty(header.stringValue())) {
            throw SqsErrors.invalidParameter(
                    "Message system attribute '" + TRACE_HEADER + "' must contain a non-empty value of type 'String'.");
        }
        return header.stringValue();
    }

    private static @Nullable String md5(Map<String, Attribute> attributes) {
        return attributes.isEmpty() ? null : Digests.md5(attributes);
    }

    private static @Nullable String sequence(Queue queue, Sent sent) {
        return queue.fifo() ? ReceiveMessages.sequenceNumber(sent.sequence()) : null;
    }
}
