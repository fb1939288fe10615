package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Statuses of tables and indexes over weir's clock, and how often capacity may change. */
@ExtendWith(WeirExtension.class)
class TableLifeTest {
    private static final Duration MOMENT = Duration.ofMillis(250);

    private DynamoDbClient dynamo;

    @BeforeEach
    void client(WeirServer weir) {
        dynamo = Clients.of(weir, DynamoDbClient.builder());
    }

    private TableDescription table(String name) {
        return dynamo.describeTable(b -> b.tableName(name)).table();
    }

    private static String message(DynamoDbException e) {
        return e.awsErrorDetails().errorMessage();
    }

    @Test
    void aTableIsCreatingUpdatingAndDeletingForAWhile(WeirServer weir) {
        weir.clock().freeze();
        Tables.create(dynamo, "orders", "id");
        assertEquals(TableStatus.CREATING, table("orders").tableStatus());
        assertEquals(
                "Attempt to change a resource which is still in use: Table is being created: orders",
                message(assertThrows(
                        ResourceInUseException.class, () -> dynamo.deleteTable(b -> b.tableName("orders")))));
        weir.advance(MOMENT);
        assertEquals(TableStatus.ACTIVE, table("orders").tableStatus());
        dynamo.updateTable(b -> b.tableName("orders").deletionProtectionEnabled(true));
        assertEquals(TableStatus.UPDATING, table("orders").tableStatus());
        assertEquals(
                "Attempt to change a resource which is still in use: Table is being updated: orders",
                message(assertThrows(
                        ResourceInUseException.class,
                        () -> dynamo.updateTable(b -> b.tableName("orders").deletionProtectionEnabled(false)))));
        weir.advance(MOMENT);
        dynamo.updateTable(b -> b.tableName("orders").deletionProtectionEnabled(false));
        weir.advance(MOMENT);
        dynamo.putItem(b -> b.tableName("orders").item(Map.of("id", AttributeValue.fromS("a"))));
        assertEquals(
                TableStatus.DELETING,
                dynamo.deleteTable(b -> b.tableName("orders"))
                        .tableDescription()
                        .tableStatus());
        assertEquals(TableStatus.DELETING, table("orders").tableStatus());
        assertThrows(ResourceNotFoundException.class, () -> dynamo.scan(b -> b.tableName("orders")));
        assertThrows(ResourceInUseException.class, () -> Tables.create(dynamo, "orders", "id"));
        weir.advance(MOMENT);
        assertThrows(ResourceNotFoundException.class, () -> table("orders"));
        Tables.create(dynamo, "orders", "id");
        assertEquals(0, dynamo.scan(b -> b.tableName("orders")).count());
        weir.clock().resume();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void waitersDoNotWaitForLong() {
        Tables.create(dynamo, "orders", "id");
        dynamo.waiter().waitUntilTableExists(b -> b.tableName("orders"));
        dynamo.deleteTable(b -> b.tableName("orders"));
        dynamo.waiter().waitUntilTableNotExists(b -> b.tableName("orders"));
        assertTrue(dynamo.listTables().tableNames().isEmpty());
    }

    private GlobalSecondaryIndexDescription index(String table) {
        return table(table).globalSecondaryIndexes().getFirst();
    }

    private void addIndex(String table, String name, String key) {
        dynamo.updateTable(b -> b.tableName(table)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                        .create(c -> c.indexName(name)
                                .keySchema(Tables.schema(key))
                                .projection(p -> p.projectionType(ProjectionType.ALL)))
                        .build()));
    }

    private void put(String id, String customer) {
        dynamo.putItem(b -> b.tableName("orders")
                .item(Map.of("id", AttributeValue.fromS(id), "customer", AttributeValue.fromS(customer))));
    }

    private int customers() {
        return dynamo.query(b -> b.tableName("orders")
                        .indexName("by-customer")
                        .keyConditionExpression("customer = :c")
                        .expressionAttributeValues(Map.of(":c", AttributeValue.fromS("c"))))
                .count();
    }

    @Test
    void anIndexIsMadeAndFilledWhileWritesGoOn(WeirServer weir) {
        weir.clock().freeze();
        Tables.create(dynamo, "orders", "id");
        weir.advance(MOMENT);
        put("before", "c");
        addIndex("orders", "by-customer", "customer");
        assertEquals(TableStatus.UPDATING, table("orders").tableStatus());
        assertEquals(IndexStatus.CREATING, index("orders").indexStatus());
        assertEquals(false, index("orders").backfilling());
        put("while it is made", "c");
        weir.advance(MOMENT);
        assertEquals(TableStatus.ACTIVE, table("orders").tableStatus());
        assertEquals(IndexStatus.CREATING, index("orders").indexStatus());
        assertEquals(true, index("orders").backfilling());
        put("while it is filled", "c");
        assertEquals(
                "Cannot read from backfilling global secondary index: by-customer",
                message(assertThrows(DynamoDbException.class, this::customers)));
        assertEquals(
                "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
                message(assertThrows(LimitExceededException.class, () -> addIndex("orders", "second", "other"))));
        weir.advance(MOMENT);
        assertEquals(IndexStatus.ACTIVE, index("orders").indexStatus());
        assertNull(index("orders").backfilling());
        assertEquals(3, customers());
        dynamo.updateTable(b -> b.tableName("orders")
                .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                        .delete(d -> d.indexName("by-customer"))
                        .build()));
        assertEquals(IndexStatus.DELETING, index("orders").indexStatus());
        put("while it goes", "c");
        assertThrows(DynamoDbException.class, this::customers);
        weir.advance(MOMENT);
        assertFalse(table("orders").hasGlobalSecondaryIndexes());
        assertEquals(
                List.of("id"),
                table("orders").attributeDefinitions().stream()
                        .map(AttributeDefinition::attributeName)
                        .toList());
        weir.clock().resume();
    }

    @Test
    void capacityMayBeLoweredFourTimesADayAndThenOnceAnHour(WeirServer weir) {
        weir.clock().freeze();
        weir.advance(Duration.ofHours(
                36 - weir.now().atZone(java.time.ZoneOffset.UTC).getHour()));
        Tables.create(
                dynamo,
                "orders",
                b -> b.provisionedThroughput(p -> p.readCapacityUnits(50L).writeCapacityUnits(50L)),
                "id");
        weir.advance(MOMENT);
        for (int units = 49; units > 45; units--) {
            capacity(weir, units);
        }
        assertEquals(4, table("orders").provisionedThroughput().numberOfDecreasesToday());
        assertTrue(message(assertThrows(LimitExceededException.class, () -> capacity(weir, 45)))
                .startsWith(
                        "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day."
                                + " After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at"
                                + " most once every 3600 seconds. Number of decreases today: 4. Last decrease at "));
        capacity(weir, 60);
        weir.advance(Duration.ofHours(1));
        capacity(weir, 45);
        assertEquals(5, table("orders").provisionedThroughput().numberOfDecreasesToday());
        weir.advance(Duration.ofDays(1));
        assertEquals(0, table("orders").provisionedThroughput().numberOfDecreasesToday());
        for (int i = 0; i < 4; i++) {
            billing(weir, BillingMode.PAY_PER_REQUEST);
            billing(weir, BillingMode.PROVISIONED);
        }
        assertTrue(message(assertThrows(LimitExceededException.class, () -> billing(weir, BillingMode.PAY_PER_REQUEST)))
                .startsWith("Subscriber limit exceeded: Update to PayPerRequest mode are limited to"));
        weir.clock().resume();
    }

    private void capacity(WeirServer weir, long units) {
        dynamo.updateTable(b -> b.tableName("orders")
                .provisionedThroughput(p -> p.readCapacityUnits(units).writeCapacityUnits(50L)));
        weir.advance(MOMENT);
    }

    private void billing(WeirServer weir, BillingMode mode) {
        dynamo.updateTable(b -> {
            b.tableName("orders").billingMode(mode);
            if (mode == BillingMode.PROVISIONED) {
                b.provisionedThroughput(p -> p.readCapacityUnits(5L).writeCapacityUnits(5L));
            }
        });
        weir.advance(MOMENT);
    }
}
