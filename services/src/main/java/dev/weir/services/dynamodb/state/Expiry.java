package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When items expire: an entry per item that has a time, and one timer per table at the earliest. AWS deletes expired
 * items within days; weir does when its clock gets there. Source: Developer Guide, "Using time to live (TTL)".
 */
public final class Expiry {
    /** The journal's kind of a deletion by expiry. */
    public static final String KIND = "dynamodb.TtlExpiry";
    /** Name of the durable timers; their ids and payloads are the table's account, region and name. */
    public static final String TIMER = "dynamodb.ttl";

    /** AWS leaves items alone whose time lies further back. */
    private static final long OLDEST = Duration.ofDays(5 * 365L + 1).toSeconds();

    private final Kernel kernel;

    public Expiry(Kernel kernel) {
        this.kernel = kernel;
    }

    /** An item was written or deleted: moves its entry. */
    void moved(
            WriteTx tx,
            Table table,
            byte[] itemKey,
            @Nullable Map<String, Value> old,
            @Nullable Map<String, Value> changed) {
        Long before = old == null ? null : seconds(table, old);
        Long after = changed == null ? null : seconds(table, changed);
        if (java.util.Objects.equals(before, after)) {
            return;
        }
        Keys keys = new Keys(table.scope());
        if (before != null) {
            tx.delete(keys.expiry(table.number(), before, itemKey));
        }
        if (after != null) {
            tx.put(keys.expiry(table.number(), after, itemKey), itemKey);
            wake(tx, table, after);
        }
    }

    /** Sees to it that the table's timer fires no later than that. */
    private void wake(WriteTx tx, Table table, long seconds) {
        byte[] key = new Keys(table.scope()).expiryDue(table.number());
        byte[] armed = tx.get(key);
        if (armed == null || new Bytes.Reader(armed).fixed() > seconds) {
            arm(tx, table, seconds);
        }
    }

    private void arm(WriteTx tx, Table table, long seconds) {
        tx.put(
                new Keys(table.scope()).expiryDue(table.number()),
                new Bytes(8).fixed(seconds).toBytes());
        String id = timerId(table);
        kernel.timers()
                .set(
                        tx,
                        TIMER,
                        id,
                        Instant.ofEpochSecond(seconds),
                        TimerKind.HOUSEKEEPING,
                        id.getBytes(StandardCharsets.UTF_8));
    }

    /** Arms the table's timer anew at the earliest entry, or takes it away where there is none. */
    void rearm(WriteTx tx, Table table) {
        Keys keys = new Keys(table.scope());
        List<Entry> first = tx.range(keys.expiries(table.number()), 1, false);
        if (first.isEmpty()) {
            disarm(tx, table);
        } else {
            arm(
                    tx,
                    table,
                    secondsOf(keys.expiries(table.number()), first.getFirst().key()));
        }
    }

    /** Takes the table's timer away. */
    public void disarm(WriteTx tx, Table table) {
        tx.delete(new Keys(table.scope()).expiryDue(table.number()));
        kernel.timers().cancel(tx, TIMER, timerId(table));
    }

    /** Forgets all entries: expiry was disabled. */
    public void clear(WriteTx tx, Table table) {
        tx.deleteRange(new Keys(table.scope()).expiries(table.number()));
        disarm(tx, table);
    }

    /** Adds the entry of an item that was there before expiry was enabled. */
    void backfill(WriteTx tx, Table table, Entry item) {
        moved(tx, table, item.key(), null, ItemCodec.decode(item.value()));
    }

    static String timerId(Table table) {
        return table.account() + "/" + table.region() + "/" + table.name();
    }

    /** Deletes what has expired, a batch at a time, then sets the next timer. */
    public void fire(String id, Tables tables, Items items) {
        String[] parts = id.split("/", 3);
        Scope scope = new Scope(parts[0], parts[1]);
        while (batch(scope, parts[2], tables, items)) {
            // Each batch is a transaction of its own, so that a large expiry never holds the store for long.
        }
    }

    private boolean batch(Scope scope, String name, Tables tables, Items items) {
        if (tables.get(scope, name) == null) {
            return false;
        }
        Journal journal = kernel.journal();
        WriteHops hops = new WriteHops(journal, scope, Cause.NONE, Outcome.EXPIRED);
        long now = kernel.clock().millis() / 1000;
        return tables.on(scope, name, open -> kernel.store().write(tx -> {
            Table table = open.table();
            Tables.unchanged(open, tx.get(open.key()));
            if (table.ttlAttribute() == null) {
                disarm(tx, table);
                return false;
            }
            KeyRange all = new Keys(scope).expiries(table.number());
            List<Entry> due = tx.range(all, 100, false).stream()
                    .filter(entry -> secondsOf(all, entry.key()) <= now)
                    .toList();
            for (Entry entry : due) {
                expire(tx, open, entry, secondsOf(all, entry.key()), items, hops);
            }
            if (due.size() < 100) {
                rearm(tx, table);
                return false;
            }
            return true;
        }));
    }

    private void expire(WriteTx tx, OpenTable open, Entry entry, long seconds, Items items, WriteHops hops) {
        byte[] stored = tx.get(entry.value());
        Map<String, Value> item = stored == null ? null : ItemCodec.decode(stored);
        Long still = item == null ? null : seconds(open.table(), item);
        if (item == null || still == null || still != seconds) {
            tx.delete(entry.key());
            return;
        }
        Map<String, Value> key =
                dev.weir.services.dynamodb.domain.ItemRules.key(open.table().keys(), item);
        items.write(tx, new ItemWrite(open, KIND, key, old -> null, null), hops);
    }

    private static long secondsOf(KeyRange all, byte[] key) {
        int at = all.start().length;
        return new Bytes.Reader(Arrays.copyOfRange(key, at, at + 8)).fixed() ^ Long.MIN_VALUE;
    }

    /** When the item expires, in seconds since the epoch; null for never. */
    private @Nullable Long seconds(Table table, Map<String, Value> item) {
        if (!(item.get(table.ttlAttribute()) instanceof Value.N number)
                || number.text().length() > 30) {
            return null;
        }
        BigDecimal seconds = new BigDecimal(number.text());
        long now = kernel.clock().millis() / 1000;
        if (seconds.compareTo(BigDecimal.valueOf(now - OLDEST)) < 0
                || seconds.compareTo(BigDecimal.valueOf(Instant.MAX.getEpochSecond())) > 0) {
            return null;
        }
        return seconds.longValue();
    }
}
