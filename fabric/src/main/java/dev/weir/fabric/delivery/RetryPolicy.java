package dev.weir.fabric.delivery;

import java.time.Duration;

/**
 * How often and how long a delivery is tried.
 *
 * @param maxAttempts in all, the first included
 * @param maxAge from the first attempt on; what is older is given up
 * @param backoff how long to wait before each further attempt
 */
public record RetryPolicy(int maxAttempts, Duration maxAge, Backoff backoff) {
    /** Waiting times, each as its service documents them. */
    public enum Backoff {
        /** Amazon SNS Developer Guide, "Message delivery retries", AWS managed endpoints. */
        SNS_AWS_MANAGED,
        /** The same page, customer managed endpoints with the default delivery policy. */
        SNS_HTTP,
        /** Amazon EventBridge User Guide, "How EventBridge retries delivering events": exponential with jitter. */
        EVENTBRIDGE
    }
}
