package dev.weir.services.apigateway.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.apigateway.proxy.Records;

/**
 * One API as a transaction changes it.
 *
 * @param <A> what describes it
 */
public final class ApiWriter<A> extends ApiReader<A> {
    private final ApiStore<A> store;
    private final WriteTx tx;

    ApiWriter(ApiStore<A> store, WriteTx tx, Scope scope, String apiId) {
        super(store, tx, scope, apiId);
        this.store = store;
        this.tx = tx;
    }

    public void put(A api) {
        tx.put(store.apis(scope()).text(apiId()).toBytes(), Records.write(api));
    }

    public <T> void put(Part<T> part, String id, T value) {
        tx.put(key(part, id), Records.write(value));
    }

    public void remove(Part<?> part, String id) {
        tx.delete(key(part, id));
    }

    /** Removes all of a kind. */
    public void clear(Part<?> part) {
        tx.deleteRange(store.parts(scope(), apiId()).text(part.key()).range());
    }
}
