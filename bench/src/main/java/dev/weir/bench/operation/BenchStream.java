package dev.weir.bench.operation;

import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Pause;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A stream of four shards, of its own for each stretch of load. */
final class BenchStream {
    static final String SERVICE = "kinesis";

    /** Records of a call. */
    static final int RECORDS = 100;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int SHARDS = 4;
    private static final int DIGITS = 9;
    private static final String PREFIX = "Kinesis_20131202.";

    /** A hundred bytes, in base64. */
    private static final String DATA =
            "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"
                    + "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eA==";

    private final Caller caller;
    private final String name;

    private BenchStream(Caller caller, String name) {
        this.caller = caller;
        this.name = name;
    }

    static BenchStream create(Subject subject) throws IOException {
        Caller caller = new Caller(subject.endpoint());
        BenchStream stream = new BenchStream(caller, "bench-" + NUMBER.incrementAndGet());
        caller.call(SERVICE, PREFIX + "CreateStream", stream.named().put("ShardCount", SHARDS));
        stream.awaitActive();
        return stream;
    }

    private ObjectNode named() {
        return Caller.object().put("StreamName", name);
    }

    private void awaitActive() throws IOException {
        for (int attempt = 0; attempt < 600; attempt++) {
            JsonNode answer = caller.call(SERVICE, PREFIX + "DescribeStreamSummary", named());
            if (answer.at("/StreamDescriptionSummary/StreamStatus").asString("").equals("ACTIVE")) {
                return;
            }
            Pause.millis(50);
        }
        throw new WrongAnswerException("the stream does not become active");
    }

    String name() {
        return name;
    }

    /** Puts {@code calls} times a hundred records. */
    void fill(int calls) throws IOException {
        for (int i = 0; i < calls; i++) {
            ObjectNode request = named();
            for (int record = 0; record < RECORDS; record++) {
                request.withArray("Records")
                        .addObject()
                        .put("PartitionKey", key((long) i * RECORDS + record))
                        .put("Data", DATA);
            }
            caller.call(SERVICE, PREFIX + "PutRecords", request);
        }
    }

    /** An iterator over all that the first shard holds. */
    String iterator() throws IOException {
        return caller.call(
                        SERVICE,
                        PREFIX + "GetShardIterator",
                        named().put("ShardId", "shardId-000000000000").put("ShardIteratorType", "TRIM_HORIZON"))
                .path("ShardIterator")
                .asString();
    }

    /** Deletes it, once it holds as many records as it should. */
    void finish(long expected) throws IOException {
        long held = 0;
        for (int shard = 0; shard < SHARDS; shard++) {
            held += held(String.format(Locale.ROOT, "shardId-%012d", shard));
        }
        caller.call(SERVICE, PREFIX + "DeleteStream", named());
        if (held != expected) {
            throw new WrongAnswerException("the stream holds " + held + " records instead of " + expected);
        }
    }

    private long held(String shard) throws IOException {
        String iterator = caller.call(
                        SERVICE,
                        PREFIX + "GetShardIterator",
                        named().put("ShardId", shard).put("ShardIteratorType", "TRIM_HORIZON"))
                .path("ShardIterator")
                .asString();
        long held = 0;
        while (true) {
            JsonNode answer =
                    caller.call(SERVICE, PREFIX + "GetRecords", Caller.object().put("ShardIterator", iterator));
            int count = answer.path("Records").size();
            if (count == 0) {
                return held;
            }
            held += count;
            iterator = answer.path("NextShardIterator").asString();
        }
    }

    static String target(String operation) {
        return PREFIX + operation;
    }

    private static String key(long number) {
        return "k" + String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
    }

    /** A call's body, as a template with a place for each record's key. */
    static String put(String stream) {
        String record = "{\"PartitionKey\":\"k" + "#".repeat(DIGITS) + "\",\"Data\":\"" + DATA + "\"}";
        return "{\"StreamName\":\"" + stream + "\",\"Records\":["
                + String.join(",", Collections.nCopies(RECORDS, record)) + "]}";
    }

    /** Bytes that an answer with a hundred records has at least. */
    static int size() {
        return RECORDS * DATA.length();
    }
}
