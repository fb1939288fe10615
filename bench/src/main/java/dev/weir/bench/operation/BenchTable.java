package dev.weir.bench.operation;

import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Load;
import dev.weir.bench.load.Pause;
import dev.weir.bench.load.Template;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A table with items of 1 KB, of its own for each stretch of load. */
final class BenchTable {
    static final String SERVICE = "dynamodb";

    /** Items of a batch. */
    static final int BATCH = 25;

    /** Items that share a hash key in a table with a sort key. */
    static final int PARTITION = 20;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PREFIX = "DynamoDB_20120810.";
    private static final String INDEX = "by-group";
    private static final int GROUPS = 1000;

    /** As templates: the hash key, the sort key, the index's key, and a number that makes each write another. */
    private static final String PK = "\"pk\":{\"S\":\"k#######\"}";

    private static final String SK = "\"sk\":{\"S\":\"s##\"}";
    private static final String REST = "\"group\":{\"S\":\"g###\"},\"version\":{\"N\":\"1########\"}";

    /** With the names and values of its other attributes, an item of about 1024 bytes. */
    private static final int DATA = 985;

    private final Subject subject;
    private final Caller caller;
    private final Layout layout;
    private final String name;

    /** What a table has beside its hash key. */
    enum Layout {
        PLAIN,
        /** A sort key. */
        SORTED,
        /** A global secondary index that holds each item whole, under one of a thousand keys. */
        INDEXED
    }

    private BenchTable(Subject subject, Layout layout) {
        this.subject = subject;
        this.caller = new Caller(subject.endpoint());
        this.layout = layout;
        this.name = "bench-" + NUMBER.incrementAndGet();
    }

    static BenchTable create(Subject subject, Layout layout) throws IOException {
        BenchTable table = new BenchTable(subject, layout);
        ObjectNode request = table.named().put("BillingMode", "PAY_PER_REQUEST");
        key(request, request, "pk", "HASH");
        if (layout == Layout.SORTED) {
            key(request, request, "sk", "RANGE");
        }
        if (layout == Layout.INDEXED) {
            ObjectNode index =
                    request.putArray("GlobalSecondaryIndexes").addObject().put("IndexName", INDEX);
            index.putObject("Projection").put("ProjectionType", "ALL");
            key(request, index, "group", "HASH");
        }
        table.call("CreateTable", request);
        table.awaitActive();
        return table;
    }

    private static void key(ObjectNode table, ObjectNode keyed, String attribute, String type) {
        table.withArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", attribute)
                .put("AttributeType", "S");
        keyed.withArray("KeySchema").addObject().put("AttributeName", attribute).put("KeyType", type);
    }

    private void awaitActive() throws IOException {
        for (int attempt = 0; attempt < 600; attempt++) {
            JsonNode answer = call("DescribeTable", named());
            if (answer.path("Table").path("TableStatus").asString("").equals("ACTIVE")) {
                return;
            }
            Pause.millis(50);
        }
        throw new WrongAnswerException("the table does not become active");
    }

    private JsonNode call(String operation, ObjectNode request) throws IOException {
        return caller.call(SERVICE, target(operation), request);
    }

    private ObjectNode named() {
        return Caller.object().put("TableName", name);
    }

    /** Writes so many items, in batches; a multiple of {@value #BATCH}. */
    void fill(int count) throws IOException {
        DdbBatch batches = new DdbBatch(layout);
        AtomicInteger next = new AtomicInteger();
        Ground ground = new Ground(name, i -> batches.sequence(next), calls -> {});
        List<Repeated> talks = batches.talks(subject, ground, 1);
        while (next.get() < count) {
            Load.run(subject.address(), talks, Duration.ZERO);
        }
    }

    /** Deletes it, once it and its index hold as many items as they should. */
    void finish(long expected) throws IOException {
        long held = held(named());
        long indexed = layout == Layout.INDEXED ? held(named().put("IndexName", INDEX)) : held;
        call("DeleteTable", named());
        if (held != expected) {
            throw new WrongAnswerException("the table holds " + held + " items instead of " + expected);
        }
        if (indexed != expected) {
            throw new WrongAnswerException("the index holds " + indexed + " items instead of " + expected);
        }
    }

    /** The same by the count that the server keeps, for one that takes minutes to count a million items. */
    void finishAsDescribed(long expected) throws IOException {
        long described =
                call("DescribeTable", named()).path("Table").path("ItemCount").asLong();
        call("DeleteTable", named());
        if (described != expected) {
            throw new WrongAnswerException("the table says it holds " + described + " items instead of " + expected);
        }
    }

    private long held(ObjectNode scan) throws IOException {
        scan.put("Select", "COUNT");
        long held = 0;
        JsonNode last;
        do {
            JsonNode answer = call("Scan", scan);
            held += answer.path("Count").asLong();
            last = answer.path("LastEvaluatedKey");
            scan.set("ExclusiveStartKey", last);
        } while (!last.isEmpty());
        return held;
    }

    /** A number that the item with this key has, or 0. */
    long number(String key, String attribute) throws IOException {
        ObjectNode request = named();
        request.putObject("Key").putObject("pk").put("S", key);
        return Long.parseLong(
                call("GetItem", request).path("Item").path(attribute).path("N").asString("0"));
    }

    String name() {
        return name;
    }

    static String target(String operation) {
        return PREFIX + operation;
    }

    /** A key of a table without a sort key, as a template with one place. */
    static String key() {
        return "{" + PK + "}";
    }

    /** An item, as a template with {@link #places} places. */
    static String item(Layout layout) {
        return "{" + PK + (layout == Layout.SORTED ? "," + SK : "") + "," + REST + ",\"data\":{\"S\":\""
                + "x".repeat(DATA) + "\"}}";
    }

    static int places(Layout layout) {
        return layout == Layout.SORTED ? 4 : 3;
    }

    /**
     * Writes an item's numbers.
     *
     * @param place of its first
     * @param key from 0
     * @param version another one makes it another item under the same key
     */
    static void write(Template body, Layout layout, int place, int key, long version) {
        int at = place;
        if (layout == Layout.SORTED) {
            body.set(at++, key / PARTITION);
            body.set(at++, key % PARTITION);
        } else {
            body.set(at++, key);
        }
        body.set(at++, key % GROUPS);
        body.set(at, version);
    }

    /** Bytes that an answer with an item has at least. */
    static int size() {
        return DATA;
    }
}
