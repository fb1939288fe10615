package dev.weir.services.dynamodb;

import static dev.weir.services.dynamodb.DynamoWorld.item;
import static dev.weir.services.dynamodb.DynamoWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.api.dynamodb.CancellationReason;
import dev.weir.api.dynamodb.Get;
import dev.weir.api.dynamodb.GetItemInput;
import dev.weir.api.dynamodb.Put;
import dev.weir.api.dynamodb.TransactGetItem;
import dev.weir.api.dynamodb.TransactGetItemsInput;
import dev.weir.api.dynamodb.TransactWriteItem;
import dev.weir.api.dynamodb.TransactWriteItemsInput;
import dev.weir.api.dynamodb.TransactionCanceledException;
import dev.weir.api.dynamodb.TransactionCanceledExceptionDetail;
import dev.weir.api.dynamodb.TransactionConflictException;
import dev.weir.api.dynamodb.TransactionInProgressException;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.state.Locks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is answered while a transaction writes an item. Source: Developer Guide, transaction conflict handling. */
class ConflictsTest {
    private final DynamoWorld world = new DynamoWorld();

    @AfterEach
    void close() {
        world.close();
    }

    /** A transaction that is writing an item, and does not end before it is closed. */
    private Locks.Held writing(String id, @Nullable String token) {
        return world.service.state().tables().on(world.call.scope(), "orders", open -> world.service
                .state()
                .locks()
                .hold(List.of(open.itemKey(Map.of("pk", new Value.S(id)))), token));
    }

    private void transaction(@Nullable String token, String... ids) {
        world.dynamo.transactWriteItems(
                world.call,
                TransactWriteItemsInput.builder()
                        .clientRequestToken(token)
                        .transactItems(Stream.of(ids)
                                .map(id -> TransactWriteItem.builder()
                                        .put(Put.builder()
                                                .tableName("orders")
                                                .item(item("pk", id))
                                                .build())
                                        .build())
                                .toList())
                        .build());
    }

    @Test
    void writesOfAnItemThatATransactionWritesAreRefused() {
        world.dynamo.createTable(world.call, table("orders", null).build());
        world.put("orders", "pk", "a");
        try (Locks.Held held = writing("a", null)) {
            assertEquals(false, held.conflicted());
            TransactionConflictException single =
                    assertThrows(TransactionConflictException.class, () -> world.put("orders", "pk", "a"));
            assertEquals("Transaction is ongoing for the item", single.getMessage());
            TransactionCanceledException both =
                    assertThrows(TransactionCanceledException.class, () -> transaction(null, "b", "a"));
            assertEquals(
                    "Transaction cancelled, please refer cancellation reasons for specific reasons"
                            + " [None, TransactionConflict]",
                    both.getMessage());
            TransactionCanceledException read = assertThrows(
                    TransactionCanceledException.class,
                    () -> world.dynamo.transactGetItems(
                            world.call,
                            TransactGetItemsInput.builder()
                                    .transactItems(List.of(TransactGetItem.builder()
                                            .get(Get.builder()
                                                    .tableName("orders")
                                                    .key(item("pk", "a"))
                                                    .build())
                                            .build()))
                                    .build()));
            assertEquals(
                    List.of("TransactionConflict"),
                    Objects.requireNonNull(((TransactionCanceledExceptionDetail) Objects.requireNonNull(read.detail()))
                                    .cancellationReasons())
                            .stream()
                            .map(CancellationReason::code)
                            .toList());
            world.put("orders", "pk", "b");
            assertEquals(
                    item("pk", "a"),
                    world.dynamo
                            .getItem(
                                    world.call,
                                    GetItemInput.builder()
                                            .tableName("orders")
                                            .key(item("pk", "a"))
                                            .build())
                            .item());
        }
        transaction(null, "b", "a");
        world.put("orders", "pk", "a");
    }

    @Test
    void aRequestIsNotRepeatedWhileItIsUnderWay() {
        world.dynamo.createTable(world.call, table("orders", null).build());
        String token = world.call.scope().account() + "/" + world.call.scope().region() + "/once";
        try (Locks.Held held = writing("other", token)) {
            assertThrows(TransactionInProgressException.class, () -> transaction("once", "a"));
        }
        transaction("once", "a");
        transaction("once", "a");
    }
}
