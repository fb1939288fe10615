package dev.weir.services.lambda.state;

import dev.weir.api.lambda.AliasConfiguration;
import dev.weir.api.lambda.FunctionEventInvokeConfig;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions and all that hangs on them, as the store holds them. Stateless: every method takes its transaction. */
public final class LambdaState {
    private static final long MAX_VERSION = Long.MAX_VALUE;

    private LambdaState() {}

    // ---- functions and versions

    public static @Nullable FunctionRecord function(ReadTx tx, Scope scope, String name, long version) {
        return get(tx, functionKey(scope, name, version), FunctionRecord.class);
    }

    public static void putFunction(WriteTx tx, Scope scope, FunctionRecord function) {
        tx.put(functionKey(scope, function.name(), function.number()), Json.encode(function));
    }

    public static void deleteVersion(WriteTx tx, Scope scope, String name, long version) {
        tx.delete(functionKey(scope, name, version));
    }

    /** Versions from {@code from} on, {@code $LATEST} (0) first. */
    public static List<FunctionRecord> versions(ReadTx tx, Scope scope, String name, long from, int limit) {
        KeyRange range = new KeyRange(
                functionKey(scope, name, from),
                space(scope, "function").text(name).range().end());
        return list(tx, range, limit, FunctionRecord.class);
    }

    /** The newest published version; null where none was published. */
    public static @Nullable FunctionRecord newestVersion(ReadTx tx, Scope scope, String name) {
        KeyRange range = new KeyRange(functionKey(scope, name, 1), functionKey(scope, name, MAX_VERSION));
        List<Entry> last = tx.range(range, 1, true);
        return last.isEmpty() ? null : Json.decode(last.getFirst().value(), FunctionRecord.class);
    }

    /** Names of functions in order, after {@code after}; empty for the first. */
    public static List<String> names(ReadTx tx, Scope scope, String after, int limit) {
        KeyRange all = space(scope, "meta").range();
        KeyRange range = after.isEmpty() ? all : all.after(metaKey(scope, after));
        List<String> names = new ArrayList<>();
        int skip = all.start().length;
        for (Entry entry : tx.range(range, limit, false)) {
            byte[] key = entry.key();
            // The name is plain ASCII and ends with two bytes.
            names.add(new String(key, skip, key.length - skip - 2, java.nio.charset.StandardCharsets.US_ASCII));
        }
        return names;
    }

    public static @Nullable FunctionMeta meta(ReadTx tx, Scope scope, String name) {
        return get(tx, metaKey(scope, name), FunctionMeta.class);
    }

    public static void putMeta(WriteTx tx, Scope scope, String name, FunctionMeta meta) {
        tx.put(metaKey(scope, name), Json.encode(meta));
    }

    /** Removes all of a function but its code and its URLs' hosts. */
    public static void deleteFunction(WriteTx tx, Scope scope, String name) {
        tx.delete(metaKey(scope, name));
        for (String kind : List.of("function", "alias", "policy", "async", "url")) {
            tx.deleteRange(space(scope, kind).text(name).range());
        }
    }

    // ---- aliases

    public static @Nullable AliasConfiguration alias(ReadTx tx, Scope scope, String name, String alias) {
        return get(tx, key(scope, "alias", name, alias), AliasConfiguration.class);
    }

    public static void putAlias(WriteTx tx, Scope scope, String name, String alias, AliasConfiguration value) {
        tx.put(key(scope, "alias", name, alias), Json.encode(value));
    }

    public static void deleteAlias(WriteTx tx, Scope scope, String name, String alias) {
        tx.delete(key(scope, "alias", name, alias));
    }

    public static List<AliasConfiguration> aliases(ReadTx tx, Scope scope, String name, String after, int limit) {
        return list(tx, rest(scope, "alias", name, after), limit, AliasConfiguration.class);
    }

    // ---- policies; a layer version's has the layer's name and version

    public static @Nullable Policy policy(ReadTx tx, Scope scope, String name, String qualifier) {
        return get(tx, key(scope, "policy", name, qualifier), Policy.class);
    }

    public static void putPolicy(WriteTx tx, Scope scope, String name, String qualifier, Policy policy) {
        if (policy.statements().isEmpty()) {
            tx.delete(key(scope, "policy", name, qualifier));
        } else {
            tx.put(key(scope, "policy", name, qualifier), Json.encode(policy));
        }
    }

    // ---- configurations of queued calls

    public static @Nullable FunctionEventInvokeConfig async(ReadTx tx, Scope scope, String name, String qualifier) {
        return get(tx, key(scope, "async", name, qualifier), FunctionEventInvokeConfig.class);
    }

    public static void putAsync(
            WriteTx tx, Scope scope, String name, String qualifier, FunctionEventInvokeConfig config) {
        tx.put(key(scope, "async", name, qualifier), Json.encode(config));
    }

    public static void deleteAsync(WriteTx tx, Scope scope, String name, String qualifier) {
        tx.delete(key(scope, "async", name, qualifier));
    }

    public static List<FunctionEventInvokeConfig> asyncs(ReadTx tx, Scope scope, String name, int limit) {
        return list(tx, rest(scope, "async", name, ""), limit, FunctionEventInvokeConfig.class);
    }

    // ---- URLs

    public static @Nullable UrlRecord url(ReadTx tx, Scope scope, String name, String qualifier) {
        return get(tx, key(scope, "url", name, qualifier), UrlRecord.class);
    }

    /** The function URL with this id in its host. */
    public static @Nullable UrlRecord urlById(ReadTx tx, String id) {
        UrlRecord.Place place = get(tx, Key.of("lambda.url").text(id).toBytes(), UrlRecord.Place.class);
        return place == null ? null : url(tx, place.scope(), place.name(), place.qualifier());
    }

    public static void putUrl(WriteTx tx, UrlRecord url) {
        UrlRecord.Place place = url.place();
        tx.put(key(place.scope(), "url", place.name(), place.qualifier()), Json.encode(url));
        tx.put(Key.of("lambda.url").text(url.id()).toBytes(), Json.encode(place));
    }

    public static void deleteUrl(WriteTx tx, UrlRecord url) {
        UrlRecord.Place place = url.place();
        tx.delete(key(place.scope(), "url", place.name(), place.qualifier()));
        tx.delete(Key.of("lambda.url").text(url.id()).toBytes());
    }

    public static List<UrlRecord> urls(ReadTx tx, Scope scope, String name, int limit) {
        return list(tx, rest(scope, "url", name, ""), limit, UrlRecord.class);
    }

    // ---- keys

    private static byte[] functionKey(Scope scope, String name, long version) {
        return space(scope, "function").text(name).number(version).toBytes();
    }

    private static byte[] metaKey(Scope scope, String name) {
        return space(scope, "meta").text(name).toBytes();
    }

    private static byte[] key(Scope scope, String kind, String name, String qualifier) {
        return space(scope, kind).text(name).text(qualifier).toBytes();
    }

    private static KeyRange rest(Scope scope, String kind, String name, String after) {
        KeyRange all = space(scope, kind).text(name).range();
        return after.isEmpty() ? all : all.after(key(scope, kind, name, after));
    }

    private static Key space(Scope scope, String kind) {
        return Key.of("lambda").text(scope.account()).text(scope.region()).text(kind);
    }

    private static <T> @Nullable T get(ReadTx tx, byte[] key, Class<T> type) {
        byte[] value = tx.get(key);
        return value == null ? null : Json.decode(value, type);
    }

    private static <T> List<T> list(ReadTx tx, KeyRange range, int limit, Class<T> type) {
        List<T> values = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, false)) {
            values.add(Json.decode(entry.value(), type));
        }
        return values;
    }
}
