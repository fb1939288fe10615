package dev.weir.fabric.source;

import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.source.Progress.Checkpoint;
import dev.weir.kernel.Kernel;
import dev.weir.shapes.AwsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream: one {@link ShardReader} for each shard whose parent is read to its end. Source: AWS Lambda Developer
 * Guide, "Using Lambda with Amazon DynamoDB" and "with Amazon Kinesis Data Streams".
 */
public final class StreamPoller implements Poller {
    private final Kernel kernel;
    private final StreamSource source;
    private final Reading reading;
    private final StreamReading settings;
    private final Progress progress;
    private final BatchConsumer consumer;
    private final BatchJournal journal;
    private final Map<String, ShardReader> readers = new HashMap<>();
    /** The shards that were there when it began to look. */
    private @Nullable Set<String> first;

    private MessageSource.@Nullable Subscription subscription;
    private boolean looking;
    private boolean again;
    private boolean stopped;

    /** @param progress how far it has read */
    public StreamPoller(
            Kernel kernel,
            StreamSource source,
            Reading reading,
            StreamReading settings,
            Progress progress,
            BatchConsumer consumer) {
        this.kernel = kernel;
        this.source = source;
        this.reading = reading;
        this.settings = settings;
        this.progress = progress;
        this.consumer = consumer;
        this.journal = new BatchJournal(kernel, reading);
    }

    @Override
    public void start() {
        try {
            subscription = source.onRecords(reading.source(), this::wake);
            wake();
        } catch (AwsException e) {
            journal.unreadable(e.getMessage());
        }
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
        kernel.tasks().start(reading.called("poll-stream"), this::look);
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
                journal.unreadable(e.getMessage());
            }
        }
    }

    private void wakeReaders() {
        List<StreamSource.Shard> shards = source.shards(reading.source());
        Set<String> known = shards.stream().map(StreamSource.Shard::id).collect(Collectors.toSet());
        if (first == null) {
            first = known;
        }
        for (StreamSource.Shard shard : shards) {
            ShardReader reader;
            synchronized (this) {
                reader = readers.get(shard.id());
            }
            if (reader == null) {
                reader = begin(shard, known);
            }
            if (reader != null) {
                reader.wake();
            }
        }
    }

    /** A reader of the shard, if it is its turn. */
    private @Nullable ShardReader begin(StreamSource.Shard shard, Set<String> known) {
        Checkpoint own = progress.of(shard.id());
        if (own != null && own.ended() || mustWait(shard.parent(), known) || mustWait(shard.adjacentParent(), known)) {
            return null;
        }
        synchronized (this) {
            return stopped
                    ? null
                    : readers.computeIfAbsent(
                            shard.id(),
                            id -> new ShardReader(
                                    kernel,
                                    source,
                                    reading,
                                    settings,
                                    progress,
                                    consumer,
                                    id,
                                    position(shard, own),
                                    own == null ? null : own.window(),
                                    this::wake));
        }
    }

    /** Whether there is such a parent, and it is not read to its end. */
    private boolean mustWait(@Nullable String parent, Set<String> known) {
        if (parent == null || !known.contains(parent)) {
            return false;
        }
        Checkpoint before = progress.of(parent);
        return before == null || !before.ended();
    }

    /** A child of a shard that was read is read from its beginning, wherever the reading of the stream began. */
    private StreamSource.Position position(StreamSource.Shard shard, @Nullable Checkpoint own) {
        if (own != null && own.sequence() != null) {
            return new StreamSource.Position.After(own.sequence());
        }
        Checkpoint before = shard.parent() == null ? null : progress.of(shard.parent());
        boolean later = first != null && !first.contains(shard.id());
        return before != null && before.ended() && (later || before.sequence() != null)
                ? new StreamSource.Position.TrimHorizon()
                : settings.start();
    }
}
