package dev.weir.tests.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.pipes.model.RequestedPipeState;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** What {@code weir why} says of what is switched off, and of events of long ago. */
@ExtendWith(WeirExtension.class)
class StandingStillTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    private WeirServer weir;
    private SqsClient sqs;
    private EventBridgeClient events;

    @BeforeEach
    void start(WeirServer weir) {
        this.weir = weir;
        weir.clock().freeze();
        sqs = Clients.of(weir, SqsClient.builder());
        events = Clients.of(weir, EventBridgeClient.builder());
    }

    private JsonNode why(String id) {
        return new Asking(weir).why(id);
    }

    private JsonNode missed(String id, String kind) {
        return new Asking(weir).missed(id, kind);
    }

    private String arn(String queue) {
        sqs.createQueue(b -> b.queueName(queue));
        return "arn:aws:sqs:us-east-1:000000000000:" + queue;
    }

    private String stoppedPipe(String source) {
        PipesClient pipes = Clients.of(weir, PipesClient.builder());
        String target = arn("out");
        return pipes.createPipe(b -> {
                    b.name("pipe").source(source).target(target).roleArn(ROLE).desiredState(RequestedPipeState.STOPPED);
                    if (source.contains("kinesis")) {
                        b.sourceParameters(s -> s.kinesisStreamParameters(k -> k.startingPosition("TRIM_HORIZON")));
                    }
                })
                .arn();
    }

    @Test
    void aStoppedPipeOfAQueueIsFound() {
        String in = arn("in");
        String pipe = stoppedPipe(in);
        String id = sqs.sendMessage(
                        b -> b.queueUrl(weir.endpoint() + "/000000000000/in").messageBody("x"))
                .messageId();
        JsonNode answer = missed(id, "disabled");
        assertEquals(arn("out"), answer.path("place").asString());
        assertEquals("pipe", answer.path("facts").path("pipe").asString());
        assertEquals("disabled", why(pipe).path("missed").get(0).path("kind").asString());
        Clients.of(weir, PipesClient.builder()).startPipe(b -> b.name("pipe"));
        weir.untilQuiet();
        assertEquals(
                0,
                why(id).path("missed")
                        .valueStream()
                        .filter(one -> one.path("kind").asString().equals("disabled"))
                        .count());
    }

    @Test
    void aStoppedPipeOfAStreamIsFound() {
        KinesisClient kinesis = Clients.of(weir, KinesisClient.builder());
        kinesis.createStream(b -> b.streamName("in").shardCount(1));
        weir.advance(Duration.ofMinutes(1));
        stoppedPipe("arn:aws:kinesis:us-east-1:000000000000:stream/in");
        events.putRule(b -> b.name("rule").eventPattern("{\"source\":[\"shop\"]}"));
        events.putTargets(
                b -> b.rule("rule").targets(t -> t.id("t").arn("arn:aws:kinesis:us-east-1:000000000000:stream/in")));
        String id = put("{}");
        weir.untilQuiet();
        assertEquals("pipe", missed(id, "disabled").path("facts").path("pipe").asString());
    }

    private String put(String detail) {
        return events.putEvents(
                        b -> b.entries(e -> e.source("shop").detailType("order").detail(detail)))
                .entries()
                .get(0)
                .eventId();
    }

    @Test
    void aPausedScheduleSaysSo() {
        SchedulerClient scheduler = Clients.of(weir, SchedulerClient.builder());
        String queue = arn("due");
        String schedule = scheduler
                .createSchedule(b -> b.name("daily")
                        .scheduleExpression("rate(1 day)")
                        .state(ScheduleState.DISABLED)
                        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                        .target(t -> t.arn(queue).roleArn(ROLE)))
                .scheduleArn();
        assertEquals(schedule, missed(schedule, "disabled").path("place").asString());
        String due = weir.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(10))
                .toString();
        scheduler.updateSchedule(b -> b.name("daily")
                .scheduleExpression("at(" + due.replace("Z", ")"))
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(queue).roleArn(ROLE)));
        assertEquals(
                due, missed(schedule, "delayed").path("facts").path("until").asString());
        scheduler.deleteSchedule(b -> b.name("daily"));
        assertTrue(missed(schedule, "dropped").path("text").asString().contains("no such schedule"));
    }

    @Test
    void aDisabledRuleAndOneWithoutTargetsSaySo() {
        String rule = events.putRule(b -> b.name("rule").scheduleExpression("rate(1 hour)"))
                .ruleArn();
        missed(rule, "no-target");
        events.putRule(b -> b.name("rule").scheduleExpression("rate(1 hour)").state(RuleState.DISABLED));
        assertEquals(rule, missed(rule, "disabled").path("place").asString());
        events.enableRule(b -> b.name("rule"));
        String queue = arn("due");
        events.putTargets(b -> b.rule("rule").targets(t -> t.id("t").arn(queue)));
        assertEquals(0, why(rule).path("missed").size());
    }

    @Test
    void aDisabledMappingSaysSo() {
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        lambda.createFunction(
                Zips.node("worker", "exports.handler = async () => {}").build());
        String queue = arn("in");
        String mapping = lambda.createEventSourceMapping(
                        b -> b.functionName("worker").eventSourceArn(queue).enabled(false))
                .eventSourceMappingArn();
        assertTrue(missed(mapping, "disabled").path("place").asString().endsWith("function:worker"));
    }

    @Test
    void anEventOfLongAgoIsHeldAgainstTheRules(@TempDir Path folder) {
        List<String> ids = new ArrayList<>();
        WeirConfig config = WeirConfig.ephemeral()
                .withStorage(new WeirConfig.Storage.Directory(folder, WeirConfig.Durability.PROCESS));
        try (WeirServer before = WeirServer.start(config)) {
            EventBridgeClient client = Clients.of(before, EventBridgeClient.builder());
            client.putRule(b -> b.name("paid").eventPattern("{\"detail\":{\"state\":[\"paid\"]}}"));
            for (int i = 0; i < 500; i++) {
                List<PutEventsRequestEntry> entries = Collections.nCopies(10, entry(i));
                client.putEvents(b -> b.entries(entries)).entries().forEach(one -> ids.add(one.eventId()));
            }
        }
        try (WeirServer after = WeirServer.start(config)) {
            JsonNode answer = new Asking(after).missed(ids.getFirst(), "pattern");
            assertEquals("detail.state", answer.path("facts").path("field").asString());
            assertEquals("\"open 0\"", answer.path("facts").path("present").asString());
        }
    }

    private static PutEventsRequestEntry entry(int number) {
        return PutEventsRequestEntry.builder()
                .source("shop")
                .detailType("order")
                .detail("{\"state\":\"open " + number + "\"}")
                .build();
    }
}
