package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Functions that are fed from a Kinesis stream, and say what they saw to a queue. */
@ExtendWith(WeirExtension.class)
class KinesisMappingTest {
    private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    private static final String SOURCE = """
            import base64, json, os, urllib.parse, urllib.request
            def say(body):
                form = {"Action": "SendMessage", "Version": "2012-11-05", "MessageBody": body}
                urllib.request.urlopen(os.environ["SEEN"], urllib.parse.urlencode(form).encode()).read()
            def handler(event, context):
                if "window" in event:
                    state = event["state"]
                    for r in event["Records"]:
                        data = json.loads(base64.b64decode(r["kinesis"]["data"]))
                        state["sum"] = state.get("sum", 0) + data["n"]
                    if event["isFinalInvokeForWindow"]:
                        say(event["window"]["start"] + " " + event["window"]["end"] + " " + json.dumps(state))
                    return {"state": state}
                for r in event["Records"]:
                    data = json.loads(base64.b64decode(r["kinesis"]["data"]))
                    say(r["kinesis"]["partitionKey"] + " " + str(data["n"]))
                    if data.get("poison"):
                        if os.environ.get("PARTIAL"):
                            return {"batchItemFailures": [{"itemIdentifier": r["kinesis"]["sequenceNumber"]}]}
                        raise Exception("cannot take " + str(data["n"]))
            """;

    private final WeirServer weir;
    private final LambdaClient lambda;
    private final SqsClient sqs;
    private final KinesisClient kinesis;
    private String seen = "";

    KinesisMappingTest(WeirServer weir) {
        this.weir = weir;
        lambda = Clients.of(weir, LambdaClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
        kinesis = Clients.of(weir, KinesisClient.builder());
    }

    @BeforeEach
    void prepare() {
        weir.clock().freeze();
        kinesis.createStream(r -> r.streamName("s").shardCount(1));
        weir.untilQuiet();
        seen = queue("seen");
    }

    private void function(Map<String, String> environment) {
        lambda.createFunction(Zips.python("f", SOURCE)
                .timeout(20)
                .environment(e -> e.variables(environment))
                .build());
    }

    private void map(Consumer<CreateEventSourceMappingRequest.Builder> more) {
        lambda.createEventSourceMapping(r -> {
            r.functionName("f").eventSourceArn(STREAM).startingPosition(EventSourcePosition.TRIM_HORIZON);
            more.accept(r);
        });
    }

    private String queue(String name) {
        return sqs.createQueue(r -> r.queueName(name)).queueUrl();
    }

    private void put(String key, String data) {
        kinesis.putRecord(r -> r.streamName("s").partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    /** Everything in the queue, oldest first. */
    private List<String> bodies(String queue) {
        List<String> bodies = new ArrayList<>();
        while (true) {
            List<Message> page = sqs.receiveMessage(
                            r -> r.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(600))
                    .messages();
            if (page.isEmpty()) {
                return bodies;
            }
            page.forEach(message -> bodies.add(message.body()));
            sqs.deleteMessageBatch(r -> r.queueUrl(queue)
                    .entries(page.stream()
                            .map(message -> DeleteMessageBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                            .toList()));
        }
    }

    private void settle() {
        weir.clock().untilQuiet(Duration.ofMinutes(30));
    }

    @Test
    void keysKeepTheirOrderInParallelBatchesAndAcrossASplit() {
        function(Map.of("SEEN", seen));
        map(r -> r.parallelizationFactor(4).batchSize(10));
        for (int i = 0; i < 12; i++) {
            put("k" + i % 3, "{\"n\":" + i + "}");
        }
        settle();
        kinesis.splitShard(r -> r.streamName("s")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey("170141183460469231731687303715884105728"));
        settle();
        for (int i = 12; i < 24; i++) {
            put("k" + i % 3, "{\"n\":" + i + "}");
        }
        settle();
        List<String> all = bodies(seen);
        assertEquals(24, all.size());
        for (int key = 0; key < 3; key++) {
            String prefix = "k" + key + " ";
            List<Integer> numbers = all.stream()
                    .filter(body -> body.startsWith(prefix))
                    .map(body -> Integer.valueOf(body.substring(3)))
                    .toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
    }

    @Test
    void dataIsFilteredAndFailuresGoToAQueue() {
        String dead = queue("dead");
        function(Map.of("SEEN", seen, "PARTIAL", "1"));
        put("k", "{\"n\":1,\"kind\":\"other\"}");
        put("k", "{\"n\":2,\"kind\":\"mine\"}");
        put("k", "{\"n\":3,\"kind\":\"mine\",\"poison\":true}");
        put("k", "no JSON");
        map(r -> r.filterCriteria(c -> c.filters(f -> f.pattern("{\"data\":{\"kind\":[\"mine\"]}}")))
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .maximumRetryAttempts(2)
                .destinationConfig(d -> d.onFailure(f -> f.destination("arn:aws:sqs:us-east-1:000000000000:dead"))));
        settle();
        assertEquals(List.of("k 2", "k 3", "k 3", "k 3"), bodies(seen));
        List<String> letters = bodies(dead);
        assertEquals(1, letters.size());
        JsonNode letter = JsonMapper.shared().readTree(letters.getFirst());
        assertEquals(
                "RetryAttemptsExhausted", letter.at("/requestContext/condition").asString());
        assertEquals(
                "shardId-000000000000", letter.at("/KinesisBatchInfo/shardId").asString());
        assertEquals(1, letter.at("/KinesisBatchInfo/batchSize").asInt());
        assertEquals(STREAM, letter.at("/KinesisBatchInfo/streamArn").asString());
    }

    @Test
    void failuresGoToABucketWithTheirPayload() {
        S3Client s3 = Clients.of(weir, S3Client.builder().forcePathStyle(true));
        s3.createBucket(r -> r.bucket("failures"));
        function(Map.of("SEEN", seen));
        put("k", "{\"n\":1,\"poison\":true}");
        put("k", "{\"n\":2}");
        map(r -> r.maximumRetryAttempts(0)
                .bisectBatchOnFunctionError(true)
                .destinationConfig(d -> d.onFailure(f -> f.destination("arn:aws:s3:::failures"))));
        settle();
        assertEquals(List.of("k 1", "k 1", "k 2"), bodies(seen));
        List<S3Object> objects = s3.listObjectsV2(r -> r.bucket("failures")).contents();
        assertEquals(1, objects.size());
        String key = objects.getFirst().key();
        assertTrue(
                key.matches("aws/lambda/[0-9a-f-]{36}/shardId-000000000000/\\d{4}/\\d\\d/\\d\\d/"
                        + "\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}"),
                key);
        JsonNode body = JsonMapper.shared()
                .readTree(
                        s3.getObjectAsBytes(r -> r.bucket("failures").key(key)).asByteArray());
        JsonNode payload = JsonMapper.shared().readTree(body.get("payload").asString());
        assertEquals("k", payload.at("/Records/0/kinesis/partitionKey").asString());
        assertEquals("aws:kinesis:record", payload.at("/Records/0/eventName").asString());
    }

    @Test
    void oldRecordsAreGivenUpToATopic() {
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        String topic = sns.createTopic(r -> r.name("failures")).topicArn();
        String dead = queue("dead");
        sns.subscribe(r -> r.topicArn(topic)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:us-east-1:000000000000:dead")
                .attributes(Map.of("RawMessageDelivery", "true")));
        function(Map.of("SEEN", seen));
        put("k", "{\"n\":1}");
        weir.advance(Duration.ofMinutes(2));
        put("k", "{\"n\":2}");
        map(r -> r.maximumRecordAgeInSeconds(60)
                .batchSize(1)
                .destinationConfig(d -> d.onFailure(f -> f.destination(topic))));
        settle();
        assertEquals(List.of("k 2"), bodies(seen));
        List<String> letters = bodies(dead);
        assertEquals(1, letters.size());
        assertTrue(letters.getFirst().contains("\"condition\":\"RecordAgeExceeded\""), letters.getFirst());
    }

    @Test
    void windowsTumble() {
        weir.clock().advanceTo(Instant.ofEpochSecond((weir.now().getEpochSecond() / 60 + 1) * 60));
        Instant first = weir.now();
        function(Map.of("SEEN", seen));
        map(r -> r.tumblingWindowInSeconds(30).batchSize(2));
        for (int i = 1; i <= 5; i++) {
            put("k", "{\"n\":" + i + "}");
        }
        weir.advance(Duration.ofSeconds(10));
        put("k", "{\"n\":10}");
        weir.advance(Duration.ofSeconds(19));
        assertEquals(List.of(), bodies(seen));
        weir.advance(Duration.ofSeconds(1));
        put("k", "{\"n\":100}");
        settle();
        assertEquals(
                List.of(
                        first + " " + first.plusSeconds(30) + " {\"sum\": 25}",
                        first.plusSeconds(30) + " " + first.plusSeconds(60) + " {\"sum\": 100}"),
                bodies(seen));
    }

    @Test
    void startsAtATimestampOrTheLatest() {
        function(Map.of("SEEN", seen));
        put("k", "{\"n\":1}");
        weir.advance(Duration.ofSeconds(10));
        Instant from = weir.now();
        put("k", "{\"n\":2}");
        weir.advance(Duration.ofSeconds(10));
        map(r -> r.startingPosition(EventSourcePosition.AT_TIMESTAMP).startingPositionTimestamp(from));
        settle();
        assertEquals(List.of("k 2"), bodies(seen));
        String mapping = lambda.listEventSourceMappings(r -> r.functionName("f"))
                .eventSourceMappings()
                .getFirst()
                .uuid();
        lambda.deleteEventSourceMapping(r -> r.uuid(mapping));
        weir.advance(Duration.ofSeconds(1));
        map(r -> r.startingPosition(EventSourcePosition.LATEST).maximumBatchingWindowInSeconds(5));
        put("k", "{\"n\":3}");
        settle();
        assertEquals(List.of("k 3"), bodies(seen));
    }

    @Test
    void windowsNeedOneLane() {
        function(Map.of("SEEN", seen));
        String refused = org.junit.jupiter.api.Assertions.assertThrows(
                        software.amazon.awssdk.services.lambda.model.LambdaException.class,
                        () -> map(r -> r.tumblingWindowInSeconds(30).parallelizationFactor(2)))
                .getMessage();
        assertTrue(refused.contains("ParallelizationFactor"), refused);
        org.junit.jupiter.api.Assertions.assertThrows(
                InvalidParameterValueException.class,
                () -> map(r -> r.tumblingWindowInSeconds(30).maximumBatchingWindowInSeconds(60)));
    }
}
