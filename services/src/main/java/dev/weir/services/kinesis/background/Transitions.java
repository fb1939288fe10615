package dev.weir.services.kinesis.background;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.kinesis.domain.Consumer;
import dev.weir.services.kinesis.domain.HashKey;
import dev.weir.services.kinesis.domain.Shards;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.domain.Stream.Status;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import java.time.Duration;
import java.time.Instant;

/**
 * Ends statuses when their time has come: what is CREATING or UPDATING becomes ACTIVE, and its shards change then; what
 * is DELETING goes. The timers are durable, so a restart loses none.
 */
public final class Transitions {
    /** How long a change takes on weir's clock. AWS takes seconds to minutes. */
    public static final Duration DELAY = Duration.ofMillis(500);

    private static final String STREAM = "kinesis.status";
    private static final String CONSUMER = "kinesis.consumer";
    private static final String TRIM = "kinesis.trim";

    private final Kernel kernel;
    private final Streams streams;

    public Transitions(Kernel kernel, Streams streams) {
        this.kernel = kernel;
        this.streams = streams;
    }

    /** Takes up the timers that the store holds. */
    public void start() {
        kernel.timers().handle(STREAM, (id, due, payload) -> streamDue(StreamTimer.parse(id)));
        kernel.timers().handle(CONSUMER, (id, due, payload) -> consumerDue(StreamTimer.parse(id)));
        kernel.timers().handle(TRIM, (id, due, payload) -> trimDue(StreamTimer.parse(id)));
    }

    /** The stream's status is one that ends. */
    public void began(WriteTx tx, Stream stream) {
        set(tx, STREAM, StreamTimer.id(stream, ""));
    }

    /** The consumer's status is one that ends. */
    public void began(WriteTx tx, Stream stream, Consumer consumer) {
        set(tx, CONSUMER, StreamTimer.id(stream, consumer.name()));
    }

    private void set(WriteTx tx, String name, String id) {
        Instant due = kernel.clock().now().plus(DELAY);
        kernel.timers().set(tx, name, id, due, TimerKind.WORK, new byte[0]);
    }

    /** Trims the stream from now on, 24 times in each retention period; reads hide what is too old meanwhile. */
    public void trims(WriteTx tx, Stream stream) {
        long every = stream.settings().retentionMillis() / 24;
        Instant due = Instant.ofEpochMilli(kernel.clock().millis() + every);
        kernel.timers().set(tx, TRIM, StreamTimer.id(stream, ""), due, TimerKind.HOUSEKEEPING, new byte[0]);
    }

    private void trimDue(StreamTimer timer) {
        StreamOwner owner = timer.owner(streams);
        if (owner != null) {
            owner.trim();
            // A transaction of its own, after the trimming: setting the timer again replaces the one that fires.
            kernel.store().write(tx -> {
                trims(tx, owner.stream());
                return null;
            });
        }
    }

    private void streamDue(StreamTimer timer) {
        StreamOwner owner = timer.owner(streams);
        if (owner != null) {
            finish(owner);
        }
    }

    /** Ends the stream's status now: does what is pending and makes it ACTIVE, or removes it. */
    public void finish(StreamOwner owner) {
        Stream stream = owner.stream();
        if (stream.status() == Status.DELETING) {
            streams.remove(owner, (tx, gone) -> kernel.timers().cancel(tx, TRIM, StreamTimer.id(gone, "")));
            owner.record(Cause.NONE, "kinesis.Deleted", Outcome.COMPLETED, "");
        } else if (stream.status() != Status.ACTIVE) {
            activate(owner, stream);
            owner.record(Cause.NONE, "kinesis.Active", Outcome.COMPLETED, "after " + stream.status());
        }
    }

    private void activate(StreamOwner owner, Stream stream) {
        Stream.Change change = stream.pending();
        if (change == null) {
            owner.change(now -> now.withStatus(Status.ACTIVE, null));
        } else {
            long millis = kernel.clock().millis();
            owner.reshard(shards -> apply(shards, change, millis), now -> now.withStatus(Status.ACTIVE, null));
        }
    }

    private static Shards apply(Shards shards, Stream.Change change, long now) {
        return switch (change.kind()) {
            case SPLIT -> shards.split(change.shard(), HashKey.parse(change.key()), now);
            case MERGE -> shards.merge(change.shard(), change.other(), now);
            case RESIZE -> shards.resize(change.count(), now);
        };
    }

    private void consumerDue(StreamTimer timer) {
        StreamOwner owner = timer.owner(streams);
        Consumer consumer = owner == null ? null : streams.consumer(owner.stream(), timer.rest());
        if (owner == null || consumer == null) {
            return;
        }
        kernel.store().write(tx -> {
            switch (consumer.status()) {
                case CREATING -> streams.put(tx, owner.stream(), consumer.withStatus(Consumer.Status.ACTIVE));
                case DELETING -> streams.remove(tx, owner.stream(), consumer);
                case ACTIVE -> {}
            }
            return null;
        });
    }
}
