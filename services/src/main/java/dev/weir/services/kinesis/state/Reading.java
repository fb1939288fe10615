package dev.weir.services.kinesis.state;

import java.util.List;

/**
 * What a read gave.
 *
 * @param next the place to go on from
 * @param behind milliseconds between now and the next record's arrival; 0 where there is none yet
 * @param ended whether the shard is closed and read to its end
 * @param bytes of data and keys
 */
public record Reading(List<StoredRecord> records, long next, long behind, boolean ended, long bytes) {}
