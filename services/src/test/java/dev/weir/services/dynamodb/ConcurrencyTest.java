package dev.weir.services.dynamodb;

import static dev.weir.services.dynamodb.DynamoWorld.defined;
import static dev.weir.services.dynamodb.DynamoWorld.item;
import static dev.weir.services.dynamodb.DynamoWorld.keys;
import static dev.weir.services.dynamodb.DynamoWorld.n;
import static dev.weir.services.dynamodb.DynamoWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.CreateBackupInput;
import dev.weir.api.dynamodb.Get;
import dev.weir.api.dynamodb.GlobalSecondaryIndex;
import dev.weir.api.dynamodb.Projection;
import dev.weir.api.dynamodb.RestoreTableFromBackupInput;
import dev.weir.api.dynamodb.ScanInput;
import dev.weir.api.dynamodb.StreamSpecification;
import dev.weir.api.dynamodb.TransactGetItem;
import dev.weir.api.dynamodb.TransactGetItemsInput;
import dev.weir.api.dynamodb.TransactWriteItem;
import dev.weir.api.dynamodb.TransactWriteItemsInput;
import dev.weir.api.dynamodb.TransactionCanceledException;
import dev.weir.api.dynamodb.Update;
import dev.weir.api.dynamodbstreams.DescribeStreamInput;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsOperations;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsRecord;
import dev.weir.api.dynamodbstreams.GetRecordsInput;
import dev.weir.api.dynamodbstreams.GetShardIteratorInput;
import dev.weir.api.dynamodbstreams.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Money moves between accounts in concurrent transactions, in an order that the seed picks. Whoever looks sees all of
 * it: readers, the index, who replays the stream, and a backup that is made meanwhile.
 */
class ConcurrencyTest {
    private static final int SEEDS = 1000;
    private static final int ACCOUNTS = 4;
    private static final int EACH = 10;

    @Test
    void transactionsAreSerializableUnderAThousandSeeds() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (DynamoWorld world = new DynamoWorld(seed)) {
                new Bank(world, seed).run();
            }
        }
    }

    private static final class Bank {
        private final DynamoWorld world;
        private final int seed;
        private final ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
        private String backup = "";

        Bank(DynamoWorld world, int seed) {
            this.world = world;
            this.seed = seed;
        }

        void run() {
            String stream = create();
            for (int i = 0; i < ACCOUNTS; i++) {
                world.put("bank", "pk", "a" + i, "money", EACH, "kind", "account");
            }
            for (int task = 0; task < 3; task++) {
                Random random = new Random(seed * 31L + task);
                world.kernel.tasks().start("transfers", () -> transfers(random));
            }
            world.kernel.tasks().start("reader", this::read);
            world.kernel.tasks().start("backup", this::backUp);
            world.running.clock().untilQuiet(Duration.ofHours(1));
            String where = "seed " + seed;
            seen.forEach(sum -> assertEquals(ACCOUNTS * EACH, sum, where));
            Map<String, Integer> accounts = scan("bank", null);
            assertEquals(ACCOUNTS * EACH, sum(accounts), where);
            assertEquals(accounts, scan("bank", "by-kind"), where);
            assertEquals(accounts, replayed(stream), where);
            world.dynamo.restoreTableFromBackup(
                    world.call,
                    RestoreTableFromBackupInput.builder()
                            .backupArn(backup)
                            .targetTableName("restored")
                            .build());
            world.running.clock().untilQuiet(Duration.ofHours(1));
            Map<String, Integer> restored = scan("restored", null);
            assertEquals(ACCOUNTS * EACH, sum(restored), where);
            assertEquals(restored, scan("restored", "by-kind"), where);
        }

        private String create() {
            return String.valueOf(world.dynamo
                    .createTable(
                            world.call,
                            table("bank", null)
                                    .attributeDefinitions(List.of(defined("pk", "S"), defined("kind", "S")))
                                    .globalSecondaryIndexes(List.of(GlobalSecondaryIndex.builder()
                                            .indexName("by-kind")
                                            .keySchema(keys("kind"))
                                            .projection(Projection.builder()
                                                    .projectionType("ALL")
                                                    .build())
                                            .build()))
                                    .streamSpecification(StreamSpecification.builder()
                                            .streamEnabled(true)
                                            .streamViewType("NEW_AND_OLD_IMAGES")
                                            .build())
                                    .build())
                    .tableDescription()
                    .latestStreamArn());
        }

        private void transfers(Random random) {
            for (int i = 0; i < 4; i++) {
                int from = random.nextInt(ACCOUNTS);
                int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
                int money = 1 + random.nextInt(EACH);
                try {
                    world.dynamo.transactWriteItems(
                            world.call,
                            TransactWriteItemsInput.builder()
                                    .transactItems(List.of(
                                            moved(from, -money, "money >= :least", money), moved(to, money, null, 0)))
                                    .build());
                } catch (TransactionCanceledException e) {
                    // There was too little in the account, which the sums must not show.
                    continue;
                }
            }
        }

        private static TransactWriteItem moved(int account, int money, @Nullable String condition, int least) {
            Map<String, AttributeValue> values =
                    condition == null ? Map.of(":by", n(money)) : Map.of(":by", n(money), ":least", n(least));
            return TransactWriteItem.builder()
                    .update(Update.builder()
                            .tableName("bank")
                            .key(item("pk", "a" + account))
                            .updateExpression("ADD money :by")
                            .conditionExpression(condition)
                            .expressionAttributeValues(values)
                            .build())
                    .build();
        }

        private void read() {
            List<TransactGetItem> gets = new ArrayList<>();
            for (int i = 0; i < ACCOUNTS; i++) {
                gets.add(TransactGetItem.builder()
                        .get(Get.builder()
                                .tableName("bank")
                                .key(item("pk", "a" + i))
                                .build())
                        .build());
            }
            for (int i = 0; i < 3; i++) {
                seen.add(world
                        .dynamo
                        .transactGetItems(
                                world.call,
                                TransactGetItemsInput.builder()
                                        .transactItems(gets)
                                        .build())
                        .responses()
                        .stream()
                        .mapToInt(each ->
                                Integer.parseInt(each.item().get("money").n()))
                        .sum());
            }
        }

        private void backUp() {
            backup = world.dynamo
                    .createBackup(
                            world.call,
                            CreateBackupInput.builder()
                                    .tableName("bank")
                                    .backupName("meanwhile")
                                    .build())
                    .backupDetails()
                    .backupArn();
        }

        private Map<String, Integer> scan(String table, @Nullable String index) {
            Map<String, Integer> accounts = new TreeMap<>();
            world.dynamo
                    .scan(
                            world.call,
                            ScanInput.builder()
                                    .tableName(table)
                                    .indexName(index)
                                    .build())
                    .items()
                    .forEach(item -> accounts.put(
                            item.get("pk").s(),
                            Integer.valueOf(item.get("money").n())));
            return accounts;
        }

        private static int sum(Map<String, Integer> accounts) {
            return accounts.values().stream().mapToInt(each -> each).sum();
        }

        private Map<String, Integer> replayed(String stream) {
            DynamoDbStreamsOperations streams = new DynamoDbStreamsService(world.kernel, world.deliveries).operations();
            Map<String, Integer> accounts = new TreeMap<>();
            for (Shard shard : streams.describeStream(
                            world.call,
                            DescribeStreamInput.builder().streamArn(stream).build())
                    .streamDescription()
                    .shards()) {
                String iterator = streams.getShardIterator(
                                world.call,
                                GetShardIteratorInput.builder()
                                        .streamArn(stream)
                                        .shardId(shard.shardId())
                                        .shardIteratorType("TRIM_HORIZON")
                                        .build())
                        .shardIterator();
                for (DynamoDbStreamsRecord record : streams.getRecords(
                                world.call,
                                GetRecordsInput.builder()
                                        .shardIterator(iterator)
                                        .build())
                        .records()) {
                    accounts.put(
                            record.dynamodb().keys().get("pk").s(),
                            Integer.valueOf(
                                    record.dynamodb().newImage().get("money").n()));
                }
            }
            return accounts;
        }
    }
}
