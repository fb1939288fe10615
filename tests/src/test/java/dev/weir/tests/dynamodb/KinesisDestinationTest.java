package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ApproximateCreationDateTimePrecision;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KinesisDataStreamDestination;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes of items on their way to Kinesis. */
@ExtendWith(WeirExtension.class)
class KinesisDestinationTest {
    private static final String TEMPLATE = """
            Resources:
              Changes:
                Type: AWS::Kinesis::Stream
                Properties: {Name: changes-%s, ShardCount: 1}
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: told
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  BillingMode: PAY_PER_REQUEST
            """;

    private static final String TOLD = "      KinesisStreamSpecification: {StreamArn: !GetAtt Changes.Arn,"
            + " ApproximateCreationDateTimePrecision: %s}\n";

    private DynamoDbClient dynamo;
    private KinesisClient kinesis;

    @BeforeEach
    void clients(WeirServer weir) {
        dynamo = Clients.of(weir, DynamoDbClient.builder());
        kinesis = Clients.of(weir, KinesisClient.builder());
    }

    private String stream(WeirServer weir, String name) {
        kinesis.createStream(b -> b.streamName(name).shardCount(1));
        weir.untilQuiet();
        return kinesis.describeStreamSummary(b -> b.streamName(name))
                .streamDescriptionSummary()
                .streamARN();
    }

    private List<JsonNode> told(String name) {
        String shard =
                kinesis.listShards(b -> b.streamName(name)).shards().getFirst().shardId();
        String iterator = kinesis.getShardIterator(
                        b -> b.streamName(name).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        List<JsonNode> records = new ArrayList<>();
        for (Record each : kinesis.getRecords(b -> b.shardIterator(iterator)).records()) {
            records.add(JsonMapper.shared().readTree(each.data().asByteArray()));
        }
        return records;
    }

    private void put(String table, String id, String value) {
        dynamo.putItem(b ->
                b.tableName(table).item(Map.of("id", AttributeValue.fromS(id), "value", AttributeValue.fromS(value))));
    }

    private KinesisDataStreamDestination destination(String table) {
        return dynamo.describeKinesisStreamingDestination(b -> b.tableName(table))
                .kinesisDataStreamDestinations()
                .getFirst();
    }

    @Test
    void changesArriveAsAwsWritesThem(WeirServer weir) {
        String arn = stream(weir, "changes");
        Tables.create(dynamo, "items", "id");
        weir.untilQuiet();
        weir.clock().freeze();
        assertEquals(
                DestinationStatus.ENABLING,
                dynamo.enableKinesisStreamingDestination(
                                b -> b.tableName("items").streamArn(arn))
                        .destinationStatus());
        assertEquals(DestinationStatus.ENABLING, destination("items").destinationStatus());
        put("items", "early", "before it was active");
        weir.advance(Duration.ofSeconds(1));
        assertEquals(DestinationStatus.ACTIVE, destination("items").destinationStatus());
        put("items", "a", "one");
        put("items", "a", "two");
        put("items", "a", "two");
        dynamo.deleteItem(b -> b.tableName("items").key(Map.of("id", AttributeValue.fromS("a"))));
        weir.untilQuiet();
        List<JsonNode> told = told("changes");
        assertEquals(
                List.of("INSERT", "MODIFY", "REMOVE"),
                told.stream().map(each -> each.path("eventName").asString()).toList());
        JsonNode changed = told.get(1);
        assertEquals("items", changed.path("tableName").asString());
        assertEquals("application/json", changed.path("recordFormat").asString());
        assertEquals("aws:dynamodb", changed.path("eventSource").asString());
        assertEquals("us-east-1", changed.path("awsRegion").asString());
        assertTrue(changed.path("userIdentity").isNull());
        JsonNode images = changed.path("dynamodb");
        assertEquals(
                weir.now().toEpochMilli(),
                images.path("ApproximateCreationDateTime").asLong());
        assertEquals("{\"id\":{\"S\":\"a\"}}", images.path("Keys").toString());
        assertEquals("one", images.path("OldImage").path("value").path("S").asString());
        assertEquals("two", images.path("NewImage").path("value").path("S").asString());
        assertTrue(told.get(2).path("dynamodb").path("NewImage").isMissingNode());

        dynamo.updateKinesisStreamingDestination(b -> b.tableName("items")
                .streamArn(arn)
                .updateKinesisStreamingConfiguration(
                        c -> c.approximateCreationDateTimePrecision(ApproximateCreationDateTimePrecision.MICROSECOND)));
        assertEquals(DestinationStatus.UPDATING, destination("items").destinationStatus());
        weir.advance(Duration.ofSeconds(1));
        put("items", "b", "three");
        weir.untilQuiet();
        JsonNode micros = told("changes").getLast().path("dynamodb");
        assertEquals(
                weir.now().toEpochMilli() / 10_000,
                micros.path("ApproximateCreationDateTime").asLong() / 10_000_000);
        assertEquals(
                "MICROSECOND",
                micros.path("ApproximateCreationDateTimePrecision").asString());

        dynamo.disableKinesisStreamingDestination(b -> b.tableName("items").streamArn(arn));
        assertEquals(DestinationStatus.DISABLING, destination("items").destinationStatus());
        weir.advance(Duration.ofSeconds(1));
        assertEquals(DestinationStatus.DISABLED, destination("items").destinationStatus());
        put("items", "c", "nobody hears of it");
        weir.untilQuiet();
        assertEquals(4, told("changes").size());
        weir.clock().resume();
    }

    @Test
    void whatDoesNotFitTheStatusIsRefused(WeirServer weir) {
        String arn = stream(weir, "changes");
        Tables.create(dynamo, "items", "id");
        dynamo.waiter().waitUntilTableExists(b -> b.tableName("items"));
        dynamo.enableKinesisStreamingDestination(b -> b.tableName("items")
                .streamArn(arn)
                .enableKinesisStreamingConfiguration(
                        c -> c.approximateCreationDateTimePrecision(ApproximateCreationDateTimePrecision.MICROSECOND)));
        assertEquals(
                "Table is not in a valid state to enable Kinesis Streaming Destination: EnableKinesisStreamingDestination"
                        + " must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
                refused(() -> dynamo.enableKinesisStreamingDestination(
                        b -> b.tableName("items").streamArn(arn))));
        assertEquals(DestinationStatus.ACTIVE, destination("items").destinationStatus());
        String id = dynamo.describeTable(b -> b.tableName("items")).table().tableId();
        assertEquals(
                "Invalid Request: Precision is already set to the desired value of MICROSECOND for tableId: " + id
                        + ", kdsArn: " + arn,
                refused(() -> dynamo.updateKinesisStreamingDestination(b -> b.tableName("items")
                        .streamArn(arn)
                        .updateKinesisStreamingConfiguration(c -> c.approximateCreationDateTimePrecision(
                                ApproximateCreationDateTimePrecision.MICROSECOND)))));
        Tables.create(dynamo, "other", "id");
        dynamo.waiter().waitUntilTableExists(b -> b.tableName("other"));
        assertEquals(
                "User does not have a permission to use kinesis stream",
                refused(() -> dynamo.enableKinesisStreamingDestination(
                        b -> b.tableName("other").streamArn(arn + "-nowhere"))));
    }

    private static String refused(Runnable call) {
        return assertThrows(DynamoDbException.class, call::run)
                .awsErrorDetails()
                .errorMessage();
    }

    @Test
    void stacksSayWhereChangesGo(WeirServer weir) {
        CloudFormationClient stacks = Clients.of(weir, CloudFormationClient.builder());
        stacks.createStack(
                b -> b.stackName("told").templateBody(TEMPLATE.formatted("one") + TOLD.formatted("MILLISECOND")));
        weir.untilQuiet();
        KinesisDataStreamDestination first = destination("told");
        assertEquals(DestinationStatus.ACTIVE, first.destinationStatus());
        assertTrue(first.streamArn().endsWith("/changes-one"), first::streamArn);
        stacks.updateStack(
                b -> b.stackName("told").templateBody(TEMPLATE.formatted("one") + TOLD.formatted("MICROSECOND")));
        weir.untilQuiet();
        assertEquals(
                ApproximateCreationDateTimePrecision.MICROSECOND,
                destination("told").approximateCreationDateTimePrecision());
        stacks.updateStack(
                b -> b.stackName("told").templateBody(TEMPLATE.formatted("two") + TOLD.formatted("MICROSECOND")));
        weir.untilQuiet();
        put("told", "a", "one");
        weir.untilQuiet();
        assertEquals(1, told("changes-two").size());
        stacks.updateStack(b -> b.stackName("told").templateBody(TEMPLATE.formatted("two")));
        weir.untilQuiet();
        assertFalse(
                dynamo
                        .describeKinesisStreamingDestination(b -> b.tableName("told"))
                        .kinesisDataStreamDestinations()
                        .stream()
                        .anyMatch(each -> each.destinationStatus() == DestinationStatus.ACTIVE));
        assertEquals(
                StackStatus.UPDATE_COMPLETE,
                stacks.describeStacks(b -> b.stackName("told"))
                        .stacks()
                        .getFirst()
                        .stackStatus());
        stacks.deleteStack(b -> b.stackName("told"));
        weir.untilQuiet();
        assertTrue(dynamo.listTables().tableNames().isEmpty());
    }
}
