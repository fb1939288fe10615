package dev.weir.fabric;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a target.
 *
 * @param scope whose world it comes from
 * @param source the ARN that sends it: a topic, a rule, a bucket, a function
 * @param principal the service that sends it, such as {@code sns.amazonaws.com}
 * @param target the ARN that is to take it
 * @param payload the body, UTF-8 text nearly always
 * @param attributes message attributes, for targets that have them; and what the sender was told for targets of other
 *     kinds: {@link #PARTITION_KEY}, {@link #HTTP_PARAMETERS}
 * @param messageGroupId for FIFO targets
 * @param deduplicationId for FIFO targets
 * @param cause the hop that led to it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(
        Scope scope,
        String source,
        String principal,
        Arn target,
        byte[] payload,
        Map<String, Attribute> attributes,
        @Nullable String messageGroupId,
        @Nullable String deduplicationId,
        Cause cause) {
    /** The attribute that holds the partition key of a stream's record; without it, the target makes one up. */
    public static final String PARTITION_KEY = "PartitionKey";

    /**
     * The attribute that holds what an HTTP target's request is completed with, as JSON in EventBridge's own form:
     * {@code PathParameterValues} (a list), {@code HeaderParameters} and {@code QueryStringParameters} (objects of text).
     */
    public static final String HTTP_PARAMETERS = "HttpParameters";

    /**
     * A message attribute.
     *
     * @param type such as {@code String}, {@code Number.int} or {@code Binary}
     * @param text the value of every type but binary ones
     * @param bytes the value of binary ones
     */
    public record Attribute(String type, @Nullable String text, byte @Nullable [] bytes) {}
}
