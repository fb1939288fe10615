package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.tests.WeirProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes whose writes were acknowledged get to Kinesis, though weir dies with them on their way. */
@Timeout(240)
class KinesisKillTest {
    private static final int ROUNDS = 5;
    private static final int WRITERS = 3;
    private static final int WRITES = 250;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void changesOnTheirWayOutliveAKill() throws Exception {
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger value = new AtomicInteger();
        try (WeirProcess weir = WeirProcess.up(folder);
                DynamoDbClient dynamo = weir.client(DynamoDbClient.builder());
                KinesisClient kinesis = weir.client(KinesisClient.builder())) {
            kinesis.createStream(b -> b.streamName("changes").shardCount(4));
            kinesis.waiter().waitUntilStreamExists(b -> b.streamName("changes"));
            Tables.create(dynamo, "items", "id");
            dynamo.waiter().waitUntilTableExists(b -> b.tableName("items"));
            String arn = kinesis.describeStreamSummary(b -> b.streamName("changes"))
                    .streamDescriptionSummary()
                    .streamARN();
            dynamo.enableKinesisStreamingDestination(b -> b.tableName("items").streamArn(arn));
            while (dynamo.describeKinesisStreamingDestination(b -> b.tableName("items"))
                            .kinesisDataStreamDestinations()
                            .getFirst()
                            .destinationStatus()
                    != DestinationStatus.ACTIVE) {
                Thread.sleep(50);
            }
            weir.kill();
        }
        for (int round = 0; round < ROUNDS; round++) {
            try (WeirProcess weir = WeirProcess.up(folder);
                    DynamoDbClient dynamo = weir.client(DynamoDbClient.builder()
                            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())))) {
                CountDownLatch enough = new CountDownLatch(WRITES);
                Thread[] writers = new Thread[WRITERS];
                for (int i = 0; i < WRITERS; i++) {
                    String prefix = "w" + i + "-";
                    writers[i] = Thread.ofVirtual().start(() -> write(dynamo, prefix, value, acknowledged, enough));
                }
                enough.await();
                weir.kill();
                for (Thread writer : writers) {
                    writer.join();
                }
            }
        }
        try (WeirProcess weir = WeirProcess.up(folder);
                KinesisClient kinesis = weir.client(KinesisClient.builder())) {
            Instant end = Instant.now().plus(Duration.ofSeconds(60));
            Set<String> missing = missing(acknowledged, kinesis);
            while (!missing.isEmpty() && Instant.now().isBefore(end)) {
                Thread.sleep(500);
                missing = missing(acknowledged, kinesis);
            }
            assertEquals(Set.of(), missing, "acknowledged and not in Kinesis");
        }
    }

    /** Each writer has keys of its own, so that the values of each key only grow. */
    private static void write(
            DynamoDbClient dynamo,
            String prefix,
            AtomicInteger value,
            Map<String, Integer> acknowledged,
            CountDownLatch enough) {
        while (true) {
            int next = value.incrementAndGet();
            String id = prefix + next % 20;
            try {
                dynamo.putItem(b -> b.tableName("items")
                        .item(Map.of(
                                "id",
                                AttributeValue.fromS(id),
                                "value",
                                AttributeValue.fromN(Integer.toString(next)))));
            } catch (SdkException e) {
                return;
            }
            acknowledged.put(id + "=" + next, next);
            enough.countDown();
        }
    }

    /** Checks as well that no key's changes go back, but for ones that came again. */
    private static Set<String> missing(Map<String, Integer> acknowledged, KinesisClient kinesis) {
        Set<String> missing = new HashSet<>(acknowledged.keySet());
        Map<String, Integer> newest = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Shard shard : kinesis.listShards(b -> b.streamName("changes")).shards()) {
            String iterator = kinesis.getShardIterator(b -> b.streamName("changes")
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            while (iterator != null) {
                String from = iterator;
                GetRecordsResponse page = kinesis.getRecords(b -> b.shardIterator(from));
                for (Record each : page.records()) {
                    JsonNode image = JsonMapper.shared()
                            .readTree(each.data().asByteArray())
                            .at("/dynamodb/NewImage");
                    String id = image.at("/id/S").asString();
                    int value = Integer.parseInt(image.at("/value/N").asString());
                    boolean first = seen.add(id + "=" + value);
                    if (first) {
                        assertEquals(true, value > newest.getOrDefault(id, 0), () -> id + " went back to " + value);
                        newest.put(id, value);
                    }
                    missing.remove(id + "=" + value);
                }
                iterator = page.records().isEmpty() ? null : page.nextShardIterator();
            }
        }
        return missing;
    }
}
