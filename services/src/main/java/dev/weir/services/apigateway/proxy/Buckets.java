package dev.weir.services.apigateway.proxy;

import dev.weir.kernel.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Token buckets on weir's clock: a route may be called {@code burst} times at once and {@code rate} times a second in
 * the long run. They are full after a start. Source: API Gateway Developer Guide, "Throttle requests".
 */
public final class Buckets {
    private final Clock clock;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    public Buckets(Clock clock) {
        this.clock = clock;
    }

    private record Bucket(double rate, double burst, double tokens, long at, boolean taken) {
        Bucket take(double newRate, double newBurst, long now) {
            double full = Math.min(newBurst, tokens + (now - at) * newRate / 1000);
            return full >= 1
                    ? new Bucket(newRate, newBurst, full - 1, now, true)
                    : new Bucket(newRate, newBurst, full, now, false);
        }
    }

    /** Takes a token from the bucket called {@code name}; says whether there was one. */
    public boolean take(String name, double rate, double burst) {
        long now = clock.millis();
        return buckets.compute(
                        name,
                        (key, bucket) -> bucket == null || bucket.burst() != burst || bucket.rate() != rate
                                ? new Bucket(rate, burst, burst, now, false).take(rate, burst, now)
                                : bucket.take(rate, burst, now))
                .taken();
    }

    /** Forgets the buckets of an API. */
    public void forget(String prefix) {
        buckets.keySet().removeIf(name -> name.startsWith(prefix));
    }

    public void clear() {
        buckets.clear();
    }
}
