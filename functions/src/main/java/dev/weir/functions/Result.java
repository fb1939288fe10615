package dev.weir.functions;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a call of a function ended.
 *
 * @param payload what it returned, or its error as AWS writes it
 * @param error {@code Unhandled} where it failed, null where it did not
 * @param errorType such as {@code Sandbox.Timedout}; empty where it did not fail
 * @param took without the start of the environment, on the real clock; in a simulation nothing, for its time stands still
 * @param init how long the environment took to start; null where it was warm
 * @param logStream where its lines went
 * @param logTail its last 4 KB of log
 */
@SuppressWarnings("ArrayRecordComponent")
public record Result(
        byte[] payload,
        @Nullable String error,
        String errorType,
        Duration took,
        @Nullable Duration init,
        String logStream,
        byte[] logTail) {}
