package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;

/** What targets get, and what becomes of events that they do not take. */
@ExtendWith(WeirExtension.class)
class TargetsTest {
    private static final String SHOP = "{\"source\":[\"shop\"]}";

    @Test
    void inputIsAConstantAPartOrATemplate(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String constant = world.queue("constant");
        String part = world.queue("part");
        String object = world.queue("object");
        String text = world.queue("text");
        String reserved = world.queue("reserved");
        world.events.putRule(b -> b.name("r").eventPattern(SHOP));
        world.events.putTargets(b -> b.rule("r")
                .targets(
                        target(world, "1", constant).input("{\"fixed\":true}").build(),
                        target(world, "2", part).inputPath("$.detail.items[0]").build(),
                        target(world, "3", object)
                                .inputTransformer(t -> t.inputPathsMap(Map.of(
                                                "who", "$.detail.who", "n", "$.detail.n", "items", "$.detail.items"))
                                        .inputTemplate(
                                                "{\"text\":\"<who> has <n>\",\"n\":<n>,\"items\":<items>,\"none\":<gone>}"
                                                        .replace("<gone>", "\"\"")))
                                .build(),
                        target(world, "4", text)
                                .inputTransformer(t -> t.inputPathsMap(Map.of("who", "$.detail.who"))
                                        .inputTemplate("\"<who> came\""))
                                .build(),
                        target(world, "5", reserved)
                                .inputTransformer(t -> t.inputTemplate("{\"arn\":<aws.events.rule-arn>,"
                                        + "\"name\":\"<aws.events.rule-name>\",\"event\":<aws.events.event>,"
                                        + "\"all\":<aws.events.event.json>,\"at\":<aws.events.event.ingestion-time>}"))
                                .build()));
        world.put("Came", "{\"who\":\"Ada\",\"n\":2,\"items\":[{\"sku\":\"a\"},{\"sku\":\"b\"}]}");

        assertEquals(List.of("{\"fixed\":true}"), world.bodies(constant));
        assertEquals(List.of("{\"sku\":\"a\"}"), world.bodies(part));
        assertEquals(
                List.of("{\"text\":\"Ada has 2\",\"n\":2,\"items\":[{\"sku\":\"a\"},{\"sku\":\"b\"}],\"none\":\"\"}"),
                world.bodies(object));
        assertEquals(List.of("\"Ada came\""), world.bodies(text));
        JsonNode filled = EventsWorld.json(world.bodies(reserved).getFirst());
        assertEquals(
                "arn:aws:events:us-east-1:000000000000:rule/r",
                filled.get("arn").asString());
        assertEquals("r", filled.get("name").asString());
        assertEquals("Ada", filled.at("/all/detail/who").asString());
        assertTrue(filled.get("event").get("detail") == null, filled.toString());
        assertEquals("shop", filled.at("/event/source").asString());
        assertTrue(Instant.parse(filled.get("at").asString()).isAfter(Instant.EPOCH));
    }

    private static Target.Builder target(EventsWorld world, String id, String queue) {
        return Target.builder().id(id).arn(world.arn(queue));
    }

    @Test
    void badInputsAreRefusedInAwsWords(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String queue = world.queue("q");
        world.events.putRule(b -> b.name("r").eventPattern(SHOP));
        RulesTest.refused(
                "JSON syntax error in input for target t.",
                () -> put(world, target(world, "t", queue).input("no json")));
        RulesTest.refused(
                "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
                () -> put(world, target(world, "t", queue).input("{}").inputPath("$.detail")));
        RulesTest.refused(
                "InputTemplate for target t contains invalid placeholder nobody.",
                () -> put(world, target(world, "t", queue).inputTransformer(i -> i.inputTemplate("\"<nobody>\""))));
        String fifo = world.sqs
                .createQueue(b -> b.queueName("q.fifo")
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE, "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")))
                .queueUrl();
        RulesTest.refused(
                "Parameter(s) SqsParameters must be specified for target: t.",
                () -> put(world, target(world, "t", fifo)));
        put(world, target(world, "t", fifo).sqsParameters(s -> s.messageGroupId("g")));
        for (int i = 0; i < 5; i++) {
            world.put("n" + i, "{}");
        }
        assertEquals(
                List.of("n0", "n1", "n2", "n3", "n4"),
                world.bodies(fifo).stream()
                        .map(body -> EventsWorld.json(body).get("detail-type").asString())
                        .toList());
    }

    private static void put(EventsWorld world, Target.Builder target) {
        world.events.putTargets(b -> b.rule("r").targets(target.build()));
    }

    @Test
    void anEventThatNobodyTakesGoesToTheDeadLetterQueueWithItsStory(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String dead = world.queue("dead");
        String gone = "arn:aws:sqs:us-east-1:000000000000:gone";
        world.rule(
                "lost",
                SHOP,
                Target.builder()
                        .id("t")
                        .arn(gone)
                        .deadLetterConfig(d -> d.arn(world.arn(dead)))
                        .build());
        world.put("Lost", "{\"n\":1}");
        Message letter = world.messages(dead).getFirst();
        assertEquals("Lost", EventsWorld.json(letter.body()).get("detail-type").asString());
        Map<String, MessageAttributeValue> attributes = letter.messageAttributes();
        assertEquals(
                "arn:aws:events:us-east-1:000000000000:rule/lost",
                attributes.get("RULE_ARN").stringValue());
        assertEquals(gone, attributes.get("TARGET_ARN").stringValue());
        assertEquals("NO_RESOURCE", attributes.get("ERROR_CODE").stringValue());
        assertTrue(!attributes.get("ERROR_MESSAGE").stringValue().isEmpty());
        assertNull(attributes.get("EXHAUSTED_RETRY_CONDITION"));
    }

    @Test
    void retriesEndByTheirNumberOrByTheEventsAge(WeirServer weir) throws Exception {
        EventsWorld world = new EventsWorld(weir);
        try (HttpListener broken = new HttpListener(request -> new HttpListener.Reply(503, "no"))) {
            String arn = ApiDestinationsTest.destination(world, "broken", broken.url("/"), "POST");
            String counted = world.queue("counted");
            String aged = world.queue("aged");
            world.events.putRule(b -> b.name("r").eventPattern(SHOP));
            world.events.putTargets(b -> b.rule("r")
                    .targets(
                            Target.builder()
                                    .id("few")
                                    .arn(arn)
                                    .retryPolicy(p -> p.maximumRetryAttempts(3))
                                    .deadLetterConfig(d -> d.arn(world.arn(counted)))
                                    .build(),
                            Target.builder()
                                    .id("young")
                                    .arn(arn)
                                    .retryPolicy(p -> p.maximumEventAgeInSeconds(60))
                                    .deadLetterConfig(d -> d.arn(world.arn(aged)))
                                    .build()));
            Instant start = weir.now();
            world.put("x", "{}");
            Map<String, MessageAttributeValue> few =
                    world.messages(counted).getFirst().messageAttributes();
            assertEquals(
                    "MaximumRetryAttempts", few.get("EXHAUSTED_RETRY_CONDITION").stringValue());
            assertEquals("3", few.get("RETRY_ATTEMPTS").stringValue());
            Map<String, MessageAttributeValue> young =
                    world.messages(aged).getFirst().messageAttributes();
            assertEquals(
                    "MaximumEventAgeInSeconds",
                    young.get("EXHAUSTED_RETRY_CONDITION").stringValue());
            assertTrue(
                    Duration.between(start, weir.now()).compareTo(Duration.ofSeconds(60)) <= 0,
                    "given up before it was too old");
        }
    }

    @Test
    void aTopicABusOfAnotherAccountAndALogGroupTakeEvents(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        EventsWorld other = new EventsWorld(weir, "111122223333");
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        CloudWatchLogsClient logs = Clients.of(weir, CloudWatchLogsClient.builder());
        String topic = sns.createTopic(b -> b.name("orders")).topicArn();
        String queue = world.queue("q");
        sns.subscribe(b -> b.topicArn(topic)
                .protocol("sqs")
                .endpoint(world.arn(queue))
                .attributes(Map.of("RawMessageDelivery", "true")));
        logs.createLogGroup(b -> b.logGroupName("/aws/events/orders"));
        String theirs = other.queue("theirs");
        other.rule("theirs", SHOP, theirs);
        world.events.putRule(b -> b.name("r").eventPattern(SHOP));
        world.events.putTargets(b -> b.rule("r")
                .targets(
                        Target.builder().id("topic").arn(topic).build(),
                        Target.builder()
                                .id("bus")
                                .arn("arn:aws:events:us-east-1:111122223333:event-bus/default")
                                .build(),
                        Target.builder()
                                .id("log")
                                .arn("arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/orders")
                                .build()));
        world.put("Placed", "{\"n\":1}");
        assertEquals(1, world.bodies(queue).size());
        JsonNode forwarded = EventsWorld.json(other.bodies(theirs).getFirst());
        assertEquals("000000000000", forwarded.get("account").asString());
        String logged = logs.filterLogEvents(b -> b.logGroupName("/aws/events/orders"))
                .events()
                .getFirst()
                .message();
        assertEquals("Placed", EventsWorld.json(logged).get("detail-type").asString());
    }

    @Test
    void aRestApiTakesEventsAndSaysWhatItRefuses(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        ApiGatewayClient gateway = Clients.of(weir, ApiGatewayClient.builder());
        String api = gateway.createRestApi(b -> b.name("in")).id();
        String root =
                gateway.getResources(b -> b.restApiId(api)).items().getFirst().id();
        String orders = gateway.createResource(
                        b -> b.restApiId(api).parentId(root).pathPart("orders"))
                .id();
        String one = gateway.createResource(
                        b -> b.restApiId(api).parentId(orders).pathPart("{id}"))
                .id();
        gateway.putMethod(
                b -> b.restApiId(api).resourceId(one).httpMethod("POST").authorizationType("NONE"));
        gateway.putIntegration(b -> b.restApiId(api)
                .resourceId(one)
                .httpMethod("POST")
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
        gateway.putMethodResponse(
                b -> b.restApiId(api).resourceId(one).httpMethod("POST").statusCode("200"));
        gateway.putIntegrationResponse(
                b -> b.restApiId(api).resourceId(one).httpMethod("POST").statusCode("200"));
        gateway.createDeployment(b -> b.restApiId(api).stageName("prod"));
        String dead = world.queue("dead");
        String prefix = "arn:aws:execute-api:us-east-1:000000000000:" + api + "/prod/POST/";
        world.events.putRule(b -> b.name("r").eventPattern(SHOP));
        world.events.putTargets(b -> b.rule("r")
                .targets(
                        Target.builder()
                                .id("right")
                                .arn(prefix + "orders/*")
                                .httpParameters(h -> h.pathParameterValues("$.detail.id"))
                                .deadLetterConfig(d -> d.arn(world.arn(dead)))
                                .build(),
                        Target.builder()
                                .id("wrong")
                                .arn(prefix + "nowhere")
                                .deadLetterConfig(d -> d.arn(world.arn(dead)))
                                .build()));
        world.put("x", "{\"id\":7}");
        List<Message> letters = world.messages(dead);
        assertEquals(1, letters.size());
        Map<String, MessageAttributeValue> why = letters.getFirst().messageAttributes();
        assertEquals(prefix + "nowhere", why.get("TARGET_ARN").stringValue());
        assertEquals("HTTP status code 403", why.get("ERROR_MESSAGE").stringValue());
    }

    @Test
    void anEventPassesFromBusToBusOnlyOnce(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String second = world.queue("second");
        String third = world.queue("third");
        world.events.createEventBus(b -> b.name("b2"));
        world.events.createEventBus(b -> b.name("b3"));
        String prefix = "arn:aws:events:us-east-1:000000000000:event-bus/";
        world.rule("on", SHOP, Target.builder().id("t").arn(prefix + "b2").build());
        world.events.putRule(b -> b.name("on2").eventBusName("b2").eventPattern(SHOP));
        world.events.putTargets(b -> b.rule("on2")
                .eventBusName("b2")
                .targets(
                        Target.builder().id("t").arn(prefix + "b3").build(),
                        Target.builder().id("loop").arn(prefix + "default").build(),
                        target(world, "q", second).build()));
        world.events.putRule(b -> b.name("on3").eventBusName("b3").eventPattern(SHOP));
        world.events.putTargets(b -> b.rule("on3")
                .eventBusName("b3")
                .targets(target(world, "q", third).build()));
        world.put("x", "{}");
        assertEquals(1, world.bodies(second).size());
        assertEquals(0, world.bodies(third).size());
        world.put("b2", "x", "{}");
        assertEquals(1, world.bodies(third).size());
    }
}
