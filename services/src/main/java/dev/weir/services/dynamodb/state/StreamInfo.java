package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Scope;
import dev.weir.services.dynamodb.domain.KeyCodec;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table's stream, which outlives its being switched off by the retention. Its shards are replaced by children every few
 * hours, all at once: a generation of them. They are numbered through: the first generation's from 0.
 *
 * @param shards how many a generation has
 * @param ended when it was switched off, null while it is written
 * @param generations those whose records may still be there, the oldest first; the last one is written
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
        @Nullable Instant ended,
        List<Generation> generations) {

    /**
     * @param number from 0
     * @param bases the sequence numbers before the first ones of its shards
     */
    public record Generation(int number, Instant began, List<Long> bases) {}

    public StreamInfo {
        if (generations == null) {
            generations = first(created, shards);
        }
    }

    /** The generations of a stream that begins. */
    static List<Generation> first(Instant created, int shards) {
        return List.of(new Generation(0, created, Collections.nCopies(shards, 0L)));
    }

    public Scope scope() {
        return new Scope(account, region);
    }

    public String arn() {
        return scope().arn("dynamodb", "table/" + table + "/stream/" + label).toString();
    }

    /** The shards whose records may still be there, parents before children. */
    public List<Integer> shardNumbers() {
        List<Integer> numbers = new ArrayList<>();
        for (Generation generation : generations) {
            for (int slot = 0; slot < shards; slot++) {
                numbers.add(generation.number() * shards + slot);
            }
        }
        return numbers;
    }

    private @Nullable Generation generation(int number) {
        int at = number - generations.getFirst().number();
        return at < 0 || at >= generations.size() ? null : generations.get(at);
    }

    /** As AWS forms them: the time of its making and something unique. */
    public String shardId(int shard) {
        long mark = KeyCodec.hash(new Value.S(label + "/" + number + "/" + shard)) & 0xffffffffL;
        Generation generation = generation(shard / shards);
        Instant began = generation == null ? created : generation.began();
        return String.format(Locale.ROOT, "shardId-%020d-%08x", began.toEpochMilli(), mark);
    }

    /** The shard of that id, or -1. */
    public int shard(String shardId) {
        for (int shard : shardNumbers()) {
            if (shardId(shard).equals(shardId)) {
                return shard;
            }
        }
        return -1;
    }

    /** The id of the shard that this one continues; null where that is none that is known. */
    public @Nullable String parent(int shard) {
        return generation(shard / shards - 1) == null ? null : shardId(shard - shards);
    }

    /** The sequence number before the shard's first one. */
    public long base(int shard) {
        Generation generation = generation(shard / shards);
        return generation == null ? 0 : generation.bases().get(shard % shards);
    }

    /** Whether nothing is written to the shard any more. */
    public boolean closed(int shard) {
        return ended != null || shard / shards < generations.getLast().number();
    }

    StreamInfo endedAt(Instant at) {
        return new StreamInfo(account, region, table, label, view, number, shards, keys, created, at, generations);
    }

    /** With those generations only whose successors began after {@code cutoff}, and another one where it is given. */
    StreamInfo rotated(@Nullable Generation next, Instant cutoff) {
        List<Generation> kept = new ArrayList<>(generations);
        if (next != null) {
            kept.add(next);
        }
        while (kept.size() > 1 && !kept.get(1).began().isAfter(cutoff)) {
            kept.removeFirst();
        }
        return new StreamInfo(
                account, region, table, label, view, number, shards, keys, created, ended, List.copyOf(kept));
    }
}
