package dev.weir.services.apigateway.v2.state;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.apigateway.proxy.Records;

/** One API as a transaction changes it. */
public final class ApiWriter extends ApiReader {
    private final WriteTx tx;

    ApiWriter(WriteTx tx, Scope scope, String apiId) {
        super(tx, scope, apiId);
        this.tx = tx;
    }

    public void put(Api api) {
        tx.put(apiKey(), Records.write(api));
    }

    public <T> void put(Part<T> part, String id, T value) {
        tx.put(key(part, id), Records.write(value));
    }

    public void remove(Part<?> part, String id) {
        tx.delete(key(part, id));
    }

    /** Removes all of a kind. */
    public void clear(Part<?> part) {
        tx.deleteRange(HttpApiStore.parts(scope(), apiId()).text(part.key()).range());
    }
}
