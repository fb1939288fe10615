package dev.weir.services.dynamodb.state;

import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.KeyCodec;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table's definition with what follows from it: where its items and its indexes' entries lie.
 *
 * @param stored the definition's bytes in the store: a write that finds others there starts again with those
 */
@SuppressWarnings("ArrayRecordComponent")
public record OpenTable(Table table, String arn, byte[] key, byte[] stored, Tree items, List<Tree> indexes) {
    /**
     * Where entries lie that share a key schema: the items of a table, or the entries of an index.
     *
     * @param index null for a table's items
     */
    public record Tree(
            byte[] prefix,
            long number,
            KeySchema keys,
            @org.jspecify.annotations.Nullable Index index) {
        /** The place of the partition's first entry: without a sort key of a table, of its only one. */
        public byte[] partition(Value partition) {
            Bytes key = new Bytes(prefix.length + 64).raw(prefix);
            KeyCodec.partition(key, partition);
            return key.toBytes();
        }

        /** Where in a key the partition's hash is. */
        public int hashOffset() {
            return prefix.length;
        }
    }

    static OpenTable of(Table table, byte[] key, byte[] stored) {
        Keys keys = new Keys(table.scope());
        Tree items = new Tree(keys.tree(table.number()), table.number(), table.keys(), null);
        List<Tree> indexes = table.indexes().stream()
                .map(index -> new Tree(keys.tree(index.number()), index.number(), index.keys(), index))
                .toList();
        return new OpenTable(table, table.arn().toString(), key, stored, items, indexes);
    }

    /** Where the item with these key attributes lies. */
    public byte[] itemKey(Map<String, Value> item) {
        Bytes key = new Bytes(items.prefix().length + 64).raw(items.prefix());
        itemKey(key, item);
        return key.toBytes();
    }

    private void itemKey(Bytes key, Map<String, Value> item) {
        KeyCodec.partition(key, present(item, table.keys().partition()));
        KeySchema.Attribute sort = table.keys().sort();
        if (sort != null) {
            KeyCodec.value(key, present(item, sort));
        }
    }

    /** Where the index's entry for an item that is in it lies: by the index's key, then by the table's. */
    public byte[] entryKey(Tree tree, Map<String, Value> item) {
        Bytes key = new Bytes(tree.prefix().length + 96).raw(tree.prefix());
        KeyCodec.partition(key, present(item, tree.keys().partition()));
        KeySchema.Attribute sort = tree.keys().sort();
        if (sort != null) {
            KeyCodec.value(key, present(item, sort));
        }
        itemKey(key, item);
        return key.toBytes();
    }

    private static Value present(Map<String, Value> item, KeySchema.Attribute attribute) {
        return Objects.requireNonNull(item.get(attribute.name()), attribute.name());
    }
}
