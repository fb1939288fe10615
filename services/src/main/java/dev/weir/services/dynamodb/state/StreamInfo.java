package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Scope;
import dev.weir.services.dynamodb.domain.KeyCodec;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Value;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table's stream, which outlives its being switched off by the retention.
 *
 * @param ended when it was switched off, null while it is written
 */
public record StreamInfo(
        String account,
        String region,
        String table,
        String label,
        String view,
        long number,
        int shards,
        KeySchema keys,
        Instant created,
        @Nullable Instant ended) {

    public Scope scope() {
        return new Scope(account, region);
    }

    public String arn() {
        return scope().arn("dynamodb", "table/" + table + "/stream/" + label).toString();
    }

    /** As AWS forms them: the time of its making and something unique. */
    public String shardId(int shard) {
        long mark = KeyCodec.hash(new Value.S(label + "/" + number + "/" + shard)) & 0xffffffffL;
        return String.format(Locale.ROOT, "shardId-%020d-%08x", created.toEpochMilli(), mark);
    }

    /** The shard of that id, or -1. */
    public int shard(String shardId) {
        for (int shard = 0; shard < shards; shard++) {
            if (shardId(shard).equals(shardId)) {
                return shard;
            }
        }
        return -1;
    }

    StreamInfo endedAt(Instant at) {
        return new StreamInfo(account, region, table, label, view, number, shards, keys, created, at);
    }
}
