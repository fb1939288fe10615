package dev.weir.kernel.host;

import java.util.Map;

/**
 * The real machine. What is measured or run here is outside weir's world and never decides what weir does next, other
 * than through {@link dev.weir.kernel.tasks.Tasks#outside}.
 */
public final class Host {
    private Host() {}

    /** Milliseconds since the epoch on the machine's own clock: what child processes see. */
    public static long wallMillis() {
        return System.currentTimeMillis();
    }

    /** Nanoseconds from an arbitrary start, to measure how long something outside took. */
    public static long nanos() {
        return System.nanoTime();
    }

    /** The environment that weir was started with. */
    public static Map<String, String> environment() {
        return System.getenv();
    }

    /**
     * Starts a daemon thread that carries bytes from or to a child process, or waits for one. It must not touch weir's
     * state but by completing what a task is {@linkplain dev.weir.kernel.tasks.Tasks#outside outside} for.
     */
    public static Thread carry(String name, Runnable body) {
        return Thread.ofPlatform().daemon().name(name).start(body);
    }
}
