package dev.weir.tests.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.weir.cli.Main;
import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code weir why} answers, kind by kind. */
@ExtendWith(WeirExtension.class)
class WhyTest {
    private WeirServer weir;
    private SnsClient sns;
    private SqsClient sqs;
    private EventBridgeClient events;
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicReference<String> posted = new AtomicReference<>("");
    private HttpServer endpoint;

    @BeforeEach
    void start(WeirServer weir) throws Exception {
        this.weir = weir;
        weir.clock().freeze();
        sns = Clients.of(weir, SnsClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
        events = Clients.of(weir, EventBridgeClient.builder());
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            posted.set(new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        endpoint.start();
    }

    @AfterEach
    void stop() {
        endpoint.stop(0);
    }

    private String run(String... arguments) {
        return new Asking(weir).run(arguments);
    }

    private JsonNode why(String id) {
        return new Asking(weir).why(id);
    }

    private JsonNode missed(String id, String kind) {
        return new Asking(weir).missed(id, kind);
    }

    private String queue(String name) {
        return sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    private String fifo(String name) {
        return sqs.createQueue(
                        b -> b.queueName(name + ".fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
    }

    private String arn(String url) {
        return sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private String send(String url, String body) {
        return sqs.sendMessage(b -> b.queueUrl(url).messageBody(body)).messageId();
    }

    private String topic() {
        return sns.createTopic(b -> b.name("news")).topicArn();
    }

    private String webSubscription(String topic, Map<String, String> attributes) {
        String arn = sns.subscribe(b -> b.topicArn(topic)
                        .protocol("http")
                        .endpoint("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/")
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
        weir.untilQuiet();
        String token = JsonMapper.shared().readTree(posted.get()).path("Token").asString();
        sns.confirmSubscription(b -> b.topicArn(topic).token(token));
        return arn;
    }

    @Test
    void aFilterPolicyNamesItsKey() {
        String topic = topic();
        String url = queue("old");
        sns.subscribe(b -> b.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn(url))
                .attributes(Map.of("FilterPolicy", "{\"kind\":[\"old\"]}")));
        String id = sns.publish(b -> b.topicArn(topic)
                        .message("x")
                        .messageAttributes(Map.of(
                                "kind",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("new")
                                        .build())))
                .messageId();
        weir.untilQuiet();
        JsonNode answer = missed(id, "filtered");
        assertTrue(answer.path("text").asString().contains("kind"), answer.toString());
        assertEquals(arn(url), answer.path("place").asString());
    }

    @Test
    void aTopicWithoutSubscriptionsReachesNobody() {
        String topic = topic();
        String id = sns.publish(b -> b.topicArn(topic).message("x")).messageId();
        assertEquals(topic, missed(id, "no-subscription").path("place").asString());
    }

    @Test
    void anEndpointThatHasNotConfirmedGetsNothing() {
        String topic = topic();
        sns.subscribe(b -> b.topicArn(topic).protocol("email").endpoint("ann@example.com"));
        String id = sns.publish(b -> b.topicArn(topic).message("x")).messageId();
        assertTrue(missed(id, "dropped").path("text").asString().contains("has not confirmed"));
    }

    @Test
    void aTwinIsNamed() {
        String url = fifo("q");
        String first = sqs.sendMessage(b ->
                        b.queueUrl(url).messageBody("a").messageGroupId("g").messageDeduplicationId("d"))
                .messageId();
        sqs.sendMessage(
                b -> b.queueUrl(url).messageBody("b").messageGroupId("g").messageDeduplicationId("d"));
        assertEquals(
                first, missed(first, "duplicate").path("facts").path("first").asString());
    }

    @Test
    void whatStaysInAQueueSaysWhatItWaitsFor() {
        String url = queue("q");
        String delayed = sqs.sendMessage(b -> b.queueUrl(url).messageBody("x").delaySeconds(60))
                .messageId();
        assertEquals(
                weir.now().plusSeconds(60).toString(),
                missed(delayed, "delayed").path("facts").path("until").asString());
        String waiting = send(url, "y");
        assertTrue(missed(waiting, "waiting").path("text").asString().contains("nobody has received it"));
        Message received = sqs.receiveMessage(b -> b.queueUrl(url)).messages().get(0);
        assertEquals(
                weir.now().plusSeconds(30).toString(),
                missed(waiting, "in-flight").path("facts").path("until").asString());
        weir.advance(Duration.ofSeconds(31));
        assertTrue(missed(waiting, "waiting").path("text").asString().contains("came back"));
        assertEquals(waiting, received.messageId());
        Message again = sqs.receiveMessage(b -> b.queueUrl(url)).messages().get(0);
        sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(again.receiptHandle()));
        assertEquals(0, why(waiting).path("missed").size());
        assertTrue(run("why", waiting).contains("Nothing kept it from anywhere."));
    }

    @Test
    void aGroupIsBlockedByItsFirstMessage() {
        String url = fifo("q");
        String first = sqs.sendMessage(b ->
                        b.queueUrl(url).messageBody("a").messageGroupId("g").messageDeduplicationId("1"))
                .messageId();
        assertEquals(1, sqs.receiveMessage(b -> b.queueUrl(url)).messages().size());
        sqs.sendMessage(
                b -> b.queueUrl(url).messageBody("o").messageGroupId("other").messageDeduplicationId("2"));
        String second = sqs.sendMessage(b ->
                        b.queueUrl(url).messageBody("b").messageGroupId("g").messageDeduplicationId("3"))
                .messageId();
        JsonNode answer = missed(second, "blocked");
        assertEquals(first, answer.path("facts").path("behind").asString());
        assertTrue(answer.path("text").asString().contains("in flight until"), answer.toString());
    }

    @Test
    void whatIsTooOldExpired() {
        String url = sqs.createQueue(
                        b -> b.queueName("short").attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60")))
                .queueUrl();
        String id = send(url, "x");
        weir.advance(Duration.ofMinutes(2));
        assertTrue(sqs.receiveMessage(b -> b.queueUrl(url)).messages().isEmpty());
        assertTrue(missed(id, "expired").path("text").asString().contains("60 seconds"));
    }

    @Test
    void aQueueGivesUpAfterItsReceives() {
        String dead = queue("dead");
        String url = sqs.createQueue(b -> b.queueName("q")
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + arn(dead) + "\",\"maxReceiveCount\":1}")))
                .queueUrl();
        String id = send(url, "x");
        assertEquals(1, sqs.receiveMessage(b -> b.queueUrl(url)).messages().size());
        weir.advance(Duration.ofMinutes(1));
        assertTrue(sqs.receiveMessage(b -> b.queueUrl(url)).messages().isEmpty());
        JsonNode answer = missed(id, "dead-lettered");
        assertEquals(arn(url), answer.path("place").asString());
        assertEquals(arn(dead), answer.path("facts").path("deadLetter").asString());
    }

    @Test
    void eachAttemptOfADeliveryIsListed() {
        String topic = topic();
        String dead = queue("dead");
        webSubscription(topic, Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + arn(dead) + "\"}"));
        status.set(503);
        String id = sns.publish(b -> b.topicArn(topic).message("x")).messageId();
        weir.advance(Duration.ofSeconds(25));
        assertEquals(2, missed(id, "retrying").path("attempts").size());
        weir.untilQuiet();
        JsonNode answer = missed(id, "dead-lettered");
        assertEquals(3, answer.path("attempts").size());
        assertEquals("4", answer.path("facts").path("attempts").asString());
        assertTrue(answer.path("text").asString().contains(arn(dead)), answer.toString());
        assertTrue(answer.path("text").asString().contains("503"), answer.toString());
    }

    @Test
    void aDeliveryThatSucceedsInTheEndIsNoMiss() {
        String topic = topic();
        webSubscription(topic, Map.of());
        status.set(503);
        String id = sns.publish(b -> b.topicArn(topic).message("x")).messageId();
        weir.advance(Duration.ofSeconds(1));
        status.set(200);
        weir.untilQuiet();
        assertEquals(0, why(id).path("missed").size());
    }

    @Test
    void aThrottledDeliverySaysUntilWhen() {
        String topic = topic();
        webSubscription(topic, Map.of("DeliveryPolicy", "{\"throttlePolicy\":{\"maxReceivesPerSecond\":1}}"));
        sns.publish(b -> b.topicArn(topic).message("one"));
        String id = sns.publish(b -> b.topicArn(topic).message("two")).messageId();
        assertEquals(
                weir.now().plusSeconds(1).toString(),
                missed(id, "throttled").path("facts").path("until").asString());
        weir.untilQuiet();
        assertEquals(0, why(id).path("missed").size());
    }

    @Test
    void theNearestRuleSaysWhichFieldDidNotMatch() {
        events.putRule(b -> b.name("far").eventPattern("{\"source\":[\"bank\"],\"detail\":{\"state\":[\"paid\"]}}"));
        events.putRule(b -> b.name("near")
                .eventPattern("{\"source\":[\"shop\"],\"detail-type\":[\"order\"],\"detail\":{\"state\":[\"paid\"]}}"));
        String id = put("{\"state\":\"open\"}");
        JsonNode missed = why(id).path("missed");
        assertEquals(2, missed.size(), missed.toString());
        JsonNode nearest = missed.get(0);
        assertEquals("pattern", nearest.path("kind").asString());
        assertTrue(nearest.path("place").asString().endsWith("rule/near"), nearest.toString());
        assertEquals("detail.state", nearest.path("facts").path("field").asString());
        assertEquals("\"open\"", nearest.path("facts").path("present").asString());
        assertEquals("2 of 3", nearest.path("facts").path("matched").asString());
        assertTrue(run("why", id).contains("this rule came nearest"));
    }

    private String put(String detail) {
        return events.putEvents(
                        b -> b.entries(e -> e.source("shop").detailType("order").detail(detail)))
                .entries()
                .get(0)
                .eventId();
    }

    @Test
    void aDisabledRuleIsFound() {
        events.putRule(b -> b.name("off").state(RuleState.DISABLED).eventPattern("{\"source\":[\"shop\"]}"));
        assertTrue(missed(put("{}"), "disabled").path("place").asString().endsWith("rule/off"));
    }

    @Test
    void aBusWithoutRulesSaysSo() {
        assertTrue(missed(put("{}"), "no-rule").path("text").asString().contains("no rule"));
    }

    @Test
    void aDisabledMappingIsFound() {
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        lambda.createFunction(
                Zips.node("worker", "exports.handler = async () => {}").build());
        String url = queue("work");
        lambda.createEventSourceMapping(
                b -> b.functionName("worker").eventSourceArn(arn(url)).enabled(false));
        String id = send(url, "x");
        JsonNode answer = missed(id, "disabled");
        assertTrue(answer.path("place").asString().endsWith("function:worker"), answer.toString());
        assertEquals(2, why(id).path("missed").size(), "and it waits in the queue");
    }

    @Test
    void aMappingsFilterIsFound() {
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        lambda.createFunction(
                Zips.node("worker", "exports.handler = async () => {}").build());
        String url = queue("work");
        lambda.createEventSourceMapping(b -> b.functionName("worker")
                .eventSourceArn(arn(url))
                .filterCriteria(c -> c.filters(f -> f.pattern("{\"body\":{\"kind\":[\"new\"]}}"))));
        String id = send(url, "{\"kind\":\"old\"}");
        weir.untilQuiet();
        JsonNode answer = missed(id, "filtered");
        assertTrue(answer.path("place").asString().contains("worker"), answer.toString());
    }

    @Test
    void aFunctionThatFailsIsTriedThreeTimes() {
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        String function = lambda.createFunction(
                        Zips.node("worker", "exports.handler = async () => { throw new Error('no luck') }")
                                .build())
                .functionArn();
        String topic = topic();
        sns.subscribe(b -> b.topicArn(topic).protocol("lambda").endpoint(function));
        String id = sns.publish(b -> b.topicArn(topic).message("x")).messageId();
        weir.untilQuiet();
        JsonNode answer = missed(id, "exhausted");
        assertEquals(function, answer.path("place").asString());
        assertEquals(2, answer.path("attempts").size(), answer.toString());
        assertTrue(answer.path("attempts").get(0).path("error").asString().contains("no luck"), answer.toString());
    }

    @Test
    void aFunctionWithoutConcurrencyIsThrottled() {
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        String function = lambda.createFunction(
                        Zips.node("worker", "exports.handler = async () => {}").build())
                .functionArn();
        lambda.putFunctionConcurrency(b -> b.functionName("worker").reservedConcurrentExecutions(0));
        String topic = topic();
        sns.subscribe(b -> b.topicArn(topic).protocol("lambda").endpoint(function));
        String id = sns.publish(b -> b.topicArn(topic).message("x")).messageId();
        weir.advance(Duration.ofSeconds(5));
        JsonNode answer = missed(id, "retrying");
        assertTrue(answer.path("text").asString().contains("again at"), answer.toString());
    }

    @Test
    void aNumberThatOptedOutGetsNothing() {
        weir.weir()
                .services()
                .of("sns", dev.weir.fabric.capture.Replies.class)
                .orElseThrow()
                .reply(dev.weir.kernel.Scope.DEFAULT, "+12065550100", "STOP");
        String id = sns.publish(b -> b.phoneNumber("+12065550100").message("x")).messageId();
        assertTrue(missed(id, "dropped").path("text").asString().contains("opted out"));
    }

    @Test
    void whatTheJournalDoesNotKnowIsSaid() {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(out, true));
        assertEquals(1, line.execute("why", "nothing", "--port", Integer.toString(weir.port())));
        assertTrue(out.toString().contains("the journal knows no"), out.toString());
    }
}
