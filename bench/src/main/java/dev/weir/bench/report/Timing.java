package dev.weir.bench.report;

import java.util.List;

/**
 * Something that is timed one by one.
 *
 * @param millis each
 * @param fault why there are none; empty where there are
 */
public record Timing(String name, String what, List<Double> millis, String fault) {
    public static Timing without(String name, String what, String fault) {
        return new Timing(name, what, List.of(), fault);
    }

    public double median() {
        return Figures.median(millis);
    }
}
