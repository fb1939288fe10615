package dev.weir.server.control;

import dev.weir.fabric.Fabric;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.time.ClockControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the control API can look at and move: a running weir. */
public interface World {
    Kernel kernel();

    ClockControl clock();

    /** Of a simulation; null otherwise. */
    @Nullable
    Long seed();

    /** Where state lives, for people. */
    String storage();

    int port();

    int connections();

    /** All services, in order. */
    List<ServiceState> services();

    /**
     * Takes a text message that a phone sends.
     *
     * @return what it led to, in a few words
     */
    String reply(Scope scope, String from, String text);

    /**
     * Calls an operation of AWS's API by its names in the SDK.
     *
     * @param input a JSON object
     * @return the result, a JSON object
     * @throws dev.weir.shapes.AwsException the operation's own error
     */
    String call(Scope scope, String service, String action, String input);

    /** Empties everything. */
    void reset();

    /** @throws IllegalArgumentException where there is no checkpoint of that name */
    void loadCheckpoint(String name);

    /**
     * Starts a second weir in this process, in memory, with the present state.
     *
     * @return its port
     */
    int fork();

    /** Where services can be asked. */
    Fabric fabric();

    /** What this machine offers, and what is missing. */
    List<Finding> examine();

    /** Asks weir to end, once the present request is answered. */
    void shutdown();

    /** @param built whether it has been needed so far */
    record ServiceState(String id, boolean built, int operations, int implemented) {}

    /**
     * One thing that was looked at.
     *
     * @param ok whether it is as it should be
     * @param detail what was found, and where it is not as it should be, what to do
     */
    record Finding(String name, boolean ok, String detail) {}
}
