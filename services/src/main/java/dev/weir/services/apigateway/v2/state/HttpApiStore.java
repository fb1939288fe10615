package dev.weir.services.apigateway.v2.state;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.Store;
import dev.weir.services.apigateway.proxy.Records;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * HTTP APIs.
 *
 * <pre>
 * apigatewayv2 "owner" api                           whose it is: hosts name an API without its account
 * apigatewayv2 "api"   account region api            the API
 * apigatewayv2 "part"  account region api kind id    its routes, integrations, stages, deployments, snapshots
 * </pre>
 */
public final class HttpApiStore {
    private static final String SPACE = "apigatewayv2";

    private final Store store;
    private final Consumer<String> changed;

    /** @param changed is told which API changed, after each change */
    public HttpApiStore(Store store, Consumer<String> changed) {
        this.store = store;
        this.changed = changed;
    }

    /** Whose API it is; empty where there is none. */
    public Optional<Scope> owner(String apiId) {
        byte[] value = store.read(tx -> tx.get(owners(apiId)));
        return value == null ? Optional.empty() : Optional.of(Records.read(value, Scope.class));
    }

    /** In order of their ids. */
    public List<Api> all(Scope scope) {
        return store.read(tx -> ApiReader.all(tx, apis(scope).range(), Api.class));
    }

    public <T> T read(Scope scope, String apiId, Function<ApiReader, T> body) {
        return store.read(tx -> {
            ApiReader reader = new ApiReader(tx, scope, apiId);
            Api unused = reader.api();
            return body.apply(reader);
        });
    }

    public <T> T write(Scope scope, String apiId, Function<ApiWriter, T> body) {
        return store.write(tx -> {
            ApiWriter writer = new ApiWriter(tx, scope, apiId);
            Api unused = writer.api();
            tx.afterCommit(() -> changed.accept(apiId));
            return body.apply(writer);
        });
    }

    /** @param body what belongs to the API from its beginning */
    public <T> T create(Scope scope, String apiId, Api api, Function<ApiWriter, T> body) {
        return store.write(tx -> {
            ApiWriter writer = new ApiWriter(tx, scope, apiId);
            tx.put(owners(apiId), Records.write(scope));
            writer.put(api);
            return body.apply(writer);
        });
    }

    /** Removes an API and all that is its. */
    public void delete(Scope scope, String apiId) {
        store.write(tx -> {
            ApiWriter writer = new ApiWriter(tx, scope, apiId);
            Api unused = writer.api();
            tx.delete(owners(apiId));
            tx.delete(apis(scope).text(apiId).toBytes());
            tx.deleteRange(parts(scope, apiId).range());
            tx.afterCommit(() -> changed.accept(apiId));
            return true;
        });
    }

    private static byte[] owners(String apiId) {
        return Key.of(SPACE).text("owner").text(apiId).toBytes();
    }

    static Key apis(Scope scope) {
        return Key.of(SPACE).text("api").text(scope.account()).text(scope.region());
    }

    static Key parts(Scope scope, String apiId) {
        return Key.of(SPACE)
                .text("part")
                .text(scope.account())
                .text(scope.region())
                .text(apiId);
    }
}
