package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.ChildShard;
import dev.weir.api.kinesis.GetRecordsInput;
import dev.weir.api.kinesis.GetRecordsOutput;
import dev.weir.api.kinesis.GetShardIteratorInput;
import dev.weir.api.kinesis.GetShardIteratorOutput;
import dev.weir.api.kinesis.HashKeyRange;
import dev.weir.api.kinesis.KinesisRecord;
import dev.weir.kernel.time.Clock;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.Reading;
import dev.weir.services.kinesis.state.StoredRecord;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream.Builder;

/** Reads records. Source: API Reference, "GetShardIterator" and "GetRecords". */
public final class Reads {
    private static final int MOST = 10_000;
    private static final long BYTES = 10 * 1024 * 1024;

    private final Streams streams;
    private final Lookup lookup;
    private final Clock clock;

    public Reads(Streams streams, Lookup lookup) {
        this.streams = streams;
        this.lookup = lookup;
        this.clock = streams.kernel().clock();
    }

    public GetShardIteratorOutput iterator(Call call, GetShardIteratorInput input) {
        StreamOwner owner = lookup.usable(call, input.streamName(), input.streamARN(), input.streamId());
        Shard shard = Lookup.readable(owner, input.shardId());
        long now = clock.millis();
        long place = Places.of(
                owner,
                shard,
                input.shardIteratorType(),
                input.startingSequenceNumber(),
                input.timestamp(),
                "GetShardIterator",
                now);
        if (Boolean.TRUE.equals(input.dryRun())) {
            throw KinesisErrors.dryRun();
        }
        return GetShardIteratorOutput.builder()
                .shardIterator(token(owner, shard, place, now))
                .build();
    }

    private static String token(StreamOwner owner, Shard shard, long place, long now) {
        Stream stream = owner.stream();
        return new ShardIterator(owner.scope(), stream.name(), stream.number(), shard.index(), place, now, "").token();
    }

    public GetRecordsOutput records(Call call, GetRecordsInput input) {
        Lookup.refuse(input.streamId());
        ShardIterator iterator = ShardIterator.parse(Objects.requireNonNull(input.shardIterator()));
        long now = clock.millis();
        if (now - iterator.created() > ShardIterator.LIFE) {
            throw KinesisErrors.expiredIterator(iterator.created(), now, ShardIterator.LIFE);
        }
        StreamOwner owner = streams.find(iterator.scope(), iterator.stream());
        Shard shard =
                owner == null || !owner.stream().usable() || owner.stream().number() != iterator.number()
                        ? null
                        : owner.shards().get(iterator.shard());
        if (owner == null || shard == null) {
            throw KinesisErrors.noShard(
                    Shard.id(iterator.shard()),
                    iterator.stream(),
                    iterator.scope().account());
        }
        if (input.streamARN() != null
                && !input.streamARN().equals(owner.stream().arn())) {
            throw KinesisErrors.invalid("StreamARN " + input.streamARN() + " does not match the ShardIterator.");
        }
        if (Boolean.TRUE.equals(input.dryRun())) {
            throw KinesisErrors.dryRun();
        }
        int most = input.limit() == null ? MOST : Math.min(MOST, input.limit());
        Reading reading = owner.readWithinLimits(shard, iterator.place(), most, BYTES);
        return GetRecordsOutput.builder()
                .records(records(reading.records()))
                .nextShardIterator(reading.ended() ? null : token(owner, shard, reading.next(), now))
                .millisBehindLatest(reading.behind())
                .childShards(reading.ended() ? children(owner, shard) : null)
                .build();
    }

    static List<KinesisRecord> records(List<StoredRecord> stored) {
        List<KinesisRecord> records = new ArrayList<>(stored.size());
        for (StoredRecord record : stored) {
            records.add(KinesisRecord.builder()
                    .sequenceNumber(record.sequenceNumber())
                    .approximateArrivalTimestamp(Instant.ofEpochMilli(record.arrived()))
                    .data(record.data())
                    .partitionKey(record.partitionKey())
                    .encryptionType(record.encrypted() ? "KMS" : null)
                    .build());
        }
        return records;
    }

    /** The shards that go on where a closed one ends. */
    static List<ChildShard> children(StreamOwner owner, Shard shard) {
        return owner.shards().children(shard.index()).stream()
                .map(child -> ChildShard.builder()
                        .shardId(child.id())
                        .parentShards(parents(child))
                        .hashKeyRange(range(child))
                        .build())
                .toList();
    }

    private static List<String> parents(Shard shard) {
        Builder<String> parents = java.util.stream.Stream.builder();
        if (shard.parent() != null) {
            parents.add(Shard.id(shard.parent()));
        }
        if (shard.adjacent() != null) {
            parents.add(Shard.id(shard.adjacent()));
        }
        return parents.build().toList();
    }

    static HashKeyRange range(Shard shard) {
        return HashKeyRange.builder()
                .startingHashKey(shard.first().toString())
                .endingHashKey(shard.last().toString())
                .build();
    }
}
