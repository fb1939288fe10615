package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Functions that are fed from a table's stream, and say what they saw to a queue. */
@ExtendWith(WeirExtension.class)
class StreamsTest {
    private static final String SOURCE = """
            import os, urllib.parse, urllib.request
            def say(body):
                form = {"Action": "SendMessage", "Version": "2012-11-05", "MessageBody": body}
                urllib.request.urlopen(os.environ["SEEN"], urllib.parse.urlencode(form).encode()).read()
            def handler(event, context):
                failures = []
                for r in event["Records"]:
                    key = r["dynamodb"]["Keys"]["k"]["S"]
                    say(r["eventName"] + " " + key)
                    if key.startswith("poison"):
                        if os.environ.get("PARTIAL"):
                            return {"batchItemFailures": [{"itemIdentifier": r["dynamodb"]["SequenceNumber"]}]}
                        raise Exception("cannot take " + key)
            """;

    private final LambdaClient lambda;
    private final SqsClient sqs;
    private final DynamoDbClient dynamo;

    StreamsTest(WeirServer weir) {
        lambda = Clients.of(weir, LambdaClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
        dynamo = Clients.of(weir, DynamoDbClient.builder());
    }

    @BeforeEach
    void freeze(WeirServer weir) {
        weir.clock().freeze();
    }

    @Test
    void filteredBisectedAndGivenUp(WeirServer weir) {
        String seen = queue("seen");
        String dead = queue("dead");
        String stream = table();
        function(Map.of("SEEN", seen));
        lambda.createEventSourceMapping(r -> r.functionName("f")
                .eventSourceArn(stream)
                .startingPosition(EventSourcePosition.LATEST)
                .batchSize(10)
                .maximumBatchingWindowInSeconds(1)
                .bisectBatchOnFunctionError(true)
                .maximumRetryAttempts(1)
                .destinationConfig(d -> d.onFailure(f -> f.destination("arn:aws:sqs:us-east-1:000000000000:dead")))
                .filterCriteria(c -> c.filters(f -> f.pattern("{\"eventName\":[\"INSERT\"]}"))));
        for (String key : List.of("a", "poison", "b")) {
            put(key);
        }
        put("a", "changed");
        weir.clock().untilQuiet(Duration.ofMinutes(10));
        assertEquals(Set.of("INSERT a", "INSERT poison", "INSERT b"), Set.copyOf(bodies(seen)));
        List<String> letters = bodies(dead);
        assertEquals(1, letters.size());
        String letter = letters.getFirst();
        assertTrue(letter.contains("\"condition\":\"RetryAttemptsExhausted\",\"approximateInvokeCount\":2}"), letter);
        assertTrue(letter.contains("\"batchSize\":1,\"streamArn\":\"" + stream + "\"}"), letter);
    }

    @Test
    void partialResponsesGoOnFromTheFirstFailure(WeirServer weir) {
        String seen = queue("seen");
        String stream = table();
        function(Map.of("SEEN", seen, "PARTIAL", "1"));
        put("a");
        put("poison");
        put("b");
        lambda.createEventSourceMapping(r -> r.functionName("f")
                .eventSourceArn(stream)
                .startingPosition(EventSourcePosition.TRIM_HORIZON)
                .maximumRetryAttempts(1)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
        weir.clock().untilQuiet(Duration.ofMinutes(10));
        // What follows the failed record is given up with it: it is one batch.
        assertEquals(
                List.of("INSERT a", "INSERT poison", "INSERT poison"),
                bodies(seen).stream().sorted().toList());
    }

    @Test
    void aMappingFollowsShardsToTheirChildren(WeirServer weir) {
        String seen = queue("seen");
        String stream = table();
        function(Map.of("SEEN", seen));
        put("a", "before the mapping");
        weir.advance(Duration.ofSeconds(1));
        lambda.createEventSourceMapping(r -> r.functionName("f")
                .eventSourceArn(stream)
                .startingPosition(EventSourcePosition.LATEST)
                .batchSize(10));
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        put("a", "in the first shard");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(List.of("MODIFY a"), bodies(seen));
        weir.advance(Duration.ofHours(5));
        put("a", "in its child");
        put("b", "in a child whose parent was empty");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(Set.of("MODIFY a", "INSERT b"), Set.copyOf(bodies(seen)));
    }

    private void function(Map<String, String> environment) {
        lambda.createFunction(Zips.python("f", SOURCE)
                .timeout(20)
                .environment(e -> e.variables(environment))
                .build());
    }

    private String table() {
        return dynamo.createTable(r -> r.tableName("table")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(k -> k.attributeName("k").keyType(KeyType.HASH))
                        .attributeDefinitions(a -> a.attributeName("k").attributeType(ScalarAttributeType.S))
                        .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)))
                .tableDescription()
                .latestStreamArn();
    }

    private void put(String key) {
        put(key, "first");
    }

    private void put(String key, String value) {
        dynamo.putItem(r ->
                r.tableName("table").item(Map.of("k", AttributeValue.fromS(key), "v", AttributeValue.fromS(value))));
    }

    private String queue(String name) {
        return sqs.createQueue(r -> r.queueName(name)).queueUrl();
    }

    private List<String> bodies(String queue) {
        return sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }
}
