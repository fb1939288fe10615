package dev.weir.services.sqs.state;

import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.sqs.domain.Entry;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.Receipt;
import org.jspecify.annotations.Nullable;

/** What a receipt handle is good for, and what the journal says of a deletion. */
final class Deletions {
    private Deletions() {}

    /** @param entry the handle's message; null where it is gone */
    static Acted verdict(Queue queue, @Nullable Entry entry, Handle handle) {
        Receipt receipt = entry == null ? null : entry.receipt();
        if (entry == null || receipt == null || handle.queue() != queue.id()) {
            return Acted.GONE;
        }
        if (receipt.token() != handle.token()) {
            return Acted.SUPERSEDED;
        }
        return queue.fifo() && entry.state() != Entry.State.IN_FLIGHT ? Acted.EXPIRED : Acted.DONE;
    }

    /** Follows from the call where a function made it, else from the receipt. */
    static void journal(QueueOwner owner, Handle handle, Acted acted, Cause call) {
        Cause cause = call.hop() == 0 ? new Cause(handle.trace(), handle.hop()) : call;
        switch (acted) {
            case DONE -> record(owner, cause, handle, Outcome.COMPLETED, "");
            case GONE -> record(owner, cause, handle, Outcome.DROPPED, "the message is gone already");
            case SUPERSEDED ->
                record(
                        owner,
                        cause,
                        handle,
                        Outcome.DROPPED,
                        "the message was received again since, and only its newest receipt handle deletes it");
            case EXPIRED, TOO_LONG -> record(owner, cause, handle, Outcome.FAILED, "the receipt handle has expired");
        }
    }

    private static void record(QueueOwner owner, Cause cause, Handle handle, Outcome outcome, String reason) {
        owner.record(cause, "sqs.DeleteMessage", "", handle.messageId(), outcome, reason);
    }
}
