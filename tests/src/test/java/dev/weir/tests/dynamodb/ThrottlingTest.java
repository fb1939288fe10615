package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Tables are held to their capacity on weir's clock, with five minutes' worth of it to spare. */
class ThrottlingTest {
    private static DynamoDbClient client(WeirServer weir) {
        return Clients.of(
                weir,
                DynamoDbClient.builder().overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
    }

    private static Map<String, AttributeValue> key(int id) {
        return Map.of("id", AttributeValue.fromS("i" + id));
    }

    private static void provisioned(DynamoDbClient dynamo, String table, long read, long write) {
        Tables.create(
                dynamo,
                table,
                b -> b.provisionedThroughput(t -> t.readCapacityUnits(read).writeCapacityUnits(write)),
                "id");
    }

    private static void put(DynamoDbClient dynamo, String table, int id) {
        dynamo.putItem(b -> b.tableName(table).item(key(id)));
    }

    @Test
    void provisionedTablesAreHeldToTheirUnits() {
        try (WeirServer weir = WeirServer.simulated(1)) {
            DynamoDbClient dynamo = client(weir);
            provisioned(dynamo, "small", 1, 1);
            IntStream.range(0, 300).forEach(i -> put(dynamo, "small", i));
            ProvisionedThroughputExceededException failure =
                    assertThrows(ProvisionedThroughputExceededException.class, () -> put(dynamo, "small", 300));
            assertEquals(
                    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your"
                            + " provisioning level with the UpdateTable API.",
                    failure.awsErrorDetails().errorMessage());
            assertEquals(
                    "TableWriteProvisionedThroughputExceeded",
                    failure.throttlingReasons().getFirst().reason());
            weir.advance(Duration.ofSeconds(1));
            put(dynamo, "small", 300);
            assertThrows(ProvisionedThroughputExceededException.class, () -> put(dynamo, "small", 301));
            for (int i = 0; i < 600; i++) {
                dynamo.getItem(b -> b.tableName("small").key(key(0)));
            }
            assertThrows(
                    ProvisionedThroughputExceededException.class,
                    () -> dynamo.getItem(b -> b.tableName("small").key(key(0))));
            assertThrows(ProvisionedThroughputExceededException.class, () -> dynamo.scan(b -> b.tableName("small")));
        }
    }

    @Test
    void batchesLeaveUndoneWhatHasNoCapacity() {
        try (WeirServer weir = WeirServer.simulated(2)) {
            DynamoDbClient dynamo = client(weir);
            provisioned(dynamo, "small", 1, 1);
            Tables.create(dynamo, "large", "id");
            IntStream.range(0, 300).forEach(i -> put(dynamo, "small", i));
            List<WriteRequest> one = List.of(
                    WriteRequest.builder().putRequest(p -> p.item(key(1))).build());
            var written = dynamo.batchWriteItem(b -> b.requestItems(Map.of("small", one, "large", one)));
            assertEquals(Map.of("small", one), written.unprocessedItems());
            assertThrows(
                    ProvisionedThroughputExceededException.class,
                    () -> dynamo.batchWriteItem(b -> b.requestItems(Map.of("small", one))));
            for (int i = 0; i < 600; i++) {
                dynamo.getItem(b -> b.tableName("small").key(key(0)));
            }
            KeysAndAttributes keys = KeysAndAttributes.builder().keys(key(1)).build();
            var read = dynamo.batchGetItem(b -> b.requestItems(Map.of("small", keys, "large", keys)));
            assertEquals(Map.of("small", keys), read.unprocessedKeys());
            assertEquals(1, read.responses().get("large").size());
        }
    }

    @Test
    void onDemandTablesAreHeldToTheMostThatWasSet() {
        try (WeirServer weir = WeirServer.simulated(3)) {
            DynamoDbClient dynamo = client(weir);
            Tables.create(
                    dynamo,
                    "capped",
                    b -> b.billingMode(BillingMode.PAY_PER_REQUEST).onDemandThroughput(t -> t.maxWriteRequestUnits(2L)),
                    "id");
            put(dynamo, "capped", 1);
            put(dynamo, "capped", 2);
            ThrottlingException failure = assertThrows(ThrottlingException.class, () -> put(dynamo, "capped", 3));
            assertEquals(
                    "TableWriteMaxOnDemandThroughputExceeded",
                    failure.throttlingReasons().getFirst().reason());
            weir.advance(Duration.ofSeconds(1));
            put(dynamo, "capped", 3);
        }
    }

    @Test
    void itCanBeSwitchedOff() {
        try (WeirServer weir =
                WeirServer.start(WeirConfig.ephemeral().withSeed(4L).withThrottling(false))) {
            DynamoDbClient dynamo = client(weir);
            provisioned(dynamo, "small", 1, 1);
            IntStream.range(0, 310).forEach(i -> put(dynamo, "small", i));
            assertTrue(dynamo.scan(b -> b.tableName("small")).count() == 310);
        }
    }
}
