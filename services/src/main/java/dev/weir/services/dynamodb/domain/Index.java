package dev.weir.services.dynamodb.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index.
 *
 * @param number its own among all trees of entries in the account and region
 * @param projection ALL, KEYS_ONLY or INCLUDE
 * @param included NonKeyAttributes
 * @param status {@link #CREATING} or {@link #DELETING} while it is one of these, else null
 * @param backfilling whether items that were there before it are still being added
 */
public record Index(
        String name,
        boolean global,
        KeySchema keys,
        String projection,
        List<String> included,
        Throughput throughput,
        long number,
        boolean backfilling,
        @Nullable String status) {
    /** What stands for room being made for it, before its backfill. */
    public static final String CREATING = "CREATING";

    public static final String DELETING = "DELETING";

    /** Capacity as provisioned; zeros where requests are paid for one by one. */
    public record Throughput(long read, long write) {
        public static final Throughput NONE = new Throughput(0, 0);
    }

    /** What of the item the index keeps, or null where the item is not in it: it lacks a key attribute. */
    public @Nullable Map<String, Value> entry(Map<String, Value> item, KeySchema tableKeys) {
        for (KeySchema.Attribute key : keys.attributes()) {
            Value value = item.get(key.name());
            if (value == null || !value.type().equals(key.type())) {
                return null;
            }
        }
        if (projection.equals("ALL")) {
            return item;
        }
        Map<String, Value> entry = new LinkedHashMap<>();
        item.forEach((name, value) -> {
            if (tableKeys.has(name) || keys.has(name) || included.contains(name)) {
                entry.put(name, value);
            }
        });
        return entry;
    }

    /** Whether the index holds the attribute of every item that is in it. */
    public boolean projects(String attribute, KeySchema tableKeys) {
        return projection.equals("ALL")
                || tableKeys.has(attribute)
                || keys.has(attribute)
                || included.contains(attribute);
    }

    public Index backfilled() {
        return new Index(name, global, keys, projection, included, throughput, number, false, null);
    }

    /** The index with a number of its own. */
    public Index numbered(long own) {
        return new Index(name, global, keys, projection, included, throughput, own, backfilling, status);
    }

    public Index with(Throughput changed) {
        return new Index(name, global, keys, projection, included, changed, number, backfilling, status);
    }

    public Index withStatus(@Nullable String changed) {
        return new Index(name, global, keys, projection, included, throughput, number, backfilling, changed);
    }
}
