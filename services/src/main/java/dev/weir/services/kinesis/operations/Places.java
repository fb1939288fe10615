package dev.weir.services.kinesis.operations;

import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.SequenceNumber;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.StreamOwner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where reading begins. Source: API Reference, "GetShardIterator" and "StartingPosition". */
final class Places {
    private Places() {}

    /**
     * The place of the first record to read.
     *
     * @param now in milliseconds
     */
    static long of(
            StreamOwner owner,
            Shard shard,
            @Nullable String type,
            @Nullable String sequenceNumber,
            @Nullable Instant timestamp,
            String operation,
            long now) {
        String kind = String.valueOf(type);
        boolean numbered = kind.equals("AT_SEQUENCE_NUMBER") || kind.equals("AFTER_SEQUENCE_NUMBER");
        if (numbered != (sequenceNumber != null)) {
            throw KinesisErrors.invalid("Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                    + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request"
                    + " specified " + kind + " and "
                    + (numbered ? "no StartingSequenceNumber." : "also a StartingSequenceNumber."));
        }
        return switch (kind) {
            case "AT_SEQUENCE_NUMBER" -> place(owner, shard, String.valueOf(sequenceNumber), operation);
            case "AFTER_SEQUENCE_NUMBER" -> after(place(owner, shard, String.valueOf(sequenceNumber), operation));
            case "LATEST" -> owner.next(shard);
            case "AT_TIMESTAMP" -> at(owner, shard, timestamp, now);
            default -> owner.firstSince(shard, owner.horizon());
        };
    }

    private static long after(long place) {
        return place == SequenceNumber.END ? place : place + 1;
    }

    private static long at(StreamOwner owner, Shard shard, @Nullable Instant timestamp, long now) {
        if (timestamp == null) {
            throw KinesisErrors.invalid("Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."
                    + " Current request has no timestamp parameter.");
        }
        if (timestamp.toEpochMilli() > now) {
            throw KinesisErrors.invalid("The timestampInMillis parameter cannot be greater than the"
                    + " currentTimestampInMillis. timestampInMillis: " + timestamp.toEpochMilli()
                    + ", currentTimestampInMillis: " + now);
        }
        return owner.firstSince(shard, Math.max(timestamp.toEpochMilli(), owner.horizon()));
    }

    private static long place(StreamOwner owner, Shard shard, String text, String operation) {
        Stream stream = owner.stream();
        SequenceNumber number;
        try {
            number = SequenceNumber.parse(text);
        } catch (IllegalArgumentException e) {
            throw KinesisErrors.invalid(used(text, operation, shard, stream) + " is invalid.");
        }
        if (number.shard() != shard.index()) {
            throw KinesisErrors.invalid("Invalid StartingSequenceNumber. It encodes " + Shard.id(number.shard())
                    + ", while it was used in a call to a shard with " + shard.id());
        }
        if (number.born() != shard.born()) {
            throw KinesisErrors.invalid(
                    used(text, operation, shard, stream) + " is invalid because it did not come from this stream.");
        }
        return number.index();
    }

    private static String used(String text, String operation, Shard shard, Stream stream) {
        return "StartingSequenceNumber " + text + " used in " + operation + " on shard " + shard.id() + " in stream "
                + stream.name() + " under account " + stream.account();
    }
}
