package dev.weir.services.sns.operations;

import dev.weir.api.sns.BatchResultErrorEntry;
import dev.weir.api.sns.MessageAttributeValue;
import dev.weir.api.sns.PublishBatchInput;
import dev.weir.api.sns.PublishBatchRequestEntry;
import dev.weir.api.sns.PublishBatchResponse;
import dev.weir.api.sns.PublishBatchResultEntry;
import dev.weir.api.sns.PublishInput;
import dev.weir.api.sns.PublishResponse;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.Publication;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.TopicOwner;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Publish and PublishBatch. */
public final class PublishCalls {
    private static final Pattern ENTRY_ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final int MAX_ENTRIES = 10;

    private final TopicArns arns;
    private final Publisher publisher;
    private final SmsCalls sms;

    public PublishCalls(TopicArns arns, Publisher publisher, SmsCalls sms) {
        this.sms = sms;
        this.arns = arns;
        this.publisher = publisher;
    }

    public PublishResponse publish(Call call, PublishInput input) {
        PublishRules.subject(input.subject());
        String message = PublishRules.message(input.message());
        Map<String, Attribute> attributes = PublishRules.attributes(input.messageAttributes());
        if (PublishRules.size(message, attributes) > PublishRules.MAX_BYTES) {
            throw SnsErrors.invalid("Message too long");
        }
        if (input.phoneNumber() != null) {
            String text = "json".equals(input.messageStructure())
                    ? PublishRules.structure(message)
                            .getOrDefault("sms", PublishRules.structure(message).getOrDefault("default", ""))
                    : message;
            return new PublishResponse(sms.publish(call, input.phoneNumber(), text, attributes), null);
        }
        String arn = input.topicArn() != null ? input.topicArn() : input.targetArn();
        if (arn != null && arn.contains(":endpoint/")) {
            throw SnsErrors.invalid("TargetArn Reason: No endpoint found for the target arn specified");
        }
        TopicOwner owner = arns.topic(arn);
        Publication publication = publication(
                call,
                owner.topic(),
                message,
                attributes,
                input.subject(),
                input.messageStructure(),
                input.messageGroupId(),
                input.messageDeduplicationId());
        Publisher.Published published = publisher.publish(owner, publication, call.cause());
        return new PublishResponse(published.messageId(), published.sequenceNumber());
    }

    private static Publication publication(
            Call call,
            Topic topic,
            String message,
            Map<String, Attribute> attributes,
            @Nullable String subject,
            @Nullable String structure,
            @Nullable String group,
            @Nullable String deduplicationId) {
        PublishRules.ids(topic, group, deduplicationId);
        Map<String, String> texts = Map.of();
        String text = message;
        if ("json".equals(structure)) {
            texts = PublishRules.structure(message);
            text = texts.getOrDefault("default", "");
        } else if (structure != null && !structure.isEmpty()) {
            throw SnsErrors.invalid("MessageStructure");
        }
        return new Publication(text, texts, subject, attributes, group, deduplicationId, call.authority(), "");
    }

    public PublishBatchResponse publishBatch(Call call, PublishBatchInput input) {
        List<PublishBatchRequestEntry> entries =
                input.publishBatchRequestEntries() == null ? List.of() : input.publishBatchRequestEntries();
        if (entries.isEmpty()) {
            throw SnsErrors.emptyBatch();
        }
        if (entries.size() > MAX_ENTRIES) {
            throw SnsErrors.tooManyEntries();
        }
        TopicOwner owner = arns.topic(input.topicArn());
        checkIds(entries);
        List<Publication> publications = new ArrayList<>();
        long size = 0;
        // AWS refuses the whole batch for the first entry that is wrong.
        for (PublishBatchRequestEntry entry : entries) {
            PublishRules.subject(entry.subject());
            String message = PublishRules.message(entry.message());
            Map<String, MessageAttributeValue> given = entry.messageAttributes();
            Map<String, Attribute> attributes = PublishRules.attributes(given);
            size += PublishRules.size(message, attributes);
            publications.add(publication(
                    call,
                    owner.topic(),
                    message,
                    attributes,
                    entry.subject(),
                    entry.messageStructure(),
                    entry.messageGroupId(),
                    entry.messageDeduplicationId()));
        }
        if (size > PublishRules.MAX_BYTES) {
            throw SnsErrors.batchTooLong();
        }
        List<PublishBatchResultEntry> successful = new ArrayList<>();
        List<Publisher.Published> published = publisher.publish(owner, publications, call.cause());
        for (int i = 0; i < entries.size(); i++) {
            successful.add(new PublishBatchResultEntry(
                    entries.get(i).id(),
                    published.get(i).messageId(),
                    published.get(i).sequenceNumber()));
        }
        return new PublishBatchResponse(successful, List.<BatchResultErrorEntry>of());
    }

    private static void checkIds(List<PublishBatchRequestEntry> entries) {
        Set<String> ids = new HashSet<>();
        for (PublishBatchRequestEntry entry : entries) {
            if (!ids.add(entry.id() == null ? "" : entry.id())) {
                throw SnsErrors.idsNotDistinct();
            }
        }
        for (String id : ids) {
            if (id.length() > 80) {
                throw SnsErrors.longEntryId(id);
            }
            if (!ENTRY_ID.matcher(id).matches()) {
                throw SnsErrors.badEntryId(id);
            }
        }
    }
}
