package dev.weir.fabric;

import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A stream of ordered shards, as an event source mapping or a pipe reads it. */
public interface StreamSource {
    boolean exists(Arn stream);

    /** All shards that still hold records or are open, parents before children. */
    List<Shard> shards(Arn stream);

    /** Where reading starts. */
    sealed interface Position {
        record TrimHorizon() implements Position {}

        record Latest() implements Position {}

        record AtTimestamp(Instant from) implements Position {}

        /** After the record with this sequence number. */
        record After(String sequenceNumber) implements Position {}
    }

    /**
     * Up to {@code max} records from the position on.
     *
     */
    Batch read(Arn stream, String shardId, Position position, int max);

    /** Calls {@code wake} whenever records or shards may have been added. */
    MessageSource.Subscription onRecords(Arn stream, Runnable wake);

    /**
     * @param parent the shard that must be read to its end before this one
     * @param adjacentParent another such one, where two were merged
     */
    record Shard(
            String id, @Nullable String parent, @Nullable String adjacentParent) {}

    /**
     * @param next where to go on; equal to the given position where there was nothing
     * @param ended whether the shard is closed and read to its end
     */
    record Batch(List<Record> records, Position next, boolean ended) {}

    /**
     * @param event the record as it stands in the {@code Records} of a function's event, complete but for
     *     {@code eventSourceARN}-like fields that it already holds
     */
    record Record(String sequenceNumber, Instant arrived, String partitionKey, ObjectNode event, Cause cause) {}
}
