package dev.weir.services.dynamodb;

import static dev.weir.services.dynamodb.DynamoWorld.defined;
import static dev.weir.services.dynamodb.DynamoWorld.item;
import static dev.weir.services.dynamodb.DynamoWorld.keys;
import static dev.weir.services.dynamodb.DynamoWorld.n;
import static dev.weir.services.dynamodb.DynamoWorld.s;
import static dev.weir.services.dynamodb.DynamoWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.DeleteItemInput;
import dev.weir.api.dynamodb.GlobalSecondaryIndex;
import dev.weir.api.dynamodb.LocalSecondaryIndex;
import dev.weir.api.dynamodb.Projection;
import dev.weir.api.dynamodb.QueryInput;
import dev.weir.api.dynamodb.QueryOutput;
import dev.weir.api.dynamodb.ScanInput;
import dev.weir.api.dynamodb.ScanOutput;
import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QueryTest {
    /** A write of an item, or its deletion; {@code group} and {@code rank} may be absent. */
    record Write(String pk, int sk, String group, Integer rank, boolean delete) {}

    private static void createTable(DynamoWorld world) {
        world.dynamo.createTable(
                world.call,
                table("tab", "N")
                        .attributeDefinitions(
                                List.of(defined("pk", "S"), defined("sk", "N"), defined("g", "S"), defined("r", "N")))
                        .globalSecondaryIndexes(List.of(GlobalSecondaryIndex.builder()
                                .indexName("by-group")
                                .keySchema(keys("g", "r"))
                                .projection(Projection.builder()
                                        .projectionType("KEYS_ONLY")
                                        .build())
                                .build()))
                        .localSecondaryIndexes(List.of(LocalSecondaryIndex.builder()
                                .indexName("by-rank")
                                .keySchema(keys("pk", "r"))
                                .projection(Projection.builder()
                                        .projectionType("ALL")
                                        .build())
                                .build()))
                        .build());
    }

    private static Map<String, AttributeValue> itemOf(Write write) {
        Map<String, AttributeValue> item = new HashMap<>(item("pk", write.pk(), "sk", write.sk(), "extra", "x"));
        if (write.group() != null) {
            item.put("g", s(write.group()));
        }
        if (write.rank() != null) {
            item.put("r", n(write.rank()));
        }
        return item;
    }

    @Property(tries = 60)
    void queriesAndScansGiveWhatAModelGives(
            @ForAll("writes") List<Write> writes,
            @ForAll("operators") String operator,
            @ForAll("bounds") int bound,
            @ForAll boolean backwards,
            @ForAll("limits") int limit) {
        try (DynamoWorld world = new DynamoWorld()) {
            createTable(world);
            Map<List<Object>, Map<String, AttributeValue>> model = new HashMap<>();
            for (Write write : writes) {
                List<Object> key = List.of(write.pk(), write.sk());
                if (write.delete()) {
                    model.remove(key);
                    world.dynamo.deleteItem(
                            world.call,
                            DeleteItemInput.builder()
                                    .tableName("tab")
                                    .key(item("pk", write.pk(), "sk", write.sk()))
                                    .build());
                } else {
                    model.put(key, itemOf(write));
                    world.dynamo.putItem(
                            world.call,
                            dev.weir.api.dynamodb.PutItemInput.builder()
                                    .tableName("tab")
                                    .item(itemOf(write))
                                    .build());
                }
            }
            check(world, model, null, "pk", "sk", "a", operator, bound, backwards, limit);
            check(world, model, "by-rank", "pk", "r", "a", operator, bound, backwards, limit);
            check(world, model, "by-group", "g", "r", "g1", operator, bound, backwards, limit);
            assertEquals(new HashSet<>(model.values()), scanned(world, null, 3, limit));
            Set<Map<String, AttributeValue>> grouped = new HashSet<>();
            model.values().stream()
                    .filter(item -> item.containsKey("g") && item.containsKey("r"))
                    .forEach(item -> grouped.add(withoutExtra(item)));
            assertEquals(grouped, scanned(world, "by-group", 2, limit));
            long count = world.dynamo
                    .describeTable(
                            world.call,
                            dev.weir.api.dynamodb.DescribeTableInput.builder()
                                    .tableName("tab")
                                    .build())
                    .table()
                    .itemCount();
            assertEquals(model.size(), count);
        }
    }

    private static Map<String, AttributeValue> withoutExtra(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> keys = new HashMap<>(item);
        keys.remove("extra");
        return keys;
    }

    private static void check(
            DynamoWorld world,
            Map<List<Object>, Map<String, AttributeValue>> model,
            String index,
            String partition,
            String sort,
            String value,
            String operator,
            int bound,
            boolean backwards,
            int limit) {
        Comparator<Map<String, AttributeValue>> order =
                Comparator.comparing(item -> Integer.parseInt(item.get(sort).n()));
        List<Integer> expected = model.values().stream()
                .filter(item -> item.containsKey(partition) && item.containsKey(sort))
                .filter(item -> item.get(partition).s().equals(value))
                .filter(item -> holds(Integer.parseInt(item.get(sort).n()), operator, bound))
                .sorted(backwards ? order.reversed() : order)
                .map(item -> Integer.parseInt(item.get(sort).n()))
                .toList();
        String condition =
                operator.equals("between") ? "#p = :p AND #s BETWEEN :b AND :c" : "#p = :p AND #s " + operator + " :b";
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":p", s(value), ":b", n(bound)));
        if (operator.equals("between")) {
            values.put(":c", n(bound + 2));
        }
        List<Integer> found = new ArrayList<>();
        Map<String, AttributeValue> start = null;
        do {
            QueryOutput page = world.dynamo.query(
                    world.call,
                    QueryInput.builder()
                            .tableName("tab")
                            .indexName(index)
                            .keyConditionExpression(condition)
                            .expressionAttributeNames(Map.of("#p", partition, "#s", sort))
                            .expressionAttributeValues(values)
                            .scanIndexForward(!backwards)
                            .limit(limit)
                            .exclusiveStartKey(start)
                            .build());
            assertTrue(page.count() <= limit);
            page.items()
                    .forEach(item -> found.add(Integer.parseInt(item.get(sort).n())));
            start = page.lastEvaluatedKey();
        } while (start != null);
        assertEquals(expected, found, index + " " + condition);
    }

    private static boolean holds(int value, String operator, int bound) {
        return switch (operator) {
            case "=" -> value == bound;
            case "<" -> value < bound;
            case "<=" -> value <= bound;
            case ">" -> value > bound;
            case ">=" -> value >= bound;
            default -> value >= bound && value <= bound + 2;
        };
    }

    private static Set<Map<String, AttributeValue>> scanned(DynamoWorld world, String index, int segments, int limit) {
        Set<Map<String, AttributeValue>> found = new HashSet<>();
        for (int segment = 0; segment < segments; segment++) {
            Map<String, AttributeValue> start = null;
            do {
                ScanOutput page = world.dynamo.scan(
                        world.call,
                        ScanInput.builder()
                                .tableName("tab")
                                .indexName(index)
                                .segment(segment)
                                .totalSegments(segments)
                                .limit(limit)
                                .exclusiveStartKey(start)
                                .build());
                page.items().forEach(item -> assertTrue(found.add(new HashMap<>(item)), "seen twice: " + item));
                start = page.lastEvaluatedKey();
            } while (start != null);
        }
        return found;
    }

    @Provide
    Arbitrary<List<Write>> writes() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.integers().between(-6, 12),
                        Arbitraries.of("g1", "g2").injectNull(0.3),
                        Arbitraries.integers().between(-4, 11).injectNull(0.3),
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(4, false), net.jqwik.api.Tuple.of(1, true)))
                .as(Write::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> operators() {
        return Arbitraries.of("=", "<", "<=", ">", ">=", "between");
    }

    @Provide
    Arbitrary<Integer> bounds() {
        return Arbitraries.integers().between(-7, 12);
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.of(1, 2, 5, 100);
    }

    @Test
    void aPageEndsAfterAMegabyteBeforeTheFilter() {
        try (DynamoWorld world = new DynamoWorld()) {
            world.dynamo.createTable(world.call, table("big", "N").build());
            for (int i = 0; i < 12; i++) {
                world.put("big", "pk", "a", "sk", i, "body", "x".repeat(100_000));
            }
            QueryInput.Builder query = QueryInput.builder()
                    .tableName("big")
                    .keyConditionExpression("pk = :p")
                    .filterExpression("attribute_not_exists(body)")
                    .expressionAttributeValues(Map.of(":p", s("a")))
                    .returnConsumedCapacity("TOTAL");
            QueryOutput first = world.dynamo.query(world.call, query.build());
            assertEquals(0, first.count());
            assertEquals(11, first.scannedCount());
            assertEquals(item("pk", "a", "sk", 10), first.lastEvaluatedKey());
            QueryOutput rest = world.dynamo.query(
                    world.call,
                    query.exclusiveStartKey(first.lastEvaluatedKey()).build());
            assertEquals(1, rest.scannedCount());
            assertEquals(null, rest.lastEvaluatedKey());
        }
    }

    @Test
    void queriesAreRefusedInAwsWords() {
        try (DynamoWorld world = new DynamoWorld()) {
            createTable(world);
            refused(world, "Query condition missed key schema element: pk", null, "sk = :n", null);
            refused(world, "Query key condition not supported", null, "pk > :s AND sk = :n", null);
            refused(
                    world,
                    "One or more parameter values were invalid: Condition parameter type does not match schema type",
                    null,
                    "pk = :n AND sk = :n",
                    null);
            refused(world, "The table does not have the specified index: nope", "nope", "pk = :s", null);
            refused(
                    world,
                    "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
                    null,
                    "pk = :s",
                    "sk = :n");
        }
    }

    private static void refused(DynamoWorld world, String message, String index, String condition, String filter) {
        Map<String, AttributeValue> values = new HashMap<>();
        String all = condition + filter;
        if (all.contains(":s")) {
            values.put(":s", s("a"));
        }
        if (all.contains(":n")) {
            values.put(":n", n(1));
        }
        AwsException refused = assertThrows(
                AwsException.class,
                () -> world.dynamo.query(
                        world.call,
                        QueryInput.builder()
                                .tableName("tab")
                                .indexName(index)
                                .keyConditionExpression(condition)
                                .filterExpression(filter)
                                .expressionAttributeValues(values)
                                .build()));
        assertEquals(message, refused.getMessage());
    }
}
