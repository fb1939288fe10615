package dev.weir.services.sqs.state;

import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.sqs.domain.Twins;

/**
 * A message that was taken, or answered as the twin of an earlier one.
 *
 * @param messageId of the twin where it was one
 * @param sequence its number in the queue
 */
public record Sent(String messageId, long sequence, Cause cause) {
    static Sent repeated(QueueOwner owner, Draft draft, Twins.Twin twin, Cause cause) {
        Cause hop = owner.record(
                cause,
                "sqs.SendMessage",
                draft.source(),
                twin.messageId(),
                Outcome.DEDUPLICATED,
                "same deduplication id as message " + twin.messageId() + " within five minutes");
        return new Sent(twin.messageId(), twin.sequence(), hop);
    }
}
