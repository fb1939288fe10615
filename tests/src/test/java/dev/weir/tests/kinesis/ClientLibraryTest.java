package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.KinesisClientUtil;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * The Kinesis Client Library 3, its leases in weir's DynamoDB, reads a stream that is split and merged while it reads:
 * one application polls, another one subscribes. Its timers are the wall clock's, and one of them cannot be set: for up
 * to half a minute it looks at an empty lease table before it fills it.
 */
@ExtendWith(WeirExtension.class)
class ClientLibraryTest {
    private static final String STREAM = "orders";
    private static final List<String> KEYS =
            IntStream.range(0, 12).mapToObj(i -> "key-" + i).toList();
    private static final int EACH = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final WeirServer weir;
    private final KinesisClient kinesis;
    private final DynamoDbClient dynamodb;
    private final KinesisAsyncClient asyncKinesis;
    private final DynamoDbAsyncClient asyncDynamodb;
    private final CloudWatchAsyncClient cloudwatch;
    private int written;

    ClientLibraryTest(WeirServer weir) {
        this.weir = weir;
        this.kinesis = Clients.of(weir, KinesisClient.builder());
        this.dynamodb = Clients.of(weir, DynamoDbClient.builder());
        this.asyncKinesis = async(KinesisClientUtil.adjustKinesisClientBuilder(KinesisAsyncClient.builder()));
        this.asyncDynamodb = async(DynamoDbAsyncClient.builder()
                .overrideConfiguration(c -> c.addExecutionInterceptor(new TablesAtOnce(weir))));
        this.cloudwatch = async(CloudWatchAsyncClient.builder());
    }

    private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C async(B builder) {
        return builder.endpointOverride(weir.endpoint())
                .region(Region.of(weir.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(weir.accessKeyId(), weir.secretAccessKey())))
                .build();
    }

    @AfterEach
    void close() {
        asyncKinesis.close();
        asyncDynamodb.close();
        cloudwatch.close();
    }

    /** Moves weir's clock over the making of a table or an index: the library looks again only after ten seconds. */
    private record TablesAtOnce(WeirServer weir) implements ExecutionInterceptor {
        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof CreateTableRequest || context.request() instanceof UpdateTableRequest) {
                weir.advance(Duration.ofSeconds(5));
            }
        }
    }

    /** What the processors of all shards were given. */
    private static final class Seen {
        private final Map<String, List<Integer>> numbers = new HashMap<>();
        private final Map<String, String> last = new HashMap<>();
        private final Map<String, CountDownLatch> ended = new ConcurrentHashMap<>();
        private final List<Throwable> failures = new ArrayList<>();
        private int count;

        synchronized void record(String shard, KinesisClientRecord record) {
            byte[] data = new byte[record.data().remaining()];
            record.data().duplicate().get(data);
            numbers.computeIfAbsent(record.partitionKey(), key -> new ArrayList<>())
                    .add(Integer.valueOf(new String(data, StandardCharsets.UTF_8)));
            last.put(shard, record.sequenceNumber());
            count++;
            notifyAll();
        }

        /** Number of the last record that came from a shard. */
        synchronized String last(String shard) {
            return last.get(shard);
        }

        CountDownLatch end(String shard) {
            return ended.computeIfAbsent(shard, s -> new CountDownLatch(1));
        }

        synchronized void failed(Throwable failure) {
            failures.add(failure);
            notifyAll();
        }

        /** Waits until that many records have come. */
        synchronized void await(int expected) throws InterruptedException {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (count < expected && failures.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                assertTrue(left > 0, count + " of " + expected + " records have come: " + numbers);
                wait(left);
            }
            assertEquals(List.of(), failures);
        }
    }

    /** The reader of one shard: remembers what comes and checkpoints each batch. */
    private static final class Processor implements ShardRecordProcessor {
        private final Seen seen;
        private String shard = "";

        Processor(Seen seen) {
            this.seen = seen;
        }

        @Override
        public void initialize(InitializationInput input) {
            shard = input.shardId();
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            input.records().forEach(record -> seen.record(shard, record));
            checkpoint(input.checkpointer());
        }

        @Override
        public void leaseLost(LeaseLostInput input) {
            seen.failed(new AssertionError("the lease of " + shard + " was lost"));
        }

        @Override
        public void shardEnded(ShardEndedInput input) {
            checkpoint(input.checkpointer());
            seen.end(shard).countDown();
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            checkpoint(input.checkpointer());
        }

        private void checkpoint(RecordProcessorCheckpointer checkpointer) {
            try {
                checkpointer.checkpoint();
            } catch (InvalidStateException | ShutdownException e) {
                seen.failed(e);
            }
        }
    }

    /** An application of the library with one worker. */
    private final class Application {
        private final String name;
        private final Seen seen = new Seen();
        private final Scheduler scheduler;
        private final Thread worker;

        Application(String name, RetrievalSpecificConfig retrieval) {
            this.name = name;
            this.scheduler = scheduler(name, seen, retrieval);
            this.worker = Thread.ofPlatform().name(name).start(scheduler);
        }

        void awaitEnd(int shard) throws InterruptedException {
            assertTrue(
                    seen.end(shardId(shard)).await(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    () -> name + " has not seen the end of " + shardId(shard));
        }

        /** Every record has come once, in its key's order, and the leases say so. */
        void check() {
            List<Integer> all = IntStream.range(0, written).boxed().toList();
            assertEquals(KEYS.stream().collect(Collectors.toMap(key -> key, key -> all)), seen.numbers);
            Map<String, String> checkpoints = dynamodb.scanPaginator(r -> r.tableName(name)).items().stream()
                    .collect(Collectors.toMap(lease -> lease.get("leaseKey").s(), lease -> lease.get("checkpoint")
                            .s()));
            Map<String, String> expected = new HashMap<>();
            List.of(0, 1, 3).forEach(shard -> expected.put(shardId(shard), "SHARD_END"));
            List.of(2, 4).forEach(shard -> expected.put(shardId(shard), seen.last(shardId(shard))));
            assertEquals(expected, checkpoints);
        }

        void stop() throws InterruptedException {
            scheduler.shutdown();
            assertTrue(worker.join(Duration.ofSeconds(30)), name + " does not end");
        }
    }

    private Scheduler scheduler(String application, Seen seen, RetrievalSpecificConfig retrieval) {
        ConfigsBuilder configs = new ConfigsBuilder(
                new SingleStreamTracker(
                        StreamIdentifier.singleStreamInstance(STREAM),
                        InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON)),
                application,
                asyncKinesis,
                asyncDynamodb,
                cloudwatch,
                "worker-1",
                () -> new Processor(seen));
        LeaseManagementConfig leases = configs.leaseManagementConfig()
                .failoverTimeMillis(2_000)
                .leaseAssignmentIntervalMillis(500L)
                .shardSyncIntervalMillis(500)
                .leasesRecoveryAuditorExecutionFrequencyMillis(1_000)
                .cleanupLeasesUponShardCompletion(false);
        leases.workerUtilizationAwareAssignmentConfig().workerMetricsReporterFreqInMillis(500);
        return new Scheduler(
                configs.checkpointConfig(),
                configs.coordinatorConfig()
                        .parentShardPollIntervalMillis(200)
                        .shardConsumerDispatchPollIntervalMillis(100)
                        .schedulerInitializationBackoffTimeMillis(200),
                leases,
                configs.lifecycleConfig().taskBackoffTimeMillis(100),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig(),
                configs.retrievalConfig().retrievalSpecificConfig(retrieval));
    }

    /** Writes {@link #EACH} more numbers to every key, each number to all keys in one call. */
    private void write() {
        for (int i = 0; i < EACH; i++) {
            List<PutRecordsRequestEntry> entries = KEYS.stream()
                    .map(key -> PutRecordsRequestEntry.builder()
                            .partitionKey(key)
                            .data(SdkBytes.fromUtf8String(String.valueOf(written)))
                            .build())
                    .toList();
            PutRecordsResponse put =
                    kinesis.putRecords(r -> r.streamName(STREAM).records(entries));
            assertEquals(0, put.failedRecordCount());
            written++;
        }
    }

    private static String shardId(int number) {
        return "shardId-%012d".formatted(number);
    }

    @Test
    void readersFollowASplitAndAMerge() throws Exception {
        kinesis.createStream(r -> r.streamName(STREAM).shardCount(2));
        weir.advance(Duration.ofSeconds(1));
        write();
        Application polling =
                new Application("polling", new PollingConfig(STREAM, asyncKinesis).idleTimeBetweenReadsInMillis(200));
        Application pushed = new Application(
                "pushed",
                new FanOutConfig(asyncKinesis)
                        .streamName(STREAM)
                        .applicationName("pushed")
                        .retryBackoffMillis(200));
        try {
            for (Application each : List.of(polling, pushed)) {
                each.seen.await(written * KEYS.size());
            }

            kinesis.splitShard(r -> r.streamName(STREAM)
                    .shardToSplit(shardId(0))
                    .newStartingHashKey(BigInteger.ONE.shiftLeft(126).toString()));
            write();
            weir.advance(Duration.ofSeconds(1));
            write();
            for (Application each : List.of(polling, pushed)) {
                each.awaitEnd(0);
                each.seen.await(written * KEYS.size());
            }

            kinesis.mergeShards(
                    r -> r.streamName(STREAM).shardToMerge(shardId(3)).adjacentShardToMerge(shardId(1)));
            write();
            weir.advance(Duration.ofSeconds(1));
            write();
            for (Application each : List.of(polling, pushed)) {
                each.awaitEnd(1);
                each.awaitEnd(3);
                each.seen.await(written * KEYS.size());
            }
        } finally {
            polling.stop();
            pushed.stop();
        }
        polling.check();
        pushed.check();
    }
}
