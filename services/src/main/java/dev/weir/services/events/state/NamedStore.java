package dev.weir.services.events.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Things of one kind, by scope and name, under {@code events account region kind name}.
 *
 * @param <T> a record
 */
public final class NamedStore<T> {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int PAGE = 1000;

    private final Store store;
    private final String kind;
    private final Class<T> type;
    private final Function<T, String> name;
    private final Function<String, AwsException> missing;

    /** @param missing the error for a name that nothing has */
    public NamedStore(
            Store store, String kind, Class<T> type, Function<T, String> name, Function<String, AwsException> missing) {
        this.store = store;
        this.kind = kind;
        this.type = type;
        this.name = name;
        this.missing = missing;
    }

    public Optional<T> find(Scope scope, String wanted) {
        return store.read(tx -> find(tx, scope, wanted));
    }

    public Optional<T> find(ReadTx tx, Scope scope, String wanted) {
        byte[] value = tx.get(key(scope, wanted));
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, type));
    }

    /** @throws AwsException where there is none */
    public T get(Scope scope, String wanted) {
        return find(scope, wanted).orElseThrow(() -> missing.apply(wanted));
    }

    /** @throws AwsException where there is none */
    public T get(ReadTx tx, Scope scope, String wanted) {
        return find(tx, scope, wanted).orElseThrow(() -> missing.apply(wanted));
    }

    public void put(WriteTx tx, Scope scope, T thing) {
        tx.put(key(scope, name.apply(thing)), MAPPER.writeValueAsBytes(thing));
    }

    /** Changes what has the name; throws as {@link #get} does. */
    public T change(Scope scope, String wanted, UnaryOperator<T> change) {
        return store.write(tx -> {
            T changed = change.apply(get(tx, scope, wanted));
            put(tx, scope, changed);
            return changed;
        });
    }

    public void delete(WriteTx tx, Scope scope, String wanted) {
        tx.delete(key(scope, wanted));
    }

    /** All of a scope, by name. */
    public List<T> all(Scope scope) {
        return store.read(tx -> all(tx, scope));
    }

    /** All of a scope, by name. */
    public List<T> all(ReadTx tx, Scope scope) {
        List<T> all = new ArrayList<>();
        KeyRange rest = kind(scope).range();
        while (true) {
            List<Entry> page = tx.range(rest, PAGE, false);
            page.forEach(entry -> all.add(MAPPER.readValue(entry.value(), type)));
            if (page.size() < PAGE) {
                return all;
            }
            rest = rest.after(page.getLast().key());
        }
    }

    private Key kind(Scope scope) {
        return Key.of("events").text(scope.account()).text(scope.region()).text(kind);
    }

    private byte[] key(Scope scope, String wanted) {
        return kind(scope).text(wanted).toBytes();
    }
}
