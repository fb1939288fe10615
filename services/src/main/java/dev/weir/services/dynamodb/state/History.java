package dev.weir.services.dynamodb.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.Clock;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What items were before each change, of tables that can be restored to a point in time or are being copied. A copy of
 * the items as they are, with the changes since a moment taken back, gives the items of that moment.
 */
public final class History {
    /** Old entries are cleared away once in so many changes, so that a write seldom does more than its own work. */
    private static final int PURGE_EVERY = 64;

    private final Clock clock;

    History(Clock clock) {
        this.clock = clock;
    }

    /**
     * One change.
     *
     * @param sequence of the table's changes, in order
     * @param key the item's key attributes
     * @param before the item before the change, null where there was none
     */
    record Past(
            long sequence,
            long millis,
            Map<String, Value> key,
            @Nullable Map<String, Value> before) {}

    /** Remembers an item as it was, in the transaction of the write that changes it. */
    void remember(
            WriteTx tx,
            Table table,
            Table.History history,
            Map<String, Value> key,
            @Nullable Map<String, Value> before) {
        Keys keys = new Keys(table.scope());
        long sequence = tx.add(keys.pastSequence(history.number()), 1);
        Bytes out = new Bytes(256).fixed(clock.millis()).octet(before == null ? 0 : 1);
        ItemCodec.write(out, before == null ? key : before);
        tx.put(keys.past(history.number(), sequence), out.toBytes());
        if (sequence % PURGE_EVERY == 0) {
            purge(tx, table, history);
        }
    }

    private void purge(WriteTx tx, Table table, Table.History history) {
        Integer days = table.recovery();
        if (days == null) {
            return;
        }
        long oldest = clock.millis() - Duration.ofDays(days).toMillis();
        KeyRange all = new Keys(table.scope()).pasts(history.number());
        for (Entry entry : tx.range(all, 2 * PURGE_EVERY, false)) {
            if (new Bytes.Reader(entry.value()).fixed() >= oldest) {
                return;
            }
            tx.delete(entry.key());
        }
    }

    /** The number of the newest change; 0 for none. */
    static long newest(ReadTx tx, Table table, long history) {
        byte[] counter = tx.get(new Keys(table.scope()).pastSequence(history));
        return counter == null ? 0 : new Bytes.Reader(counter).fixed();
    }

    /** Up to {@code max} changes before the sequence, the newest first. */
    static List<Past> before(ReadTx tx, Table table, long history, long sequence, int max) {
        Keys keys = new Keys(table.scope());
        KeyRange all = keys.pasts(history);
        KeyRange range = sequence == Long.MAX_VALUE ? all : all.before(keys.past(history, sequence));
        List<Past> pasts = new ArrayList<>();
        for (Entry entry : tx.range(range, max, true)) {
            byte[] last = java.util.Arrays.copyOfRange(entry.key(), entry.key().length - 8, entry.key().length);
            Bytes.Reader in = new Bytes.Reader(entry.value());
            long millis = in.fixed();
            boolean there = in.octet() == 1;
            Map<String, Value> item = ItemCodec.readItem(in);
            pasts.add(new Past(
                    new Bytes.Reader(last).fixed() ^ Long.MIN_VALUE,
                    millis,
                    ItemRules.key(table.keys(), item),
                    there ? item : null));
        }
        return pasts;
    }

    /** Forgets all of it. */
    static void forget(WriteTx tx, Table table, long history) {
        Keys keys = new Keys(table.scope());
        tx.deleteRange(keys.pasts(history));
        tx.delete(keys.pastSequence(history));
    }
}
