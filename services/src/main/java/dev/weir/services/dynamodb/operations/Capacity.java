package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.state.Throttle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Capacity that a request consumed on one table. Source: Developer Guide, "DynamoDB read and write operations",
 * capacity unit consumption.
 */
final class Capacity {
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4096;

    private final Table table;
    private final Map<Index, Double> indexes = new LinkedHashMap<>();
    private double own;
    private final boolean write;
    private final boolean transaction;

    private Capacity(Table table, boolean write, boolean transaction) {
        this.table = table;
        this.write = write;
        this.transaction = transaction;
    }

    static Capacity read(Table table) {
        return new Capacity(table, false, false);
    }

    static Capacity write(Table table) {
        return new Capacity(table, true, false);
    }

    /** Twice the units, told apart as read or write. */
    static Capacity transaction(Table table, boolean write) {
        return new Capacity(table, write, true);
    }

    /** Whether a request asked for it. */
    static boolean wanted(@Nullable String returnConsumedCapacity) {
        return "TOTAL".equals(returnConsumedCapacity) || "INDEXES".equals(returnConsumedCapacity);
    }

    /** One read of one item, 0 bytes where there is none. */
    Capacity readItem(int bytes, boolean consistent) {
        own += Math.max(1, units(bytes, READ_UNIT)) * (transaction ? 2 : consistent ? 1 : 0.5);
        return this;
    }

    /** A page of a query or scan, on the table or an index. */
    Capacity readPage(@Nullable Index index, long bytes, boolean consistent) {
        double used = Math.max(1, units(bytes, READ_UNIT)) * (consistent ? 1 : 0.5);
        if (index == null) {
            own += used;
        } else {
            indexes.merge(index, used, Double::sum);
        }
        return this;
    }

    /** A write, with what it changed in the indexes. */
    Capacity written(@Nullable Map<String, Value> before, @Nullable Map<String, Value> after) {
        int old = before == null ? 0 : Values.size(before);
        int now = after == null ? 0 : Values.size(after);
        int factor = transaction ? 2 : 1;
        own += Math.max(1, units(Math.max(old, now), WRITE_UNIT)) * factor;
        for (Index index : table.indexes()) {
            double used = written(index, before, after) * factor;
            if (used > 0) {
                indexes.merge(index, used, Double::sum);
            }
        }
        return this;
    }

    private double written(Index index, @Nullable Map<String, Value> before, @Nullable Map<String, Value> after) {
        Map<String, Value> old = before == null ? null : index.entry(before, table.keys());
        Map<String, Value> now = after == null ? null : index.entry(after, table.keys());
        if (Objects.equals(old, now)) {
            return 0;
        }
        double oldUnits = old == null ? 0 : Math.max(1, units(Values.size(old), WRITE_UNIT));
        double newUnits = now == null ? 0 : Math.max(1, units(Values.size(now), WRITE_UNIT));
        boolean moved = old != null
                && now != null
                && index.keys().attributes().stream()
                        .anyMatch(key -> !Objects.equals(old.get(key.name()), now.get(key.name())));
        return moved ? oldUnits + newUnits : Math.max(oldUnits, newUnits);
    }

    private static double units(long bytes, int unit) {
        return Math.ceilDiv(bytes, unit);
    }

    /** Takes what was used from what the table and its indexes have. */
    Capacity spend(Throttle throttle) {
        if (throttle.measures(table)) {
            throttle.take(table, null, write, own);
            indexes.forEach((index, used) -> throttle.take(table, index, write, used));
        }
        return this;
    }

    /** As answers give it; null where the request did not ask. */
    @Nullable
    ConsumedCapacity answer(@Nullable String wanted) {
        if (!wanted(wanted)) {
            return null;
        }
        double total = own + indexes.values().stream().mapToDouble(each -> each).sum();
        ConsumedCapacity.Builder answer =
                ConsumedCapacity.builder().tableName(table.name()).capacityUnits(total);
        if (transaction) {
            if (write) {
                answer.writeCapacityUnits(total);
            } else {
                answer.readCapacityUnits(total);
            }
        }
        if ("INDEXES".equals(wanted)) {
            answer.table(units(own));
            answer.globalSecondaryIndexes(byName(true));
            answer.localSecondaryIndexes(byName(false));
        }
        return answer.build();
    }

    private @Nullable Map<String, dev.weir.api.dynamodb.Capacity> byName(boolean global) {
        Map<String, dev.weir.api.dynamodb.Capacity> named = new LinkedHashMap<>();
        indexes.forEach((index, used) -> {
            if (index.global() == global) {
                named.put(index.name(), units(used));
            }
        });
        return named.isEmpty() ? null : named;
    }

    private dev.weir.api.dynamodb.Capacity units(double used) {
        dev.weir.api.dynamodb.Capacity.Builder units =
                dev.weir.api.dynamodb.Capacity.builder().capacityUnits(used);
        if (transaction) {
            if (write) {
                units.writeCapacityUnits(used);
            } else {
                units.readCapacityUnits(used);
            }
        }
        return units.build();
    }
}
