package dev.weir.services.kinesis.state;

import dev.weir.kernel.journal.Cause;

/**
 * A record as it is read.
 *
 * @param place in its shard, from 1
 * @param arrived in milliseconds since the epoch
 * @param encrypted whether the stream was encrypted then
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredRecord(
        long place,
        String sequenceNumber,
        long arrived,
        String partitionKey,
        byte[] data,
        boolean encrypted,
        Cause cause) {}
