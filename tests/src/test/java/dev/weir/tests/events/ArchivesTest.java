package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.eventbridge.model.ArchiveState;
import software.amazon.awssdk.services.eventbridge.model.DescribeArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.IllegalStatusException;
import software.amazon.awssdk.services.eventbridge.model.ManagedRuleException;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;

/** Archives and replays. */
@ExtendWith(WeirExtension.class)
class ArchivesTest {
    private static final String BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";

    @Test
    void archivedEventsAreReplayedInTheOrderOfTheirTime(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String archive = world.events
                .createArchive(b -> b.archiveName("all")
                        .eventSourceArn(BUS)
                        .eventPattern("{\"source\":[\"shop\"],\"detail-type\":[{\"prefix\":\"n\"}]}"))
                .archiveArn();
        Instant start = weir.now();
        for (int i : new int[] {3, 1, 2, 0}) {
            world.events.putEvents(b -> b.entries(EventsWorld.entry("default", "n" + i, "{\"i\":" + i + "}").toBuilder()
                    .time(start.plusSeconds(i))
                    .build()));
        }
        world.put("other", "{}");
        DescribeArchiveResponse described = world.events.describeArchive(b -> b.archiveName("all"));
        assertEquals(4, described.eventCount());
        assertTrue(described.sizeBytes() > 400, "size");
        assertEquals(ArchiveState.ENABLED, described.state());

        String queue = world.queue("q");
        String aside = world.queue("aside");
        world.rule("wanted", "{\"source\":[\"shop\"]}", queue);
        world.rule("aside", "{\"source\":[\"shop\"]}", aside);
        world.events.startReplay(b -> b.replayName("again")
                .eventSourceArn(archive)
                .eventStartTime(start.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS))
                .eventEndTime(start.plusSeconds(60))
                .destination(d -> d.arn(BUS).filterArns("arn:aws:events:us-east-1:000000000000:rule/wanted")));
        List<String> bodies = world.bodies(queue);
        assertEquals(
                List.of("n1", "n2", "n3"),
                bodies.stream()
                        .map(body -> EventsWorld.json(body).get("detail-type").asString())
                        .toList());
        JsonNode replayed = EventsWorld.json(bodies.getFirst());
        assertEquals("again", replayed.get("replay-name").asString());
        assertEquals(List.of(), world.bodies(aside));
        DescribeReplayResponse replay = world.events.describeReplay(b -> b.replayName("again"));
        assertEquals(ReplayState.COMPLETED, replay.state());
        assertEquals(
                start.plusSeconds(3).getEpochSecond(),
                replay.eventLastReplayedTime().getEpochSecond());
        assertEquals(4, world.events.describeArchive(b -> b.archiveName("all")).eventCount());
        assertThrows(IllegalStatusException.class, () -> world.events.cancelReplay(b -> b.replayName("again")));
    }

    @Test
    void aReplayIsCancelled(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String queue = world.queue("q");
        String archive = world.events
                .createArchive(b -> b.archiveName("a").eventSourceArn(BUS))
                .archiveArn();
        for (int i = 0; i < 20; i++) {
            world.put("x", "{}");
        }
        weir.untilQuiet();
        world.rule("all", "{\"source\":[\"shop\"]}", queue);
        Instant from = weir.now().minusSeconds(60);
        start(world, archive, BUS, from, from.plusSeconds(120));
        assertEquals(
                ReplayState.CANCELLING,
                world.events.cancelReplay(b -> b.replayName("r")).state());
        assertEquals(ReplayState.CANCELLING, state(world));
        weir.untilQuiet();
        assertEquals(ReplayState.CANCELLED, state(world));
        assertEquals(List.of(), world.bodies(queue));
        assertTrue(world.events.describeReplay(b -> b.replayName("r")).replayEndTime() != null, "it has ended");
        assertEquals(
                List.of("r"),
                world.events.listReplays(b -> b.state(ReplayState.CANCELLED)).replays().stream()
                        .map(replay -> replay.replayName())
                        .toList());
        refused(
                "Replay r is not in a valid state for this operation.",
                () -> world.events.cancelReplay(b -> b.replayName("r")));
    }

    private static ReplayState state(EventsWorld world) {
        return world.events.describeReplay(b -> b.replayName("r")).state();
    }

    @Test
    void eventsLeaveAnArchiveAfterItsDays(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        world.events.createArchive(
                b -> b.archiveName("short").eventSourceArn(BUS).retentionDays(2));
        world.put("x", "{}");
        weir.advance(Duration.ofDays(1));
        world.put("x", "{}");
        assertEquals(2, count(world));
        weir.advance(Duration.ofDays(1).plusSeconds(1));
        assertEquals(1, count(world));
        weir.advance(Duration.ofDays(1));
        assertEquals(0, count(world));
        assertEquals(
                0, world.events.describeArchive(b -> b.archiveName("short")).sizeBytes());
    }

    private static long count(EventsWorld world) {
        return world.events.describeArchive(b -> b.archiveName("short")).eventCount();
    }

    @Test
    void theRuleOfAnArchiveIsManaged(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        world.events.createArchive(b -> b.archiveName("a").eventSourceArn(BUS));
        DescribeRuleResponse rule = world.events.describeRule(b -> b.name("Events-Archive-a"));
        assertEquals("prod.vhs.events.aws.internal", rule.managedBy());
        assertEquals("{\"replay-name\":[{\"exists\":false}]}", rule.eventPattern());
        assertThrows(ManagedRuleException.class, () -> world.events.disableRule(b -> b.name("Events-Archive-a")));
        assertThrows(
                ManagedRuleException.class,
                () -> world.events.removeTargets(b -> b.rule("Events-Archive-a").ids("Events-Archive-a")));
        assertThrows(ManagedRuleException.class, () -> world.events.deleteRule(b -> b.name("Events-Archive-a")));
        world.events.updateArchive(b -> b.archiveName("a").eventPattern("{\"source\":[\"x\"]}"));
        assertTrue(world.events
                .describeRule(b -> b.name("Events-Archive-a"))
                .eventPattern()
                .contains("\"source\":[\"x\"]"));
        world.events.deleteArchive(b -> b.archiveName("a"));
        assertThrows(ResourceNotFoundException.class, () -> world.events.describeRule(b -> b.name("Events-Archive-a")));
    }

    @Test
    void badReplaysAreRefusedInAwsWords(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        world.events.createEventBus(b -> b.name("other"));
        String archive = world.events
                .createArchive(b -> b.archiveName("a").eventSourceArn(BUS))
                .archiveArn();
        Instant now = weir.now();
        refused(
                "Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.",
                () -> start(world, archive, "arn:aws:sqs:us-east-1:000000000000:q", now, now.plusSeconds(1)));
        refused(
                "Parameter EventSourceArn is not valid. Reason: Archive b does not exist.",
                () -> start(world, archive.substring(0, archive.length() - 1) + "b", BUS, now, now.plusSeconds(1)));
        refused(
                "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.",
                () -> start(world, archive, BUS.replace("default", "other"), now, now.plusSeconds(1)));
        refused(
                "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
                () -> start(world, archive, BUS, now, now));
        refused(
                "Archive a already exists.",
                () -> world.events.createArchive(b -> b.archiveName("a").eventSourceArn(BUS)));
        refused("Archive b does not exist.", () -> world.events.deleteArchive(b -> b.archiveName("b")));
        refused("Replay b does not exist.", () -> world.events.describeReplay(b -> b.replayName("b")));
    }

    private static void start(EventsWorld world, String archive, String bus, Instant from, Instant to) {
        world.events.startReplay(b -> b.replayName("r")
                .eventSourceArn(archive)
                .eventStartTime(from)
                .eventEndTime(to)
                .destination(d -> d.arn(bus)));
    }

    private static void refused(String message, Runnable call) {
        assertEquals(
                message,
                assertThrows(EventBridgeException.class, call::run)
                        .awsErrorDetails()
                        .errorMessage());
    }
}
