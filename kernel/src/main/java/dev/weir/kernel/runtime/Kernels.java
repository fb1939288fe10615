package dev.weir.kernel.runtime;

import dev.weir.kernel.store.Store;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Makes kernels. */
public final class Kernels {
    /** Where time begins in simulation. */
    public static final Instant SIMULATION_START = Instant.parse("2026-01-01T00:00:00Z");

    private Kernels() {}

    /**
     * How much of the journal is held, and where.
     *
     * @param hops how many hops, at most; about half a kilobyte each
     * @param inStore whether they are kept in the store too, so that they outlive weir
     */
    public record JournalSize(int hops, boolean inStore) {
        /** For a store that outlives weir. */
        public static final JournalSize KEPT = new JournalSize(1 << 16, true);

        /** For a store that does not. */
        public static final JournalSize IN_MEMORY = new JournalSize(1 << 16, false);
    }

    /**
     * A kernel on the wall clock, with virtual threads and ids by chance.
     *
     * @param store stays the caller's to close, after the kernel
     */
    public static RunningKernel live(Store store, JournalSize journal) {
        return RunningKernel.live(store, journal, new SecureRandom().nextLong());
    }

    /** {@link #live(Store, JournalSize)} with a journal that is kept. */
    public static RunningKernel live(Store store) {
        return live(store, JournalSize.KEPT);
    }

    /**
     * A kernel in which ids, order and time all follow from the seed. Time begins at {@link #SIMULATION_START} and goes
     * only by being advanced. Its journal is in memory only.
     *
     * @param store stays the caller's to close, after the kernel
     */
    public static RunningKernel simulated(Store store, long seed) {
        return RunningKernel.simulated(store, seed);
    }

    /** Has {@code work} done on a thread of its own, before there is a kernel whose task it could be. */
    public static <T> CompletableFuture<T> beside(String name, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /**
     * Starts {@code work} on a virtual thread that is no part of any world: what a tool does for its user, from outside.
     * Time does not wait for it.
     */
    public static Thread aside(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(work);
    }

    /** Runs {@code ending} when the process is told to end: on Ctrl-C, SIGTERM, or a normal exit. */
    public static void onExit(Runnable ending) {
        Runtime.getRuntime().addShutdownHook(new Thread(ending, "weir-exit"));
    }
}
