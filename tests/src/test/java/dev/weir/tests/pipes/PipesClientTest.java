package dev.weir.tests.pipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.pipes.model.ConflictException;
import software.amazon.awssdk.services.pipes.model.CreatePipeRequest;
import software.amazon.awssdk.services.pipes.model.DescribePipeResponse;
import software.amazon.awssdk.services.pipes.model.DynamoDBStreamStartPosition;
import software.amazon.awssdk.services.pipes.model.NotFoundException;
import software.amazon.awssdk.services.pipes.model.OnPartialBatchItemFailureStreams;
import software.amazon.awssdk.services.pipes.model.PipeState;
import software.amazon.awssdk.services.pipes.model.PipeTargetInvocationType;
import software.amazon.awssdk.services.pipes.model.PipesException;
import software.amazon.awssdk.services.pipes.model.RequestedPipeState;
import software.amazon.awssdk.services.pipes.model.ValidationException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ExtendWith(WeirExtension.class)
class PipesClientTest {
    private final WeirServer weir;
    private final PipesClient pipes;
    private final SqsClient sqs;
    private final LambdaClient lambda;

    PipesClientTest(WeirServer weir) {
        this.weir = weir;
        pipes = Clients.of(weir, PipesClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
        lambda = Clients.of(weir, LambdaClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(b -> b.queueName(name).attributes(attributes)).queueUrl();
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":us-east-1:000000000000:" + resource;
    }

    private void pipe(String source, String target, Consumer<CreatePipeRequest.Builder> more) {
        pipes.createPipe(b -> {
            b.name("p").source(source).target(target).roleArn("arn:aws:iam::000000000000:role/r");
            more.accept(b);
        });
    }

    private List<Message> take(String url) {
        List<Message> all = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(
                            b -> b.queueUrl(url).maxNumberOfMessages(10).messageSystemAttributeNamesWithStrings("All"))
                    .messages();
            if (some.isEmpty()) {
                return all;
            }
            some.forEach(m -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(m.receiptHandle())));
            all.addAll(some);
        }
    }

    private List<String> bodies(String url) {
        return take(url).stream().map(Message::body).sorted().toList();
    }

    private void send(String url, String... bodies) {
        Stream.of(bodies).forEach(body -> sqs.sendMessage(b -> b.queueUrl(url).messageBody(body)));
    }

    @Test
    void aPipeIsKeptAsItWasMade() {
        queue("in", Map.of());
        queue("out", Map.of());
        var made = pipes.createPipe(b -> b.name("p")
                .source(arn("sqs", "in"))
                .target(arn("sqs", "out"))
                .roleArn("arn:aws:iam::000000000000:role/r")
                .desiredState(RequestedPipeState.STOPPED)
                .description("one")
                .tags(Map.of("team", "a"))
                .sourceParameters(s -> s.sqsQueueParameters(q -> q.batchSize(5))));
        assertEquals(PipeState.CREATING, made.currentState());
        assertEquals(arn("pipes", "pipe/p"), made.arn());
        DescribePipeResponse described = pipes.describePipe(b -> b.name("p"));
        assertEquals(PipeState.STOPPED, described.currentState());
        assertEquals(5, described.sourceParameters().sqsQueueParameters().batchSize());
        assertEquals(Map.of("team", "a"), described.tags());
        assertEquals(
                PipeState.UPDATING,
                pipes.updatePipe(b -> b.name("p")
                                .roleArn("arn:aws:iam::000000000000:role/s")
                                .description("two"))
                        .currentState());
        described = pipes.describePipe(b -> b.name("p"));
        assertEquals("two", described.description());
        assertEquals(5, described.sourceParameters().sqsQueueParameters().batchSize());
        assertEquals(PipeState.STARTING, pipes.startPipe(b -> b.name("p")).currentState());
        assertEquals(PipeState.RUNNING, pipes.describePipe(b -> b.name("p")).currentState());
        pipes.tagResource(b -> b.resourceArn(made.arn()).tags(Map.of("env", "x")));
        pipes.untagResource(b -> b.resourceArn(made.arn()).tagKeys("team"));
        assertEquals(
                Map.of("env", "x"),
                pipes.listTagsForResource(b -> b.resourceArn(made.arn())).tags());
        pipes.createPipe(b -> b.name("q")
                .source(arn("sqs", "in"))
                .target(arn("sqs", "out"))
                .roleArn("arn:aws:iam::000000000000:role/r"));
        assertEquals(
                List.of("p", "q"),
                pipes.listPipesPaginator(b -> b.limit(1)).pipes().stream()
                        .map(p -> p.name())
                        .toList());
        assertEquals(1, pipes.listPipes(b -> b.namePrefix("q")).pipes().size());
        assertEquals(
                0,
                pipes.listPipes(b -> b.currentState(PipeState.STOPPED)).pipes().size());
        assertEquals(PipeState.DELETING, pipes.deletePipe(b -> b.name("p")).currentState());
        assertEquals(
                "Pipe p does not exist.",
                assertThrows(NotFoundException.class, () -> pipes.describePipe(b -> b.name("p")))
                        .awsErrorDetails()
                        .errorMessage());
        assertThrows(
                ConflictException.class,
                () -> pipes.createPipe(b -> b.name("q")
                        .source(arn("sqs", "in"))
                        .target(arn("sqs", "out"))
                        .roleArn("arn:aws:iam::000000000000:role/r")));
    }

    @Test
    void whatCannotBeIsRefused() {
        queue("in", Map.of());
        queue("out", Map.of());
        assertThrows(ValidationException.class, () -> pipe(arn("sqs", "none"), arn("sqs", "out"), b -> {}));
        assertThrows(
                ValidationException.class,
                () -> pipe(
                        arn("sqs", "in"),
                        arn("sqs", "out"),
                        b -> b.sourceParameters(
                                s -> s.filterCriteria(f -> f.filters(x -> x.pattern("{\"body\": 1}"))))));
        assertThrows(
                ValidationException.class,
                () -> pipe(
                        arn("sqs", "in"),
                        arn("sqs", "out"),
                        b -> b.targetParameters(t -> t.inputTemplate("{\"a\": <aws.pipes.nothing>}"))));
        assertEquals(
                "{\"ValidationErrorFields\":[{\"Name\":\"TargetParameters.SqsQueueParameters.MessageGroupId\","
                        + "\"Message\":\"Missing required parameter.\"}]}",
                assertThrows(ValidationException.class, () -> pipe(arn("sqs", "in"), arn("sqs", "out.fifo"), b -> {}))
                        .awsErrorDetails()
                        .errorMessage());
        for (String target : List.of(arn("ecs", "cluster/c"), arn("firehose", "deliverystream/d"))) {
            PipesException refused = assertThrows(PipesException.class, () -> pipe(arn("sqs", "in"), target, b -> {}));
            assertTrue(
                    refused.awsErrorDetails().errorMessage().startsWith("weir does not support "),
                    refused.getMessage());
        }
        PipesException mq =
                assertThrows(PipesException.class, () -> pipe(arn("mq", "broker:b"), arn("sqs", "out"), b -> {}));
        assertTrue(mq.awsErrorDetails().errorMessage().contains("mq as the source"), mq.getMessage());
    }

    @Test
    void aQueueIsFilteredAndTransformedIntoAFifoQueue() {
        String in = queue("in", Map.of());
        String out = queue("out.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        pipe(arn("sqs", "in"), arn("sqs", "out.fifo"), b -> b.sourceParameters(
                        s -> s.filterCriteria(f -> f.filters(x -> x.pattern("{\"body\":{\"kind\":[\"order\"]}}"))))
                .targetParameters(t -> t.inputTemplate(
                                "{\"id\": <$.body.id>, \"who\": \"<$.body.who> via <aws.pipes.pipe-name>\"}")
                        .sqsQueueParameters(
                                q -> q.messageGroupId("$.body.who").messageDeduplicationId("$.messageId"))));
        send(in, "{\"kind\":\"order\",\"id\":1,\"who\":\"ann\"}", "{\"kind\":\"other\"}", "text");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        Message message = take(out).getFirst();
        assertEquals("{\"id\": 1, \"who\": \"ann via p\"}", message.body());
        assertEquals("ann", message.attributesAsStrings().get("MessageGroupId"));
        assertEquals(List.of(), bodies(in));
        List<Hop> hops = weir.kernel().journal().touching(arn("pipes", "pipe/p"), 50);
        assertEquals(
                2,
                hops.stream().filter(hop -> hop.outcome() == Outcome.FILTERED).count());
        Hop delivered = hops.stream()
                .filter(hop -> hop.kind().equals("pipes.Deliver"))
                .findFirst()
                .orElseThrow();
        List<String> kinds = weir.kernel().journal().trace(delivered.asCause().trace(), 50).stream()
                .map(Hop::kind)
                .toList();
        assertTrue(kinds.containsAll(List.of("sqs.SendMessage", "pipes.Batch", "pipes.Deliver")), kinds.toString());
    }

    @Test
    void aFunctionTakesABatchAndNamesItsFailures() {
        String dead = queue("dead", Map.of());
        String in = queue(
                "in",
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "30",
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + arn("sqs", "dead") + "\",\"maxReceiveCount\":\"2\"}"));
        lambda.createFunction(Zips.node("f", """
                exports.handler = async (batch) => {
                  if (!Array.isArray(batch)) throw new Error('no list');
                  return {batchItemFailures: batch.filter(m => m.body === 'bad').map(m => ({itemIdentifier: m.messageId}))};
                };""").build());
        pipe(
                arn("sqs", "in"),
                arn("lambda", "function:f"),
                b -> b.sourceParameters(
                        s -> s.sqsQueueParameters(q -> q.batchSize(10).maximumBatchingWindowInSeconds(5))));
        send(in, "good", "bad", "fine");
        weir.clock().untilQuiet(Duration.ofMinutes(5));
        assertEquals(List.of("bad"), bodies(dead));
        assertEquals(List.of(), bodies(in));
    }

    @Test
    void anEnrichmentMakesOtherEventsOrNone() {
        String in = queue("in", Map.of());
        String out = queue("out", Map.of());
        lambda.createFunction(Zips.node("e", """
                exports.handler = async (batch) => batch.filter(e => e.n > 1).flatMap(e => [{twice: e.n * 2}, {n: e.n}]);
                """).build());
        pipe(arn("sqs", "in"), arn("sqs", "out"), b -> b.enrichment(arn("lambda", "function:e"))
                .enrichmentParameters(e -> e.inputTemplate("{\"n\": <$.body.n>}"))
                .targetParameters(t -> t.inputTemplate("got <$.twice><$.n>")));
        send(in, "{\"n\":1}");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(List.of(), bodies(out));
        assertEquals(List.of(), bodies(in));
        send(in, "{\"n\":4}");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(List.of("got 4", "got 8"), bodies(out));
    }

    @Test
    void busesLogsAndQueuedFunctionsAreTargets() {
        String in = queue("in", Map.of());
        String out = queue("out", Map.of());
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        events.putRule(b -> b.name("r").eventPattern("{\"source\":[\"shop\"],\"detail-type\":[\"order\"]}"));
        events.putTargets(
                b -> b.rule("r").targets(t -> t.id("1").arn(arn("sqs", "out")).inputPath("$.detail")));
        pipe(
                arn("sqs", "in"),
                arn("events", "event-bus/default"),
                b -> b.targetParameters(t -> t.inputTemplate("{\"id\":<$.body.id>}")
                        .eventBridgeEventBusParameters(e -> e.source("shop").detailType("$.body.kind"))));
        send(in, "{\"kind\":\"order\",\"id\":5}");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(List.of("{\"id\":5}"), bodies(out));
        pipes.deletePipe(b -> b.name("p"));

        CloudWatchLogsClient logs = Clients.of(weir, CloudWatchLogsClient.builder());
        logs.createLogGroup(b -> b.logGroupName("/g"));
        logs.createLogStream(b -> b.logGroupName("/g").logStreamName("s"));
        pipe(
                arn("sqs", "in"),
                arn("logs", "log-group:/g"),
                b -> b.targetParameters(
                        t -> t.inputTemplate("<$.body>").cloudWatchLogsParameters(l -> l.logStreamName("s"))));
        send(in, "line");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(
                "line",
                logs.getLogEvents(b -> b.logGroupName("/g").logStreamName("s"))
                        .events()
                        .getFirst()
                        .message());
        pipes.deletePipe(b -> b.name("p"));

        lambda.createFunction(
                Zips.node("f", "exports.handler = async (e) => e.length").build());
        pipe(
                arn("sqs", "in"),
                arn("lambda", "function:f"),
                b -> b.targetParameters(t ->
                        t.lambdaFunctionParameters(l -> l.invocationType(PipeTargetInvocationType.FIRE_AND_FORGET))));
        send(in, "x");
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertTrue(weir.kernel().journal().touching(arn("lambda", "function:f"), 20).stream()
                .anyMatch(hop -> hop.kind().equals("lambda.Return") && hop.outcome() == Outcome.COMPLETED));
    }

    @Test
    void aStoppedPipeTakesNothingUntilItIsStarted() {
        String in = queue("in", Map.of());
        String out = queue("out", Map.of());
        pipe(arn("sqs", "in"), arn("sqs", "out"), b -> b.targetParameters(t -> t.inputTemplate("<$.body>")));
        pipes.stopPipe(b -> b.name("p"));
        send(in, "x");
        weir.clock().untilQuiet(Duration.ofMinutes(5));
        assertEquals(List.of(), bodies(out));
        pipes.startPipe(b -> b.name("p"));
        weir.clock().untilQuiet(Duration.ofMinutes(5));
        assertEquals(List.of("x"), bodies(out));
    }

    @Test
    void aPipeWhoseQueueIsGoneSaysSoAndCanBeDeleted() {
        String in = queue("in", Map.of());
        queue("out", Map.of());
        pipe(arn("sqs", "in"), arn("sqs", "out"), b -> {});
        sqs.deleteQueue(b -> b.queueUrl(in));
        pipes.stopPipe(b -> b.name("p"));
        pipes.startPipe(b -> b.name("p"));
        weir.untilQuiet();
        assertTrue(weir.kernel().journal().touching(arn("pipes", "pipe/p"), 20).stream()
                .anyMatch(hop -> hop.kind().equals("pipes.Poll") && hop.outcome() == Outcome.FAILED));
        pipes.deletePipe(b -> b.name("p"));
    }

    @Test
    void aTablesStreamIsRetriedBisectedAndDeadLettered() {
        DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
        String stream = dynamo.createTable(b -> b.tableName("table")
                        .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                        .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)))
                .tableDescription()
                .latestStreamArn();
        String dead = queue("dead", Map.of());
        lambda.createFunction(Zips.node("f", """
                exports.handler = async (batch) => {
                  if (batch.some(r => r.dynamodb.Keys.id.S === 'poison')) throw new Error('poison');
                };""").build());
        pipe(
                stream,
                arn("lambda", "function:f"),
                b -> b.sourceParameters(s ->
                        s.dynamoDBStreamParameters(d -> d.startingPosition(DynamoDBStreamStartPosition.TRIM_HORIZON)
                                .batchSize(4)
                                .maximumBatchingWindowInSeconds(2)
                                .maximumRetryAttempts(1)
                                .onPartialBatchItemFailure(OnPartialBatchItemFailureStreams.AUTOMATIC_BISECT)
                                .deadLetterConfig(q -> q.arn(arn("sqs", "dead"))))));
        for (String id : List.of("a", "poison", "b", "c")) {
            dynamo.putItem(b -> b.tableName("table").item(Map.of("id", AttributeValue.fromS(id))));
        }
        weir.clock().untilQuiet(Duration.ofMinutes(10));
        List<String> letters = bodies(dead);
        assertEquals(1, letters.size(), letters.toString());
        assertTrue(letters.getFirst().contains("\"condition\":\"RetryAttemptsExhausted\""), letters.toString());
        assertTrue(letters.getFirst().contains("\"batchSize\":1"), letters.toString());
        assertTrue(letters.getFirst().contains("\"streamArn\":\"" + stream + "\""), letters.toString());
    }
}
