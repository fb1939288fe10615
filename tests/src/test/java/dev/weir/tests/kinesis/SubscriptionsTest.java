package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Enhanced fan-out over HTTP/2, through the asynchronous SDK for Java on Netty. */
@ExtendWith(WeirExtension.class)
class SubscriptionsTest {
    private static final String SHARD = "shardId-000000000000";

    private final WeirServer weir;
    private final KinesisClient kinesis;
    private final KinesisAsyncClient async;
    private String consumer = "";

    SubscriptionsTest(WeirServer weir) {
        this.weir = weir;
        this.kinesis = Clients.of(weir, KinesisClient.builder());
        this.async = KinesisAsyncClient.builder()
                .endpointOverride(weir.endpoint())
                .region(Region.of(weir.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(weir.accessKeyId(), weir.secretAccessKey())))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @BeforeEach
    void prepare() {
        weir.clock().freeze();
        kinesis.createStream(r -> r.streamName("s").shardCount(1));
        weir.untilQuiet();
        consumer = kinesis.registerStreamConsumer(r -> r.streamARN("arn:aws:kinesis:us-east-1:000000000000:stream/s")
                        .consumerName("c"))
                .consumer()
                .consumerARN();
        weir.untilQuiet();
    }

    @AfterEach
    void close() {
        async.close();
    }

    /** A subscription and what came of it. */
    private static final class Subscription {
        final BlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
        CompletableFuture<Void> end = new CompletableFuture<>();

        /** The next event that has records, or that ends the shard. */
        SubscribeToShardEvent next() throws InterruptedException {
            while (true) {
                SubscribeToShardEvent event = events.poll(20, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no event came");
                }
                if (event.hasRecords() && !event.records().isEmpty() || event.continuationSequenceNumber() == null) {
                    return event;
                }
            }
        }
    }

    private Subscription subscribe(Consumer<StartingPosition.Builder> start) {
        Subscription subscription = new Subscription();
        StartingPosition.Builder position = StartingPosition.builder();
        start.accept(position);
        subscription.end = async.subscribeToShard(
                SubscribeToShardRequest.builder()
                        .consumerARN(consumer)
                        .shardId(SHARD)
                        .startingPosition(position.build())
                        .build(),
                SubscribeToShardResponseHandler.builder()
                        .subscriber(SubscribeToShardResponseHandler.Visitor.builder()
                                .onSubscribeToShardEvent(subscription.events::add)
                                .build())
                        .build());
        return subscription;
    }

    private void put(String data) {
        kinesis.putRecord(r -> r.streamName("s").partitionKey("k").data(SdkBytes.fromUtf8String(data)));
    }

    private static List<String> data(SubscribeToShardEvent event) {
        return event.records().stream()
                .map(Record::data)
                .map(SdkBytes::asUtf8String)
                .toList();
    }

    @Test
    void recordsArePushedForFiveMinutes() throws Exception {
        put("a");
        Subscription subscription = subscribe(p -> p.type("TRIM_HORIZON"));
        SubscribeToShardEvent first = subscription.next();
        assertEquals(List.of("a"), data(first));
        assertEquals(0, first.millisBehindLatest());
        assertEquals(first.records().get(0).sequenceNumber(), first.continuationSequenceNumber());
        put("b");
        assertEquals(List.of("b"), data(subscription.next()));
        weir.advance(Duration.ofMinutes(5));
        subscription.end.get(20, TimeUnit.SECONDS);
        put("c");
        Subscription next =
                subscribe(p -> p.type("AFTER_SEQUENCE_NUMBER").sequenceNumber(first.continuationSequenceNumber()));
        assertEquals(List.of("b", "c"), data(next.next()));
    }

    @Test
    void oneSubscriptionForEachConsumerAndShard() throws Exception {
        put("a");
        Subscription first = subscribe(p -> p.type("TRIM_HORIZON"));
        assertEquals(List.of("a"), data(first.next()));
        Subscription tooSoon = subscribe(p -> p.type("LATEST"));
        ExecutionException refused =
                assertThrows(ExecutionException.class, () -> tooSoon.end.get(20, TimeUnit.SECONDS));
        ResourceInUseException inUse = assertInstanceOf(ResourceInUseException.class, refused.getCause());
        assertEquals(
                "Another active subscription exists for this consumer: " + consumer,
                inUse.awsErrorDetails().errorMessage());
        weir.advance(Duration.ofSeconds(5));
        Subscription taker = subscribe(p -> p.type("TRIM_HORIZON"));
        assertEquals(List.of("a"), data(taker.next()));
        assertThrows(ExecutionException.class, () -> first.end.get(20, TimeUnit.SECONDS));
    }

    @Test
    void theEndOfAShardNamesItsChildren() throws Exception {
        put("a");
        Subscription subscription = subscribe(p -> p.type("TRIM_HORIZON"));
        assertEquals(List.of("a"), data(subscription.next()));
        kinesis.splitShard(r ->
                r.streamName("s").shardToSplit(SHARD).newStartingHashKey("170141183460469231731687303715884105728"));
        weir.advance(Duration.ofSeconds(1));
        SubscribeToShardEvent end = subscription.next();
        assertNull(end.continuationSequenceNumber());
        assertEquals(2, end.childShards().size());
        subscription.end.get(20, TimeUnit.SECONDS);
    }
}
