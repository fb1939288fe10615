package dev.weir.services.dynamodb;

import static dev.weir.services.dynamodb.DynamoWorld.item;
import static dev.weir.services.dynamodb.DynamoWorld.n;
import static dev.weir.services.dynamodb.DynamoWorld.s;
import static dev.weir.services.dynamodb.DynamoWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.dynamodb.AttributeValueUpdate;
import dev.weir.api.dynamodb.BatchGetItemInput;
import dev.weir.api.dynamodb.BatchWriteItemInput;
import dev.weir.api.dynamodb.CancellationReason;
import dev.weir.api.dynamodb.ConditionCheck;
import dev.weir.api.dynamodb.ConditionalCheckFailedException;
import dev.weir.api.dynamodb.ConditionalCheckFailedExceptionDetail;
import dev.weir.api.dynamodb.DeleteItemInput;
import dev.weir.api.dynamodb.DeleteRequest;
import dev.weir.api.dynamodb.ExpectedAttributeValue;
import dev.weir.api.dynamodb.KeysAndAttributes;
import dev.weir.api.dynamodb.Put;
import dev.weir.api.dynamodb.PutItemInput;
import dev.weir.api.dynamodb.PutRequest;
import dev.weir.api.dynamodb.TransactWriteItem;
import dev.weir.api.dynamodb.TransactWriteItemsInput;
import dev.weir.api.dynamodb.TransactionCanceledException;
import dev.weir.api.dynamodb.TransactionCanceledExceptionDetail;
import dev.weir.api.dynamodb.Update;
import dev.weir.api.dynamodb.UpdateItemInput;
import dev.weir.api.dynamodb.UpdateItemOutput;
import dev.weir.api.dynamodb.WriteRequest;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ItemOperationsTest {
    private final DynamoWorld world = new DynamoWorld();

    @BeforeEach
    void createTables() {
        world.dynamo.createTable(world.call, table("orders", null).build());
        world.dynamo.createTable(world.call, table("lines", "N").build());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anItemIsReadAsItWasWrittenUntilItIsDeleted() {
        world.put("orders", "pk", "o-1", "total", 12);
        assertEquals(item("pk", "o-1", "total", 12), world.get("orders", "pk", "o-1"));
        Map<String, ?> old = world.dynamo
                .deleteItem(
                        world.call,
                        DeleteItemInput.builder()
                                .tableName("orders")
                                .key(item("pk", "o-1"))
                                .returnValues("ALL_OLD")
                                .build())
                .attributes();
        assertEquals(item("pk", "o-1", "total", 12), old);
        assertNull(world.get("orders", "pk", "o-1"));
    }

    @Test
    void aFailedConditionChangesNothingTellsTheItemAndIsJournalled() {
        world.put("orders", "pk", "o-1", "total", 12);
        PutItemInput again = PutItemInput.builder()
                .tableName("orders")
                .item(item("pk", "o-1"))
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure("ALL_OLD")
                .build();
        ConditionalCheckFailedException failed =
                assertThrows(ConditionalCheckFailedException.class, () -> world.dynamo.putItem(world.call, again));
        assertEquals("The conditional request failed", failed.getMessage());
        assertEquals(
                item("pk", "o-1", "total", 12),
                ((ConditionalCheckFailedExceptionDetail) Objects.requireNonNull(failed.detail())).item());
        assertEquals(item("pk", "o-1", "total", 12), world.get("orders", "pk", "o-1"));
        Hop last = world.kernel.journal().latest(1).getFirst();
        assertEquals("dynamodb.PutItem", last.kind());
        assertEquals(Outcome.FAILED, last.outcome());
        assertEquals("pk=o-1", last.subject());
        assertEquals("the condition did not hold: attribute_not_exists(pk)", last.reason());
    }

    @Test
    void updatesAnswerWithWhatIsAskedFor() {
        world.put("orders", "pk", "o-1", "total", 12, "note", "x");
        UpdateItemInput.Builder update = UpdateItemInput.builder()
                .tableName("orders")
                .key(item("pk", "o-1"))
                .updateExpression("SET total = total + :n REMOVE note")
                .expressionAttributeValues(Map.of(":n", n(1)));
        // TOTAL is a reserved word, as AWS has it.
        AwsException reserved =
                assertThrows(AwsException.class, () -> world.dynamo.updateItem(world.call, update.build()));
        assertEquals(
                "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: total",
                reserved.getMessage());
        update.updateExpression("SET #t = #t + :n REMOVE note").expressionAttributeNames(Map.of("#t", "total"));
        assertEquals(item("total", 12, "note", "x"), updated(update, "UPDATED_OLD"));
        assertEquals(item("total", 14), updated(update, "UPDATED_NEW"));
        assertEquals(item("pk", "o-1", "total", 14), updated(update, "ALL_OLD"));
        assertEquals(item("pk", "o-1", "total", 16), updated(update, "ALL_NEW"));
        assertNull(updated(update, "NONE"));
    }

    private Map<String, ?> updated(UpdateItemInput.Builder update, String returned) {
        UpdateItemOutput output = world.dynamo.updateItem(
                world.call, update.returnValues(returned).build());
        return output.attributes();
    }

    @Test
    void legacyParametersStillWork() {
        world.dynamo.updateItem(
                world.call,
                UpdateItemInput.builder()
                        .tableName("orders")
                        .key(item("pk", "o-2"))
                        .attributeUpdates(Map.of(
                                "hits",
                                AttributeValueUpdate.builder()
                                        .action("ADD")
                                        .value(n(2))
                                        .build()))
                        .build());
        assertEquals(item("pk", "o-2", "hits", 2), world.get("orders", "pk", "o-2"));
        PutItemInput guarded = PutItemInput.builder()
                .tableName("orders")
                .item(item("pk", "o-2"))
                .expected(Map.of(
                        "hits", ExpectedAttributeValue.builder().value(n(3)).build()))
                .build();
        assertThrows(ConditionalCheckFailedException.class, () -> world.dynamo.putItem(world.call, guarded));
    }

    @Test
    void keysAndItemsMustFitTheTable() {
        assertRefused("One or more parameter values were invalid: Missing the key sk in the item", "lines", "pk", "a");
        assertRefused(
                "One or more parameter values were invalid: Type mismatch for key sk expected: N actual: S",
                "lines",
                "pk",
                "a",
                "sk",
                "b");
        assertRefused(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an"
                        + " empty string value. Key: pk",
                "orders",
                "pk",
                "");
        assertRefused(
                "Item size has exceeded the maximum allowed size", "orders", "pk", "a", "text", "x".repeat(400 * 1024));
        assertEquals(
                "The provided key element does not match the schema",
                assertThrows(AwsException.class, () -> world.get("lines", "pk", "a"))
                        .getMessage());
        AwsException missing = assertThrows(AwsException.class, () -> world.get("nope", "pk", "a"));
        assertEquals("ResourceNotFoundException", missing.code());
        assertEquals("Requested resource not found", missing.getMessage());
    }

    private void assertRefused(String message, String table, Object... parts) {
        AwsException refused = assertThrows(AwsException.class, () -> world.put(table, parts));
        assertEquals(message, refused.getMessage());
        assertEquals("ValidationException", refused.code());
    }

    @Test
    void batchesWriteAndReadManyItems() {
        world.put("orders", "pk", "gone");
        world.dynamo.batchWriteItem(
                world.call,
                BatchWriteItemInput.builder()
                        .requestItems(Map.of("orders", List.of(put("o-1"), put("o-2"), delete("gone"))))
                        .build());
        var found = world.dynamo.batchGetItem(
                world.call,
                BatchGetItemInput.builder()
                        .requestItems(Map.of(
                                "orders",
                                KeysAndAttributes.builder()
                                        .keys(List.of(item("pk", "o-1"), item("pk", "o-2"), item("pk", "gone")))
                                        .build()))
                        .returnConsumedCapacity("TOTAL")
                        .build());
        assertEquals(
                List.of(item("pk", "o-1"), item("pk", "o-2")),
                Objects.requireNonNull(found.responses()).get("orders"));
        assertEquals(
                1.5, Objects.requireNonNull(found.consumedCapacity()).getFirst().capacityUnits());
    }

    private static WriteRequest put(String id) {
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item("pk", id)).build())
                .build();
    }

    private static WriteRequest delete(String id) {
        return WriteRequest.builder()
                .deleteRequest(DeleteRequest.builder().key(item("pk", id)).build())
                .build();
    }

    @Test
    void aTransactionWritesAllOrNothingAndSaysWhy() {
        world.put("orders", "pk", "o-1", "stock", 1);
        TransactWriteItemsInput both = transaction(null, "o-1", "o-2");
        TransactionCanceledException cancelled = assertThrows(
                TransactionCanceledException.class, () -> world.dynamo.transactWriteItems(world.call, both));
        assertEquals(
                "Transaction cancelled, please refer cancellation reasons for specific reasons"
                        + " [ConditionalCheckFailed, None]",
                cancelled.getMessage());
        List<CancellationReason> reasons =
                Objects.requireNonNull(((TransactionCanceledExceptionDetail) Objects.requireNonNull(cancelled.detail()))
                        .cancellationReasons());
        assertEquals("The conditional request failed", reasons.getFirst().message());
        assertNull(world.get("orders", "pk", "o-2"));
        world.dynamo.transactWriteItems(world.call, transaction(null, "o-3", "o-2"));
        assertEquals(item("pk", "o-2", "stock", 1), world.get("orders", "pk", "o-2"));
    }

    @Test
    void aTokenMakesATransactionHappenOnceForTenMinutes() {
        world.dynamo.transactWriteItems(world.call, counted("t-1", "c"));
        world.dynamo.transactWriteItems(world.call, counted("t-1", "c"));
        assertEquals(item("pk", "c", "stock", 1), world.get("orders", "pk", "c"));
        AwsException other = assertThrows(
                AwsException.class, () -> world.dynamo.transactWriteItems(world.call, counted("t-1", "d")));
        assertEquals("IdempotentParameterMismatchException", other.code());
        world.running.clock().advanceBy(Duration.ofMinutes(11));
        world.dynamo.transactWriteItems(world.call, counted("t-1", "c"));
        assertEquals(item("pk", "c", "stock", 2), world.get("orders", "pk", "c"));
    }

    private static TransactWriteItemsInput counted(String token, String id) {
        return TransactWriteItemsInput.builder()
                .clientRequestToken(token)
                .transactItems(List.of(TransactWriteItem.builder()
                        .update(Update.builder()
                                .tableName("orders")
                                .key(item("pk", id))
                                .updateExpression("ADD stock :n")
                                .expressionAttributeValues(Map.of(":n", n(1)))
                                .build())
                        .build()))
                .build();
    }

    private static TransactWriteItemsInput transaction(String token, String absent, String written) {
        return TransactWriteItemsInput.builder()
                .clientRequestToken(token)
                .transactItems(List.of(
                        TransactWriteItem.builder()
                                .conditionCheck(ConditionCheck.builder()
                                        .tableName("orders")
                                        .key(item("pk", absent))
                                        .conditionExpression("attribute_not_exists(pk)")
                                        .build())
                                .build(),
                        TransactWriteItem.builder()
                                .put(Put.builder()
                                        .tableName("orders")
                                        .item(item("pk", written, "stock", 1))
                                        .build())
                                .build()))
                .build();
    }

    @Test
    void numbersComeBackInTheirCanonicalForm() {
        world.put(
                "orders",
                "pk",
                "o-1",
                "v",
                dev.weir.api.dynamodb.AttributeValue.builder().n("1.50E2").build());
        assertEquals(item("pk", "o-1", "v", 150), world.get("orders", "pk", "o-1"));
        assertTrue(world.get("orders", "pk", "o-1").containsValue(s("o-1")));
    }
}
