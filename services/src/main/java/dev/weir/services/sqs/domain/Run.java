package dev.weir.services.sqs.domain;

/** Sequence numbers that follow on each other, both ends included. */
public record Run(long from, long to) {
    public int length() {
        return (int) (to - from + 1);
    }
}
