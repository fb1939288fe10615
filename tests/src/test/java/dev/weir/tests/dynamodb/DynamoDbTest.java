package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

@ExtendWith(WeirExtension.class)
class DynamoDbTest {
    private static DynamoDbClient client(WeirServer weir) {
        return Clients.of(weir, DynamoDbClient.builder());
    }

    private static void create(DynamoDbClient dynamo, String table) {
        dynamo.createTable(b -> b.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        dynamo.waiter().waitUntilTableExists(b -> b.tableName(table));
    }

    private static AttributeValue n(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    @Test
    void everyTypeOfValueComesBack(WeirServer weir) {
        DynamoDbClient dynamo = client(weir);
        create(dynamo, "types");
        Map<String, AttributeValue> item = Map.of(
                "id", AttributeValue.fromS("ünï"),
                "n", AttributeValue.fromN("-12.5"),
                "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1})),
                "bool", AttributeValue.fromBool(false),
                "null", AttributeValue.fromNul(true),
                "l", AttributeValue.fromL(List.of(AttributeValue.fromS(""), n(1))),
                "m", AttributeValue.fromM(Map.of("deep", AttributeValue.fromM(Map.of("er", n(2))))),
                "ss", AttributeValue.fromSs(List.of("a", "b")),
                "ns", AttributeValue.fromNs(List.of("1", "2")),
                "bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x"))));
        dynamo.putItem(b -> b.tableName("types").item(item));
        Map<String, AttributeValue> found = dynamo.getItem(
                        b -> b.tableName("types").key(Map.of("id", AttributeValue.fromS("ünï"))))
                .item();
        assertEquals(item, found);
        assertArrayEquals(new byte[] {0, 1, -1}, found.get("b").b().asByteArray());
    }

    @Test
    void errorsAreTheSdksOwn(WeirServer weir) {
        DynamoDbClient dynamo = client(weir);
        create(dynamo, "errors");
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("a"));
        dynamo.putItem(b -> b.tableName("errors").item(key));
        ConditionalCheckFailedException failed = assertThrows(
                ConditionalCheckFailedException.class,
                () -> dynamo.putItem(b -> b.tableName("errors")
                        .item(key)
                        .conditionExpression("attribute_not_exists(id)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
        assertEquals(key, failed.item());
        TransactionCanceledException cancelled = assertThrows(
                TransactionCanceledException.class,
                () -> dynamo.transactWriteItems(b -> b.transactItems(t ->
                        t.put(p -> p.tableName("errors").item(key).conditionExpression("attribute_not_exists(id)")))));
        assertEquals(
                "ConditionalCheckFailed",
                cancelled.cancellationReasons().getFirst().code());
        assertThrows(
                ResourceNotFoundException.class,
                () -> dynamo.getItem(b -> b.tableName("nope").key(key)));
        DynamoDbException invalid = assertThrows(
                DynamoDbException.class,
                () -> dynamo.scan(b -> b.tableName("errors").filterExpression("id = 5")));
        assertEquals("ValidationException", invalid.awsErrorDetails().errorCode());
        assertEquals(
                "Invalid FilterExpression: Syntax error; token: \"5\", near: \"= 5\"",
                invalid.awsErrorDetails().errorMessage());
        DynamoDbException refused = assertThrows(DynamoDbException.class, () -> dynamo.listGlobalTables());
        assertTrue(refused.awsErrorDetails().errorMessage().contains("ListGlobalTables"));
    }

    @Test
    void noUpdateOfManyWritersIsLostAndEachIsInTheStream(WeirServer weir) throws Exception {
        DynamoDbClient dynamo = client(weir);
        create(dynamo, "counters");
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("c"));
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                writes.add(writers.submit(() -> dynamo.updateItem(b -> b.tableName("counters")
                        .key(key)
                        .updateExpression("ADD hits :one")
                        .expressionAttributeValues(Map.of(":one", n(1))))));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        }
        assertEquals(
                "100",
                dynamo.getItem(b -> b.tableName("counters").key(key))
                        .item()
                        .get("hits")
                        .n());
        DynamoDbStreamsClient streams = Clients.of(weir, DynamoDbStreamsClient.builder());
        String arn = dynamo.describeTable(b -> b.tableName("counters")).table().latestStreamArn();
        List<String> seen = new ArrayList<>();
        streams.describeStream(b -> b.streamArn(arn))
                .streamDescription()
                .shards()
                .forEach(shard -> {
                    String iterator = streams.getShardIterator(b -> b.streamArn(arn)
                                    .shardId(shard.shardId())
                                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
                    streams.getRecords(b -> b.shardIterator(iterator))
                            .records()
                            .forEach(record -> seen.add(
                                    record.dynamodb().newImage().get("hits").n()));
                });
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            expected.add(Integer.toString(i));
        }
        assertEquals(expected, seen);
    }

    @Test
    void theEnhancedClientMapsBeans(WeirServer weir) {
        DynamoDbEnhancedClient enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client(weir)).build();
        DynamoDbTable<Line> lines = enhanced.table("lines", TableSchema.fromBean(Line.class));
        lines.createTable();
        for (int i = 0; i < 5; i++) {
            Line line = new Line();
            line.setOrder("o-1");
            line.setNumber(i);
            line.setTags(List.of("t" + i));
            lines.putItem(line);
        }
        List<Integer> found = lines
                .query(q -> q.queryConditional(QueryConditional.sortGreaterThan(
                                k -> k.partitionValue("o-1").sortValue(1)))
                        .scanIndexForward(false)
                        .limit(2))
                .items()
                .stream()
                .map(Line::getNumber)
                .toList();
        assertEquals(List.of(4, 3, 2), found);
        client(weir).waiter().waitUntilTableExists(b -> b.tableName("lines"));
        lines.deleteTable();
        client(weir).waiter().waitUntilTableNotExists(b -> b.tableName("lines"));
    }

    /** An order's line. */
    @DynamoDbBean
    public static class Line {
        private String order;
        private int number;
        private List<String> tags;

        @DynamoDbPartitionKey
        public String getOrder() {
            return order;
        }

        public void setOrder(String order) {
            this.order = order;
        }

        @DynamoDbSortKey
        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }

        public List<String> getTags() {
            return tags;
        }

        public void setTags(List<String> tags) {
            this.tags = tags;
        }
    }
}
