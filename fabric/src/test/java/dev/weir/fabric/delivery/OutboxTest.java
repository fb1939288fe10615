package dev.weir.fabric.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.store.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Arn QUEUE = Scope.DEFAULT.arn("sqs", "target");
    private static final Arn DEAD = Scope.DEFAULT.arn("sqs", "dead");
    private static final Arn NOWHERE = Scope.DEFAULT.arn("nothing", "x");
    private static final RetryPolicy DAY = new RetryPolicy(185, Duration.ofHours(24), RetryPolicy.Backoff.EVENTBRIDGE);

    private final Store store = Stores.memory();
    private RunningKernel running = Kernels.simulated(store, 7);
    private final Targets targets = new Targets();
    private Outbox outbox = outbox();

    /** Takes what it is given, or refuses it as it was told to. */
    private static final class Targets implements Fabric, EventTarget {
        final List<Delivery> taken = new ArrayList<>();
        final List<String> tried = new ArrayList<>();
        int failures;
        boolean retryable = true;

        @Nullable
        Arn broken;

        @Override
        public <T> Optional<T> at(Arn arn, Class<T> capability) {
            return of(arn.service(), capability);
        }

        @Override
        public <T> Optional<T> of(String service, Class<T> capability) {
            return service.equals("sqs") ? Optional.of(capability.cast(this)) : Optional.empty();
        }

        @Override
        public boolean exists(Arn arn) {
            return true;
        }

        @Override
        public Delivered deliver(Delivery delivery) throws DeliveryException {
            tried.add(text(delivery));
            boolean isDead = delivery.target().equals(DEAD);
            if (delivery.target().equals(broken) || !isDead && failures > 0) {
                failures--;
                throw new DeliveryException("AWS.SimpleQueueService.NonExistentQueue", "no queue", retryable);
            }
            taken.add(delivery);
            return new Delivered("id", delivery.cause());
        }
    }

    @AfterEach
    void close() {
        running.close();
        store.close();
    }

    private Outbox outbox() {
        Outbox made = new Outbox(running.kernel(), targets);
        made.resume();
        return made;
    }

    private void enqueue(
            String text, Arn target, RetryPolicy policy, @Nullable Arn deadLetter, @Nullable String group) {
        Delivery delivery = new Delivery(
                Scope.DEFAULT,
                "arn:aws:events:us-east-1:000000000000:rule/r",
                "events.amazonaws.com",
                target,
                text.getBytes(StandardCharsets.UTF_8),
                Map.of("a", new Delivery.Attribute("Binary", null, new byte[] {1, 2})),
                group,
                null,
                Cause.NONE);
        store.write(tx -> {
            outbox.enqueue(tx, delivery, policy, deadLetter);
            return null;
        });
    }

    private static String text(Delivery delivery) {
        return new String(delivery.payload(), StandardCharsets.UTF_8);
    }

    private Delivery.Attribute attribute(String name) {
        return Objects.requireNonNull(targets.taken.get(0).attributes().get(name));
    }

    private List<Outcome> outcomes() {
        return running.kernel().journal().after(0, 1000).stream()
                .map(Hop::outcome)
                .toList();
    }

    @Test
    void whatIsTakenIsGone() {
        enqueue("x", QUEUE, DAY, null, null);
        running.clock().untilQuiet(Duration.ofDays(2));
        assertEquals(List.of("x"), targets.tried);
        assertArrayEquals(new byte[] {1, 2}, attribute("a").bytes());
        running.clock().advanceBy(Duration.ofDays(2));
        assertEquals(1, targets.tried.size());
        assertTrue(outcomes().isEmpty());
    }

    @Test
    void whatIsNotCommittedIsNotDelivered() {
        Delivery delivery = new Delivery(Scope.DEFAULT, "s", "p", QUEUE, new byte[0], Map.of(), null, null, Cause.NONE);
        assertThrows(
                IllegalStateException.class,
                () -> store.write(tx -> {
                    outbox.enqueue(tx, delivery, DAY, null);
                    throw new IllegalStateException("rolled back");
                }));
        running.clock().untilQuiet(Duration.ofDays(2));
        assertTrue(targets.tried.isEmpty());
    }

    @Test
    void whatFailsIsTriedAgainAndEveryAttemptIsJournalled() {
        targets.failures = 3;
        enqueue("x", QUEUE, DAY, null, null);
        running.clock().untilQuiet(Duration.ofDays(2));
        assertEquals(4, targets.tried.size());
        assertEquals(1, targets.taken.size());
        assertEquals(List.of(Outcome.RETRIED, Outcome.RETRIED, Outcome.RETRIED, Outcome.DELIVERED), outcomes());
    }

    @Test
    void theLimitOfAttemptsEndsInTheDeadLetterQueue() {
        targets.failures = 100;
        enqueue("x", QUEUE, new RetryPolicy(3, Duration.ofHours(24), RetryPolicy.Backoff.EVENTBRIDGE), DEAD, null);
        running.clock().untilQuiet(Duration.ofDays(2));
        assertEquals(4, targets.tried.size());
        assertEquals(DEAD, targets.taken.get(0).target());
        assertEquals("NO_RESOURCE", attribute("ERROR_CODE").text());
        assertEquals("no queue", attribute("ERROR_MESSAGE").text());
        assertEquals(
                "MaximumRetryAttempts", attribute("EXHAUSTED_RETRY_CONDITION").text());
        assertEquals(QUEUE.toString(), attribute("TARGET_ARN").text());
        assertEquals(List.of(Outcome.RETRIED, Outcome.RETRIED, Outcome.DEAD_LETTERED), outcomes());
    }

    @Test
    void ageIsALimitToo() {
        targets.failures = 1000;
        enqueue("x", QUEUE, new RetryPolicy(185, Duration.ofMinutes(1), RetryPolicy.Backoff.EVENTBRIDGE), DEAD, null);
        running.clock().untilQuiet(Duration.ofDays(2));
        assertEquals(
                "MaximumEventAgeInSeconds",
                attribute("EXHAUSTED_RETRY_CONDITION").text());
    }

    @Test
    void whatNoRetryWouldHelpGoesAtOnce() {
        targets.failures = 1;
        targets.retryable = false;
        enqueue("x", QUEUE, DAY, DEAD, null);
        running.clock().untilQuiet(Duration.ofDays(2));
        assertEquals(DEAD, targets.taken.get(0).target());
        assertNull(targets.taken.get(0).attributes().get("EXHAUSTED_RETRY_CONDITION"));
    }

    @Test
    void withoutDeadLetterQueueTheDropIsJournalled() {
        enqueue("x", NOWHERE, DAY, null, null);
        targets.broken = DEAD;
        targets.failures = 1;
        targets.retryable = false;
        enqueue("y", QUEUE, DAY, DEAD, null);
        running.clock().untilQuiet(Duration.ofDays(2));
        List<Outcome> outcomes = outcomes();
        assertEquals(3, outcomes.size());
        assertEquals(2, outcomes.stream().filter(Outcome.DROPPED::equals).count());
        assertTrue(outcomes.contains(Outcome.DEAD_LETTERED));
        assertTrue(targets.taken.isEmpty());
    }

    @Test
    void aGroupKeepsItsOrderThroughFailures() {
        targets.failures = 2;
        for (String text : List.of("1", "2", "3")) {
            enqueue(text, QUEUE, DAY, null, "g");
        }
        running.clock().untilQuiet(Duration.ofDays(2));
        assertEquals(
                List.of("1", "2", "3"),
                targets.taken.stream().map(OutboxTest::text).toList());
        assertEquals(List.of("1", "1", "1", "2", "3"), targets.tried);
    }

    @Test
    void theOutboxOutlivesWeir() {
        targets.failures = 1;
        enqueue("waits", QUEUE, DAY, null, null);
        running.clock().freeze();
        running.close();

        running = Kernels.simulated(store, 8);
        outbox = outbox();
        running.clock().untilQuiet(Duration.ofDays(2));

        assertEquals(
                List.of("waits"), targets.taken.stream().map(OutboxTest::text).toList());
    }

    @Test
    void snsWaitsAsItsGuideSays() {
        targets.failures = 15;
        enqueue(
                "x",
                QUEUE,
                new RetryPolicy(100_015, Duration.ofDays(30), RetryPolicy.Backoff.SNS_AWS_MANAGED),
                null,
                null);
        var start = running.kernel().clock().now();
        running.clock().untilQuiet(Duration.ofDays(2));
        assertEquals(1, targets.taken.size());
        Duration took = Duration.between(start, running.kernel().clock().now());
        // Three at once, two seconds, and ten waits from 1 s to 20 s.
        assertTrue(took.toSeconds() >= 65 && took.toSeconds() <= 75, took.toString());
    }
}
