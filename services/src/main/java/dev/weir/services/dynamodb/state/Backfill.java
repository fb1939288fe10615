package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills what is added to a table that has items: a new index, or expiry. Writes keep it up to date from the moment it
 * is defined; this adds the items that were there, a page a transaction. A durable timer starts it, so that it goes on
 * after a kill.
 */
public final class Backfill {
    /** Name of the durable timers; their ids are account, region, table and index (empty: expiry). */
    public static final String TIMER = "dynamodb.backfill";

    private static final int PAGE = 200;

    private final Kernel kernel;
    private final Tables tables;
    private final Expiry expiry;

    public Backfill(Kernel kernel, Tables tables, Expiry expiry) {
        this.kernel = kernel;
        this.tables = tables;
        this.expiry = expiry;
    }

    /** Begins some time after the transaction is committed. */
    void startIndex(WriteTx tx, Table table, String index, Duration after) {
        start(tx, table, index, after);
    }

    /** Begins, once the transaction that enables expiry is committed. */
    public void startExpiry(WriteTx tx, Table table) {
        start(tx, table, "", Duration.ZERO);
    }

    private void start(WriteTx tx, Table table, String index, Duration after) {
        String id = table.account() + "/" + table.region() + "/" + table.name() + "/" + index;
        Instant due = kernel.clock().now().plus(after);
        kernel.timers().set(tx, TIMER, id, due, TimerKind.WORK, new byte[0]);
    }

    /** Fills what the timer's id names; nothing where that is gone. */
    public void fire(String id) {
        String[] parts = id.split("/", 4);
        Scope scope = new Scope(parts[0], parts[1]);
        String index = parts[3];
        byte[] last = null;
        while (tables.get(scope, parts[2]) != null) {
            byte[] from = last;
            last = tables.on(scope, parts[2], open -> kernel.store().write(tx -> page(tx, open, index, from)));
            if (last == null) {
                return;
            }
        }
    }

    /** Fills one page and returns its last key; null at the end. */
    private byte @Nullable [] page(WriteTx tx, OpenTable open, String index, byte @Nullable [] after) {
        Tables.unchanged(open, tx.get(open.key()));
        OpenTable.Tree tree = tree(open, index);
        if (tree == null ? !index.isEmpty() || open.table().ttlAttribute() == null : !backfilling(tree)) {
            return null;
        }
        KeyRange all = KeyRange.prefix(open.items().prefix());
        List<Entry> page = tx.range(after == null ? all : all.after(after), PAGE, false);
        for (Entry entry : page) {
            if (tree != null) {
                Items.backfill(tx, open, tree, entry.value());
            } else {
                expiry.backfill(tx, open.table(), entry);
            }
        }
        if (page.size() == PAGE) {
            byte[] key = page.getLast().key();
            return Arrays.copyOf(key, key.length);
        }
        if (tree != null) {
            List<Index> indexes = open.table().indexes().stream()
                    .map(each -> each.name().equals(index) ? each.backfilled() : each)
                    .toList();
            tables.put(tx, open.table().change().indexes(indexes).done());
        }
        return null;
    }

    private static OpenTable.@Nullable Tree tree(OpenTable open, String index) {
        for (OpenTable.Tree tree : open.indexes()) {
            if (tree.index() != null && tree.index().name().equals(index)) {
                return tree;
            }
        }
        return null;
    }

    private static boolean backfilling(OpenTable.Tree tree) {
        return tree.index() != null && tree.index().backfilling();
    }
}
