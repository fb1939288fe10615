package dev.weir.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.kernel.journal.Outcome;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A world that was loaded, or forked, goes on: schedules, event source mappings, deliveries, visibility timeouts. */
class CheckpointsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WeirServer weir = WeirServer.start(WeirConfig.ephemeral());
    private SqsClient sqs;

    @BeforeEach
    void aWorldWithMuchUnderWay() {
        weir.clock().freeze();
        sqs = Clients.of(weir, SqsClient.builder());
        for (String name : List.of("in", "out", "ticks", "late")) {
            sqs.createQueue(b -> b.queueName(name));
        }
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        lambda.createFunction(Zips.node("copy", """
                const http = require('http');
                exports.handler = (event) => Promise.all(event.Records.map((r) => new Promise((done, failed) => {
                  const body = new URLSearchParams({Action: 'SendMessage', MessageBody: r.body,
                    QueueUrl: process.env.AWS_ENDPOINT_URL + '/000000000000/out'}).toString();
                  const call = http.request(process.env.AWS_ENDPOINT_URL + '/', {method: 'POST',
                    headers: {'Content-Type': 'application/x-www-form-urlencoded'}}, (a) => { a.resume(); a.on('end', done); });
                  call.on('error', failed);
                  call.end(body);
                })));
                """).build());
        lambda.createEventSourceMapping(
                b -> b.functionName("copy").eventSourceArn(arn("in")).batchSize(1));
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        events.putRule(b -> b.name("tick").scheduleExpression("rate(10 minutes)"));
        events.putTargets(b -> b.rule("tick")
                .targets(Target.builder().id("t").arn(arn("ticks")).build()));
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        String topic = sns.createTopic(b -> b.name("topic")).topicArn();
        sns.subscribe(b -> b.topicArn(topic).protocol("http").endpoint("http://127.0.0.1:1/nobody"));
        sqs.sendMessage(b -> b.queueUrl(url("late")).messageBody("delayed").delaySeconds(300));
    }

    @AfterEach
    void end() {
        weir.close();
    }

    private static String arn(String queue) {
        return "arn:aws:sqs:us-east-1:000000000000:" + queue;
    }

    private String url(String queue) {
        return weir.endpoint() + "/000000000000/" + queue;
    }

    private static JsonNode call(URI endpoint, String path, String body) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonMapper.shared().readTree(answer.body());
    }

    private static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("000000000000", "weir")))
                .build();
    }

    private static void goesOn(URI endpoint) throws Exception {
        SqsClient sqs = client(endpoint);
        String base = endpoint + "/000000000000/";
        sqs.sendMessage(b -> b.queueUrl(base + "in").messageBody("after"));
        JsonNode unused = call(endpoint, "/_weir/clock", "{\"untilQuiet\":true,\"limit\":\"PT1M\"}");
        assertEquals(List.of("after"), bodies(sqs, base + "out"), "the event source mapping");
        JsonNode later = call(endpoint, "/_weir/clock", "{\"advance\":\"PT25M\"}");
        assertEquals(2, bodies(sqs, base + "ticks").size(), "the schedule: " + later);
        assertEquals(List.of("delayed"), bodies(sqs, base + "late"), "the delay");
    }

    private static List<String> bodies(SqsClient sqs, String url) {
        return sqs
                .receiveMessage(
                        b -> b.queueUrl(url).maxNumberOfMessages(10).messageSystemAttributeNamesWithStrings("All"))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLoadedOneGoesOn(boolean afterReset) throws Exception {
        JsonNode saved = call(weir.endpoint(), "/_weir/checkpoints", "{\"save\":\"a\"}");
        assertEquals("a", saved.path("checkpoints").get(0).asString());
        if (afterReset) {
            weir.reset();
            assertTrue(sqs.listQueues().queueUrls().isEmpty());
        } else {
            sqs.deleteQueue(b -> b.queueUrl(url("in")));
            sqs.sendMessage(b -> b.queueUrl(url("out")).messageBody("of another world"));
        }
        JsonNode unused = call(weir.endpoint(), "/_weir/checkpoints", "{\"load\":\"a\"}");
        goesOn(weir.endpoint());
    }

    @Test
    void aForkGoesOnAtItsOwnPace() throws Exception {
        JsonNode moved = call(weir.endpoint(), "/_weir/clock", "{\"advance\":\"PT1M\"}");
        JsonNode fork = call(weir.endpoint(), "/_weir/checkpoints", "{\"fork\":\"\"}");
        URI endpoint = URI.create(fork.path("endpoint").asString());
        JsonNode present = JsonMapper.shared()
                .readTree(HTTP.send(
                                HttpRequest.newBuilder(endpoint.resolve("/_weir/clock"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
        assertEquals(moved.path("now"), present.path("now"));
        assertEquals("frozen", present.path("mode").asString());
        goesOn(endpoint);
        assertEquals(List.of(), bodies(sqs, url("out")));
        assertEquals(
                "1",
                sqs.getQueueAttributes(b -> b.queueUrl(url("late")).attributeNames(QueueAttributeName.ALL))
                        .attributes()
                        .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
        goesOn(weir.endpoint());
    }

    /** The topic asks its HTTP endpoint to confirm; nobody is there. */
    @Test
    void aDeliveryThatWasUnderWayIsTriedAgain() throws Exception {
        JsonNode saved = call(weir.endpoint(), "/_weir/checkpoints", "{\"save\":\"a\"}");
        weir.reset();
        JsonNode loaded = call(weir.endpoint(), "/_weir/checkpoints", "{\"load\":\"a\"}");
        assertEquals(saved, loaded);
        weir.advance(Duration.ofHours(1));
        String topic = "arn:aws:sns:us-east-1:000000000000:topic";
        assertTrue(weir.kernel().journal().touching(topic, 100).stream()
                .anyMatch(hop -> hop.kind().equals("fabric.deliver") && hop.outcome() == Outcome.DROPPED));
    }
}
