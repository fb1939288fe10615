package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.model.Target;
import tools.jackson.databind.JsonNode;

/** Scheduled rules. */
@ExtendWith(WeirExtension.class)
class SchedulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(10 seconds)",
                "rate(10 years)",
                "rate(1 minutes)",
                "rate(1 hours)",
                "rate(10 day)",
                "rate()",
                "rate(10)",
                "rate(10 minutess)",
                "rate(foo minutes)",
                "rate(0 minutes)",
                "rate(-10 minutes)",
                "rate(10 MINUTES)",
                "rate( 10 minutes )",
                " rate(10 minutes)",
                "cron(0 12 * * * *)",
                "cron(0 12 ? * ? *)",
                "cron(0 12 * * ?)",
                "cron(60 12 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 12 32 * ? *)",
                "cron(0 12 1#2 * ? *)",
                "cron(0 12 ? * 8 *)",
                "at(2031-01-01T00:00:00)",
                "often",
            })
    void whatIsNoScheduleIsRefused(String expression, WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        RulesTest.refused(
                "Parameter ScheduleExpression is not valid.",
                () -> world.events.putRule(b -> b.name("r").scheduleExpression(expression)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0 10 * * ? *) | 2031-01-01T10:00:00Z | 2031-01-02T10:00:00Z",
                "cron(15 12 * * ? *) | 2031-01-01T12:15:00Z | 2031-01-02T12:15:00Z",
                "cron(0 18 ? * MON-FRI *) | 2031-01-01T18:00:00Z | 2031-01-02T18:00:00Z",
                "cron(0 8 1 * ? *) | 2031-01-01T08:00:00Z | 2031-02-01T08:00:00Z",
                "cron(0/15 * * * ? *) | 2031-01-01T00:15:00Z | 2031-01-01T00:30:00Z",
                "cron(0/5 8-17 ? * MON-FRI *) | 2031-01-01T08:00:00Z | 2031-01-01T08:05:00Z",
                "cron(0 0 L * ? *) | 2031-01-31T00:00:00Z | 2031-02-28T00:00:00Z",
                "cron(0 9 ? * 2#1 *) | 2031-01-06T09:00:00Z | 2031-02-03T09:00:00Z",
                "cron(0 9 ? * 6L *) | 2031-01-31T09:00:00Z | 2031-02-28T09:00:00Z",
                "cron(0 9 5W * ? *) | 2031-01-06T09:00:00Z | 2031-02-05T09:00:00Z",
                "cron(0 0 29 2 ? *) | 2032-02-29T00:00:00Z | 2036-02-29T00:00:00Z",
                "rate(1 minute) | 2031-01-01T00:01:30Z | 2031-01-01T00:02:30Z",
                "rate(12 hours) | 2031-01-01T12:00:30Z | 2031-01-02T00:00:30Z",
                "rate(2 days) | 2031-01-03T00:00:30Z | 2031-01-05T00:00:30Z",
            })
    void aRuleFiresWhenItsScheduleSays(String expression, String first, String second) throws Exception {
        try (WeirServer weir = WeirServer.start()) {
            EventsWorld world = new EventsWorld(weir);
            Instant start = Instant.parse("2031-01-01T00:00:30Z");
            weir.clock().advanceTo(start);
            String queue = world.queue("ticks");
            world.events.putRule(b -> b.name("tick").scheduleExpression(expression));
            world.events.putTargets(b -> b.rule("tick")
                    .targets(Target.builder().id("t").arn(world.arn(queue)).build()));
            for (String expected : List.of(first, second)) {
                weir.clock().advanceTo(Instant.parse(expected).minusMillis(1));
                assertEquals(List.of(), world.bodies(queue), expression);
                weir.clock().advanceTo(Instant.parse(expected));
                JsonNode tick = EventsWorld.json(world.bodies(queue).getFirst());
                assertEquals(expected, tick.get("time").asString());
                assertEquals("aws.events", tick.get("source").asString());
                assertEquals("Scheduled Event", tick.get("detail-type").asString());
                assertEquals(
                        "[\"arn:aws:events:us-east-1:000000000000:rule/tick\"]",
                        tick.get("resources").toString());
                assertEquals("{}", tick.get("detail").toString());
            }
        }
    }

    @Test
    void aDisabledScheduleRests(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String queue = world.queue("q");
        world.events.putRule(b -> b.name("r").scheduleExpression("rate(1 hour)"));
        world.events.putTargets(b -> b.rule("r")
                .targets(Target.builder().id("t").arn(world.arn(queue)).build()));
        weir.advance(Duration.ofHours(3));
        assertEquals(3, world.bodies(queue).size());
        world.events.disableRule(b -> b.name("r"));
        weir.advance(Duration.ofHours(3));
        assertEquals(0, world.bodies(queue).size());
        world.events.enableRule(b -> b.name("r"));
        weir.advance(Duration.ofHours(1));
        assertEquals(1, world.bodies(queue).size());
        world.events.createEventBus(b -> b.name("own"));
        RulesTest.refused(
                "ScheduleExpression is supported only on the default event bus.",
                () -> world.events.putRule(b -> b.name("r").eventBusName("own").scheduleExpression("rate(1 hour)")));
        RulesTest.refused(
                "Parameter(s) EventPattern or ScheduleExpression must be specified.",
                () -> world.events.putRule(b -> b.name("r2")));
        assertEquals("rate(1 hour)", world.events.describeRule(b -> b.name("r")).scheduleExpression());
    }
}
