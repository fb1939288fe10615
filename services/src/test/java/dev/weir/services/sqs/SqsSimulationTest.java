package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.kernel.tasks.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Producers and consumers beside each other in simulation, a thousand orders of events for each kind of queue. Consumers
 * work, forget to delete, give back and die; a model beside the queue says after each step what may be in whose hands.
 * One task runs at a time, so that plain collections do.
 */
class SqsSimulationTest {
    private static final int SEEDS = 1000;
    private static final int MESSAGES = 16;
    private static final int CONSUMERS = 3;
    private static final int VISIBILITY = 30;
    private static final int MAX_RECEIVES = 2;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyMessageIsDeletedOrBuriedAndNoneIsInTwoHands(boolean fifo) {
        for (int seed = 0; seed < SEEDS; seed++) {
            try (SqsWorld world = new SqsWorld(seed)) {
                new Life(world, fifo, seed).run();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** A message as the model sees it. */
    private static final class Known {
        final String body;
        final String group;
        long visibleAt;
        int receives;
        /** Of its last receipt: who holds it. */
        String handle = "";

        Known(String body, String group) {
            this.body = body;
            this.group = group;
        }
    }

    private static final class Life {
        private final SqsWorld world;
        private final boolean fifo;
        private final SplittableRandom chance;
        private final String url;
        private final String dead;
        /** What is neither deleted nor buried, in the order in which it was sent. */
        private final Map<String, Known> live = new LinkedHashMap<>();

        private final Set<String> deleted = new HashSet<>();
        private @Nullable Throwable failure;
        private int sent;

        Life(SqsWorld world, boolean fifo, long seed) {
            this.world = world;
            this.fifo = fifo;
            this.chance = new SplittableRandom(seed);
            String suffix = fifo ? ".fifo" : "";
            Map<String, String> attributes = new HashMap<>(fifo ? Map.of("FifoQueue", "true") : Map.of());
            this.dead = world.queue("dead" + suffix, attributes);
            attributes.put("VisibilityTimeout", "" + VISIBILITY);
            attributes.put(
                    "RedrivePolicy",
                    "{\"deadLetterTargetArn\":\"" + world.arn("dead" + suffix) + "\",\"maxReceiveCount\":"
                            + MAX_RECEIVES + "}");
            this.url = world.queue("q" + suffix, attributes);
        }

        void run() {
            task("produce", this::produce);
            for (int i = 0; i < CONSUMERS; i++) {
                task("consume", this::consume);
            }
            world.advance(Duration.ofHours(2));
            if (failure != null) {
                throw new AssertionError(failure.getMessage(), failure);
            }
            assertEquals(MESSAGES, sent);
            Map<String, String> lastOfGroup = new HashMap<>();
            for (Message message : drain()) {
                String body = Objects.requireNonNull(message.body());
                Known known = Objects.requireNonNull(live.remove(body), body);
                assertEquals(MAX_RECEIVES, known.receives);
                String before = lastOfGroup.put(known.group, body);
                assertTrue(!fifo || before == null || before.compareTo(body) < 0, "dead letters keep their order");
            }
            assertEquals(Set.of(), live.keySet());
            assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessages"));
            assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessagesNotVisible"));
        }

        private void task(String name, Runnable body) {
            world.kernel.tasks().start(name, () -> {
                try {
                    body.run();
                } catch (Throwable e) {
                    failure = failure == null ? e : failure;
                }
            });
        }

        private void produce() {
            for (int i = 0; i < MESSAGES; i++) {
                String body = String.format(java.util.Locale.ROOT, "m%03d", i);
                String group = "g" + chance.nextInt(3);
                // The model knows it first: a consumer may have it before the send has returned.
                live.put(body, new Known(body, group));
                sent++;
                String id = world.send(url, body, group, fifo ? body : null);
                if (fifo && chance.nextInt(3) == 0) {
                    assertEquals(id, world.send(url, body, group, body), "a repeated send is the first one's twin");
                }
                if (chance.nextInt(3) == 0) {
                    pause(chance.nextInt(1, 40));
                }
            }
        }

        private void consume() {
            for (int empty = 0; empty < 20; ) {
                List<Message> messages = world.receive(ReceiveMessageRequest.builder()
                        .queueUrl(url)
                        .maxNumberOfMessages(chance.nextInt(1, 11))
                        .waitTimeSeconds(20)
                        .messageSystemAttributeNames(List.of("All"))
                        .build());
                empty = messages.isEmpty() ? empty + 1 : 0;
                received(messages);
                messages.forEach(this::handle);
            }
        }

        private void received(List<Message> messages) {
            long now = world.kernel.clock().millis();
            Map<String, List<Known>> groups = new LinkedHashMap<>();
            for (Message message : messages) {
                String body = Objects.requireNonNull(message.body());
                assertFalse(deleted.contains(body), body + " was deleted");
                Known known = Objects.requireNonNull(live.get(body), body);
                assertTrue(known.visibleAt <= now, body + " is in other hands");
                known.receives++;
                known.handle = Objects.requireNonNull(message.receiptHandle());
                assertTrue(known.receives <= MAX_RECEIVES, body + " was received too often");
                assertEquals(
                        Integer.toString(known.receives),
                        Objects.requireNonNull(message.attributes()).get("ApproximateReceiveCount"));
                groups.computeIfAbsent(known.group, g -> new ArrayList<>()).add(known);
            }
            if (fifo) {
                groups.forEach((group, given) -> headOf(group, given, now));
            }
            groups.values().forEach(given -> given.forEach(known -> known.visibleAt = now + VISIBILITY * 1000L));
        }

        /** What a group gives is what comes first of it, but for what has gone to the dead-letter queue. */
        private void headOf(String group, List<Known> given, long now) {
            List<Known> head = live.values().stream()
                    .filter(known -> known.group.equals(group))
                    .filter(known -> given.contains(known) || known.receives < MAX_RECEIVES || known.visibleAt > now)
                    .limit(given.size())
                    .toList();
            assertEquals(
                    head.stream().map(known -> known.body).toList(),
                    given.stream().map(known -> known.body).toList());
        }

        private void handle(Message message) {
            int fate = chance.nextInt(8);
            if (fate == 0) {
                pause(VISIBILITY + chance.nextInt(1, 30));
            } else if (fate < 3) {
                pause(chance.nextInt(1, 4));
            }
            long now = world.kernel.clock().millis();
            Known known = live.get(message.body());
            if (known == null || known.visibleAt <= now || !known.handle.equals(message.receiptHandle())) {
                return;
            }
            if (fate == 7) {
                int seconds = chance.nextInt(1, 20);
                world.visibility(url, message, seconds);
                known.visibleAt = now + seconds * 1000L;
            } else if (fate > 3) {
                world.delete(url, message);
                assertTrue(deleted.add(known.body));
                assertEquals(known, live.remove(known.body));
            }
        }

        private void pause(int seconds) {
            Signal signal = world.kernel.tasks().signal();
            Instant until = world.kernel.clock().now().plusSeconds(seconds);
            try {
                signal.await(signal.version(), until);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private List<Message> drain() {
            List<Message> all = new ArrayList<>();
            for (List<Message> some = world.receive(dead, 10); !some.isEmpty(); some = world.receive(dead, 10)) {
                all.addAll(some);
                some.forEach(message -> world.delete(dead, message));
            }
            return all;
        }
    }
}
