package dev.weir.services.sns.state;

import dev.weir.kernel.store.WriteTx;
import dev.weir.services.sns.domain.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Spreads the deliveries of a throttled subscription over time. */
public final class Paces {
    private static final long SECOND = 1_000_000;

    private Paces() {}

    /**
     * The next moment at which the subscription may be delivered to; taken with the transaction.
     *
     * @param perSecond deliveries
     */
    public static Instant next(WriteTx tx, Topic topic, String subscription, int perSecond, Instant now) {
        byte[] key = SnsKeys.pace(topic.scope(), topic.name(), subscription);
        byte[] stored = tx.get(key);
        // In microseconds, so that high rates do not round to none.
        long present = now.toEpochMilli() * 1000;
        long free = stored == null
                ? present
                : Math.max(present, ByteBuffer.wrap(stored).getLong());
        tx.put(
                key,
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(free + Math.max(1, SECOND / perSecond))
                        .array());
        return Instant.ofEpochMilli(free / 1000);
    }
}
