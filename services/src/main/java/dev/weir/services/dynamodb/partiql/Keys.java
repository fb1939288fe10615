package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Condition.Comparator;
import dev.weir.services.dynamodb.expressions.KeyTest;
import dev.weir.services.dynamodb.expressions.Operand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a WHERE clause asks of a key: it decides between a query and a scan, and which item a write is about.
 *
 * @param partitions the partitions that are asked for; empty where any would do
 * @param sort the first test of the sort key, null for none
 * @param rest what remains to be tested of each item
 */
public record Keys(
        List<Value> partitions,
        @Nullable KeyTest sort,
        @Nullable Condition rest) {

    public static Keys of(@Nullable Condition where, KeySchema schema) {
        List<Condition> parts =
                where == null ? List.of() : where instanceof Condition.And and ? flat(and) : List.of(where);
        Set<Value> partitions = new LinkedHashSet<>();
        KeyTest sort = null;
        List<Condition> rest = new ArrayList<>();
        for (Condition part : parts) {
            KeySchema.Attribute range = schema.sort();
            if (partitions.isEmpty() && partitions(part, schema.partition(), partitions)) {
                continue;
            }
            KeyTest test = range == null || sort != null ? null : test(part, range);
            if (test == null) {
                rest.add(part);
            } else {
                sort = test;
            }
        }
        Condition remaining = rest.isEmpty() ? null : rest.size() == 1 ? rest.getFirst() : new Condition.And(rest);
        return new Keys(List.copyOf(partitions), sort, remaining);
    }

    /** The one item that the clause is about, or null where it does not say which. */
    public @Nullable Map<String, Value> item(KeySchema schema) {
        if (partitions.size() != 1) {
            return null;
        }
        Map<String, Value> key = new LinkedHashMap<>();
        key.put(schema.partition().name(), partitions.getFirst());
        if (schema.sort() != null) {
            if (!(sort instanceof KeyTest.Compare compare) || compare.comparator() != Comparator.EQ) {
                return null;
            }
            key.put(schema.sort().name(), compare.value());
        }
        return key;
    }

    private static List<Condition> flat(Condition.And and) {
        List<Condition> parts = new ArrayList<>();
        for (Condition part : and.parts()) {
            if (part instanceof Condition.And inner) {
                parts.addAll(flat(inner));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private static boolean partitions(Condition part, KeySchema.Attribute key, Set<Value> partitions) {
        if (part instanceof Condition.In in
                && is(in.value(), key)
                && in.candidates().stream().allMatch(each -> each instanceof Operand.Constant)) {
            in.candidates().forEach(each -> partitions.add(checked(key, ((Operand.Constant) each).value())));
            return true;
        }
        if (part instanceof Condition.Or or) {
            return alternatives(or, key, partitions);
        }
        KeyTest test = test(part, key);
        if (test instanceof KeyTest.Compare compare && compare.comparator() == Comparator.EQ) {
            partitions.add(compare.value());
            return true;
        }
        return false;
    }

    /**
     * Conditions joined by OR that each name partitions: those are asked for.
     *
     * @return whether there is no more to the conditions than that
     */
    private static boolean alternatives(Condition.Or or, KeySchema.Attribute key, Set<Value> partitions) {
        Set<Value> all = new LinkedHashSet<>();
        boolean only = true;
        for (Condition part : or.parts()) {
            int before = all.size();
            List<Condition> within = part instanceof Condition.And and ? flat(and) : List.of(part);
            boolean named = false;
            for (Condition each : within) {
                named |= !named && partitions(each, key, all);
            }
            if (!named && all.size() == before) {
                return false;
            }
            only &= named && within.size() == 1;
        }
        partitions.addAll(all);
        return only;
    }

    private static @Nullable KeyTest test(Condition part, KeySchema.Attribute key) {
        return switch (part) {
            case Condition.Compare compare
            when compare.comparator() != Comparator.NE -> {
                if (is(compare.left(), key) && compare.right() instanceof Operand.Constant constant) {
                    yield new KeyTest.Compare(compare.comparator(), checked(key, constant.value()));
                }
                if (is(compare.right(), key) && compare.left() instanceof Operand.Constant constant) {
                    yield new KeyTest.Compare(compare.comparator().turned(), checked(key, constant.value()));
                }
                yield null;
            }
            case Condition.Between between
            when is(between.value(), key)
                    && between.low() instanceof Operand.Constant low
                    && between.high() instanceof Operand.Constant high ->
                new KeyTest.Between(checked(key, low.value()), checked(key, high.value()));
            case Condition.BeginsWith begins
            when is(begins.value(), key)
                    && begins.prefix() instanceof Operand.Constant prefix
                    && !key.type().equals("N") -> new KeyTest.BeginsWith(checked(key, prefix.value()));
            default -> null;
        };
    }

    private static boolean is(Operand operand, KeySchema.Attribute key) {
        return operand instanceof Operand.Attribute attribute
                && attribute.path().steps().isEmpty()
                && attribute.path().root().equals(key.name());
    }

    private static Value checked(KeySchema.Attribute key, Value value) {
        if (!value.type().equals(key.type())) {
            throw DynamoDbErrors.validation(
                    "Key attribute's data type should match its data type in table's schema: Key " + key.name());
        }
        return value;
    }
}
