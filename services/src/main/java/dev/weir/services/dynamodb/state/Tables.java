package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.shapes.AwsException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Table definitions. They are read on every request, so they are kept in memory; a write looks at the stored one
 * within its transaction and starts again where that is another.
 */
public final class Tables {
    private static final int SHIFT = 40;
    private static final long MASK = (1L << SHIFT) - 1;
    private static final int STRIPES = 16;
    private static final int MAX_NAME = 255;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

    private record Name(Scope scope, String table) {}

    /** How many entries a table or index has, and their bytes. */
    public record Sizes(long count, long bytes) {}

    private final Store store;
    private final JsonMapper json = JsonMapper.shared();
    private final Map<Name, OpenTable> open = new ConcurrentHashMap<>();

    public Tables(Store store) {
        this.store = store;
    }

    /** Forgets what is kept in memory. */
    public void reset() {
        open.clear();
    }

    /** Runs a request on a table, again where its definition changes meanwhile. */
    public <T> T on(Scope scope, String table, Function<OpenTable, T> request) {
        Name name = name(scope, table);
        while (true) {
            OpenTable found = find(name);
            if (found == null || !found.table().usable()) {
                throw missing(table);
            }
            try {
                return request.apply(found);
            } catch (StaleTableException e) {
                open.remove(name, found);
            }
        }
    }

    /** Runs a request on several tables, again where one's definition changes meanwhile. */
    public <T> T onAll(Scope scope, Function<Function<String, OpenTable>, T> request) {
        while (true) {
            Map<Name, OpenTable> used = new java.util.HashMap<>();
            try {
                return request.apply(table -> {
                    Name name = name(scope, table);
                    OpenTable found = find(name);
                    if (found == null || !found.table().usable()) {
                        throw missing(table);
                    }
                    used.put(name, found);
                    return found;
                });
            } catch (StaleTableException e) {
                used.forEach(open::remove);
            }
        }
    }

    /** The table of that name or ARN, or null. */
    public @Nullable Table get(Scope scope, String table) {
        Name name = name(scope, table);
        byte[] key = new Keys(name.scope()).table(name.table());
        byte[] stored = store.read(tx -> tx.get(key));
        return stored == null ? null : decode(stored);
    }

    /** The table's name, where it may be given as an ARN. */
    public static String tableName(Scope scope, String nameOrArn) {
        return name(scope, nameOrArn).table();
    }

    private static Name name(Scope scope, String table) {
        if (table.startsWith("arn:") && Arn.isArn(table)) {
            Arn arn = Arn.parse(table);
            String resource = arn.resource();
            if (arn.service().equals("dynamodb") && resource.startsWith("table/")) {
                String rest = resource.substring("table/".length());
                int slash = rest.indexOf('/');
                return new Name(arn.scope(), slash < 0 ? rest : rest.substring(0, slash));
            }
        }
        return new Name(scope, table);
    }

    /** Why there is no such table: requests about items take ARNs too, so that the model cannot hold names to their rules. */
    private static AwsException missing(String table) {
        if (table.startsWith("arn:")) {
            return DynamoDbErrors.notFound();
        }
        if (table.length() > MAX_NAME) {
            return DynamoDbErrors.constraint(
                    "tableName", table, "Member must have length less than or equal to " + MAX_NAME);
        }
        return NAME.matcher(table).matches()
                ? DynamoDbErrors.notFound()
                : DynamoDbErrors.constraint(
                        "tableName", table, "Member must satisfy regular expression pattern: " + NAME.pattern());
    }

    /** Reads under the map's lock, so that a change that commits meanwhile finds something to forget. */
    private @Nullable OpenTable find(Name name) {
        OpenTable known = open.get(name);
        return known != null ? known : open.computeIfAbsent(name, this::read);
    }

    /** Where the items of a table lie, for use within the transaction that has read its definition. */
    static OpenTable open(Table table) {
        return OpenTable.of(table, new byte[0], new byte[0]);
    }

    private @Nullable OpenTable read(Name name) {
        byte[] key = new Keys(name.scope()).table(name.table());
        byte[] stored = store.read(tx -> tx.get(key));
        return stored == null ? null : OpenTable.of(decode(stored), key, stored);
    }

    /** Makes sure within a transaction that the definition is still the one the request was checked against. */
    static void unchanged(OpenTable table, byte @Nullable [] stored) {
        if (stored != table.stored() && !Arrays.equals(stored, table.stored())) {
            throw new StaleTableException();
        }
    }

    /** Up to {@code limit} tables after the given name, in order of their names. */
    public List<Table> list(Scope scope, @Nullable String after, int limit) {
        Keys keys = new Keys(scope);
        KeyRange range = after == null ? keys.tables() : keys.tables().after(keys.table(after));
        return store.read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> decode(entry.value()))
                .toList();
    }

    /** The stored definition, or null; for use within a transaction. */
    public @Nullable Table get(ReadTx tx, Scope scope, String name) {
        byte[] stored = tx.get(new Keys(scope).table(name));
        return stored == null ? null : decode(stored);
    }

    /** Stores the definition; requests see it once the transaction is committed. */
    public void put(WriteTx tx, Table table) {
        tx.put(new Keys(table.scope()).table(table.name()), json.writeValueAsBytes(table));
        tx.afterCommit(() -> open.remove(new Name(table.scope(), table.name())));
    }

    /**
     * Changes the definition in one transaction.
     *
     * @param change gets null where there is no such table
     */
    public Table change(
            Scope scope, String name, java.util.function.BiFunction<WriteTx, @Nullable Table, Table> change) {
        Name resolved = name(scope, name);
        return store.write(tx -> {
            Table changed = change.apply(tx, get(tx, resolved.scope(), resolved.table()));
            put(tx, changed);
            return changed;
        });
    }

    /**
     * Removes the definition, the items, the indexes and what belongs to them.
     *
     * @return what was removed; null where it is gone already
     */
    @Nullable
    Table delete(Table doomed) {
        Name name = new Name(doomed.scope(), doomed.name());
        return store.write(tx -> {
            Table table = get(tx, doomed.scope(), doomed.name());
            if (table == null || table.number() != doomed.number()) {
                return null;
            }
            Keys keys = new Keys(table.scope());
            tx.delete(keys.table(table.name()));
            deleteTree(tx, keys, table.number());
            for (Index index : table.indexes()) {
                deleteTree(tx, keys, index.number());
            }
            tx.deleteRange(keys.expiries(table.number()));
            tx.delete(keys.expiryDue(table.number()));
            tx.delete(keys.policy(table.arn().resource()));
            if (table.history() != null) {
                History.forget(tx, table, table.history().number());
            }
            tx.afterCommit(() -> open.remove(name));
            return table;
        });
    }

    /** Calls {@code wake} when the definition may have changed. */
    Store.Subscription watch(Table table, Runnable wake) {
        return store.watch(new Keys(table.scope()).tableRange(table.name()), wake);
    }

    /** Removes all entries of an index. */
    public void deleteIndex(WriteTx tx, Table table, Index index) {
        deleteTree(tx, new Keys(table.scope()), index.number());
    }

    private static void deleteTree(WriteTx tx, Keys keys, long number) {
        tx.deleteRange(KeyRange.prefix(keys.tree(number)));
        tx.deleteRange(keys.sizes(number));
    }

    /** A number that no table, index or stream of the scope has had. */
    public static long nextNumber(WriteTx tx, Scope scope) {
        return tx.add(new Keys(scope).nextNumber(), 1);
    }

    /** Counts entries: one counter for both figures, in stripes so that writers seldom meet. */
    static void resized(WriteTx tx, Keys keys, OpenTable.Tree tree, byte[] key, int count, int bytes) {
        if (count != 0 || bytes != 0) {
            int stripe = key[tree.hashOffset()] & STRIPES - 1;
            tx.add(keys.size(tree.number(), stripe), ((long) count << SHIFT) + bytes);
        }
    }

    public Sizes sizes(Scope scope, long tree) {
        long total = 0;
        List<Entry> stripes = store.read(tx -> tx.range(new Keys(scope).sizes(tree), STRIPES, false));
        for (Entry stripe : stripes) {
            long value = 0;
            for (byte b : stripe.value()) {
                value = value << 8 | b & 0xff;
            }
            total += value;
        }
        return new Sizes(total >> SHIFT, total & MASK);
    }

    private Table decode(byte[] stored) {
        return json.readValue(stored, Table.class);
    }
}
