package dev.weir.bench.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One operation on one server, over all rounds.
 *
 * @param rates operations in a second, a round each
 * @param p50 milliseconds, over all rounds
 * @param p99 milliseconds, over all rounds
 * @param serverCpu microseconds of an operation, the median round; empty where the process is not known
 * @param clientCpu microseconds of an operation that the load generator took, the median round
 * @param operations in all rounds
 * @param fault why there are no figures, or why they cannot be trusted; empty where all is well
 */
public record Row(
        String operation,
        String server,
        List<Double> rates,
        double p50,
        double p99,
        OptionalDouble serverCpu,
        double clientCpu,
        long operations,
        String fault) {
    /** One without figures. */
    public static Row without(String operation, String server, String fault) {
        return new Row(operation, server, List.of(), 0, 0, OptionalDouble.empty(), 0, 0, fault);
    }

    /** Whether its figures may be held against others. */
    public boolean isSound() {
        return fault.isEmpty() && !rates.isEmpty();
    }

    /** The median round's. */
    public double rate() {
        return Figures.median(rates);
    }
}
