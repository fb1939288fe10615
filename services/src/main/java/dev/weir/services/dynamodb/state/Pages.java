package dev.weir.services.dynamodb.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a page of entries: up to a number of them, or up to 1 MB, whichever comes first. */
public final class Pages {
    /** Where a page of a query or scan ends, in bytes read. */
    private static final long MAX_BYTES = 1024 * 1024;

    private static final int FIRST_FETCH = 25;
    private static final int MAX_FETCH = 1000;

    private Pages() {}

    /**
     * @param entries what was read, before any filter
     * @param items the whole items of the entries, where they were asked for
     * @param bytes the entries' size
     * @param itemBytes the items' size
     * @param last the last entry read, where there may be more after it
     */
    public record Page(
            List<Map<String, Value>> entries,
            List<Map<String, Value>> items,
            long bytes,
            long itemBytes,
            @Nullable Map<String, Value> last) {}

    /**
     * @param limit the most entries, {@link Integer#MAX_VALUE} for no limit
     * @param whole whether to read the table's items that the entries belong to
     */
    public static Page read(Store store, OpenTable table, KeyRange range, int limit, boolean reverse, boolean whole) {
        return store.read(tx -> read(tx, table, range, limit, reverse, whole));
    }

    private static Page read(ReadTx tx, OpenTable table, KeyRange range, int limit, boolean reverse, boolean whole) {
        List<Map<String, Value>> entries = new ArrayList<>();
        List<Map<String, Value>> items = new ArrayList<>();
        long bytes = 0;
        long itemBytes = 0;
        KeyRange rest = range;
        int fetch = Math.min(limit, FIRST_FETCH);
        while (true) {
            List<Entry> fetched = tx.range(rest, fetch, reverse);
            for (Entry entry : fetched) {
                Map<String, Value> read = ItemCodec.decode(entry.value());
                entries.add(read);
                bytes += Values.size(read);
                if (whole) {
                    Map<String, Value> item = item(tx, table, read);
                    items.add(item);
                    itemBytes += Values.size(item);
                }
                if (entries.size() >= limit || bytes >= MAX_BYTES) {
                    return new Page(entries, items, bytes, itemBytes, read);
                }
            }
            if (fetched.size() < fetch) {
                return new Page(entries, items, bytes, itemBytes, null);
            }
            byte[] last = fetched.getLast().key();
            rest = reverse ? rest.before(last) : rest.after(last);
            long room = (MAX_BYTES - bytes) * entries.size() / Math.max(1, bytes) + 1;
            fetch = (int) Math.min(Math.min(limit - entries.size(), MAX_FETCH), room);
        }
    }

    private static Map<String, Value> item(ReadTx tx, OpenTable table, Map<String, Value> entry) {
        byte[] stored = tx.get(table.itemKey(entry));
        return stored == null ? entry : ItemCodec.decode(stored);
    }
}
