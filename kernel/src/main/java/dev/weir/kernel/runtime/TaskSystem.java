package dev.weir.kernel.runtime;

import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.tasks.Tasks;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What live and simulated tasks have in common: who is running, which outside calls are open, and when all is quiet.
 *
 * <p>A task counts as running from {@link #start} or {@link #enter} to its end, except while it waits on a signal; who
 * wakes a waiter counts it as running again before anything else happens, so that a hand-over from task to task never
 * looks like quiet.
 */
abstract sealed class TaskSystem implements Tasks permits LiveTasks, SimTasks {
    private static final ScopedValue<Task> CURRENT = ScopedValue.newInstance();

    final TimerQueue timers;
    final BiConsumer<String, Throwable> failures;
    final ConcurrentMap<String, Task.Outside> outsides = new ConcurrentHashMap<>();

    TaskSystem(TimerQueue timers, BiConsumer<String, Throwable> failures) {
        this.timers = timers;
        this.failures = failures;
    }

    /** The task whose thread this is. */
    static @Nullable Task current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    final Instant now() {
        return timers.clock().now();
    }

    /** What {@code task} runs, in the present thread; an exception is reported as a failure of weir's own. */
    final void runGuarded(Task task, Runnable body) {
        try {
            ScopedValue.where(CURRENT, task).run(body);
        } catch (Throwable e) {
            failures.accept(task.name(), e);
        }
    }

    final <T> T callAs(Task task, Callable<T> body) throws Exception {
        return ScopedValue.where(CURRENT, task).<T, Exception>call(body::call);
    }

    /** Runs {@code wait} in the present thread as nobody: a call that it makes into weir comes from outside. */
    @SuppressWarnings("NullAway") // bound to null on purpose
    final <T> T callAsNobody(Callable<T> wait) throws Exception {
        return ScopedValue.where(CURRENT, null).<T, Exception>call(wait::call);
    }

    /**
     * The end of a wait. It runs when time reaches it, but "until quiet" does not go there for its sake: an idle long
     * poll is no work.
     */
    final TimerQueue.@Nullable Pending wakeAt(Instant deadline, Runnable wake) {
        // Far beyond any calendar that matters, and Instant.MAX has no milliseconds.
        return deadline.getEpochSecond() > Long.MAX_VALUE / 2000 ? null : timers.addDeadline(deadline, wake);
    }

    final Task.@Nullable Outside outsideOf(String within) {
        return within.isEmpty() ? null : outsides.get(within);
    }

    @Override
    public final Thread arrive(String name, String within, Runnable body) {
        return Thread.ofVirtual().name(name).start(() -> enterGuarded(name, within, body));
    }

    @Override
    public final Thread arrive(String name, String within, Executor carrier, Runnable body) {
        if (!carries()) {
            throw new IllegalStateException("nothing is carried here");
        }
        return CarriedThreads.start(carrier, name, () -> enterGuarded(name, within, body));
    }

    private void enterGuarded(String name, String within, Runnable body) {
        try {
            enter(name, within, () -> {
                body.run();
                return null;
            });
        } catch (Throwable e) {
            failures.accept(name, e);
        }
    }

    @Override
    public final Signal signal() {
        return new WaitSignal(this);
    }

    /** Waits until {@link Waiter#isWaiting} no longer holds. */
    abstract void suspend(Waiter waiter) throws InterruptedException;

    /** Lets a waiter go on whose wait has just been ended; called once for each. */
    abstract void resume(Waiter waiter);

    /** Waits until no task runs; one that calls this does not count itself. */
    abstract void awaitQuiet() throws InterruptedException;

    /** Whether timers that are due together must fire one after the other, each having come to rest. */
    abstract boolean firesSingly();

    /** In simulation, begins the order anew. */
    abstract void seed(long seed);

    /** Makes every wait, present and future, end with an {@link InterruptedException}. */
    abstract void close();
}
