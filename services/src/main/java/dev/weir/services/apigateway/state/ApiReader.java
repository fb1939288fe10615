package dev.weir.services.apigateway.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.apigateway.proxy.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One API as a transaction sees it.
 *
 * @param <A> what describes it
 */
public class ApiReader<A> {
    private static final int PAGE = 500;

    private final ApiStore<A> store;
    private final ReadTx tx;
    private final Scope scope;
    private final String apiId;

    ApiReader(ApiStore<A> store, ReadTx tx, Scope scope, String apiId) {
        this.store = store;
        this.tx = tx;
        this.scope = scope;
        this.apiId = apiId;
    }

    public Scope scope() {
        return scope;
    }

    public String apiId() {
        return apiId;
    }

    /** @throws dev.weir.shapes.AwsException where there is none */
    public A api() {
        byte[] value = tx.get(store.apis(scope).text(apiId).toBytes());
        if (value == null) {
            throw store.missing(scope, apiId);
        }
        return Records.read(value, store.type());
    }

    public <T> Optional<T> find(Part<T> part, String id) {
        byte[] value = tx.get(key(part, id));
        return value == null ? Optional.empty() : Optional.of(Records.read(value, part.type()));
    }

    /** @throws dev.weir.shapes.AwsException where there is none */
    public <T> T get(Part<T> part, String id) {
        return find(part, id).orElseThrow(() -> part.missing().apply(id));
    }

    /** All of a kind, in order of their ids. */
    public <T> List<T> all(Part<T> part) {
        return all(tx, store.parts(scope, apiId).text(part.key()).range(), part.type());
    }

    static <T> List<T> all(ReadTx tx, KeyRange range, Class<T> type) {
        List<T> all = new ArrayList<>();
        KeyRange rest = range;
        while (true) {
            List<Entry> page = tx.range(rest, PAGE, false);
            page.forEach(entry -> all.add(Records.read(entry.value(), type)));
            if (page.size() < PAGE) {
                return all;
            }
            rest = rest.after(page.getLast().key());
        }
    }

    byte[] key(Part<?> part, String id) {
        Key key = store.parts(scope, apiId).text(part.key()).text(id);
        return key.toBytes();
    }
}
