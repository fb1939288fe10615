package dev.weir.services.kinesis.state;

import dev.weir.kernel.journal.Cause;

/**
 * What became of a draft.
 *
 * @param sequenceNumber empty where the shard's limit stopped it
 * @param cause the hop that it made
 */
public record Put(int shard, String sequenceNumber, Cause cause) {
    public boolean throttled() {
        return sequenceNumber.isEmpty();
    }
}
