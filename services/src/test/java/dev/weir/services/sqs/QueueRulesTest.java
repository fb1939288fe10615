package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.api.sqs.DeleteQueueRequest;
import dev.weir.api.sqs.ListQueuesRequest;
import dev.weir.api.sqs.PurgeQueueRequest;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a queue itself may and may not: purges, names, attributes, lists. */
class QueueRulesTest {
    private final SqsWorld world = new SqsWorld(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPurgeEmptiesTheQueueOnceAMinute() {
        String url = world.queue("purged", Map.of());
        world.send(url, "gone");
        world.receive(url, 1);
        world.send(url, "gone too");
        world.sqs.purgeQueue(world.call, new PurgeQueueRequest(url));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessages"));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessagesNotVisible"));
        AwsException again =
                assertThrows(AwsException.class, () -> world.sqs.purgeQueue(world.call, new PurgeQueueRequest(url)));
        assertEquals("AWS.SimpleQueueService.PurgeQueueInProgress", again.queryCode());
        assertEquals("Only one PurgeQueue operation on purged is allowed every 60 seconds.", again.getMessage());
        world.advance(Duration.ofSeconds(60));
        world.sqs.purgeQueue(world.call, new PurgeQueueRequest(url));
    }

    @Test
    void aNameRestsForAMinuteAfterDeletion() {
        String url = world.queue("reused", Map.of());
        world.send(url, "lost");
        world.sqs.deleteQueue(world.call, new DeleteQueueRequest(url));
        AwsException early = assertThrows(AwsException.class, () -> world.queue("reused", Map.of()));
        assertEquals("AWS.SimpleQueueService.QueueDeletedRecently", early.queryCode());
        assertEquals(
                "QueueDoesNotExist",
                assertThrows(AwsException.class, () -> world.send(url, "x")).code());
        world.advance(Duration.ofSeconds(60));
        world.queue("reused", Map.of());
        assertEquals(0, world.receive(url, 1).size());
    }

    @Test
    void creatingAgainWithOtherAttributesIsRefusedByName() {
        world.queue("same", Map.of("DelaySeconds", "1"));
        world.queue("same", Map.of("DelaySeconds", "1"));
        world.queue("same", Map.of());
        AwsException other = assertThrows(AwsException.class, () -> world.queue("same", Map.of("DelaySeconds", "2")));
        assertEquals("QueueAlreadyExists", other.queryCode());
        assertEquals(
                "A queue already exists with the same name and a different value for attribute DelaySeconds",
                other.getMessage());
    }

    @Test
    void listsComeInPages() {
        IntStream.range(0, 5).forEach(i -> world.queue("list-" + i, Map.of()));
        world.queue("other", Map.of());
        var first = world.sqs.listQueues(world.call, new ListQueuesRequest("list-", null, 2));
        assertEquals(2, first.queueUrls().size());
        var rest = world.sqs.listQueues(world.call, new ListQueuesRequest("list-", first.nextToken(), 1000));
        assertEquals(3, rest.queueUrls().size());
        assertEquals(
                "http://localhost:4566/000000000000/list-2", rest.queueUrls().get(0));
    }
}
