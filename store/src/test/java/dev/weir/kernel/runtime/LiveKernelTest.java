package dev.weir.kernel.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.ClockControl;
import dev.weir.kernel.time.TimerKind;
import dev.weir.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LiveKernelTest {
    private final Store store = Stores.memory();
    private final RunningKernel running = Kernels.live(store);
    private final Kernel kernel = running.kernel();

    @AfterEach
    void close() {
        running.close();
        store.close();
    }

    @Test
    void timersFireWithTheWallClock() throws Exception {
        BlockingQueue<Instant> fired = new LinkedBlockingQueue<>();
        Instant due = kernel.clock().now().plusMillis(30);
        kernel.timers().at(due.plusSeconds(60), TimerKind.WORK, "later", () -> fired.add(Instant.MAX));
        kernel.timers()
                .at(due, TimerKind.WORK, "soon", () -> fired.add(kernel.clock().now()));
        Instant at = fired.poll(10, TimeUnit.SECONDS);
        assertFalse(at.isBefore(due));
    }

    @Test
    void advanceStopsAtEachTimerAndLetsWhatItStartedComeToRest() {
        running.clock().freeze();
        Instant start = kernel.clock().now();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        kernel.timers().at(start.plusSeconds(60), TimerKind.RECURRING, "b", () -> seen.add("60 " + since(start)));
        kernel.timers().at(start.plusSeconds(10), TimerKind.WORK, "a", () -> {
            seen.add("10 " + since(start));
            kernel.tasks().start("child", () -> kernel.timers()
                    .at(start.plusSeconds(20), TimerKind.WORK, "c", () -> seen.add("20 " + since(start))));
        });
        ClockControl.Moved moved = running.clock().advanceBy(Duration.ofHours(1));
        assertEquals(List.of("10 10", "20 20", "60 60"), seen);
        assertEquals(new ClockControl.Moved(start.plusSeconds(3600), 3, true), moved);
    }

    private long since(Instant start) {
        return Duration.between(start, kernel.clock().now()).toSeconds();
    }

    @Test
    void untilQuietWaitsForWorkButNotForSchedulesOrLongPolls() throws Exception {
        running.clock().freeze();
        Instant start = kernel.clock().now();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Signal signal = kernel.tasks().signal();
        CompletableFuture<Boolean> poll = new CompletableFuture<>();
        kernel.tasks().start("poll", () -> {
            try {
                poll.complete(signal.await(signal.version(), start.plusSeconds(20)));
            } catch (InterruptedException e) {
                poll.completeExceptionally(e);
            }
        });
        kernel.timers().at(start.plusSeconds(5), TimerKind.RECURRING, "cron", () -> seen.add("cron"));
        kernel.timers().at(start.plusSeconds(900), TimerKind.RECURRING, "cron", () -> seen.add("late cron"));
        assertEquals(new ClockControl.Moved(start, 0, true), running.clock().untilQuiet(Duration.ofHours(1)));
        assertFalse(poll.isDone());
        kernel.timers().at(start.plusSeconds(30), TimerKind.WORK, "visibility", () -> seen.add("visible"));
        assertEquals(
                new ClockControl.Moved(start.plusSeconds(30), 2, true),
                running.clock().untilQuiet(Duration.ofHours(1)));
        assertEquals(List.of("cron", "visible"), seen);
        assertFalse(poll.get());
    }

    @Test
    void untilQuietSaysWhereItsLimitWasNotEnough() {
        running.clock().freeze();
        Instant start = kernel.clock().now();
        kernel.timers().at(start.plusSeconds(100), TimerKind.WORK, "far", () -> {});
        assertEquals(
                new ClockControl.Moved(start.plusSeconds(10), 0, false),
                running.clock().untilQuiet(Duration.ofSeconds(10)));
    }

    @Test
    void aMoveWaitsForATaskThatIsOutside() throws Exception {
        running.clock().freeze();
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<ClockControl.Moved> moved = new CompletableFuture<>();
        kernel.tasks().start("invoke", () -> {
            try {
                kernel.tasks().outside("token", answer::get);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.ofVirtual().start(() -> moved.complete(running.clock().advanceBy(Duration.ofSeconds(1))));
        assertThrows(java.util.concurrent.TimeoutException.class, () -> moved.get(50, TimeUnit.MILLISECONDS));
        answer.complete("done");
        assertTrue(moved.get(10, TimeUnit.SECONDS).quiet());
    }

    @Test
    void aFunctionThatLongPollsLetsTimePass() throws Exception {
        running.clock().freeze();
        Signal queue = kernel.tasks().signal();
        Instant end = kernel.clock().now().plusSeconds(20);
        CompletableFuture<Boolean> got = new CompletableFuture<>();
        kernel.tasks().start("invoke", () -> {
            try {
                kernel.tasks().outside("token", () -> {
                    CompletableFuture<Boolean> call = new CompletableFuture<>();
                    Thread.ofVirtual().start(() -> {
                        try {
                            call.complete(
                                    kernel.tasks().enter("receive", "token", () -> queue.await(queue.version(), end)));
                        } catch (Exception e) {
                            call.completeExceptionally(e);
                        }
                    });
                    return got.complete(call.get());
                });
            } catch (Exception e) {
                got.completeExceptionally(e);
            }
        });
        running.clock().advanceBy(Duration.ofSeconds(30));
        assertFalse(got.get(0, TimeUnit.SECONDS));
    }

    @Test
    void aDurableTimerIsRetriedAndTheJournalSaysWhy() {
        running.clock().freeze();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        kernel.timers().handle("job", (id, due, payload) -> {
            seen.add(id + new String(payload));
            if (seen.size() < 3) {
                throw new IllegalStateException("no luck");
            }
        });
        Instant due = kernel.clock().now().plusSeconds(5);
        store.write(tx -> {
            kernel.timers().set(tx, "job", "a\0b", due, TimerKind.WORK, "!".getBytes());
            kernel.timers().set(tx, "job", "gone", due, TimerKind.WORK, new byte[0]);
            return null;
        });
        store.write(tx -> {
            kernel.timers().cancel(tx, "job", "gone");
            return null;
        });
        ClockControl.Moved moved = running.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(List.of("a\0b!", "a\0b!", "a\0b!"), seen);
        assertEquals(due.plusSeconds(3), moved.now());
        List<Hop> hops = kernel.journal().about("a\0b", 10);
        assertEquals(2, hops.size());
        assertEquals(Outcome.RETRIED, hops.getFirst().outcome());
        assertTrue(hops.getFirst().reason().contains("no luck"));
    }

    @Test
    void aDurableTimerAndTheJournalOutliveTheKernel() throws Exception {
        Instant due = kernel.clock().now().plusMillis(20);
        store.write(tx -> {
            kernel.timers().set(tx, "job", "1", due, TimerKind.WORK, new byte[] {7});
            return null;
        });
        kernel.journal().record(Cause.NONE, Scope.DEFAULT, "test.Do", "", "arn", "s", Outcome.ACCEPTED, "");
        running.close();
        RunningKernel next = Kernels.live(store);
        BlockingQueue<Byte> fired = new LinkedBlockingQueue<>();
        next.kernel().timers().handle("job", (id, at, payload) -> fired.add(payload[0]));
        assertEquals((byte) 7, fired.poll(10, TimeUnit.SECONDS));
        assertEquals(
                "test.Do", next.kernel().journal().touching("arn", 5).getFirst().kind());
        assertEquals(
                new Cause(2, 2),
                next.kernel()
                        .journal()
                        .record(Cause.NONE, Scope.DEFAULT, "test.Do", "", "arn", "s", Outcome.ACCEPTED, ""));
        next.close();
    }

    @Test
    void closingEndsAllWaits() throws Exception {
        Signal never = kernel.tasks().signal();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        kernel.tasks().start("poll", () -> {
            try {
                never.await(never.version(), Instant.MAX);
            } catch (InterruptedException e) {
                end.complete(e);
            }
        });
        running.clock().untilQuiet(Duration.ofSeconds(1));
        running.close();
        assertEquals(InterruptedException.class, end.get(10, TimeUnit.SECONDS).getClass());
    }

    @Test
    void resetEmptiesTheWorld() {
        store.write(tx -> {
            tx.put(new byte[] {1}, new byte[0]);
            return null;
        });
        kernel.journal().record(Cause.NONE, Scope.DEFAULT, "test.Do", "", "arn", "s", Outcome.ACCEPTED, "");
        kernel.timers().at(kernel.clock().now().plusSeconds(3600), TimerKind.WORK, "x", () -> {});
        running.reset();
        assertTrue(kernel.journal().latest(10).isEmpty());
        assertTrue(kernel.journal().about("s", 10).isEmpty());
        assertTrue(running.clock().untilQuiet(Duration.ZERO).quiet());
        assertEquals(null, store.<byte[]>read(tx -> tx.get(new byte[] {1})));
    }
}
