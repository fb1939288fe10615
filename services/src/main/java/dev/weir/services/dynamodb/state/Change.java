package dev.weir.services.dynamodb.state;

import dev.weir.kernel.journal.Cause;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.Value;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream record: one change of one item.
 *
 * @param sequence within its shard, from 1
 * @param event INSERT, MODIFY or REMOVE
 * @param expired whether expiry deleted the item
 * @param before the old image, where the view has it
 * @param after the new image, where the view has it
 * @param cause the hop of the write
 */
public record Change(
        long sequence,
        Instant at,
        String event,
        boolean expired,
        Map<String, Value> keys,
        @Nullable Map<String, Value> before,
        @Nullable Map<String, Value> after,
        Cause cause) {
    private static final int EXPIRED = 1;
    private static final int BEFORE = 2;
    private static final int AFTER = 4;

    /** All but the sequence, which is in the key; the time comes first. */
    byte[] encode() {
        Bytes out = new Bytes(512)
                .fixed(at.toEpochMilli())
                .fixed(cause.trace())
                .fixed(cause.hop())
                .text(event)
                .octet((expired ? EXPIRED : 0) | (before == null ? 0 : BEFORE) | (after == null ? 0 : AFTER));
        ItemCodec.write(out, keys);
        if (before != null) {
            ItemCodec.write(out, before);
        }
        if (after != null) {
            ItemCodec.write(out, after);
        }
        return out.toBytes();
    }

    static Change decode(long sequence, byte[] stored) {
        Bytes.Reader in = new Bytes.Reader(stored);
        Instant at = Instant.ofEpochMilli(in.fixed());
        Cause cause = new Cause(in.fixed(), in.fixed());
        String event = in.text();
        int parts = in.octet();
        Map<String, Value> keys = ItemCodec.readItem(in);
        Map<String, Value> before = (parts & BEFORE) == 0 ? null : ItemCodec.readItem(in);
        Map<String, Value> after = (parts & AFTER) == 0 ? null : ItemCodec.readItem(in);
        return new Change(sequence, at, event, (parts & EXPIRED) != 0, keys, before, after, cause);
    }

    /** When the record was written, without reading the rest. */
    static long millisOf(byte[] stored) {
        return new Bytes.Reader(stored).fixed();
    }
}
