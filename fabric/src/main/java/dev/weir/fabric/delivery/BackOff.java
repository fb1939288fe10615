package dev.weir.fabric.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before another attempt. */
public final class BackOff {
    private static final double LONGEST_EVENTBRIDGE_SECONDS = 480;

    private BackOff() {}

    /**
     * @param failed attempts that have failed so far, at least 1
     * @return the time from the last of them to the next
     */
    public static Duration after(RetryPolicy policy, int failed, RandomGenerator random) {
        return switch (policy.backoff()) {
            case SNS_AWS_MANAGED -> snsManaged(failed);
            case SNS_HTTP -> Duration.ofSeconds(20);
            case EVENTBRIDGE -> eventBridge(failed, random);
            case GIVEN -> failed <= policy.waits().size() ? policy.waits().get(failed - 1) : Duration.ZERO;
        };
    }

    /** Three retries at once, two a second apart, ten from 1 s to 20 s, the rest 20 s apart. */
    private static Duration snsManaged(int failed) {
        if (failed <= 3) {
            return Duration.ZERO;
        }
        if (failed <= 5) {
            return Duration.ofSeconds(1);
        }
        if (failed <= 15) {
            return Duration.ofMillis(Math.round(1000 * Math.pow(20, (failed - 6) / 9.0)));
        }
        return Duration.ofSeconds(20);
    }

    /** Exponential with jitter, such that the 185 attempts that are the default fill about the 24 hours that are too. */
    private static Duration eventBridge(int failed, RandomGenerator random) {
        double seconds = Math.min(Math.pow(2, Math.min(failed - 1, 30)), LONGEST_EVENTBRIDGE_SECONDS);
        return Duration.ofMillis(Math.round(1000 * seconds * (0.8 + 0.4 * random.nextDouble())));
    }
}
