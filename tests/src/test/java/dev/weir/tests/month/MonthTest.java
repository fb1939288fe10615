package dev.weir.tests.month;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Thirty days of an application with schedules, delays, retention, items' time to live, retries with back-off and dead letters pass in under two
 * seconds, and leave the same journal for the same seed.
 */
class MonthTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int WEEKS = 4;
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /**
     * What a month left behind.
     *
     * @param took by the wall clock, from the first day to the last
     */
    private record Month(List<String> journal, Duration took) {}

    @Test
    void aMonthPassesInAMomentAndTheSameWayForTheSameSeed() {
        Month first = live(7);
        Month again = live(7);
        assertEquals(first.journal().size(), again.journal().size());
        for (int i = 0; i < first.journal().size(); i++) {
            assertEquals(first.journal().get(i), again.journal().get(i), "hop " + i);
        }
        Month other = live(8);
        assertNotEquals(first.journal(), other.journal());
        Duration took = first.took().compareTo(again.took()) < 0 ? first.took() : again.took();
        took = other.took().compareTo(took) < 0 ? other.took() : took;
        assertTrue(took.compareTo(MOMENT) < 0, "a month took " + took);
    }

    private static Month live(long seed) {
        try (WeirServer weir = WeirServer.simulated(seed)) {
            SqsClient sqs = Clients.of(weir, SqsClient.builder());
            EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
            prepare(sqs, events);
            DynamoDbClient tables = Clients.of(weir, DynamoDbClient.builder());
            prepare(tables, weir.now().plus(Duration.ofDays(3)));
            // The journal forgets what is older than two weeks, so each week is read when it is over.
            List<Hop> hops = new ArrayList<>(weir.kernel().journal().after(0, Integer.MAX_VALUE));
            Duration took = Duration.ZERO;
            for (int week = 0; week < WEEKS; week++) {
                long start = System.nanoTime();
                weir.advance(MONTH.dividedBy(WEEKS));
                took = took.plusNanos(System.nanoTime() - start);
                hops.addAll(weir.kernel().journal().after(hops.getLast().id(), Integer.MAX_VALUE));
            }
            check(sqs, events, hops);
            assertEquals(0, tables.scan(b -> b.tableName("carts")).count());
            List<String> journal = new ArrayList<>();
            hops.forEach(hop -> journal.add(hop.toString()));
            return new Month(journal, took);
        }
    }

    private static void prepare(SqsClient sqs, EventBridgeClient events) {
        String hours = queue(sqs, "hours", Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "86400"));
        String delayed = queue(sqs, "delayed", Map.of(QueueAttributeName.DELAY_SECONDS, "900"));
        String dead = queue(sqs, "dead", Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600"));
        rule(
                events,
                "hourly",
                "rate(1 hour)",
                Target.builder().id("t").arn(hours).build());
        rule(
                events,
                "workdays",
                "cron(30 8 ? * MON-FRI *)",
                Target.builder().id("t").arn(delayed).build());
        String connection = events.createConnection(b -> b.name("down")
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(a ->
                                a.apiKeyAuthParameters(k -> k.apiKeyName("k").apiKeyValue("v"))))
                .connectionArn();
        // Nobody listens on the discard port.
        String down = events.createApiDestination(b -> b.name("down")
                        .connectionArn(connection)
                        .invocationEndpoint("http://127.0.0.1:9/")
                        .httpMethod("POST"))
                .apiDestinationArn();
        rule(
                events,
                "daily",
                "cron(0 3 * * ? *)",
                Target.builder()
                        .id("t")
                        .arn(down)
                        .retryPolicy(p -> p.maximumRetryAttempts(6).maximumEventAgeInSeconds(3600))
                        .deadLetterConfig(d -> d.arn(dead))
                        .build());
        events.createArchive(b -> b.archiveName("kept")
                .eventSourceArn("arn:aws:events:us-east-1:000000000000:event-bus/default")
                .retentionDays(7));
        events.putEvents(
                b -> b.entries(e -> e.source("shop").detailType("opened").detail("{}")));
    }

    private static void prepare(DynamoDbClient tables, Instant expiry) {
        tables.createTable(b -> b.tableName("carts")
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        tables.updateTimeToLive(b -> b.tableName("carts")
                .timeToLiveSpecification(t -> t.enabled(true).attributeName("until")));
        tables.putItem(b -> b.tableName("carts")
                .item(Map.of(
                        "id", AttributeValue.fromS("a"),
                        "until", AttributeValue.fromN(Long.toString(expiry.getEpochSecond())))));
    }

    private static String queue(SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
        String url =
                sqs.createQueue(b -> b.queueName(name).attributes(attributes)).queueUrl();
        return attribute(sqs, url, QueueAttributeName.QUEUE_ARN);
    }

    private static String attribute(SqsClient sqs, String url, QueueAttributeName name) {
        return sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }

    private static void rule(EventBridgeClient events, String name, String schedule, Target target) {
        events.putRule(b -> b.name(name).scheduleExpression(schedule));
        events.putTargets(b -> b.rule(name).targets(target));
    }

    private static void check(SqsClient sqs, EventBridgeClient events, List<Hop> hops) {
        assertEquals(720, fired(hops, "hourly"));
        assertEquals(30, fired(hops, "daily"));
        assertEquals(
                30,
                hops.stream()
                        .filter(hop -> hop.outcome() == Outcome.DEAD_LETTERED)
                        .count());
        assertEquals(
                30 * 6,
                hops.stream().filter(hop -> hop.outcome() == Outcome.RETRIED).count());
        // What is older than a queue keeps it is gone: a day of hours, four days of dead letters.
        assertEquals(24, held(sqs, "hours"), 1);
        assertEquals(4, held(sqs, "dead"), 1);
        assertTrue(held(sqs, "delayed") <= 4, "four days' retention keeps four workdays at most");
        assertEquals(
                0L,
                events.describeArchive(b -> b.archiveName("kept")).eventCount().longValue());
    }

    private static long fired(List<Hop> hops, String rule) {
        return hops.stream()
                .filter(hop ->
                        hop.kind().equals("events.Schedule") && hop.source().endsWith("rule/" + rule))
                .count();
    }

    private static double held(SqsClient sqs, String name) {
        String url = sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
        return Double.parseDouble(attribute(sqs, url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
