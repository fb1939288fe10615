package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many messages: fair queues, long backlogs, and how many may be in flight. */
class BacklogTest {
    private final SqsWorld world = new SqsWorld(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aNoisyGroupDoesNotDelayQuietOnes() {
        String url = world.queue("fair", Map.of());
        IntStream.range(0, 60).forEach(i -> world.send(url, "noisy " + i, "noisy", null));
        assertEquals(List.of("noisy 0"), SqsWorld.bodies(world.receive(url, 1)), "nobody is noisy yet");
        IntStream.range(0, 3).forEach(i -> world.receive(url, 10));
        world.send(url, "quiet", "quiet", null);
        world.send(url, "of nobody");
        assertEquals(
                List.of("quiet", "of nobody", "noisy 31"),
                SqsWorld.bodies(world.receive(url, 3)),
                "31 of 31 messages in flight are the noisy group's");
        world.send(url, "louder 0", "louder", null);
        IntStream.range(1, 50).forEach(i -> world.send(url, "louder " + i, "louder", null));
        IntStream.range(0, 3)
                .forEach(i -> assertEquals(
                        "louder " + i * 10,
                        SqsWorld.bodies(world.receive(url, 10)).get(0)));
        assertEquals(
                List.of("louder 30", "louder 31", "noisy 32"),
                SqsWorld.bodies(world.receive(url, 3)),
                "of two noisy groups the one with fewer messages in flight");
        world.advance(Duration.ofMinutes(5).minusSeconds(1));
        world.send(url, "last", "last", null);
        assertEquals("noisy 0", SqsWorld.bodies(world.receive(url, 1)).get(0), "all is visible again, in its order");
    }

    @Test
    void aGroupThatIsSentNothingForFiveMinutesIsNoLongerNoisy() {
        String url = world.queue("calm", Map.of("VisibilityTimeout", "3600"));
        IntStream.range(0, 60).forEach(i -> world.send(url, "noisy " + i, "noisy", null));
        IntStream.range(0, 4).forEach(i -> world.receive(url, 10));
        world.advance(Duration.ofMinutes(5));
        world.send(url, "quiet", "quiet", null);
        assertEquals(List.of("noisy 40", "noisy 41"), SqsWorld.bodies(world.receive(url, 2)));
    }

    @Test
    void aLongBacklogComesOutInOrderAndIsCounted() {
        String url = world.queue("long", Map.of());
        int all = 12_345;
        IntStream.range(0, all).forEach(i -> world.send(url, "m" + i));
        world.send(url, "of a group", "g", null);
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            bodies.addAll(take(url));
        }
        assertEquals(
                Integer.toString(all + 1 - bodies.size()), world.attributes(url).get("ApproximateNumberOfMessages"));
        world.forget();
        assertEquals(
                Integer.toString(all + 1 - bodies.size()), world.attributes(url).get("ApproximateNumberOfMessages"));
        for (List<String> some = take(url); !some.isEmpty(); some = take(url)) {
            bodies.addAll(some);
        }
        assertEquals(
                IntStream.range(0, all).mapToObj(i -> "m" + i).toList(),
                bodies.stream().filter(body -> !body.equals("of a group")).toList());
        assertEquals(all + 1, bodies.size());
    }

    @Test
    void aLongBacklogExpires() {
        String url = world.queue("old", Map.of("MessageRetentionPeriod", "60"));
        IntStream.range(0, 10_000).forEach(i -> world.send(url, "m" + i));
        world.advance(Duration.ofSeconds(60));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessages"));
        assertEquals(0, world.receive(url, 10).size());
    }

    @Test
    void aHundredAndTwentyThousandMessagesMayBeInFlight() {
        for (String name : List.of("many", "many.fifo")) {
            boolean fifo = name.endsWith(".fifo");
            String url = world.queue(name, fifo ? Map.of("FifoQueue", "true") : Map.of());
            QueueOwner owner = world.queues.find(world.arn(name)).orElseThrow();
            for (int i = 0; i < 120_001; i++) {
                world.send(url, "m", fifo ? "g" + i : null, fifo ? "d" + i : null);
            }
            for (int i = 0; i < 120; i++) {
                assertEquals(
                        1000,
                        owner.receive(1000, Duration.ofMinutes(5), null, "").size());
            }
            if (fifo) {
                assertEquals(0, world.receive(url, 1).size());
            } else {
                AwsException limit = assertThrows(AwsException.class, () -> world.receive(url, 1));
                assertEquals("OverLimit", limit.queryCode());
                List<String> polled = new ArrayList<>();
                ReceiveMessageRequest request = ReceiveMessageRequest.builder()
                        .queueUrl(url)
                        .waitTimeSeconds(20)
                        .build();
                world.kernel.tasks().start("poll", () -> polled.addAll(SqsWorld.bodies(world.receive(request))));
                world.advance(Duration.ofSeconds(20));
                assertEquals(List.of(), polled, "a long poll waits instead");
            }
            assertEquals("120000", world.attributes(url).get("ApproximateNumberOfMessagesNotVisible"));
            assertEquals("1", world.attributes(url).get("ApproximateNumberOfMessages"));
        }
    }

    private List<String> take(String url) {
        List<Message> some = world.receive(url, 3);
        some.forEach(message -> world.delete(url, message));
        return SqsWorld.bodies(some);
    }
}
