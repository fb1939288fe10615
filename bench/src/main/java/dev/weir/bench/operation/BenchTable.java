package dev.weir.bench.operation;

import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Pause;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A table with a hash key and items of 1 KB, of its own for each stretch of load. */
final class BenchTable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int DIGITS = 7;

    /** With the names of its attributes and its key, an item of 1024 bytes. */
    private static final int DATA = 1024 - "pk".length() - "k".length() - DIGITS - "data".length();

    private final Caller caller;
    private final String name;

    private BenchTable(Caller caller, String name) {
        this.caller = caller;
        this.name = name;
    }

    static BenchTable create(Subject subject) throws IOException {
        Caller caller = new Caller(subject.endpoint());
        String name = "bench-" + NUMBER.incrementAndGet();
        ObjectNode request = Caller.object().put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        request.putArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", "pk")
                .put("AttributeType", "S");
        request.putArray("KeySchema").addObject().put("AttributeName", "pk").put("KeyType", "HASH");
        caller.call("dynamodb", "DynamoDB_20120810.CreateTable", request);
        BenchTable table = new BenchTable(caller, name);
        table.awaitActive();
        return table;
    }

    private void awaitActive() throws IOException {
        for (int attempt = 0; attempt < 600; attempt++) {
            JsonNode answer = caller.call("dynamodb", "DynamoDB_20120810.DescribeTable", named());
            if (answer.path("Table").path("TableStatus").asString("").equals("ACTIVE")) {
                return;
            }
            Pause.millis(50);
        }
        throw new WrongAnswerException("the table does not become active");
    }

    private ObjectNode named() {
        return Caller.object().put("TableName", name);
    }

    /** Writes the items from 0 to {@code count}, one by one. */
    void fill(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ObjectNode request = named();
            ObjectNode item = request.putObject("Item");
            item.putObject("pk").put("S", key(i));
            item.putObject("data").put("S", "x".repeat(DATA));
            caller.call("dynamodb", "DynamoDB_20120810.PutItem", request);
        }
    }

    /** Deletes it, once it holds as many items as it should. */
    void finish(long expected) throws IOException {
        long held = 0;
        JsonNode last = Caller.object();
        do {
            ObjectNode request = named().put("Select", "COUNT");
            if (!last.isEmpty()) {
                request.set("ExclusiveStartKey", last);
            }
            JsonNode answer = caller.call("dynamodb", "DynamoDB_20120810.Scan", request);
            held += answer.path("Count").asLong();
            last = answer.path("LastEvaluatedKey");
        } while (!last.isEmpty());
        caller.call("dynamodb", "DynamoDB_20120810.DeleteTable", named());
        if (held != expected) {
            throw new WrongAnswerException("the table holds " + held + " items instead of " + expected);
        }
    }

    String name() {
        return name;
    }

    private static String key(int number) {
        return "k" + String.format(java.util.Locale.ROOT, "%0" + DIGITS + "d", number);
    }

    static Request request(String authority, String operation) {
        return Request.operation(authority, "dynamodb", "DynamoDB_20120810." + operation);
    }

    static byte[] put(String table) {
        return ("{\"TableName\":\"" + table + "\",\"Item\":{\"pk\":{\"S\":\"" + key(0) + "\"},\"data\":{\"S\":\""
                        + "x".repeat(DATA) + "\"}}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] get(String table) {
        return ("{\"TableName\":\"" + table + "\",\"Key\":{\"pk\":{\"S\":\"" + key(0) + "\"}}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the key's digits begin in a request for {@code table}. */
    static int digits(byte[] request) {
        String text = new String(request, StandardCharsets.US_ASCII);
        return text.indexOf(key(0)) + 1;
    }

    static void number(byte[] request, int digits, int number) {
        Request.digits(request, digits, DIGITS, number);
    }

    /** What an answer with that item holds. */
    static byte[] mark(byte[] request, int digits) {
        byte[] mark = new byte[DIGITS + 1];
        System.arraycopy(request, digits - 1, mark, 0, mark.length);
        return mark;
    }

    /** Bytes that an answer with an item has at least. */
    static int size() {
        return DATA;
    }
}
