package dev.weir.services.sqs.operations;

import dev.weir.kernel.Kernel;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Attribute;
import dev.weir.services.sqs.domain.Digests;
import dev.weir.services.sqs.domain.Message;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.state.Draft;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a message out of what a sender wishes, after checking it against the queue. */
public final class Drafts {
    private static final int MAX_DELAY_SECONDS = 900;

    private final Kernel kernel;

    public Drafts(Kernel kernel) {
        this.kernel = kernel;
    }

    /** What a sender gives. */
    public record Wish(
            String body,
            Map<String, Attribute> attributes,
            @Nullable String traceHeader,
            @Nullable Integer delaySeconds,
            @Nullable String group,
            @Nullable String deduplicationId) {}

    /**
     * @param source the ARN that sends; empty for a caller from outside
     * @param wording how AWS says that the size is wrong, which differs between one message and a batch
     * @throws AwsException where the queue does not take such a message
     */
    public Draft draft(Queue queue, Wish wish, String sender, String source, String wording) {
        MessageRules.body(wish.body());
        if (MessageRules.size(wish.body(), wish.attributes()) > queue.maxMessageBytes()) {
            throw SqsErrors.invalidParameter("One or more parameters " + wording
                    + ". Reason: Message must be shorter than " + queue.maxMessageBytes() + " bytes.");
        }
        MessageRules.attributes(wish.attributes());
        MessageRules.id(wish.deduplicationId(), "MessageDeduplicationId");
        MessageRules.id(wish.group(), "MessageGroupId");
        byte[] body = wish.body().getBytes(StandardCharsets.UTF_8);
        String deduplicationId = queue.fifo() ? fifo(queue, wish, body) : standard(wish);
        Message message = new Message(
                kernel.ids().uuid(),
                kernel.clock().millis(),
                sender,
                wish.body(),
                Digests.md5(body),
                wish.attributes(),
                wish.traceHeader(),
                wish.group(),
                deduplicationId,
                null,
                0,
                0);
        return new Draft(message, delay(queue, wish.delaySeconds()), source, false);
    }

    private static String fifo(Queue queue, Wish wish, byte[] body) {
        Integer delay = wish.delaySeconds();
        if (delay != null && delay != 0) {
            throw SqsErrors.notForThisType(delay, "DelaySeconds");
        }
        if (wish.group() == null) {
            throw SqsErrors.missing("MessageGroupId");
        }
        if (wish.deduplicationId() != null) {
            return wish.deduplicationId();
        }
        if (!queue.contentBasedDeduplication()) {
            throw noDeduplicationId();
        }
        return Digests.sha256(body);
    }

    static AwsException noDeduplicationId() {
        return SqsErrors.invalidParameter("The queue should either have ContentBasedDeduplication enabled or"
                + " MessageDeduplicationId provided explicitly");
    }

    private static @Nullable String standard(Wish wish) {
        if (wish.deduplicationId() != null) {
            throw SqsErrors.invalidValue(
                    wish.deduplicationId(),
                    "MessageDeduplicationId",
                    "The request includes a parameter that is not valid for this queue type.");
        }
        return null;
    }

    private static Duration delay(Queue queue, @Nullable Integer seconds) {
        if (seconds == null || queue.fifo()) {
            return queue.delay();
        }
        if (seconds < 0 || seconds > MAX_DELAY_SECONDS) {
            throw SqsErrors.invalidValue(seconds, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
        }
        return Duration.ofSeconds(seconds);
    }
}
