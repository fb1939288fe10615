package dev.weir.fabric;

import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A queue, as an event source mapping or a pipe reads it. */
public interface MessageSource {
    boolean exists(Arn queue);

    /** Whether the queue is FIFO. */
    boolean fifo(Arn queue);

    /** Its default visibility timeout. */
    Duration visibilityTimeout(Arn queue);

    /**
     * Takes up to {@code max} visible messages at once, without waiting; each counts as received.
     *
     * @return none where there is none to be had
     */
    List<Message> receive(Arn queue, int max, String receiver);

    /** Deletes messages that were received, by their receipt handles. */
    void delete(Arn queue, List<String> receiptHandles);

    /** Changes the visibility of messages that were received. */
    void changeVisibility(Arn queue, List<String> receiptHandles, Duration timeout);

    /** Calls {@code wake} whenever messages may have become visible: after a send, a delay, a timeout. */
    Subscription onVisible(Arn queue, Runnable wake);

    /** Ends {@link #onVisible}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A received message, as a function sees it.
     *
     * @param attributes system attributes as text, such as {@code ApproximateReceiveCount}
     * @param cause the hop of its sending
     */
    record Message(
            String messageId,
            String receiptHandle,
            String body,
            String md5OfBody,
            Map<String, String> attributes,
            Map<String, Delivery.Attribute> messageAttributes,
            Cause cause) {}
}
