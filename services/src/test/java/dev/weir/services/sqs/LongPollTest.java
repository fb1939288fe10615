package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.api.sqs.ReceiveMessageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receives that wait. */
class LongPollTest {
    private final SqsWorld world = new SqsWorld(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aLongPollEndsAtOnceWhenAMessageComes() {
        String url = world.queue("polled", Map.of());
        List<String> got = new ArrayList<>();
        world.kernel
                .tasks()
                .start(
                        "poll",
                        () -> got.addAll(SqsWorld.bodies(world.receive(ReceiveMessageRequest.builder()
                                .queueUrl(url)
                                .waitTimeSeconds(20)
                                .build()))));
        world.advance(Duration.ofSeconds(3));
        assertEquals(List.of(), got);
        world.send(url, "here");
        world.advance(Duration.ZERO);
        assertEquals(List.of("here"), got);
    }

    @Test
    void aLongPollEndsWithNothingWhenItsTimeIsOver() {
        String url = world.queue("polled", Map.of());
        List<Integer> got = new ArrayList<>();
        world.kernel
                .tasks()
                .start(
                        "poll",
                        () -> got.add(world.receive(ReceiveMessageRequest.builder()
                                        .queueUrl(url)
                                        .waitTimeSeconds(20)
                                        .build())
                                .size()));
        world.advance(Duration.ofMillis(19_999));
        assertEquals(List.of(), got);
        world.advance(Duration.ofMillis(1));
        assertEquals(List.of(0), got);
    }
}
