package dev.weir.kernel.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.JournalFormat;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.ClockControl;
import dev.weir.kernel.time.TimerKind;
import dev.weir.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulatedKernelTest {
    /** A queue with consumers that sometimes fail, visibility timeouts and a recurring count: enough to go wrong. */
    private static final class ToyService {
        private static final Duration VISIBILITY = Duration.ofSeconds(30);

        private final Kernel kernel;
        private final Signal arrived;

        ToyService(Kernel kernel) {
            this.kernel = kernel;
            this.arrived = kernel.tasks().signal();
            kernel.timers().handle("toy.visible", (id, due, payload) -> {
                kernel.store().write(tx -> {
                    tx.put(Key.of("toy").text(id).toBytes(), payload);
                    return "";
                });
                journal("toy.Visible", id, Outcome.RETRIED);
                arrived.raise();
            });
            kernel.timers().at(kernel.clock().now().plusSeconds(60), TimerKind.RECURRING, "toy.count", this::count);
            for (int i = 0; i < 3; i++) {
                int worker = i;
                kernel.tasks().start("toy.consumer", () -> consume(worker));
            }
        }

        private void journal(String kind, String subject, Outcome outcome) {
            kernel.journal().record(Cause.NONE, Scope.DEFAULT, kind, "", "toy", subject, outcome, "");
        }

        String send(String body) throws Exception {
            return kernel.tasks().enter("toy.send", "", () -> {
                String id = kernel.ids().uuid();
                kernel.store().write(tx -> {
                    tx.put(Key.of("toy").text(id).toBytes(), body.getBytes());
                    return "";
                });
                journal("toy.Send", id, Outcome.ACCEPTED);
                arrived.raise();
                return id;
            });
        }

        private void count() {
            int size = kernel.store().<Integer>read(tx -> tx.range(Key.of("toy").range(), 1000, false)
                    .size());
            journal("toy.Count", "" + size, Outcome.COMPLETED);
        }

        private void consume(int worker) {
            try {
                while (true) {
                    long seen = arrived.version();
                    String taken = take();
                    if (taken.isEmpty()) {
                        arrived.await(seen, kernel.clock().now().plusSeconds(20));
                    } else if (kernel.ids().random().nextInt(3) == 0) {
                        journal("toy.Fail" + worker, taken, Outcome.FAILED);
                    } else {
                        kernel.store().write(tx -> {
                            kernel.timers().cancel(tx, "toy.visible", taken);
                            return "";
                        });
                        journal("toy.Consume" + worker, taken, Outcome.COMPLETED);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private String take() {
            return kernel.store().write(tx -> {
                List<Entry> head = tx.claim(Key.of("toy").range(), 1);
                if (head.isEmpty()) {
                    return "";
                }
                byte[] key = head.getFirst().key();
                tx.delete(key);
                String id = new String(key, 5, key.length - 7);
                kernel.timers()
                        .set(
                                tx,
                                "toy.visible",
                                id,
                                kernel.clock().now().plus(VISIBILITY),
                                TimerKind.WORK,
                                head.getFirst().value());
                return id;
            });
        }
    }

    private static String journalOf(RunningKernel running) {
        return running.kernel().journal().after(0, 100_000).stream()
                .map(JournalFormat::line)
                .collect(Collectors.joining("\n"));
    }

    private static String scenario(long seed) throws Exception {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.simulated(store, seed)) {
            ToyService toy = new ToyService(running.kernel());
            for (int i = 0; i < 10; i++) {
                toy.send("message " + i);
            }
            ClockControl.Moved moved = running.clock().untilQuiet(Duration.ofHours(2));
            assertTrue(moved.quiet());
            running.clock().advanceBy(Duration.ofMinutes(5));
            return journalOf(running);
        }
    }

    @Test
    void oneSeedGivesOneJournalFiftyTimesOver() throws Exception {
        String first = scenario(42);
        assertTrue(first.contains("toy.Fail"), first);
        assertTrue(first.contains("\"at\":\"2026-01-01T00:00:00Z\""), first);
        for (int i = 1; i < 50; i++) {
            assertEquals(first, scenario(42));
        }
    }

    @Test
    void seedsDifferInOrderAndIds() throws Exception {
        Set<String> orders = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            orders.add(scenario(seed).replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id"));
        }
        assertTrue(orders.size() > 1);
        assertNotEquals(scenario(1), scenario(2));
    }

    @Test
    void everyMessageIsConsumedOnce() throws Exception {
        String journal = scenario(7);
        assertEquals(
                10, journal.lines().filter(line -> line.contains("toy.Consume")).count());
    }

    @Test
    void aResetBeginsTheSameWorldAnew() throws Exception {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.simulated(store, 5)) {
            List<String> worlds = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Kernel kernel = running.kernel();
                kernel.tasks().enter("do", "", () -> {
                    kernel.timers().at(kernel.clock().now().plusSeconds(9), TimerKind.WORK, "t", () -> kernel.journal()
                            .record(
                                    Cause.NONE,
                                    Scope.DEFAULT,
                                    "x",
                                    "",
                                    kernel.ids().hex(8),
                                    "",
                                    Outcome.ACCEPTED,
                                    ""));
                    return "";
                });
                running.clock().untilQuiet(Duration.ofMinutes(1));
                worlds.add(journalOf(running));
                running.reset();
            }
            assertEquals(worlds.getFirst(), worlds.getLast());
            assertFalse(worlds.getFirst().isEmpty());
        }
    }

    @Test
    void timersOfOneMomentFireInOrderOfNameAndRunOneByOne() throws Exception {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.simulated(store, 1)) {
            Kernel kernel = running.kernel();
            List<String> seen = new ArrayList<>();
            Instant due = kernel.clock().now().plusSeconds(1);
            for (String name : List.of("c", "a", "b")) {
                kernel.timers().at(due, TimerKind.WORK, name, () -> {
                    seen.add(name);
                    kernel.tasks().start("child", () -> seen.add(name + " child"));
                });
            }
            assertEquals(3, running.clock().untilQuiet(Duration.ofMinutes(1)).fired());
            assertEquals(List.of("a", "a child", "b", "b child", "c", "c child"), seen);
        }
    }

    @Test
    void callsOfAFunctionRunInsideTheTaskThatWaitsForItAndNothingElseDoes() throws Exception {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.simulated(store, 1)) {
            Kernel kernel = running.kernel();
            List<String> seen = new ArrayList<>();
            CompletableFuture<String> entered = new CompletableFuture<>();
            String answer = kernel.tasks().enter("invoke", "", () -> {
                kernel.tasks().start("other", () -> seen.add("other"));
                return kernel.tasks().outside("token", () -> {
                    Thread stranger = Thread.ofVirtual().start(() -> {
                        try {
                            entered.complete(kernel.tasks().enter("stranger", "", () -> {
                                seen.add("stranger");
                                return "in";
                            }));
                        } catch (Exception e) {
                            entered.completeExceptionally(e);
                        }
                    });
                    assertThrows(TimeoutException.class, () -> entered.get(30, TimeUnit.MILLISECONDS));
                    assertTrue(stranger.isAlive());
                    return kernel.tasks().enter("call", "token", () -> {
                        seen.add("call");
                        return "answer";
                    });
                });
            });
            assertEquals("answer", answer);
            entered.get();
            running.clock().untilQuiet(Duration.ZERO);
            assertEquals("call", seen.getFirst());
            assertEquals(Set.of("call", "other", "stranger"), Set.copyOf(seen));
        }
    }

    @Test
    void aFunctionThatWaitsForAnotherTaskLetsTheWorldGoOn() throws Exception {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.simulated(store, 1)) {
            Kernel kernel = running.kernel();
            Signal signal = kernel.tasks().signal();
            boolean raised = kernel.tasks().enter("invoke", "", () -> {
                kernel.tasks().start("other", signal::raise);
                return kernel.tasks().outside("token", () -> kernel.tasks()
                        .enter("call", "token", () -> signal.await(0, Instant.MAX)));
            });
            assertTrue(raised);
        }
    }

    @Test
    void timeDoesNotGoByItself() {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.simulated(store, 1)) {
            assertEquals(Kernels.SIMULATION_START, running.kernel().clock().now());
            assertThrows(IllegalStateException.class, () -> running.clock().resume());
            assertEquals(ClockControl.Mode.FROZEN, running.clock().mode());
        }
    }

    @Test
    void whatLeavesATaskIsJournalled() throws Exception {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.simulated(store, 1)) {
            running.kernel().tasks().start("broken", () -> {
                throw new IllegalStateException("oh");
            });
            running.clock().untilQuiet(Duration.ZERO);
            Hop hop = running.kernel().journal().latest(1).getFirst();
            assertEquals(Outcome.FAILED, hop.outcome());
            assertEquals("broken", hop.target());
        }
    }
}
