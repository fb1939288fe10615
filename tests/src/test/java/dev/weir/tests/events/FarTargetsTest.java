package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;

/** Streams, and buses of other regions, as targets of rules. */
@ExtendWith(WeirExtension.class)
class FarTargetsTest {
    private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    private static final String SHOP = "{\"source\":[\"shop\"]}";

    @Test
    void aStreamTakesEventsByTheKeyThatThePathNames(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        KinesisClient kinesis = Clients.of(weir, KinesisClient.builder());
        kinesis.createStream(b -> b.streamName("s").shardCount(1));
        weir.advance(Duration.ofMinutes(1));
        world.rule(
                "keyed",
                SHOP,
                Target.builder()
                        .id("t")
                        .arn(STREAM)
                        .kinesisParameters(k -> k.partitionKeyPath("$.detail.who"))
                        .build());
        world.put("Came", "{\"who\":\"ann\"}");
        weir.untilQuiet();
        world.rule("keyed", SHOP, Target.builder().id("t").arn(STREAM).build());
        String id = world.put("Came", "{\"who\":\"bob\"}").entries().getFirst().eventId();
        weir.untilQuiet();
        String iterator = kinesis.getShardIterator(
                        b -> b.streamName("s").shardId("shardId-000000000000").shardIteratorType("TRIM_HORIZON"))
                .shardIterator();
        List<Record> records =
                kinesis.getRecords(b -> b.shardIterator(iterator)).records();
        assertEquals(
                List.of("ann", id), records.stream().map(Record::partitionKey).toList());
        assertEquals(
                "bob",
                EventsWorld.json(records.getLast().data().asUtf8String())
                        .at("/detail/who")
                        .asString());
    }

    @Test
    void aBusOfAnotherRegionTakesEvents(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        EventBridgeClient far = Clients.in(weir, Region.EU_WEST_1, EventBridgeClient.builder());
        SqsClient queues = Clients.in(weir, Region.EU_WEST_1, SqsClient.builder());
        String url = queues.createQueue(b -> b.queueName("far")).queueUrl();
        far.createEventBus(b -> b.name("orders"));
        far.putRule(b -> b.name("all").eventBusName("orders").eventPattern(SHOP));
        far.putTargets(b -> b.rule("all").eventBusName("orders").targets(t -> t.id("t")
                .arn("arn:aws:sqs:eu-west-1:000000000000:far")));
        world.rule(
                "over",
                SHOP,
                Target.builder()
                        .id("t")
                        .arn("arn:aws:events:eu-west-1:000000000000:event-bus/orders")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .build());
        String id = world.put("Came", "{}").entries().getFirst().eventId();
        weir.untilQuiet();
        List<Message> messages = queues.receiveMessage(b -> b.queueUrl(url)).messages();
        JsonNode event = EventsWorld.json(messages.getFirst().body());
        assertEquals(id, event.path("id").asString());
        assertEquals("us-east-1", event.path("region").asString(), "where it came from stays with it");
    }
}
