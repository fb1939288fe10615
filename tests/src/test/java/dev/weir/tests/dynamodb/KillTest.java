package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.tests.WeirProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * What was acknowledged outlives a {@code kill -9}: items, their index and their stream agree with the writers and with
 * each other, however often weir dies under them.
 */
@Timeout(600)
class KillTest {
    private static final int ROUNDS = 50;
    private static final int WRITERS = 4;
    private static final int LEAST = 100;
    private static final int MORE = 200;

    /** In every so many rounds the stream is read on from where it was read to. */
    private static final int READ = 5;

    /** In every so many rounds the stream is read from its beginning. */
    private static final int WHOLE = 25;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Random random = new Random(4);
    private final List<KillWriter> writers = new ArrayList<>();
    private final Map<String, String> readTo = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> replayed = new HashMap<>();
    private long hits;
    private long acknowledged;

    @Test
    void whatWasAcknowledgedOutlivesKills() throws Exception {
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new KillWriter(i));
        }
        try (WeirProcess weir = WeirProcess.up(folder);
                DynamoDbClient dynamo = client(weir)) {
            create(dynamo);
            load(weir, dynamo);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            try (WeirProcess weir = WeirProcess.up(folder);
                    DynamoDbClient dynamo = client(weir);
                    DynamoDbStreamsClient streams = weir.client(DynamoDbStreamsClient.builder())) {
                check(dynamo, "round " + round);
                if (round % READ == 0) {
                    checkStream(dynamo, streams, round);
                }
                if (round < ROUNDS) {
                    load(weir, dynamo);
                }
            }
        }
        assertTrue(acknowledged >= (long) ROUNDS * LEAST, "only " + acknowledged);
    }

    private static DynamoDbClient client(WeirProcess weir) {
        return weir.client(
                DynamoDbClient.builder().overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
    }

    private static void create(DynamoDbClient dynamo) {
        dynamo.createTable(b -> b.tableName(KillWriter.TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("id", ScalarAttributeType.S),
                        attribute("group", ScalarAttributeType.S),
                        attribute("count", ScalarAttributeType.N))
                .keySchema(Tables.schema("id"))
                .globalSecondaryIndexes(i -> i.indexName("groups")
                        .keySchema(Tables.schema("group", "count"))
                        .projection(p -> p.projectionType(ProjectionType.ALL)))
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        dynamo.waiter().waitUntilTableExists(b -> b.tableName(KillWriter.TABLE));
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    /** Lets the writers write until weir dies under them. */
    private void load(WeirProcess weir, DynamoDbClient dynamo) throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(LEAST + random.nextInt(MORE));
        List<Thread> threads = new ArrayList<>();
        for (KillWriter writer : writers) {
            threads.add(Thread.ofVirtual().start(() -> writer.write(dynamo, enough)));
        }
        boolean came = enough.await(120, TimeUnit.SECONDS);
        weir.kill();
        for (Thread thread : threads) {
            thread.join();
        }
        for (KillWriter writer : writers) {
            assertEquals("", writer.problem());
            acknowledged += writer.acknowledged();
        }
        assertTrue(came, "the writers were too slow");
    }

    private static Map<String, Map<String, AttributeValue>> table(DynamoDbClient dynamo) {
        Map<String, Map<String, AttributeValue>> table = new HashMap<>();
        dynamo.scanPaginator(b -> b.tableName(KillWriter.TABLE).consistentRead(true)).items().stream()
                .forEach(item -> table.put(item.get("id").s(), item));
        return table;
    }

    private void check(DynamoDbClient dynamo, String round) {
        Map<String, Map<String, AttributeValue>> table = table(dynamo);
        Map<String, Map<String, AttributeValue>> others = new HashMap<>(table);
        long least = hits;
        for (KillWriter writer : writers) {
            Map<String, Map<String, AttributeValue>> own = new HashMap<>(table);
            own.keySet().removeIf(id -> !writer.owns(id));
            others.keySet().removeAll(own.keySet());
            writer.found(own, round);
            least += writer.hits();
        }
        Map<String, AttributeValue> shared = others.remove(KillWriter.SHARED);
        assertEquals(Map.of(), others, round + ": items that nobody wrote");
        hits = shared == null ? 0 : Long.parseLong(shared.get("count").n());
        long most = least + writers.stream().filter(KillWriter::hitInFlight).count();
        assertTrue(hits >= least && hits <= most, round + ": " + hits + " of " + least + " to " + most);

        Map<String, Map<String, AttributeValue>> indexed = new HashMap<>();
        dynamo.scanPaginator(b -> b.tableName(KillWriter.TABLE).indexName("groups")).items().stream()
                .forEach(item -> assertEquals(
                        null,
                        indexed.put(item.get("id").s(), item),
                        () -> round + ": twice in the index: " + item.get("id")));
        Map<String, Map<String, AttributeValue>> grouped = new HashMap<>(table);
        grouped.values().removeIf(item -> !item.containsKey("group") || !item.containsKey("count"));
        assertEquals(grouped, indexed, round + ": the index");

        TableDescription description =
                dynamo.describeTable(b -> b.tableName(KillWriter.TABLE)).table();
        assertEquals(table.size(), description.itemCount(), round + ": the table's count");
        assertEquals(
                indexed.size(),
                description.globalSecondaryIndexes().getFirst().itemCount(),
                round + ": the index's count");
    }

    private void checkStream(DynamoDbClient dynamo, DynamoDbStreamsClient streams, int round) {
        if (round % WHOLE == 0) {
            readTo.clear();
            replayed.clear();
        }
        String arn =
                dynamo.describeTable(b -> b.tableName(KillWriter.TABLE)).table().latestStreamArn();
        replay(streams, arn, "round " + round);
        assertEquals(table(dynamo), replayed, () -> "round " + round + ": the stream");
    }

    /** Each record must change what those before it have made of its item. */
    private void replay(DynamoDbStreamsClient streams, String arn, String round) {
        List<Shard> shards = streams.describeStream(b -> b.streamArn(arn))
                .streamDescription()
                .shards();
        for (Shard shard : shards) {
            String newest = readTo.get(shard.shardId());
            String iterator = streams.getShardIterator(b -> b.streamArn(arn)
                            .shardId(shard.shardId())
                            .sequenceNumber(newest)
                            .shardIteratorType(
                                    newest == null
                                            ? ShardIteratorType.TRIM_HORIZON
                                            : ShardIteratorType.AFTER_SEQUENCE_NUMBER))
                    .shardIterator();
            while (iterator != null) {
                String from = iterator;
                GetRecordsResponse page = streams.getRecords(b -> b.shardIterator(from));
                page.records().forEach(record -> replay(shard.shardId(), record, round));
                iterator = page.records().isEmpty() ? null : page.nextShardIterator();
            }
        }
    }

    private void replay(String shard, Record record, String round) {
        String number = record.dynamodb().sequenceNumber();
        String before = readTo.put(shard, number);
        assertTrue(before == null || before.compareTo(number) < 0, () -> round + ": " + number + " after " + before);
        String id = record.dynamodb().keys().get("id").s();
        assertEquals(
                replayed.getOrDefault(id, Map.of()),
                record.dynamodb().oldImage(),
                () -> round + ": what " + number + " has changed");
        if (record.dynamodb().hasNewImage()) {
            replayed.put(id, record.dynamodb().newImage());
        } else {
            replayed.remove(id);
        }
    }
}
