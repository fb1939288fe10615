package dev.weir.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one stretch of load gave.
 *
 * @param operations that were answered, and rightly
 * @param elapsed from the first request to the last answer
 * @param latencies of operations, in nanoseconds
 * @param clientCpu processor time of the load generator's thread
 */
public record Sample(long operations, Duration elapsed, Histogram latencies, Duration clientCpu) {
    /** Operations in a second. */
    public double rate() {
        return operations * 1e9 / Math.max(1, elapsed.toNanos());
    }
}
