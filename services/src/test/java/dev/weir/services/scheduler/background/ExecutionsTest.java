package dev.weir.services.scheduler.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.scheduler.DeadLetterConfig;
import dev.weir.api.scheduler.RetryPolicy;
import dev.weir.api.scheduler.Target;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.services.scheduler.state.Execution;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Schema;
import dev.weir.store.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionsTest {
    private static final String SCHEDULE =
            Scope.DEFAULT.arn("scheduler", "schedule/default/s").toString();

    private final Store store = Stores.memory();
    private RunningKernel running = Kernels.simulated(store, 3);
    private final Outside outside = new Outside();
    private final List<String> completed = new ArrayList<>();
    private Executions executions = executions();

    /** Operations that fail as often as they are told to, and a dead-letter queue. */
    private static final class Outside implements ApiCalls, Fabric, EventTarget {
        final List<String> tried = new ArrayList<>();
        final List<Delivery> dead = new ArrayList<>();
        int failures;
        AwsException failure = new AwsException("ThrottlingException", 429, "Rate exceeded");

        @Override
        public Standing standing(String service, String action) {
            return Standing.IMPLEMENTED;
        }

        @Override
        public Optional<Schema> output(String service, String action) {
            return Optional.empty();
        }

        @Override
        public Set<String> errors(String service) {
            return Set.of();
        }

        @Override
        public String call(ApiCall call) {
            tried.add(call.input());
            if (failures-- > 0) {
                throw failure;
            }
            return "{}";
        }

        @Override
        public <T> Optional<T> at(Arn arn, Class<T> capability) {
            return of(arn.service(), capability);
        }

        @Override
        public <T> Optional<T> of(String service, Class<T> capability) {
            return Optional.of(capability.cast(this));
        }

        @Override
        public boolean exists(Arn arn) {
            return true;
        }

        @Override
        public Delivered deliver(Delivery delivery) throws DeliveryException {
            dead.add(delivery);
            return new Delivered("id", delivery.cause());
        }
    }

    private Executions executions() {
        Executions made = new Executions(
                running.kernel(), outside, outside, (tx, schedule, time, cause) -> completed.add(schedule));
        made.resume();
        return made;
    }

    @AfterEach
    void close() {
        running.close();
        store.close();
    }

    private void begin(int retries, int seconds) {
        Instant now = running.kernel().clock().now();
        Execution execution = new Execution(
                "0123456789abcdef",
                Scope.DEFAULT,
                SCHEDULE,
                Target.builder()
                        .arn("arn:aws:scheduler:::aws-sdk:sqs:sendMessage")
                        .input("{\"n\": <aws.scheduler.attempt-number>}")
                        .deadLetterConfig(DeadLetterConfig.builder()
                                .arn(Scope.DEFAULT.arn("sqs", "dead").toString())
                                .build())
                        .retryPolicy(RetryPolicy.builder()
                                .maximumRetryAttempts(retries)
                                .maximumEventAgeInSeconds(seconds)
                                .build())
                        .build(),
                now,
                now,
                0,
                now,
                true,
                Cause.NONE);
        running.kernel().store().write(tx -> {
            executions.begin(tx, execution);
            return null;
        });
    }

    private String attribute(String name) {
        Delivery.Attribute attribute = outside.dead.getFirst().attributes().get(name);
        return attribute == null ? "none" : String.valueOf(attribute.text());
    }

    @Test
    void aThrottledCallIsTriedAgainWithItsNumber() {
        outside.failures = 2;
        begin(5, 3600);
        running.clock().untilQuiet(Duration.ofHours(1));
        assertEquals(List.of("{\"n\": 1}", "{\"n\": 2}", "{\"n\": 3}"), outside.tried);
        assertEquals(List.of(), outside.dead);
        assertEquals(List.of(SCHEDULE), completed);
    }

    @Test
    void retriesEndWithTheirNumber() {
        outside.failures = 100;
        begin(3, 3600);
        running.clock().untilQuiet(Duration.ofHours(2));
        assertEquals(4, outside.tried.size());
        assertEquals("3", attribute("RETRY_ATTEMPTS"));
        assertEquals("MaximumRetryAttempts", attribute("EXHAUSTED_RETRY_CONDITION"));
        assertEquals("ThrottlingException", attribute("ERROR_CODE"));
        assertEquals("{\"n\": 4}", new String(outside.dead.getFirst().payload(), StandardCharsets.UTF_8));
    }

    @Test
    void retriesEndWithTheirAge() {
        outside.failures = 100;
        begin(185, 60);
        running.clock().untilQuiet(Duration.ofHours(2));
        assertTrue(outside.tried.size() > 3 && outside.tried.size() < 10, outside.tried.toString());
        assertEquals("MaximumEventAgeInSeconds", attribute("EXHAUSTED_RETRY_CONDITION"));
    }

    @Test
    void whatNoRetryWouldHelpIsGivenUpAtOnce() {
        outside.failures = 100;
        outside.failure = new AwsException("ResourceNotFoundException", 400, "no such thing");
        begin(185, 3600);
        running.clock().untilQuiet(Duration.ofHours(2));
        assertEquals(1, outside.tried.size());
        assertEquals("none", attribute("EXHAUSTED_RETRY_CONDITION"));
        assertEquals("0", attribute("RETRY_ATTEMPTS"));
    }

    @Test
    void aRetryOutlivesWeir() {
        outside.failures = 1;
        begin(5, 3600);
        running.clock().advanceBy(Duration.ofMillis(100));
        assertEquals(1, outside.tried.size());
        running.close();
        running = Kernels.simulated(store, 4);
        executions = executions();
        running.clock().untilQuiet(Duration.ofHours(1));
        assertEquals(List.of("{\"n\": 1}", "{\"n\": 2}"), outside.tried);
    }
}
