package dev.weir.fabric.delivery;

import dev.weir.fabric.Delivery;
import dev.weir.kernel.Arn;
import dev.weir.kernel.store.WriteTx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what was accepted is delivered: kept in an outbox inside the accepting transaction, tried after its
 * commit, again after each failure that may pass, and handed to a dead-letter queue where it is given up. Every
 * attempt is journalled. Survives a restart.
 */
public interface Deliveries {
    /**
     * @param deadLetter where it goes when given up; null: it is dropped, and the journal says so. The message gets
     *     the attributes that the sending service adds: {@code ERROR_CODE}, {@code ERROR_MESSAGE}, {@code RULE_ARN}, …
     */
    default void enqueue(WriteTx tx, Delivery delivery, RetryPolicy policy, @Nullable Arn deadLetter) {
        enqueue(tx, delivery, policy, deadLetter, Instant.EPOCH);
    }

    /**
     * {@link #enqueue} for a delivery that must wait.
     *
     * @param notBefore when it may first be tried
     */
    void enqueue(WriteTx tx, Delivery delivery, RetryPolicy policy, @Nullable Arn deadLetter, Instant notBefore);

    /**
     * A delivery and how it is tried.
     *
     * @param deadLetter as in {@link #enqueue}
     */
    record Sending(
            Delivery delivery, RetryPolicy policy, @Nullable Arn deadLetter) {}

    /**
     * Accepts all of them, in transactions of its own: who calls it is in none, and acknowledges nothing before it returns.
     * What a {@link dev.weir.fabric.BatchTarget} takes at once is delivered then; the rest is as if enqueued.
     */
    void accept(List<Sending> sendings);
}
