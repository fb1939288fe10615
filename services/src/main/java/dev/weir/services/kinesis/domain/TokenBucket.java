package dev.weir.services.kinesis.domain;

/**
 * A limit per second that may be used up to a second ahead. What is larger than the limit goes through when the bucket
 * is full and is paid off afterwards, as AWS lets large records and large reads. Not safe for use by many threads.
 */
public final class TokenBucket {
    private final long perSecond;
    private double tokens;
    private long at;

    /** @param now in milliseconds; the bucket is full then */
    public TokenBucket(long perSecond, long now) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.at = now;
    }

    /** Whether {@code amount} can be had now; takes nothing. */
    public boolean has(long amount, long now) {
        refill(now);
        return tokens >= Math.min(amount, perSecond);
    }

    /** Whether it is not in debt. */
    public boolean solvent(long now) {
        refill(now);
        return tokens > 0;
    }

    /** Takes {@code amount}, into debt where need be. */
    public void take(long amount) {
        tokens -= amount;
    }

    private void refill(long now) {
        if (now > at) {
            tokens = Math.min(perSecond, tokens + (now - at) * (double) perSecond / 1000);
            at = now;
        }
    }
}
