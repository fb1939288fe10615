package dev.weir.fabric.delivery;

import java.time.Duration;
import java.util.List;

/**
 * How often and how long a delivery is tried.
 *
 * @param maxAttempts in all, the first included
 * @param maxAge from the first attempt on; what is older is given up
 * @param backoff how long to wait before each further attempt
 * @param waits of {@link Backoff#GIVEN}: the wait before each further attempt, one for each
 */
public record RetryPolicy(int maxAttempts, Duration maxAge, Backoff backoff, List<Duration> waits) {
    public RetryPolicy {
        waits = List.copyOf(waits);
    }

    public RetryPolicy(int maxAttempts, Duration maxAge, Backoff backoff) {
        this(maxAttempts, maxAge, backoff, List.of());
    }

    /** A policy that tells each wait: one attempt more than there are waits. */
    public static RetryPolicy waiting(List<Duration> waits, Duration maxAge) {
        return new RetryPolicy(waits.size() + 1, maxAge, Backoff.GIVEN, waits);
    }

    /** Waiting times, each as its service documents them. */
    public enum Backoff {
        /** Amazon SNS Developer Guide, "Message delivery retries", AWS managed endpoints. */
        SNS_AWS_MANAGED,
        /** The same page, customer managed endpoints with the default delivery policy. */
        SNS_HTTP,
        /** Amazon EventBridge User Guide, "How EventBridge retries delivering events": exponential with jitter. */
        EVENTBRIDGE,
        /** Each wait is given. */
        GIVEN
    }
}
