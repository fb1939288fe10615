package dev.weir.bench.operation;

import java.io.IOException;
import java.util.function.IntFunction;

/**
 * What the calls of one stretch of load work on.
 *
 * @param name what their bodies name: a table, a stream, an iterator
 * @param calls what the connection with that number says, from 0
 */
record Ground(String name, IntFunction<Call> calls, Finish finish) {
    /** Compares what is held with what was acknowledged, and removes it. */
    @FunctionalInterface
    interface Finish {
        /** @param calls that were acknowledged, on all connections */
        void after(long calls) throws IOException;
    }
}
