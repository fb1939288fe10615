package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.StartingPosition;
import dev.weir.api.kinesis.SubscribeToShardEvent;
import dev.weir.api.kinesis.SubscribeToShardEventStream;
import dev.weir.api.kinesis.SubscribeToShardInput;
import dev.weir.api.kinesis.SubscribeToShardOutput;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.time.Clock;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Consumer;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.state.Reading;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pushes records to consumers as they come. Source: API Reference, "SubscribeToShard": a subscription lasts five
 * minutes; another one of the same consumer and shard is refused within five seconds, and takes over after that.
 */
public final class Subscriptions {
    private static final long LIFE = 300_000;
    private static final long REST = 5_000;
    /** An event without records goes out as often, so that consumers see how far they are. */
    private static final long HEARTBEAT = 5_000;

    private static final int MOST = 10_000;
    private static final long BYTES = 1024 * 1024;

    private final Clock clock;
    private final Lookup lookup;
    private final Map<String, Subscription> running = new ConcurrentHashMap<>();

    public Subscriptions(Streams streams, Lookup lookup) {
        this.clock = streams.kernel().clock();
        this.lookup = lookup;
    }

    /** One subscription; known by itself alone. */
    private record Subscription(String key, StreamOwner owner, Shard shard, long started) {}

    public SubscribeToShardOutput subscribe(Call call, SubscribeToShardInput input) {
        Lookup.refuse(input.streamId());
        Lookup.Resource found = lookup.consumer(input.consumerARN());
        Consumer consumer = Objects.requireNonNull(found.consumer());
        StreamOwner owner = found.owner();
        if (!owner.stream().usable()) {
            throw KinesisErrors.notActive(
                    owner.stream().name(),
                    owner.stream().account(),
                    owner.stream().status());
        }
        if (consumer.status() != Consumer.Status.ACTIVE) {
            throw KinesisErrors.inUse(
                    "Consumer " + consumer.arn() + " not ACTIVE, instead in state " + consumer.status());
        }
        Shard shard = Lookup.readable(owner, input.shardId());
        StartingPosition start = Objects.requireNonNull(input.startingPosition());
        long now = clock.millis();
        long place = Places.of(
                owner, shard, start.type(), start.sequenceNumber(), start.timestamp(), "SubscribeToShard", now);
        if (Boolean.TRUE.equals(input.dryRun())) {
            throw KinesisErrors.dryRun();
        }
        Subscription subscription = new Subscription(consumer.arn() + " " + shard.id(), owner, shard, now);
        Subscription taken = running.compute(
                subscription.key(), (key, old) -> old != null && now - old.started() < REST ? old : subscription);
        if (taken != subscription) {
            throw KinesisErrors.inUse("Another active subscription exists for this consumer: " + consumer.arn());
        }
        // Who held it before is to see that it is over.
        owner.raise();
        Cause cause = owner.record(call.cause(), "kinesis.SubscribeToShard", Outcome.ACCEPTED, subscription.key());
        return SubscribeToShardOutput.builder()
                .eventStream(events -> {
                    try {
                        push(subscription, place, events);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        // A later one stays, and so does the time of this one for who comes within five seconds.
                        owner.record(cause, "kinesis.SubscriptionEnded", Outcome.COMPLETED, subscription.key());
                        forget();
                    }
                })
                .build();
    }

    /** Drops what no longer stops a new subscription. */
    private void forget() {
        long now = clock.millis();
        running.values().removeIf(old -> now - old.started() >= LIFE);
    }

    private void push(
            Subscription subscription,
            long from,
            java.util.function.Consumer<? super SubscribeToShardEventStream> events)
            throws InterruptedException {
        StreamOwner owner = subscription.owner();
        long end = subscription.started() + LIFE;
        long place = from;
        long beat = clock.millis();
        while (clock.millis() < end) {
            long seen = owner.changed().version();
            if (running.get(subscription.key()) != subscription) {
                throw KinesisErrors.subscriptionTaken();
            }
            if (owner.gone() || !owner.stream().usable()) {
                throw KinesisErrors.subscriptionLost(
                        owner.stream().name(), owner.stream().account());
            }
            Reading reading = owner.read(subscription.shard(), place, MOST, BYTES);
            place = reading.next();
            if (!reading.records().isEmpty() || reading.ended() || clock.millis() >= beat) {
                events.accept(event(subscription, reading));
                beat = clock.millis() + HEARTBEAT;
            }
            if (reading.ended()) {
                return;
            }
            if (reading.records().isEmpty()) {
                owner.changed().await(seen, Instant.ofEpochMilli(Math.min(end, beat)));
            }
        }
    }

    private SubscribeToShardEventStream event(Subscription subscription, Reading reading) {
        Shard shard = subscription.shard();
        return SubscribeToShardEventStream.builder()
                .subscribeToShardEvent(SubscribeToShardEvent.builder()
                        .records(Reads.records(reading.records()))
                        .continuationSequenceNumber(reading.ended() ? null : last(shard, reading))
                        .millisBehindLatest(reading.behind())
                        .childShards(reading.ended() ? Reads.children(subscription.owner(), shard) : null)
                        .build())
                .build();
    }

    /** The number of the last record before the place to go on from. */
    private String last(Shard shard, Reading reading) {
        if (!reading.records().isEmpty()) {
            return reading.records().getLast().sequenceNumber();
        }
        return reading.next() <= 1
                ? shard.startingSequenceNumber()
                : shard.number(reading.next() - 1, clock.millis() / 1000);
    }
}
