package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.api.sqs.ListDeadLetterSourceQueuesRequest;
import dev.weir.api.sqs.ListMessageMoveTasksRequest;
import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.StartMessageMoveTaskRequest;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is received too often, and its way back. */
class DeadLettersTest {
    private final SqsWorld world = new SqsWorld(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatIsReceivedTooOftenGoesToTheDeadLetterQueue() {
        String dead = world.queue("dead", Map.of());
        String url = world.queue("source", Map.of("VisibilityTimeout", "1", "RedrivePolicy", redrive("dead", 2)));
        String id = world.send(url, "poison");
        for (int i = 0; i < 2; i++) {
            assertEquals(1, world.receive(url, 1).size());
            world.advance(Duration.ofSeconds(1));
        }
        assertEquals(0, world.receive(url, 1).size());
        Message buried = world.receive(dead, 1).get(0);
        assertEquals(id, buried.messageId());
        assertEquals(world.arn("source"), buried.attributes().get("DeadLetterQueueSourceArn"));
        assertEquals("3", buried.attributes().get("ApproximateReceiveCount"));
        Hop hop = world.kernel.journal().about(id, 10).stream()
                .filter(one -> one.outcome() == Outcome.DEAD_LETTERED)
                .findFirst()
                .orElseThrow();
        assertEquals("received 2 times without being deleted; maxReceiveCount is 2", hop.reason());
        assertEquals(
                List.of(url),
                world.sqs
                        .listDeadLetterSourceQueues(world.call, new ListDeadLetterSourceQueuesRequest(dead, null, null))
                        .queueUrls());
    }

    @Test
    void aMoveTaskBringsDeadLettersBack() {
        String dead = world.queue("dead", Map.of());
        String url = world.queue("source", Map.of("VisibilityTimeout", "1", "RedrivePolicy", redrive("dead", 1)));
        IntStream.range(0, 3).forEach(i -> world.send(url, "poison " + i));
        world.receive(url, 10);
        world.advance(Duration.ofSeconds(1));
        assertEquals(0, world.receive(url, 10).size());
        assertEquals("3", world.attributes(dead).get("ApproximateNumberOfMessages"));
        world.sqs.startMessageMoveTask(world.call, new StartMessageMoveTaskRequest(world.arn("dead"), null, 2));
        world.running.clock().untilQuiet(Duration.ofSeconds(10));
        assertEquals("0", world.attributes(dead).get("ApproximateNumberOfMessages"));
        assertEquals("3", world.attributes(url).get("ApproximateNumberOfMessages"));
        var task = world.sqs
                .listMessageMoveTasks(world.call, new ListMessageMoveTasksRequest(world.arn("dead"), null))
                .results()
                .get(0);
        assertEquals("COMPLETED", task.status());
        assertEquals(3, task.approximateNumberOfMessagesMoved());
    }

    private String redrive(String target, int max) {
        return "{\"deadLetterTargetArn\":\"" + world.arn(target) + "\",\"maxReceiveCount\":" + max + "}";
    }
}
