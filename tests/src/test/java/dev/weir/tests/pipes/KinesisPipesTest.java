package dev.weir.tests.pipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.pipes.model.KinesisStreamStartPosition;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams of Kinesis as sources and as targets of pipes. */
@ExtendWith(WeirExtension.class)
class KinesisPipesTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    private final WeirServer weir;
    private final PipesClient pipes;
    private final SqsClient sqs;
    private final KinesisClient kinesis;

    KinesisPipesTest(WeirServer weir) {
        this.weir = weir;
        pipes = Clients.of(weir, PipesClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
        kinesis = Clients.of(weir, KinesisClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
        kinesis.createStream(b -> b.streamName("s").shardCount(1));
        weir.advance(Duration.ofMinutes(1));
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":us-east-1:000000000000:" + resource;
    }

    private String queue(String name) {
        return sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    private void put(String key, String data) {
        kinesis.putRecord(b -> b.streamName("s").partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    private List<String> bodies(String url) {
        List<String> all = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                    .messages();
            if (some.isEmpty()) {
                return all;
            }
            some.forEach(message -> all.add(message.body()));
        }
    }

    private List<Record> records() {
        String iterator = kinesis.getShardIterator(
                        b -> b.streamName("s").shardId("shardId-000000000000").shardIteratorType("TRIM_HORIZON"))
                .shardIterator();
        return kinesis.getRecords(b -> b.shardIterator(iterator)).records();
    }

    @Test
    void recordsOfAStreamAreFilteredAndHandedOn() {
        String out = queue("out");
        pipes.createPipe(b -> b.name("p")
                .source(arn("kinesis", "stream/s"))
                .target(arn("sqs", "out"))
                .roleArn(ROLE)
                .sourceParameters(
                        s -> s.kinesisStreamParameters(k -> k.startingPosition(KinesisStreamStartPosition.TRIM_HORIZON)
                                        .batchSize(10))
                                .filterCriteria(f -> f.filters(x -> x.pattern("{\"data\":{\"kind\":[\"order\"]}}"))))
                .targetParameters(t -> t.inputTemplate("{\"id\": <$.data.id>, \"key\": \"<$.partitionKey>\"}")));
        put("a", "{\"kind\":\"order\",\"id\":1}");
        put("b", "{\"kind\":\"other\",\"id\":2}");
        put("c", "{\"kind\":\"order\",\"id\":3}");
        weir.advance(Duration.ofMinutes(1));
        assertEquals(List.of("{\"id\": 1, \"key\": \"a\"}", "{\"id\": 3, \"key\": \"c\"}"), bodies(out));
    }

    @Test
    void aRecordIsAsAwsShowsIt() {
        String out = queue("out");
        pipes.createPipe(b -> b.name("p")
                .source(arn("kinesis", "stream/s"))
                .target(arn("sqs", "out"))
                .roleArn(ROLE)
                .sourceParameters(s ->
                        s.kinesisStreamParameters(k -> k.startingPosition(KinesisStreamStartPosition.TRIM_HORIZON))));
        put("key", "hello");
        weir.advance(Duration.ofMinutes(1));
        JsonNode event = JsonMapper.shared().readTree(bodies(out).getFirst());
        assertEquals("aGVsbG8=", event.path("data").asString());
        assertEquals("key", event.path("partitionKey").asString());
        assertEquals("1.0", event.path("kinesisSchemaVersion").asString());
        assertEquals("aws:kinesis", event.path("eventSource").asString());
        assertEquals(arn("kinesis", "stream/s"), event.path("eventSourceARN").asString());
        assertTrue(event.path("eventID").asString().startsWith("shardId-000000000000:"), event.toString());
    }

    @Test
    void aStreamThatFailsIsTriedAgainAndThenDeadLettered() {
        String dead = queue("dead");
        Clients.of(weir, LambdaClient.builder())
                .createFunction(Zips.node("f", "exports.handler = async () => { throw new Error('no'); }")
                        .build());
        pipes.createPipe(b -> b.name("p")
                .source(arn("kinesis", "stream/s"))
                .target(arn("lambda", "function:f"))
                .roleArn(ROLE)
                .sourceParameters(
                        s -> s.kinesisStreamParameters(k -> k.startingPosition(KinesisStreamStartPosition.TRIM_HORIZON)
                                .maximumRetryAttempts(1)
                                .deadLetterConfig(d -> d.arn(arn("sqs", "dead"))))));
        put("a", "{}");
        weir.advance(Duration.ofMinutes(5));
        JsonNode letter = JsonMapper.shared().readTree(bodies(dead).getFirst());
        assertEquals(
                "RetryAttemptsExhausted",
                letter.path("context").path("condition").asString());
        assertEquals(
                "shardId-000000000000",
                letter.path("KinesisBatchInfo").path("shardId").asString());
    }

    @Test
    void aStreamIsATarget() {
        String in = queue("in");
        pipes.createPipe(b -> b.name("p")
                .source(arn("sqs", "in"))
                .target(arn("kinesis", "stream/s"))
                .roleArn(ROLE)
                .targetParameters(
                        t -> t.inputTemplate("<$.body>").kinesisStreamParameters(k -> k.partitionKey("$.body.who"))));
        for (Map.Entry<String, Integer> each : Map.of("ann", 1, "bob", 2).entrySet()) {
            sqs.sendMessage(b ->
                    b.queueUrl(in).messageBody("{\"who\":\"" + each.getKey() + "\",\"n\":" + each.getValue() + "}"));
        }
        weir.untilQuiet();
        List<String> came = records().stream()
                .map(record -> record.partitionKey() + " " + record.data().asUtf8String())
                .sorted()
                .toList();
        assertEquals(List.of("ann {\"who\":\"ann\",\"n\":1}", "bob {\"who\":\"bob\",\"n\":2}"), came);
    }
}
