package dev.weir.services.dynamodb;

import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Arn;
import dev.weir.kernel.store.Store;
import dev.weir.services.dynamodb.operations.StreamOperations;
import dev.weir.services.dynamodb.state.Change;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.StreamInfo;
import dev.weir.services.dynamodb.state.Streams;
import java.util.ArrayList;
import java.util.List;

/** How event source mappings and pipes read the streams of tables. */
final class TableStreams implements StreamSource {
    private final DynamoDbState state;
    private final StreamOperations operations;

    TableStreams(DynamoDbState state, StreamOperations operations) {
        this.state = state;
        this.operations = operations;
    }

    @Override
    public boolean exists(Arn stream) {
        return operations.find(stream) != null;
    }

    private StreamInfo stream(Arn arn) {
        StreamInfo stream = operations.find(arn);
        if (stream == null) {
            throw DynamoDbErrors.notFound();
        }
        return stream;
    }

    @Override
    public List<Shard> shards(Arn arn) {
        StreamInfo stream = stream(arn);
        List<Shard> shards = new ArrayList<>();
        for (int shard : stream.shardNumbers()) {
            shards.add(new Shard(stream.shardId(shard), stream.parent(shard), null));
        }
        return shards;
    }

    @Override
    public Batch read(Arn arn, String shardId, Position position, int max) {
        StreamInfo stream = stream(arn);
        int shard = stream.shard(shardId);
        if (shard < 0) {
            throw DynamoDbErrors.notFound();
        }
        Streams streams = state.streams();
        long after =
                switch (position) {
                    case Position.TrimHorizon horizon -> 0;
                    case Position.Latest latest -> streams.newest(stream, shard);
                    case Position.AtTimestamp at -> streams.before(stream, shard, at.from());
                    case Position.After number -> Streams.sequence(number.sequenceNumber());
                };
        List<Record> records = new ArrayList<>();
        long last = after;
        for (Change change : streams.read(stream, shard, after, max)) {
            last = change.sequence();
            records.add(new Record(
                    Streams.sequenceNumber(last),
                    change.at(),
                    change.keys().toString(),
                    StreamEvents.event(stream, shard, change),
                    change.cause()));
        }
        boolean moved = !records.isEmpty() || position instanceof Position.Latest;
        Position next = moved ? new Position.After(Streams.sequenceNumber(last)) : position;
        return new Batch(
                records, next, stream.closed(shard) && (records.isEmpty() || last >= streams.newest(stream, shard)));
    }

    @Override
    public MessageSource.Subscription onRecords(Arn arn, Runnable wake) {
        Store.Subscription watch = state.kernel().store().watch(state.streams().range(stream(arn)), wake);
        return watch::close;
    }
}
