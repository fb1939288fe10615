package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;
import tools.jackson.databind.JsonNode;

/** Buses, rules, patterns and what PutEvents takes. */
@ExtendWith(WeirExtension.class)
class RulesTest {
    @Test
    void anEventGoesToTheTargetsOfMatchingRulesAsItIs(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String yes = world.queue("yes");
        String no = world.queue("no");
        world.rule("placed", "{\"detail-type\":[\"OrderPlaced\"]}", yes);
        world.rule("sent", "{\"detail-type\":[\"OrderSent\"]}", no);
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        PutEventsResponse put = world.events.putEvents(b -> b.entries(PutEventsRequestEntry.builder()
                .source("shop")
                .detailType("OrderPlaced")
                .detail("{\"id\":7,\"price\":1.50}")
                .resources("arn:aws:shop:::order/7")
                .time(time)
                .build()));
        assertEquals(0, put.failedEntryCount());

        List<String> came = world.bodies(yes);
        assertEquals(1, came.size());
        JsonNode event = EventsWorld.json(came.getFirst());
        assertEquals(
                List.of("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"),
                List.copyOf(event.propertyNames()));
        assertEquals("0", event.get("version").asString());
        assertEquals(put.entries().getFirst().eventId(), event.get("id").asString());
        assertEquals("2026-01-02T03:04:05Z", event.get("time").asString());
        assertEquals("000000000000", event.get("account").asString());
        assertEquals("us-east-1", event.get("region").asString());
        assertEquals("[\"arn:aws:shop:::order/7\"]", event.get("resources").toString());
        assertTrue(came.getFirst().endsWith(",\"detail\":{\"id\":7,\"price\":1.50}}"), came.getFirst());
        assertEquals(List.of(), world.bodies(no));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"detail\":{\"a\":[\"x\"]}} | {\"a\":\"x\"} | {\"a\":\"y\"}",
                "{\"detail\":{\"a\":[null]}} | {\"a\":null} | {\"a\":\"\"}",
                "{\"detail\":{\"a\":[\"\"]}} | {\"a\":\"\"} | {\"a\":null}",
                "{\"detail\":{\"a\":[1.0]}} | {\"a\":1} | {\"a\":2}",
                "{\"detail\":{\"a\":[\"x\"]}} | {\"a\":[\"w\",\"x\"]} | {\"a\":[\"w\"]}",
                "{\"detail\":{\"a\":[{\"prefix\":\"ab\"}]}} | {\"a\":\"abc\"} | {\"a\":\"ba\"}",
                "{\"detail\":{\"a\":[{\"prefix\":{\"equals-ignore-case\":\"AB\"}}]}} | {\"a\":\"abc\"} | {\"a\":\"b\"}",
                "{\"detail\":{\"a\":[{\"suffix\":\".png\"}]}} | {\"a\":\"x.png\"} | {\"a\":\"x.jpg\"}",
                "{\"detail\":{\"a\":[{\"suffix\":{\"equals-ignore-case\":\".PNG\"}}]}} | {\"a\":\"x.png\"} | {\"a\":\"x\"}",
                "{\"detail\":{\"a\":[{\"equals-ignore-case\":\"On\"}]}} | {\"a\":\"ON\"} | {\"a\":\"off\"}",
                "{\"detail\":{\"a\":[{\"anything-but\":[\"x\",\"y\"]}]}} | {\"a\":\"z\"} | {\"a\":\"y\"}",
                "{\"detail\":{\"a\":[{\"anything-but\":{\"prefix\":\"in\"}}]}} | {\"a\":\"out\"} | {\"a\":\"init\"}",
                "{\"detail\":{\"a\":[{\"anything-but\":{\"suffix\":\"in\"}}]}} | {\"a\":\"out\"} | {\"a\":\"main\"}",
                "{\"detail\":{\"a\":[{\"anything-but\":{\"wildcard\":\"*/lib/*\"}}]}} | {\"a\":\"/src/x\"} | {\"a\":\"/lib/x\"}",
                "{\"detail\":{\"a\":[{\"anything-but\":{\"equals-ignore-case\":\"x\"}}]}} | {\"a\":\"y\"} | {\"a\":\"X\"}",
                "{\"detail\":{\"a\":[{\"numeric\":[\">\",0,\"<=\",5]}]}} | {\"a\":5} | {\"a\":5.5}",
                "{\"detail\":{\"a\":[{\"cidr\":\"10.0.0.0/24\"}]}} | {\"a\":\"10.0.0.9\"} | {\"a\":\"10.0.1.9\"}",
                "{\"detail\":{\"a\":[{\"exists\":true}]}} | {\"a\":1} | {\"b\":1}",
                "{\"detail\":{\"a\":[{\"exists\":false}]}} | {\"b\":1} | {\"a\":1}",
                "{\"detail\":{\"a\":[{\"wildcard\":\"d*/*.png\"}]}} | {\"a\":\"dir/x.png\"} | {\"a\":\"x/y.png\"}",
                "{\"detail\":{\"$or\":[{\"a\":[1]},{\"b\":[2]}]}} | {\"b\":2} | {\"a\":2,\"b\":1}",
                "{\"detail\":{\"a\":{\"b\":[\"x\"]},\"c\":[\"y\"]}} | {\"a\":{\"b\":\"x\"},\"c\":\"y\"} | {\"a\":{\"b\":\"x\"}}",
            })
    void everyOperatorMatchesAsInAws(String pattern, String matching, String other, WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        assertTrue(test(world, pattern, matching), pattern);
        assertFalse(test(world, pattern, other), pattern);

        String queue = world.queue("operators");
        world.rule("operator", pattern, queue);
        world.put("yes", matching);
        world.put("no", other);
        List<String> came = world.bodies(queue);
        assertEquals(1, came.size(), pattern);
        assertEquals("yes", EventsWorld.json(came.getFirst()).get("detail-type").asString());
    }

    private static boolean test(EventsWorld world, String pattern, String detail) {
        return world.events
                .testEventPattern(b -> b.eventPattern(pattern)
                        .event("{\"id\":\"1\",\"source\":\"shop\",\"detail-type\":\"x\",\"account\":\"1\","
                                + "\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],"
                                + "\"detail\":" + detail + "}"))
                .result();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"source\":\"a\"} | \"source\" must be an object or an array",
                "[] | Filter is not an object",
                "{} | Empty objects are not allowed",
                "{\"source\":[]} | Empty arrays are not allowed",
                "{\"a\":[{\"prefix\":1}]} | prefix match pattern must be a string",
                "{\"a\":[{\"nope\":1}]} | Unrecognized match type nope",
                "{\"a\":[{\"wildcard\":\"a**b\"}]} | Consecutive wildcard characters at pos 2",
                "{\"a\":[{\"numeric\":[\">\",1,\"<\"]}]} | Value of < must be numeric",
                "{\"a\":[{\"cidr\":\"x\"}]} | Malformed CIDR, one '/' required",
                "{\"a\":[{\"exists\":\"x\"}]} | exists match pattern must be either true or false.",
                "{\"a\":[{\"prefix\":\"x\",\"suffix\":\"y\"}]} | Only one key allowed in match expression",
                "bad | Unrecognized token 'bad'",
            })
    void aBadPatternIsRefusedInAwsWords(String pattern, String reason, WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        InvalidEventPatternException refused = assertThrows(
                InvalidEventPatternException.class,
                () -> world.events.putRule(b -> b.name("bad").eventPattern(pattern)));
        String message = refused.awsErrorDetails().errorMessage();
        assertTrue(message.startsWith("Event pattern is not valid. Reason: " + reason), message);
        assertThrows(InvalidEventPatternException.class, () -> test(world, pattern, "{}"));
    }

    @Test
    void eachBadEntryFailsAloneWithItsCode(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String queue = world.queue("good");
        world.rule("all", "{\"source\":[\"shop\"]}", queue);
        PutEventsRequestEntry good = EventsWorld.entry("default", "x", "{}");
        PutEventsResponse put = world.events.putEvents(b -> b.entries(
                good,
                good.toBuilder().source(null).build(),
                good.toBuilder().detailType("").build(),
                good.toBuilder().detail(null).build(),
                good.toBuilder().detail("no json").build(),
                good.toBuilder().detail("[1]").build(),
                good.toBuilder().source("aws.shop").build(),
                good.toBuilder().eventBusName("nowhere").build()));
        assertEquals(6, put.failedEntryCount());
        List<String> said = put.entries().stream()
                .map(entry -> entry.eventId() != null ? "ok" : entry.errorCode() + ": " + entry.errorMessage())
                .toList();
        assertEquals(
                List.of(
                        "ok",
                        "InvalidArgument: Parameter Source is not valid. Reason: Source is a required argument.",
                        "InvalidArgument: Parameter DetailType is not valid. Reason: DetailType is a required argument.",
                        "InvalidArgument: Parameter Detail is not valid. Reason: Detail is a required argument.",
                        "MalformedDetail: Detail is malformed.",
                        "MalformedDetail: Detail is malformed.",
                        "NotAuthorizedForSourceException: Not authorized for the source.",
                        "ok"),
                said);
        assertEquals(1, world.bodies(queue).size());
    }

    @Test
    void aRequestTakesTenEntriesAndAMegabyte(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        PutEventsRequestEntry small = EventsWorld.entry("default", "x", "{}");
        List<PutEventsRequestEntry> eleven = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            eleven.add(small);
        }
        EventBridgeException tooMany =
                assertThrows(EventBridgeException.class, () -> world.events.putEvents(b -> b.entries(eleven)));
        assertTrue(tooMany.awsErrorDetails()
                .errorMessage()
                .endsWith(
                        "at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10"));
        int room = 1_048_576 - "shop".length() - "x".length() - "{\"a\":\"\"}".length();
        world.events.putEvents(
                b -> b.entries(EventsWorld.entry("default", "x", "{\"a\":\"" + "y".repeat(room) + "\"}")));
        refused(
                "Total size of the entries in the request is over the limit.",
                () -> world.events.putEvents(
                        b -> b.entries(EventsWorld.entry("default", "x", "{\"a\":\"" + "y".repeat(room + 1) + "\"}"))));
    }

    @Test
    void aBusHasThreeHundredRulesAndARuleFiveTargets(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        for (int i = 0; i < 300; i++) {
            String name = "r" + i;
            world.events.putRule(b -> b.name(name).eventPattern("{\"source\":[\"s\"]}"));
        }
        world.events.putRule(b -> b.name("r7").eventPattern("{\"source\":[\"t\"]}"));
        assertThrows(
                LimitExceededException.class,
                () -> world.events.putRule(b -> b.name("r300").eventPattern("{\"source\":[\"s\"]}")));
        String arn = world.arn(world.queue("q"));
        List<Target> six = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            six.add(Target.builder().id("t" + i).arn(arn).build());
        }
        world.events.putTargets(b -> b.rule("r0").targets(six.subList(0, 5)));
        LimitExceededException limit = assertThrows(
                LimitExceededException.class,
                () -> world.events.putTargets(b -> b.rule("r0").targets(six.get(5))));
        assertEquals(
                "The requested resource exceeds the maximum number allowed.",
                limit.awsErrorDetails().errorMessage());
        assertEquals(
                List.of("r0"),
                world.events.listRuleNamesByTarget(b -> b.targetArn(arn)).ruleNames());
        assertEquals(100, world.events.listRules(b -> b.limit(100)).rules().size());
    }

    @Test
    void rulesAreDescribedDisabledTaggedAndDeleted(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String queue = world.queue("q");
        String bus = world.events.createEventBus(b -> b.name("orders")).eventBusArn();
        String arn = world.events
                .putRule(b -> b.name("r")
                        .eventBusName("orders")
                        .eventPattern("{\"source\":[\"shop\"]}")
                        .description("all of it")
                        .tags(Tag.builder().key("team").value("a").build()))
                .ruleArn();
        assertEquals("arn:aws:events:us-east-1:000000000000:rule/orders/r", arn);
        world.events.putTargets(b -> b.rule("r")
                .eventBusName(bus)
                .targets(Target.builder().id("t").arn(world.arn(queue)).build()));
        world.put("orders", "x", "{}");
        world.put("default", "x", "{}");
        assertEquals(1, world.bodies(queue).size());

        world.events.disableRule(b -> b.name("r").eventBusName("orders"));
        DescribeRuleResponse rule = world.events.describeRule(b -> b.name("r").eventBusName("orders"));
        assertEquals(RuleState.DISABLED, rule.state());
        assertEquals("all of it", rule.description());
        world.put("orders", "x", "{}");
        assertEquals(0, world.bodies(queue).size());
        world.events.enableRule(b -> b.name("r").eventBusName("orders"));
        world.put("orders", "x", "{}");
        assertEquals(1, world.bodies(queue).size());

        world.events.tagResource(b ->
                b.resourceARN(arn).tags(Tag.builder().key("stage").value("b").build()));
        world.events.untagResource(b -> b.resourceARN(arn).tagKeys("team"));
        assertEquals(
                List.of(Tag.builder().key("stage").value("b").build()),
                world.events.listTagsForResource(b -> b.resourceARN(arn)).tags());

        refused(
                "Rule can't be deleted since it has targets.",
                () -> world.events.deleteRule(b -> b.name("r").eventBusName("orders")));
        world.events.removeTargets(b -> b.rule("r").eventBusName("orders").ids("t"));
        world.events.deleteRule(b -> b.name("r").eventBusName("orders"));
        ResourceNotFoundException gone = assertThrows(
                ResourceNotFoundException.class,
                () -> world.events.describeRule(b -> b.name("r").eventBusName("orders")));
        assertEquals(
                "Rule r does not exist on EventBus orders.",
                gone.awsErrorDetails().errorMessage());
        world.events.deleteEventBus(b -> b.name("orders"));
        assertEquals(1, world.events.listEventBuses(b -> {}).eventBuses().size());
    }

    @Test
    void aBusIsUpdatedAndItsPolicyGrows(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        world.events.createEventBus(b -> b.name("orders").description("first"));
        world.events.updateEventBus(b -> b.name("orders").description("second"));
        assertEquals(
                "second", world.events.describeEventBus(b -> b.name("orders")).description());
        world.events.putPermission(b -> b.eventBusName("orders")
                .action("events:PutEvents")
                .principal("111122223333")
                .statementId("one"));
        world.events.putPermission(b -> b.eventBusName("orders")
                .action("events:PutEvents")
                .principal("*")
                .statementId("two"));
        JsonNode policy = EventsWorld.json(
                world.events.describeEventBus(b -> b.name("orders")).policy());
        assertEquals(
                "arn:aws:iam::111122223333:root",
                policy.at("/Statement/0/Principal/AWS").asString());
        world.events.removePermission(b -> b.eventBusName("orders").statementId("one"));
        assertThrows(
                ResourceNotFoundException.class,
                () -> world.events.removePermission(
                        b -> b.eventBusName("orders").statementId("one")));
        policy = EventsWorld.json(
                world.events.describeEventBus(b -> b.name("orders")).policy());
        assertEquals(1, policy.get("Statement").size());
        assertEquals("two", policy.at("/Statement/0/Sid").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "batch", "redshift"})
    void whatWeirCannotReachIsRefusedByName(String service, WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String arn = "arn:aws:" + service + ":us-east-1:000000000000:thing/x";
        world.events.putRule(b -> b.name("r").eventPattern("{\"source\":[\"s\"]}"));
        refused(
                "weir does not deliver events to targets such as " + arn + ".",
                () -> world.events.putTargets(b ->
                        b.rule("r").targets(Target.builder().id("t").arn(arn).build())));
    }

    static void refused(String message, Runnable call) {
        EventBridgeException refused = assertThrows(EventBridgeException.class, call::run);
        assertEquals(message, refused.awsErrorDetails().errorMessage());
        assertEquals("ValidationException", refused.awsErrorDetails().errorCode());
    }
}
