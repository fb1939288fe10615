package dev.weir.services.dynamodb;

import static dev.weir.services.dynamodb.DynamoWorld.defined;
import static dev.weir.services.dynamodb.DynamoWorld.keys;
import static dev.weir.services.dynamodb.DynamoWorld.s;
import static dev.weir.services.dynamodb.DynamoWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.api.dynamodb.CreateGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.CreateTableInput;
import dev.weir.api.dynamodb.DeleteGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.DeleteTableInput;
import dev.weir.api.dynamodb.DescribeTableInput;
import dev.weir.api.dynamodb.DescribeTimeToLiveInput;
import dev.weir.api.dynamodb.GlobalSecondaryIndexUpdate;
import dev.weir.api.dynamodb.ListTablesInput;
import dev.weir.api.dynamodb.ListTagsOfResourceInput;
import dev.weir.api.dynamodb.Projection;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.api.dynamodb.QueryInput;
import dev.weir.api.dynamodb.TableDescription;
import dev.weir.api.dynamodb.UpdateTableInput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TablesTest {
    private final DynamoWorld world = new DynamoWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private TableDescription describe(String name) {
        return world.dynamo
                .describeTable(
                        world.call, DescribeTableInput.builder().tableName(name).build())
                .table();
    }

    private String refused(CreateTableInput.Builder input) {
        return assertThrows(AwsException.class, () -> world.dynamo.createTable(world.call, input.build()))
                .getMessage();
    }

    @Test
    void aTableIsDescribedAsItWasDefined() {
        TableDescription created = world.dynamo
                .createTable(world.call, table("orders", "N").build())
                .tableDescription();
        assertEquals("CREATING", created.tableStatus());
        assertEquals("CREATING", describe("orders").tableStatus());
        world.running.clock().untilQuiet(Duration.ofMinutes(1));
        TableDescription described = describe("orders");
        assertEquals("ACTIVE", described.tableStatus());
        assertEquals("arn:aws:dynamodb:us-east-1:000000000000:table/orders", described.tableArn());
        assertEquals("PAY_PER_REQUEST", described.billingModeSummary().billingMode());
        assertEquals(12000, described.warmThroughput().readUnitsPerSecond());
        assertEquals(keys("pk", "sk"), described.keySchema());
        assertEquals("Table already exists: orders", refused(table("orders", null)));
        world.dynamo.deleteTable(
                world.call, DeleteTableInput.builder().tableName("orders").build());
        assertEquals("DELETING", describe("orders").tableStatus());
        world.running.clock().untilQuiet(Duration.ofMinutes(1));
        AwsException gone = assertThrows(AwsException.class, () -> describe("orders"));
        assertEquals("Requested resource not found: Table: orders not found", gone.getMessage());
    }

    @Test
    void definitionsAreRefusedInAwsWords() {
        assertEquals(
                "Invalid KeySchema: Some index key attribute have no definition",
                refused(table("t-1", null).keySchema(keys("pk", "nope"))));
        assertEquals(
                "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match"
                        + " number of attributes defined in AttributeDefinitions",
                refused(table("t-1", "S").keySchema(keys("pk"))));
        assertEquals(
                "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be"
                        + " specified when BillingMode is PROVISIONED",
                refused(table("t-1", null).billingMode(null)));
        assertEquals(
                "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be"
                        + " specified when BillingMode is PAY_PER_REQUEST",
                refused(table("t-1", null)
                        .provisionedThroughput(ProvisionedThroughput.builder()
                                .readCapacityUnits(1L)
                                .writeCapacityUnits(1L)
                                .build())));
    }

    @Test
    void anIndexAddedLaterHoldsWhatWasThereAndDeletingItForgetsIt() {
        world.dynamo.createTable(world.call, table("orders", null).build());
        world.running.clock().untilQuiet(Duration.ofMinutes(1));
        for (int i = 0; i < 450; i++) {
            world.put("orders", "pk", "o-" + i, "customer", "c-" + i % 2);
        }
        TableDescription updated = world.dynamo
                .updateTable(
                        world.call,
                        UpdateTableInput.builder()
                                .tableName("orders")
                                .attributeDefinitions(List.of(defined("pk", "S"), defined("customer", "S")))
                                .globalSecondaryIndexUpdates(List.of(GlobalSecondaryIndexUpdate.builder()
                                        .create(CreateGlobalSecondaryIndexAction.builder()
                                                .indexName("by-customer")
                                                .keySchema(keys("customer"))
                                                .projection(Projection.builder()
                                                        .projectionType("ALL")
                                                        .build())
                                                .build())
                                        .build()))
                                .build())
                .tableDescription();
        assertEquals("CREATING", updated.globalSecondaryIndexes().getFirst().indexStatus());
        world.running.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(
                "ACTIVE", describe("orders").globalSecondaryIndexes().getFirst().indexStatus());
        assertEquals(450, describe("orders").globalSecondaryIndexes().getFirst().itemCount());
        QueryInput query = QueryInput.builder()
                .tableName("orders")
                .indexName("by-customer")
                .keyConditionExpression("customer = :c")
                .expressionAttributeValues(Map.of(":c", s("c-1")))
                .build();
        assertEquals(225, world.dynamo.query(world.call, query).count());
        world.dynamo.updateTable(
                world.call,
                UpdateTableInput.builder()
                        .tableName("orders")
                        .globalSecondaryIndexUpdates(List.of(GlobalSecondaryIndexUpdate.builder()
                                .delete(DeleteGlobalSecondaryIndexAction.builder()
                                        .indexName("by-customer")
                                        .build())
                                .build()))
                        .build());
        assertEquals(
                "DELETING",
                describe("orders").globalSecondaryIndexes().getFirst().indexStatus());
        world.running.clock().untilQuiet(Duration.ofMinutes(1));
        assertNull(describe("orders").globalSecondaryIndexes());
        assertEquals(1, describe("orders").attributeDefinitions().size());
        assertThrows(AwsException.class, () -> world.dynamo.query(world.call, query));
    }

    @Test
    void tablesAreListedInPages() {
        for (String name : List.of("a-3", "a-1", "a-2")) {
            world.dynamo.createTable(world.call, table(name, null).build());
        }
        var first = world.dynamo.listTables(
                world.call, ListTablesInput.builder().limit(2).build());
        assertEquals(List.of("a-1", "a-2"), first.tableNames());
        assertEquals("a-2", first.lastEvaluatedTableName());
        var rest = world.dynamo.listTables(
                world.call,
                ListTablesInput.builder().exclusiveStartTableName("a-2").build());
        assertEquals(List.of("a-3"), rest.tableNames());
        assertNull(rest.lastEvaluatedTableName());
    }

    private ResourceRequest request(String json) {
        return new ResourceRequest(
                world.call,
                "shop",
                "arn:aws:cloudformation:us-east-1:000000000000:stack/shop/1",
                "Orders",
                new Properties("#", (ObjectNode) JsonMapper.shared().readTree(json)),
                Map.of("stack", "shop"),
                "ABCDEF");
    }

    @Test
    void cloudFormationMakesChangesAndDeletesTables() {
        ResourceType type = world.service.resourceTypes().getFirst();
        String one = """
                {"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
                 "ProvisionedThroughput":{"ReadCapacityUnits":"5","WriteCapacityUnits":5},
                 "Tags":[{"Key":"team","Value":"red"}]}""";
        String two = """
                {"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"c","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
                 "BillingMode":"PAY_PER_REQUEST",
                 "StreamSpecification":{"StreamViewType":"NEW_IMAGE"},
                 "TimeToLiveSpecification":{"AttributeName":"until","Enabled":true},
                 "PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":"true"},
                 "SSESpecification":{"SSEEnabled":true},
                 "GlobalSecondaryIndexes":[{"IndexName":"by-c","KeySchema":[{"AttributeName":"c","KeyType":"HASH"}],
                    "Projection":{"ProjectionType":"ALL"}}]}""";
        Provisioned created = type.create(request(one));
        assertEquals("shop-Orders-ABCDEF", created.physicalId());
        assertEquals(
                "arn:aws:dynamodb:us-east-1:000000000000:table/shop-Orders-ABCDEF",
                created.attributes().get("Arn").asString());
        assertNull(describe(created.physicalId()).billingModeSummary());
        Provisioned updated =
                type.update(request(two), created.physicalId(), request(one).properties());
        assertNotNull(updated.attributes().get("StreamArn"));
        TableDescription table = describe(created.physicalId());
        assertEquals("PAY_PER_REQUEST", table.billingModeSummary().billingMode());
        assertEquals("by-c", table.globalSecondaryIndexes().getFirst().indexName());
        assertEquals("ENABLED", table.sseDescription().status());
        assertEquals(
                "ENABLED",
                world.dynamo
                        .describeTimeToLive(
                                world.call,
                                DescribeTimeToLiveInput.builder()
                                        .tableName(created.physicalId())
                                        .build())
                        .timeToLiveDescription()
                        .timeToLiveStatus());
        assertEquals(
                List.of("stack"),
                world
                        .dynamo
                        .listTagsOfResource(
                                world.call,
                                ListTagsOfResourceInput.builder()
                                        .resourceArn(table.tableArn())
                                        .build())
                        .tags()
                        .stream()
                        .map(tag -> tag.key())
                        .toList());
        type.delete(request(two), created.physicalId());
        type.delete(request(two), created.physicalId());
        AwsException unknown = assertThrows(
                AwsException.class, () -> type.create(request(one.replace("\"Tags\"", "\"WarmThroughput\""))));
        assertEquals("#: extraneous key [WarmThroughput] is not permitted", unknown.getMessage());
    }
}
