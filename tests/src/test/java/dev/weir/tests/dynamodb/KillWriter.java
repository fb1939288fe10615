package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Writes items that nobody else writes, so that it knows what they hold but for the call that a kill cuts off. */
final class KillWriter {
    static final String TABLE = "items";

    /** The one item that all writers count up. */
    static final String SHARED = "shared";

    private static final int KEYS = 25;
    private static final int GROUPS = 5;
    private static final int PADDING = 600;
    private static final Map<String, String> NAMES = Map.of("#c", "count");
    private static final Map<String, AttributeValue> ONE = Map.of(":one", AttributeValue.fromN("1"));
    private static final String COUNT = "ADD #c :one";

    private final String prefix;
    private final Random random;
    private Map<String, Map<String, AttributeValue>> held = new HashMap<>();
    private Map<String, Map<String, AttributeValue>> inFlight = new HashMap<>();
    private int serial;
    private int acknowledged;
    private int hits;
    private boolean hitInFlight;
    private String problem = "";

    KillWriter(int number) {
        prefix = "w" + number + "-";
        random = new Random(number);
    }

    boolean owns(String id) {
        return id.startsWith(prefix);
    }

    /** Calls of the last load that were acknowledged. */
    int acknowledged() {
        return acknowledged;
    }

    /** Those of them that counted the shared item up. */
    int hits() {
        return hits;
    }

    /** Whether the last load ended in a call about the shared item. */
    boolean hitInFlight() {
        return hitInFlight;
    }

    /** What ended the last load other than weir's death; empty where nothing did. */
    String problem() {
        return problem;
    }

    /** Makes one call after another until one fails. */
    void write(DynamoDbClient dynamo, CountDownLatch enough) {
        acknowledged = 0;
        hits = 0;
        try {
            while (true) {
                inFlight = new HashMap<>(held);
                hitInFlight = false;
                call(dynamo);
                held = inFlight;
                hits += hitInFlight ? 1 : 0;
                acknowledged++;
                enough.countDown();
            }
        } catch (SdkClientException e) {
            // Weir is dead, or hangs, which the one who waits for acknowledgements notices.
        } catch (RuntimeException | AssertionError e) {
            problem = prefix + ": " + e;
        }
    }

    private void call(DynamoDbClient dynamo) {
        List<String> ids = ids();
        String id = ids.getFirst();
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                Map<String, AttributeValue> item = put(id);
                dynamo.putItem(b -> b.tableName(TABLE).item(item));
            }
            case 2, 3 -> {
                Map<String, AttributeValue> item = count(id);
                assertEquals(item, countUp(dynamo, id));
            }
            case 4 -> {
                Map<String, AttributeValue> old = inFlight.getOrDefault(id, Map.of());
                inFlight.remove(id);
                assertEquals(
                        old,
                        dynamo.deleteItem(b -> b.tableName(TABLE).key(key(id)).returnValues(ReturnValue.ALL_OLD))
                                .attributes());
            }
            case 5 -> {
                hitInFlight = true;
                countUp(dynamo, SHARED);
            }
            default -> transact(dynamo, ids);
        }
    }

    private static Map<String, AttributeValue> countUp(DynamoDbClient dynamo, String id) {
        return dynamo.updateItem(b -> b.tableName(TABLE)
                        .key(key(id))
                        .updateExpression(COUNT)
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(ONE)
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes();
    }

    private void transact(DynamoDbClient dynamo, List<String> ids) {
        Put first = Put.builder().tableName(TABLE).item(put(ids.get(0))).build();
        count(ids.get(1));
        Update second = Update.builder()
                .tableName(TABLE)
                .key(key(ids.get(1)))
                .updateExpression(COUNT)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(ONE)
                .build();
        inFlight.remove(ids.get(2));
        Delete third = Delete.builder().tableName(TABLE).key(key(ids.get(2))).build();
        Put fourth = Put.builder().tableName(TABLE).item(put(ids.get(3))).build();
        dynamo.transactWriteItems(b -> b.transactItems(
                TransactWriteItem.builder().put(first).build(),
                TransactWriteItem.builder().update(second).build(),
                TransactWriteItem.builder().delete(third).build(),
                TransactWriteItem.builder().put(fourth).build()));
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            ids.add(prefix + i);
        }
        Collections.shuffle(ids, random);
        return ids;
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    /** An item unlike any before; one in five is not in the index. */
    private Map<String, AttributeValue> put(String id) {
        Map<String, AttributeValue> item = new HashMap<>(key(id));
        item.put("serial", AttributeValue.fromN(Integer.toString(++serial)));
        item.put("count", AttributeValue.fromN(Integer.toString(random.nextInt(100))));
        item.put("padding", AttributeValue.fromS("x".repeat(1 + random.nextInt(PADDING))));
        int group = random.nextInt(GROUPS);
        if (group > 0) {
            item.put("group", AttributeValue.fromS("g" + group));
        }
        inFlight.put(id, item);
        return item;
    }

    /** The item with its count one up. */
    private Map<String, AttributeValue> count(String id) {
        Map<String, AttributeValue> item = new HashMap<>(inFlight.getOrDefault(id, key(id)));
        item.merge(
                "count",
                AttributeValue.fromN("1"),
                (old, one) -> AttributeValue.fromN(Integer.toString(Integer.parseInt(old.n()) + 1)));
        inFlight.put(id, item);
        return item;
    }

    /** Takes the items as they were found: all that was acknowledged, with all of the last call or nothing of it. */
    void found(Map<String, Map<String, AttributeValue>> items, String round) {
        if (!items.equals(inFlight)) {
            assertEquals(held, items, () -> round + ": items of " + prefix);
        }
        assertTrue(items.size() <= KEYS);
        held = items;
    }
}
