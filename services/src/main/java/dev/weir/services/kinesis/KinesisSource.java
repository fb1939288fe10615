package dev.weir.services.kinesis;

import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Arn;
import dev.weir.services.kinesis.domain.SequenceNumber;
import dev.weir.services.kinesis.operations.Lookup;
import dev.weir.services.kinesis.state.Reading;
import dev.weir.services.kinesis.state.StoredRecord;
import dev.weir.services.kinesis.state.StreamOwner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How event source mappings and pipes read streams, and consumers of streams. Such reads wait for records instead of
 * polling, so they count against no limit. Source of the events' form: AWS Lambda Developer Guide, "Process Amazon
 * Kinesis Data Streams records with Lambda".
 */
final class KinesisSource implements StreamSource {
    /** A function's event has 6 MB at most; each record has that much in it beside its data. */
    private static final long BYTES = 6_000_000;

    private static final int BESIDE = 700;

    private final Lookup lookup;

    KinesisSource(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public boolean exists(Arn stream) {
        return lookup.find(stream) != null;
    }

    private StreamOwner owner(Arn arn) {
        StreamOwner owner = lookup.find(arn);
        if (owner == null || !owner.stream().usable()) {
            throw KinesisErrors.streamNotFound(arn.resource(), arn.account());
        }
        return owner;
    }

    @Override
    public List<Shard> shards(Arn arn) {
        List<Shard> shards = new ArrayList<>();
        for (dev.weir.services.kinesis.domain.Shard shard : owner(arn).shards().all()) {
            shards.add(new Shard(shard.id(), id(shard.parent()), id(shard.adjacent())));
        }
        return shards;
    }

    private static @Nullable String id(@Nullable Integer shard) {
        return shard == null ? null : dev.weir.services.kinesis.domain.Shard.id(shard);
    }

    @Override
    public Batch read(Arn arn, String shardId, Position position, int max) {
        StreamOwner owner = owner(arn);
        int index = dev.weir.services.kinesis.domain.Shard.index(shardId);
        dev.weir.services.kinesis.domain.Shard shard = owner.shards().get(index);
        if (shard == null) {
            // Its records are all too old; nothing of it can be read any more.
            return new Batch(List.of(), position, true);
        }
        long from =
                switch (position) {
                    case Position.TrimHorizon horizon -> 1;
                    case Position.Latest latest -> owner.next(shard);
                    case Position.AtTimestamp at ->
                        owner.firstSince(shard, at.from().toEpochMilli());
                    case Position.After number ->
                        SequenceNumber.parse(number.sequenceNumber()).index() + 1;
                };
        Reading reading = owner.read(shard, from, max, BYTES);
        List<Record> records = new ArrayList<>(reading.records().size());
        long bytes = 0;
        for (StoredRecord record : reading.records()) {
            bytes += BESIDE + record.data().length * 4L / 3;
            if (bytes > BYTES && !records.isEmpty()) {
                break;
            }
            Instant arrived = Instant.ofEpochMilli(record.arrived());
            ObjectNode event = event(owner, shardId, record);
            records.add(new Record(record.sequenceNumber(), arrived, record.partitionKey(), event, record.cause()));
        }
        Position next = position;
        if (!records.isEmpty()) {
            next = new Position.After(records.getLast().sequenceNumber());
        } else if (position instanceof Position.Latest && reading.next() > 1) {
            next = new Position.After(shard.number(reading.next() - 1, 0));
        }
        return new Batch(
                records,
                next,
                reading.ended() && records.size() == reading.records().size());
    }

    private static ObjectNode event(StreamOwner owner, String shard, StoredRecord record) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode kinesis = event.putObject("kinesis");
        kinesis.put("kinesisSchemaVersion", "1.0");
        kinesis.put("partitionKey", record.partitionKey());
        kinesis.put("sequenceNumber", record.sequenceNumber());
        kinesis.put("data", Base64.getEncoder().encodeToString(record.data()));
        kinesis.put("approximateArrivalTimestamp", record.arrived() / 1000.0);
        event.put("eventSource", "aws:kinesis");
        event.put("eventVersion", "1.0");
        event.put("eventID", shard + ":" + record.sequenceNumber());
        event.put("eventName", "aws:kinesis:record");
        event.put("invokeIdentityArn", "arn:aws:iam::" + owner.stream().account() + ":role/lambda");
        event.put("awsRegion", owner.stream().region());
        event.put("eventSourceARN", owner.stream().arn());
        return event;
    }

    @Override
    public MessageSource.Subscription onRecords(Arn arn, Runnable wake) {
        Runnable end = owner(arn).listen(wake);
        return end::run;
    }
}
