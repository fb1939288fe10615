package dev.weir.services.dynamodb.state;

import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.state.ItemWrite.Written;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items and what hangs on them: index entries, expiry, stream records and counts, all changed in the item's own
 * transaction.
 */
public final class Items {
    private final Store store;
    private final Streams streams;
    private final Expiry expiry;
    private final History history;
    private final Destinations destinations;

    Items(Store store, Streams streams, Expiry expiry, History history, Destinations destinations) {
        this.store = store;
        this.streams = streams;
        this.expiry = expiry;
        this.history = history;
        this.destinations = destinations;
    }

    /** The item, or null. */
    public @Nullable Map<String, Value> get(OpenTable table, Map<String, Value> key) {
        byte[] stored = store.read(tx -> tx.get(table.itemKey(key)));
        return stored == null ? null : ItemCodec.decode(stored);
    }

    /** The items on one snapshot, null where there is none; each key in its own table. */
    public List<@Nullable Map<String, Value>> getAll(List<OpenTable> tables, List<Map<String, Value>> keys) {
        List<byte[]> places = new java.util.ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            places.add(tables.get(i).itemKey(keys.get(i)));
        }
        List<@Nullable Map<String, Value>> items = new java.util.ArrayList<>();
        for (byte[] stored : store.read(tx -> tx.getAll(places))) {
            items.add(stored == null ? null : ItemCodec.decode(stored));
        }
        return items;
    }

    /**
     * Writes in a transaction of its own.
     *
     * @throws ConditionFailedException where the condition does not hold
     */
    public Written write(ItemWrite write, WriteHops hops) {
        return store.write(tx -> write(tx, write, hops));
    }

    /** Writes as part of a transaction. */
    public Written write(WriteTx tx, ItemWrite write, WriteHops hops) {
        OpenTable table = write.table();
        byte[] key = table.itemKey(write.key());
        List<byte @Nullable []> stored = tx.getAll(List.of(table.key(), key));
        Tables.unchanged(table, stored.get(0));
        byte[] oldBytes = stored.get(1);
        Map<String, Value> old = oldBytes == null ? null : ItemCodec.decode(oldBytes);
        if (write.condition() != null && !write.condition().test(old == null ? Map.of() : old)) {
            throw new ConditionFailedException(old);
        }
        Map<String, Value> changed = write.mutation().apply(old);
        replace(tx, table, key, old, oldBytes, changed, write, hops);
        return new Written(old, changed);
    }

    /** The item that a write is about, as part of a transaction; null where there is none. */
    public @Nullable Map<String, Value> get(ReadTx tx, ItemWrite write) {
        byte[] stored = tx.get(write.table().itemKey(write.key()));
        return stored == null ? null : ItemCodec.decode(stored);
    }

    /** Whether the condition holds, as part of a transaction; the item is locked against others' writes. */
    public void check(ReadTx tx, ItemWrite check) {
        OpenTable table = check.table();
        List<byte @Nullable []> stored = tx.getAll(List.of(table.key(), table.itemKey(check.key())));
        Tables.unchanged(table, stored.get(0));
        byte[] bytes = stored.get(1);
        Map<String, Value> item = bytes == null ? null : ItemCodec.decode(bytes);
        if (check.condition() != null && !check.condition().test(item == null ? Map.of() : item)) {
            throw new ConditionFailedException(item);
        }
    }

    private void replace(
            WriteTx tx,
            OpenTable table,
            byte[] key,
            @Nullable Map<String, Value> old,
            byte @Nullable [] oldBytes,
            @Nullable Map<String, Value> changed,
            ItemWrite write,
            WriteHops hops) {
        byte[] newBytes = changed == null ? null : changed == old ? oldBytes : ItemCodec.encode(changed);
        if (newBytes == null ? oldBytes == null : oldBytes != null && Arrays.equals(newBytes, oldBytes)) {
            hops.accepted(write);
            return;
        }
        place(tx, table, key, old, changed, newBytes);
        if (table.table().history() != null) {
            history.remember(tx, table.table(), table.table().history(), write.key(), old);
        }
        dev.weir.kernel.journal.Cause cause = hops.accepted(write);
        Table.Stream stream = table.table().stream();
        boolean told = stream != null || !table.table().destinations().isEmpty();
        if (told && !java.util.Objects.equals(old, changed)) {
            boolean expired = write.kind().equals(Expiry.KIND);
            if (stream != null) {
                streams.append(tx, table, stream, key, old, changed, cause, expired);
            }
            destinations.send(tx, table.table(), old, changed, cause, expired);
        }
    }

    /** Puts what was copied from elsewhere; no stream and no journal tells of it. */
    void load(WriteTx tx, OpenTable table, Map<String, Value> itemKey, @Nullable Map<String, Value> item) {
        byte[] key = table.itemKey(itemKey);
        byte[] stored = tx.get(key);
        byte[] bytes = item == null ? null : ItemCodec.encode(item);
        if (!Arrays.equals(stored, bytes)) {
            place(tx, table, key, stored == null ? null : ItemCodec.decode(stored), item, bytes);
        }
    }

    /** Changes the item with its index entries, its expiry and the counts. */
    private void place(
            WriteTx tx,
            OpenTable table,
            byte[] key,
            @Nullable Map<String, Value> old,
            @Nullable Map<String, Value> changed,
            byte @Nullable [] newBytes) {
        Keys keys = new Keys(table.table().scope());
        entry(tx, keys, table.items(), key, old, key, changed, newBytes);
        for (OpenTable.Tree tree : table.indexes()) {
            index(tx, keys, table, tree, old, changed, newBytes);
        }
        if (table.table().ttlAttribute() != null) {
            expiry.moved(tx, table.table(), key, old, changed);
        }
    }

    private static void index(
            WriteTx tx,
            Keys keys,
            OpenTable table,
            OpenTable.Tree tree,
            @Nullable Map<String, Value> old,
            @Nullable Map<String, Value> changed,
            byte @Nullable [] newBytes) {
        Index index = java.util.Objects.requireNonNull(tree.index());
        Map<String, Value> oldEntry =
                old == null ? null : index.entry(old, table.table().keys());
        Map<String, Value> newEntry =
                changed == null ? null : index.entry(changed, table.table().keys());
        if (java.util.Objects.equals(oldEntry, newEntry)) {
            return;
        }
        byte[] oldKey = oldEntry == null ? null : table.entryKey(tree, oldEntry);
        byte[] newKey = newEntry == null ? null : table.entryKey(tree, newEntry);
        byte[] bytes = newEntry == null ? null : newEntry == changed ? newBytes : ItemCodec.encode(newEntry);
        entry(tx, keys, tree, oldKey, oldEntry, newKey, newEntry, bytes);
    }

    /** Replaces one entry of a tree, and counts. */
    private static void entry(
            WriteTx tx,
            Keys keys,
            OpenTable.Tree tree,
            byte @Nullable [] oldKey,
            @Nullable Map<String, Value> old,
            byte @Nullable [] newKey,
            @Nullable Map<String, Value> changed,
            byte @Nullable [] bytes) {
        int before = old == null ? 0 : Values.size(old);
        int after = changed == null ? 0 : Values.size(changed);
        boolean same = false;
        if (oldKey != null && newKey != null && Arrays.equals(oldKey, newKey)) {
            same = true;
            Tables.resized(tx, keys, tree, oldKey, (changed == null ? 0 : 1) - (old == null ? 0 : 1), after - before);
        } else {
            if (oldKey != null && old != null) {
                Tables.resized(tx, keys, tree, oldKey, -1, -before);
            }
            if (newKey != null && changed != null) {
                Tables.resized(tx, keys, tree, newKey, 1, after);
            }
        }
        if (oldKey != null && old != null && !(same && bytes != null)) {
            tx.delete(oldKey);
        }
        if (newKey != null && bytes != null) {
            tx.put(newKey, bytes);
        }
    }

    /** Adds the entry of an item that was there before its index; see {@link Backfill}. */
    static void backfill(WriteTx tx, OpenTable table, OpenTable.Tree tree, byte[] stored) {
        Index index = java.util.Objects.requireNonNull(tree.index());
        Map<String, Value> item = ItemCodec.decode(stored);
        Map<String, Value> entry = index.entry(item, table.table().keys());
        if (entry == null) {
            return;
        }
        byte[] key = table.entryKey(tree, entry);
        if (tx.get(key) == null) {
            Tables.resized(tx, new Keys(table.table().scope()), tree, key, 1, Values.size(entry));
            tx.put(key, entry == item ? stored : ItemCodec.encode(entry));
        }
    }
}
