package dev.weir.services.kinesis.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A shard.
 *
 * @param index its number; shards of a stream are numbered as they come to be
 * @param parent the shard that was split, or the lower one of those that were merged
 * @param adjacent the upper one of those that were merged
 * @param born in seconds since the epoch: the first part of its sequence numbers, later than its parents'
 * @param opened in milliseconds since the epoch
 * @param closed in milliseconds since the epoch; null while it is open
 */
public record Shard(
        int index,
        @Nullable Integer parent,
        @Nullable Integer adjacent,
        HashKey first,
        HashKey last,
        long born,
        long opened,
        @Nullable Long closed) {

    private static final String PREFIX = "shardId-";

    /** As AWS writes it. */
    public static String id(int index) {
        String digits = Integer.toString(index);
        return PREFIX + "0".repeat(Math.max(0, 12 - digits.length())) + digits;
    }

    /** The number in an id; plain numbers count as ids, as on AWS. -1 where it is none. */
    public static int index(String id) {
        String digits = id.toLowerCase(Locale.ROOT).startsWith("shardid-") ? id.substring(PREFIX.length()) : id;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    public String id() {
        return id(index);
    }

    public boolean open() {
        return closed == null;
    }

    public Shard close(long now) {
        return new Shard(index, parent, adjacent, first, last, born, opened, now);
    }

    /** Lower than those of all its records. */
    public String startingSequenceNumber() {
        return number(0, born);
    }

    /** Higher than those of all its records; null while it is open. */
    public @Nullable String endingSequenceNumber() {
        return closed == null ? null : number(SequenceNumber.END, Math.max(born, closed / 1000));
    }

    /** The sequence number of the record at a place. */
    public String number(long place, long second) {
        return new SequenceNumber(born, index, place, second).toString();
    }

    /** Whether it came out of that shard. */
    public boolean childOf(int other) {
        return parent != null && parent == other || adjacent != null && adjacent == other;
    }
}
