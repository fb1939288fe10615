package dev.weir.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.s3.FilterRule;
import dev.weir.api.s3.NotificationConfiguration;
import dev.weir.api.s3.NotificationConfigurationFilter;
import dev.weir.api.s3.QueueConfiguration;
import dev.weir.api.s3.S3KeyFilter;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NotificationTest {
    private static NotificationConfiguration to(Arn queue, String... events) {
        return NotificationConfiguration.builder()
                .queueConfigurations(List.of(QueueConfiguration.builder()
                        .id("one")
                        .queueArn(queue.toString())
                        .events(List.of(events))
                        .filter(NotificationConfigurationFilter.builder()
                                .key(S3KeyFilter.builder()
                                        .filterRules(List.of(
                                                FilterRule.builder()
                                                        .name("PREFIX")
                                                        .value("in/")
                                                        .build(),
                                                FilterRule.builder()
                                                        .name("suffix")
                                                        .value(".txt")
                                                        .build()))
                                        .build())
                                .build())
                        .build()))
                .build();
    }

    private static void configure(S3World world, NotificationConfiguration configuration) {
        world.s3.notifications().put(world.call, world.s3.access().bucket("bucket", null), configuration, true);
        world.running.clock().untilQuiet(Duration.ofMinutes(1));
    }

    @Test
    void tellsOfWhatPassesTheFilterAndSaysWhyTheRestDidNot() {
        try (S3World world = new S3World()) {
            world.bucket("bucket");
            configure(world, to(S3World.QUEUE, "s3:ObjectCreated:*"));
            assertEquals(1, world.sent.size());
            assertTrue(world.sent.getFirst().contains("s3:TestEvent"));
            world.put("bucket", "in/a b@.txt", new byte[3]);
            world.put("bucket", "in/a.bin", new byte[3]);
            world.delete("bucket", "in/a b@.txt");
            world.running.clock().untilQuiet(Duration.ofMinutes(1));
            assertEquals(2, world.sent.size());
            JsonNode event = JsonMapper.shared().readTree(world.sent.getLast()).at("/Records/0");
            assertEquals("ObjectCreated:Put", event.at("/eventName").asString());
            assertEquals("in/a+b%40.txt", event.at("/s3/object/key").asString());
            assertEquals(3, event.at("/s3/object/size").asInt());
            assertEquals("one", event.at("/s3/configurationId").asString());
            List<Hop> filtered = world.running.kernel().journal().about("in/a.bin", 10).stream()
                    .filter(hop -> hop.outcome() == Outcome.FILTERED)
                    .toList();
            assertEquals(1, filtered.size());
            assertEquals(
                    "the key does not end with the filter's suffix \".txt\"",
                    filtered.getFirst().reason());
        }
    }

    @Test
    void refusesWhatIsNotThereAndWhatIsAmbiguous() {
        try (S3World world = new S3World()) {
            world.bucket("bucket");
            Arn other = Scope.DEFAULT.arn("sqs", "other");
            AwsException absent =
                    assertThrows(AwsException.class, () -> configure(world, to(other, "s3:ObjectCreated:*")));
            assertEquals("Unable to validate the following destination configurations", absent.getMessage());
            QueueConfiguration rule = to(S3World.QUEUE, "s3:ObjectCreated:*")
                    .queueConfigurations()
                    .getFirst();
            NotificationConfiguration twice = NotificationConfiguration.builder()
                    .queueConfigurations(List.of(
                            rule,
                            rule.toBuilder()
                                    .id("two")
                                    .events(List.of("s3:ObjectCreated:Put"))
                                    .build()))
                    .build();
            AwsException ambiguous = assertThrows(AwsException.class, () -> configure(world, twice));
            assertTrue(ambiguous.getMessage().startsWith("Configuration is ambiguously defined."));
            assertTrue(world.sent.isEmpty());
        }
    }
}
