package dev.weir.services.sqs.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is stored; what changes with each receipt is kept apart.
 *
 * @param sent in milliseconds
 * @param sender as {@code SenderId} says
 * @param attributes in the order of their names
 * @param traceHeader the system attribute {@code AWSTraceHeader}
 * @param deduplicationId FIFO queues: given, or made from the body
 * @param deadLetterSource the ARN of the queue that it was moved from
 * @param trace of the hop that brought it here
 * @param hop that brought it here
 */
public record Message(
        String id,
        long sent,
        String sender,
        String body,
        String md5OfBody,
        Map<String, Attribute> attributes,
        @Nullable String traceHeader,
        @Nullable String group,
        @Nullable String deduplicationId,
        @Nullable String deadLetterSource,
        long trace,
        long hop) {

    public Message causedBy(long trace, long hop) {
        return new Message(
                id,
                sent,
                sender,
                body,
                md5OfBody,
                attributes,
                traceHeader,
                group,
                deduplicationId,
                deadLetterSource,
                trace,
                hop);
    }

    /** The message as it stands in another queue. */
    public Message moved(@Nullable String deadLetterSource, long sent, long trace, long hop) {
        return new Message(
                id,
                sent,
                sender,
                body,
                md5OfBody,
                attributes,
                traceHeader,
                group,
                deduplicationId,
                deadLetterSource,
                trace,
                hop);
    }
}
