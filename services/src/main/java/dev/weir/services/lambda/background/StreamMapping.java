package dev.weir.services.lambda.background;

import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.lambda.state.Mappings;
import dev.weir.services.lambda.state.Mappings.Checkpoint;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import dev.weir.shapes.AwsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a function from a stream: one {@link ShardReader} for each shard whose parent is read to its end. Source: AWS
 * Lambda Developer Guide, "Using Lambda with Amazon DynamoDB" and "with Amazon Kinesis Data Streams".
 */
final class StreamMapping implements Runner {
    private final Kernel kernel;
    private final StreamSource source;
    private final MappingRecord mapping;
    private final BatchRunner batches;
    private final Arn stream;
    private final Map<String, ShardReader> readers = new HashMap<>();
    private MessageSource.@Nullable Subscription subscription;
    private boolean looking;
    private boolean again;
    private boolean stopped;

    StreamMapping(Kernel kernel, StreamSource source, MappingRecord mapping, BatchRunner batches) {
        this.kernel = kernel;
        this.source = source;
        this.mapping = mapping;
        this.batches = batches;
        this.stream = Arn.parse(mapping.source());
    }

    @Override
    public void start() {
        subscription = source.onRecords(stream, this::wake);
        wake();
    }

    @Override
    public void stop() {
        List<ShardReader> all;
        synchronized (this) {
            stopped = true;
            all = List.copyOf(readers.values());
        }
        if (subscription != null) {
            subscription.close();
        }
        all.forEach(ShardReader::stop);
    }

    private void wake() {
        synchronized (this) {
            again = true;
            if (looking || stopped) {
                return;
            }
            looking = true;
        }
        kernel.tasks().start("lambda.stream-mapping", this::look);
    }

    private void look() {
        while (true) {
            synchronized (this) {
                if (!again || stopped) {
                    looking = false;
                    return;
                }
                again = false;
            }
            try {
                wakeReaders();
            } catch (AwsException e) {
                kernel.journal()
                        .record(
                                Cause.NONE,
                                mapping.scope(),
                                "lambda.Poll",
                                mapping.source(),
                                mapping.function(),
                                mapping.id(),
                                Outcome.FAILED,
                                e.getMessage());
            }
        }
    }

    private void wakeReaders() {
        List<StreamSource.Shard> shards = source.shards(stream);
        Set<String> known = shards.stream().map(StreamSource.Shard::id).collect(Collectors.toSet());
        for (StreamSource.Shard shard : shards) {
            Checkpoint own = checkpoint(shard.id());
            if (own != null && own.ended()) {
                continue;
            }
            String parent = shard.parent();
            if (parent != null && known.contains(parent)) {
                Checkpoint before = checkpoint(parent);
                if (before == null || !before.ended()) {
                    continue;
                }
            }
            ShardReader reader;
            synchronized (this) {
                if (stopped) {
                    return;
                }
                reader = readers.computeIfAbsent(
                        shard.id(),
                        id -> new ShardReader(kernel, source, mapping, batches, id, position(own), this::wake));
            }
            reader.wake();
        }
    }

    private @Nullable Checkpoint checkpoint(String shard) {
        return kernel.store().read(tx -> Mappings.checkpoint(tx, mapping.id(), shard));
    }

    private StreamSource.Position position(@Nullable Checkpoint checkpoint) {
        if (checkpoint != null && checkpoint.sequence() != null) {
            return new StreamSource.Position.After(checkpoint.sequence());
        }
        String start = mapping.configuration().startingPosition();
        if ("LATEST".equals(start)) {
            // What "latest" means is fixed when the mapping is made, so that nothing is lost however late it is read.
            return new StreamSource.Position.AtTimestamp(mapping.created());
        }
        if ("AT_TIMESTAMP".equals(start) && mapping.configuration().startingPositionTimestamp() != null) {
            return new StreamSource.Position.AtTimestamp(mapping.configuration().startingPositionTimestamp());
        }
        return new StreamSource.Position.TrimHorizon();
    }
}
