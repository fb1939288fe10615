package dev.weir.bench.report;

/** What came of a target. */
public record Verdict(String target, String measured, Outcome outcome) {
    /** Whether it was reached. */
    public enum Outcome {
        MET,
        MISSED,
        NOT_MEASURED
    }
}
