package dev.weir.services.apigateway.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.Store;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.shapes.AwsException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * APIs of one kind; {@code space} is the service's.
 *
 * <pre>
 * space "owner" api                           whose it is: hosts name an API without its account
 * space "api"   account region api            the API
 * space "part"  account region api kind id    what it consists of
 * </pre>
 *
 * @param <A> what describes an API
 */
public final class ApiStore<A> {
    private final String space;
    private final Class<A> type;
    private final BiFunction<Scope, String, AwsException> missing;
    private final Store store;
    private final Consumer<String> changed;

    /**
     * @param missing the error where there is no API of an id
     * @param changed is told which API changed, after each change
     */
    public ApiStore(
            Store store,
            String space,
            Class<A> type,
            BiFunction<Scope, String, AwsException> missing,
            Consumer<String> changed) {
        this.space = space;
        this.type = type;
        this.missing = missing;
        this.store = store;
        this.changed = changed;
    }

    /** Whose API it is; empty where there is none. */
    public Optional<Scope> owner(String apiId) {
        byte[] value = store.read(tx -> tx.get(owners(apiId)));
        return value == null ? Optional.empty() : Optional.of(Records.read(value, Scope.class));
    }

    /** In order of their ids. */
    public List<A> all(Scope scope) {
        return store.read(tx -> ApiReader.all(tx, apis(scope).range(), type));
    }

    public <T> T read(Scope scope, String apiId, Function<ApiReader<A>, T> body) {
        return store.read(tx -> {
            ApiReader<A> reader = new ApiReader<>(this, tx, scope, apiId);
            A unused = reader.api();
            return body.apply(reader);
        });
    }

    public <T> T write(Scope scope, String apiId, Function<ApiWriter<A>, T> body) {
        return store.write(tx -> {
            ApiWriter<A> writer = new ApiWriter<>(this, tx, scope, apiId);
            A unused = writer.api();
            tx.afterCommit(() -> changed.accept(apiId));
            return body.apply(writer);
        });
    }

    /** @param body what belongs to the API from its beginning */
    public <T> T create(Scope scope, String apiId, A api, Function<ApiWriter<A>, T> body) {
        return store.write(tx -> {
            ApiWriter<A> writer = new ApiWriter<>(this, tx, scope, apiId);
            tx.put(owners(apiId), Records.write(scope));
            writer.put(api);
            return body.apply(writer);
        });
    }

    /** Removes an API and all that is its. */
    public void delete(Scope scope, String apiId) {
        store.write(tx -> {
            ApiWriter<A> writer = new ApiWriter<>(this, tx, scope, apiId);
            A unused = writer.api();
            tx.delete(owners(apiId));
            tx.delete(apis(scope).text(apiId).toBytes());
            tx.deleteRange(parts(scope, apiId).range());
            tx.afterCommit(() -> changed.accept(apiId));
            return true;
        });
    }

    private byte[] owners(String apiId) {
        return Key.of(space).text("owner").text(apiId).toBytes();
    }

    Key apis(Scope scope) {
        return Key.of(space).text("api").text(scope.account()).text(scope.region());
    }

    Key parts(Scope scope, String apiId) {
        return Key.of(space)
                .text("part")
                .text(scope.account())
                .text(scope.region())
                .text(apiId);
    }

    Class<A> type() {
        return type;
    }

    AwsException missing(Scope scope, String apiId) {
        return missing.apply(scope, apiId);
    }
}
