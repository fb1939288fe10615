package dev.weir.kernel.runtime;

import org.jspecify.annotations.Nullable;

/** One thread's one wait on a signal. */
final class Waiter {
    /** How the wait stands or ended. */
    enum State {
        WAITING,
        RAISED,
        TIMED_OUT,
        INTERRUPTED
    }

    final Thread thread = Thread.currentThread();
    final @Nullable Task task;
    private volatile State state = State.WAITING;

    /** The signal's list, guarded by the signal. */
    @Nullable
    Waiter before;

    @Nullable
    Waiter after;

    boolean listed;

    /** In simulation: what the waiter goes on by, guarded by the scheduler. */
    SimTasks.@Nullable Turn turn;

    Waiter(@Nullable Task task) {
        this.task = task;
    }

    State state() {
        return state;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Ends the wait; false where another has ended it already. */
    synchronized boolean end(State how) {
        if (state != State.WAITING) {
            return false;
        }
        state = how;
        return true;
    }
}
