package dev.weir.services.s3.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing by key: what is under keys with a delimiter after the prefix is rolled up into one common
 * prefix, and passed over without being read.
 *
 * @param lastItem the last thing listed, where that is an item
 * @param lastPrefix the last thing listed, where that is a common prefix
 */
public record Page<T>(
        List<T> items,
        List<String> prefixes,
        boolean truncated,
        @Nullable T lastItem,
        @Nullable String lastPrefix) {
    private static final int MOST = 1000;
    private static final int MOST_ROLLED_UP = 50;

    /** What is to be listed: everything under {@code range} whose key begins with {@code prefix}. */
    record Plan<T>(
            Supplier<Key> base,
            KeyRange range,
            String prefix,
            String delimiter,
            int limit,
            Function<byte[], T> decode,
            Function<T, String> key) {}

    static <T> Page<T> read(ReadTx tx, Plan<T> plan) {
        List<T> items = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        T lastItem = null;
        String lastPrefix = null;
        KeyRange rest = plan.range();
        while (plan.limit() > 0) {
            int left = plan.limit() - items.size() - prefixes.size();
            int ask = Math.min(left + 1, plan.delimiter().isEmpty() ? MOST : MOST_ROLLED_UP);
            List<Entry> entries = tx.range(rest, ask, false);
            String rolledUp = null;
            for (Entry entry : entries) {
                if (left-- == 0) {
                    return new Page<>(items, prefixes, true, lastItem, lastPrefix);
                }
                T item = plan.decode().apply(entry.value());
                String common = common(plan.key().apply(item), plan.prefix(), plan.delimiter());
                if (common != null) {
                    prefixes.add(common);
                    lastPrefix = common;
                    lastItem = null;
                    rolledUp = common;
                    break;
                }
                items.add(item);
                lastItem = item;
                lastPrefix = null;
            }
            if (rolledUp != null) {
                rest = new KeyRange(past(plan.base().get(), rolledUp), rest.end());
            } else if (entries.size() < ask) {
                break;
            } else {
                rest = rest.after(entries.getLast().key());
            }
        }
        return new Page<>(items, prefixes, false, lastItem, lastPrefix);
    }

    /** Where what begins with the prefix ends. */
    static byte[] past(Key base, String prefix) {
        return S3Keys.beginning(base, prefix).end();
    }

    private static @Nullable String common(String key, String prefix, String delimiter) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? null : key.substring(0, at + delimiter.length());
    }
}
