package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Order, groups, deduplication and attempt ids. */
class FifoQueueTest {
    private final SqsWorld world = new SqsWorld(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aFifoQueueKeepsTheOrderOfEachGroup() {
        String url = world.queue("order.fifo", Map.of("FifoQueue", "true"));
        for (String body : List.of("a1", "a2", "b1", "a3", "b2")) {
            world.send(url, body, body.substring(0, 1), body);
        }
        List<Message> first = world.receive(url, 2);
        assertEquals(List.of("a1", "a2"), SqsWorld.bodies(first));
        assertEquals(List.of("b1", "b2"), SqsWorld.bodies(world.receive(url, 10)));
        assertEquals(List.of(), world.receive(url, 10));
        world.delete(url, first.get(0));
        assertEquals(List.of(), world.receive(url, 10), "a2 is in flight");
        world.forget();
        world.delete(url, first.get(1));
        assertEquals(List.of("a3"), SqsWorld.bodies(world.receive(url, 10)));
    }

    @Test
    void aGroupGivesItsHeadWhileLaterOnesAreInFlight() {
        String url = world.queue("heads.fifo", Map.of("FifoQueue", "true"));
        for (String body : List.of("foo", "bar", "baz")) {
            world.send(url, body, "g", body);
        }
        List<Message> all = world.receive(url, 3);
        world.visibility(url, all.get(0), 0);
        assertEquals(List.of("foo"), SqsWorld.bodies(world.receive(url, 10)));
        world.advance(Duration.ofSeconds(31));
        AwsException expired = assertThrows(AwsException.class, () -> world.delete(url, all.get(1)));
        assertEquals("InvalidParameterValue", expired.queryCode());
        assertTrue(expired.getMessage().endsWith("Reason: The receipt handle has expired."));
    }

    @Test
    void repeatedSendsWithinFiveMinutesAreAnsweredButNotKept() {
        String url = world.queue("twins.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
        String id = world.send(url, "same", "g", null);
        assertEquals(id, world.send(url, "same", "other-group", null));
        world.delete(url, world.receive(url, 10).get(0));
        world.forget();
        assertEquals(id, world.send(url, "same", "g", null));
        assertEquals(0, world.receive(url, 10).size());
        world.advance(Duration.ofMinutes(5));
        world.send(url, "same", "g", null);
        assertEquals(1, world.receive(url, 10).size());
        assertEquals(
                2,
                world.kernel.journal().about(id, 20).stream()
                        .filter(hop -> hop.outcome() == Outcome.DEDUPLICATED)
                        .count());
    }

    @Test
    void anAttemptIdGetsTheSameMessagesAgain() {
        String url = world.queue("attempts.fifo", Map.of("FifoQueue", "true"));
        world.send(url, "one", "g", "1");
        world.send(url, "two", "g", "2");
        ReceiveMessageRequest request = ReceiveMessageRequest.builder()
                .queueUrl(url)
                .maxNumberOfMessages(2)
                .receiveRequestAttemptId("attempt-1")
                .build();
        List<Message> first = world.receive(request);
        assertEquals(first, world.receive(request));
        assertEquals(0, world.receive(url, 10).size());
        world.advance(Duration.ofSeconds(20));
        assertEquals(first, world.receive(request));
        world.advance(Duration.ofSeconds(20));
        assertEquals(0, world.receive(url, 10).size(), "a repeated call resets the visibility timeout");
        world.delete(url, first.get(0));
        AwsException modified = assertThrows(AwsException.class, () -> world.receive(request));
        assertTrue(modified.getMessage().endsWith("since the receive call is not retryable."), modified.getMessage());
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("two"), SqsWorld.bodies(world.receive(request)), "the id is as good as new");
    }
}
