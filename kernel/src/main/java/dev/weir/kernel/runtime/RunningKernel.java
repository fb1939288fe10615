package dev.weir.kernel.runtime;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.time.ClockControl;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kernel that runs, for whoever started it: services get {@link #kernel()} only. */
public final class RunningKernel implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunningKernel.class.getName());
    private static final int SIMULATED_HOPS = 1 << 18;

    private final Kernel kernel;
    private final TimeControl control;
    private final WeirClock clock;
    private final TimerQueue queue;
    private final TaskSystem tasks;
    private final KernelTimers timers;
    private final RingJournal journal;
    private final SeededIds ids;
    private final @Nullable JournalKeeper keeper;
    private final @Nullable Long seed;

    private RunningKernel(Store store, WeirClock clock, Kernels.JournalSize size, long idSeed, @Nullable Long seed) {
        this.clock = clock;
        this.seed = seed;
        this.ids = new SeededIds(idSeed);
        this.queue = new TimerQueue(clock);
        this.tasks = seed == null ? new LiveTasks(queue, this::failed) : new SimTasks(queue, this::failed, seed);
        this.journal = new RingJournal(clock, tasks.signal(), size.hops());
        this.keeper = size.inStore() ? new JournalKeeper(store, journal, size.hops()) : null;
        this.timers = new KernelTimers(queue, tasks, store, journal, ids);
        this.control = new TimeControl(clock, queue, tasks, seed != null);
        this.kernel = new Kernel(clock, timers, tasks, ids, store, journal);
    }

    static RunningKernel live(Store store, Kernels.JournalSize size, long idSeed) {
        RunningKernel running = new RunningKernel(store, new WeirClock(), size, idSeed, null);
        if (running.keeper != null) {
            running.journal.keepIn(running.keeper);
            running.keeper.start();
        }
        Thread.ofPlatform().daemon().name("weir-timers").start(running.queue::run);
        return running;
    }

    static RunningKernel simulated(Store store, long seed) {
        return new RunningKernel(
                store,
                new WeirClock(Kernels.SIMULATION_START.toEpochMilli()),
                new Kernels.JournalSize(SIMULATED_HOPS, false),
                seed,
                seed);
    }

    /** The world as services see it. */
    public Kernel kernel() {
        return kernel;
    }

    /** Moves its clock. */
    public ClockControl clock() {
        return control;
    }

    /**
     * Begins where another kernel is: at its time, which goes on or stands as there, and in a simulation with chance of
     * its own, so that ids which the other has given are not given again. Only before anything runs.
     */
    public void beginAt(RunningKernel other) {
        clock.follow(other.clock);
        if (seed != null) {
            long fresh = seed ^ other.ids.random().nextLong();
            ids.seed(fresh);
            tasks.seed(fresh);
        } else if (other.control.mode() == ClockControl.Mode.FROZEN) {
            control.freeze();
        } else {
            clock.goFromHere();
        }
    }

    /**
     * Empties the world: timers, store and journal. Handlers of durable timers stay. In simulation time and chance begin
     * anew, so that what follows is the same after every reset; live, the clock goes on as it was. What services hold
     * in memory is theirs to drop, after this.
     */
    public void reset() {
        queue.clear();
        kernel.store().clear();
        timers.restore();
        journal.clear();
        if (seed != null) {
            clock.standAt(Kernels.SIMULATION_START.toEpochMilli());
            ids.seed(seed);
            tasks.seed(seed);
        }
    }

    /**
     * Goes back to a checkpoint of the store: state, durable timers and a kept journal. The clock goes on as it was.
     * What services hold in memory, volatile timers too, is theirs to build anew, after this.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    public void loadCheckpoint(String name) {
        kernel.store().loadCheckpoint(name);
        timers.restore();
        journal.reload();
    }

    /** Ends all waits, stops the timers and writes what is left of the journal. The store stays open. */
    @Override
    public void close() {
        queue.close();
        tasks.close();
        if (keeper != null) {
            keeper.close();
        }
    }

    private void failed(String task, Throwable failure) {
        LOG.log(Level.ERROR, "weir's own failure in " + task, failure);
        journal.record(
                Cause.NONE,
                Scope.DEFAULT,
                "weir.task",
                "",
                task,
                "",
                Outcome.FAILED,
                "weir's own failure: " + failure,
                Map.of());
    }
}
