package dev.weir.kernel.runtime;

import dev.weir.kernel.time.ClockControl;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/** Moves the clock from timer to timer. One move at a time; while one is under way, time stands between its steps. */
final class TimeControl implements ClockControl {
    private final WeirClock clock;
    private final TimerQueue timers;
    private final TaskSystem tasks;
    private final boolean simulated;
    private final ReentrantLock moving = new ReentrantLock();
    private volatile Mode mode;

    TimeControl(WeirClock clock, TimerQueue timers, TaskSystem tasks, boolean simulated) {
        this.clock = clock;
        this.timers = timers;
        this.tasks = tasks;
        this.simulated = simulated;
        this.mode = simulated ? Mode.FROZEN : Mode.WALL;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public void freeze() {
        moving.lock();
        try {
            if (mode == Mode.WALL) {
                clock.stop();
                mode = Mode.FROZEN;
                timers.clockChanged();
            }
        } finally {
            moving.unlock();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException in simulation, where time only goes by being advanced
     */
    @Override
    public void resume() {
        if (simulated) {
            throw new IllegalStateException("in simulation time only moves by being advanced");
        }
        moving.lock();
        try {
            if (mode == Mode.FROZEN) {
                mode = Mode.WALL;
                clock.goFromHere();
                timers.clockChanged();
            }
        } finally {
            moving.unlock();
        }
    }

    @Override
    public Moved advanceBy(Duration by) {
        return move(() -> advance(clock.millis() + by.toMillis()));
    }

    @Override
    public Moved advanceTo(Instant target) {
        return move(() -> advance(target.toEpochMilli()));
    }

    @Override
    public Moved untilQuiet(Duration limit) {
        return move(() -> settle(clock.millis() + limit.toMillis()));
    }

    private Moved advance(long target) throws InterruptedException {
        tasks.awaitQuiet();
        return moved(goTo(target));
    }

    private Moved settle(long limit) throws InterruptedException {
        tasks.awaitQuiet();
        long fired = 0;
        for (long next = timers.nextWorkDue(); next != Long.MAX_VALUE; next = timers.nextWorkDue()) {
            fired += goTo(Math.min(next, limit));
            if (next > limit) {
                break;
            }
        }
        return moved(fired);
    }

    /** Goes on to {@code target} by way of every timer, and returns how many fired. */
    private long goTo(long target) throws InterruptedException {
        long fired = fireAndRest();
        for (long next = timers.nextDue(); next <= target; next = timers.nextDue()) {
            clock.standAt(Math.max(next, clock.millis()));
            fired += fireAndRest();
        }
        clock.standAt(Math.max(target, clock.millis()));
        return fired;
    }

    private long fireAndRest() throws InterruptedException {
        long fired = 0;
        TimerQueue.Fired round = timers.fireDue(tasks.firesSingly());
        while (round.any()) {
            fired += round.timers();
            tasks.awaitQuiet();
            round = timers.fireDue(tasks.firesSingly());
        }
        return fired;
    }

    private Moved moved(long fired) {
        return new Moved(clock.now(), fired, timers.nextWorkDue() == Long.MAX_VALUE);
    }

    private interface Move {
        Moved run() throws InterruptedException;
    }

    private Moved move(Move move) {
        moving.lock();
        try {
            if (mode == Mode.WALL) {
                clock.stop();
            }
            return move.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("moving the clock was interrupted").initCause(e);
        } finally {
            if (mode == Mode.WALL) {
                clock.go();
                timers.clockChanged();
            }
            moving.unlock();
        }
    }
}
