package dev.weir.kernel.tasks;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * Everything that runs concurrently. Live: a virtual thread each. Simulation: one at a time, in an order that the
 * seed decides, switching only where a task ends or waits on a {@link Signal} or on the {@link #outside}.
 *
 * <p>Weir is quiet when no task runs: one that waits on a {@link Signal} does not count, one that is
 * {@link #outside} does.
 */
public interface Tasks {
    /**
     * Starts {@code body}. An exception that leaves it is journalled under {@code name} as a failure of weir's own.
     *
     * @param name what it does, such as {@code lambda.async-invoke}
     */
    void start(String name, Runnable body);

    /**
     * Runs {@code body} in the caller's own thread as a task: how a request from outside comes in. In simulation it
     * waits for its turn, unless it is made by a function that a task is {@link #outside} for.
     *
     * @param within the token given to {@link #outside} by whoever runs that function, or empty
     */
    <T> T enter(String name, String within, Callable<T> body) throws Exception;

    /**
     * {@link #enter} in a new thread: how the server takes in a request without waiting for it. An exception that
     * leaves {@code body} is reported as {@link #start} does.
     *
     * @return the thread, to be interrupted where nobody waits for the request any longer
     */
    Thread arrive(String name, String within, Runnable body);

    /**
     * {@link #arrive(String, String, Runnable)} in a thread that {@code carrier} runs, piece by piece from wait to
     * wait, so that short work costs no change of processor. Only where {@link #carries}.
     */
    Thread arrive(String name, String within, Executor carrier, Runnable body);

    /** Whether work that arrives may be carried by an executor of the caller's; never so in simulation. */
    boolean carries();

    /**
     * Waits on the outside world (a child process, an HTTP target). Calls that come in {@link #enter within} the
     * token run meanwhile, in simulation too; nothing else does there, and time stands still.
     */
    <T> T outside(String token, Callable<T> wait) throws Exception;

    /** A new signal. */
    Signal signal();

    /**
     * Whether this is a simulation, in which the same scenario gives the same journal, byte for byte: what was measured
     * on the outside must not get into it.
     */
    boolean simulated();
}
