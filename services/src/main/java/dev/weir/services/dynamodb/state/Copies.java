package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies the items of a table or backup as they were at a moment, a page a transaction, beside all other writers. */
public final class Copies {
    private static final int PAGE = 200;

    private final Store store;
    private final Tables tables;
    private final Items items;

    Copies(Store store, Tables tables, Items items) {
        this.store = store;
        this.tables = tables;
        this.items = items;
    }

    /** Where a copy goes. */
    public interface Sink {
        /** Makes the item what it was; null for none. */
        void set(WriteTx tx, Map<String, Value> key, @Nullable Map<String, Value> item);
    }

    /**
     * The moment whose items are wanted: all changes after it are taken back.
     *
     * @param history of the changes, 0 where the source does not change
     * @param sequence the last change that counts, or -1 to go by the time
     */
    public record Moment(
            long history, long sequence, @Nullable Instant time) {
        /** What no longer changes. */
        public static final Moment FIXED = new Moment(0, 0, null);

        boolean holds(History.Past past) {
            return sequence >= 0 ? past.sequence() <= sequence : time != null && past.millis() <= time.toEpochMilli();
        }
    }

    /** The items under a number of their own, without indexes: a backup, or what an export is made from. */
    public Sink raw(Table shape, long number) {
        OpenTable place = OpenTable.of(shape.numbered(number, List.of()), new byte[0], new byte[0]);
        return (tx, key, item) -> {
            byte[] at = place.itemKey(key);
            if (item == null) {
                tx.delete(at);
            } else {
                tx.put(at, ItemCodec.encode(item));
            }
        };
    }

    /** A table that is being made, with its indexes. */
    public Sink table(Scope scope, String name) {
        return (tx, key, item) -> {
            Table table = tables.get(tx, scope, name);
            if (table != null) {
                items.load(tx, Tables.open(table), key, item);
            }
        };
    }

    /**
     * @param shape the definition that the source's items follow
     * @param number the tree of the source's items
     */
    public void copy(Table shape, long number, Moment moment, Sink sink) {
        KeyRange all = KeyRange.prefix(new Keys(shape.scope()).tree(number));
        byte[] last = null;
        do {
            byte[] from = last;
            last = store.write(tx -> page(tx, shape, from == null ? all : all.after(from), sink));
        } while (last != null);
        long sequence = moment.history() == 0 ? 0 : Long.MAX_VALUE;
        while (sequence > 0) {
            long from = sequence;
            sequence = store.write(tx -> takenBack(tx, shape, moment, from, sink));
        }
    }

    /** Up to {@code max} items of a copy, after the given one; null for the first. */
    public List<Map<String, Value>> read(Table shape, long number, @Nullable Map<String, Value> after, int max) {
        OpenTable place = OpenTable.of(shape.numbered(number, List.of()), new byte[0], new byte[0]);
        KeyRange all = KeyRange.prefix(place.items().prefix());
        KeyRange range = after == null ? all : all.after(place.itemKey(after));
        return store.read(tx -> tx.range(range, max, false)).stream()
                .map(entry -> ItemCodec.decode(entry.value()))
                .toList();
    }

    /** Removes a copy. */
    public void drop(Table shape, long number) {
        store.write(tx -> {
            tx.deleteRange(KeyRange.prefix(new Keys(shape.scope()).tree(number)));
            return true;
        });
    }

    private static byte @Nullable [] page(WriteTx tx, Table shape, KeyRange range, Sink sink) {
        List<Entry> page = tx.range(range, PAGE, false);
        for (Entry entry : page) {
            Map<String, Value> item = ItemCodec.decode(entry.value());
            sink.set(tx, ItemRules.key(shape.keys(), item), item);
        }
        if (page.size() < PAGE) {
            return null;
        }
        byte[] key = page.getLast().key();
        return Arrays.copyOf(key, key.length);
    }

    /** Takes back a page of changes, the newest first; returns where to go on, 0 for nowhere. */
    private static long takenBack(WriteTx tx, Table shape, Moment moment, long from, Sink sink) {
        List<History.Past> pasts = History.before(tx, shape, moment.history(), from, PAGE);
        for (History.Past past : pasts) {
            if (moment.holds(past)) {
                return 0;
            }
            sink.set(tx, past.key(), past.before());
        }
        return pasts.size() < PAGE ? 0 : pasts.getLast().sequence();
    }
}
