package dev.weir.services.schemas.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registries, schemas and discoverers.
 *
 * <pre>
 * schemas account region "registry"   name
 * schemas account region "schema"     registry name
 * schemas account region "version"    registry name number
 * schemas account region "discoverer" id
 * </pre>
 */
public final class SchemasStore {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int PAGE = 1000;

    private final Store store;

    public SchemasStore(Store store) {
        this.store = store;
    }

    public <T> T read(Function<ReadTx, T> body) {
        return store.read(body);
    }

    public <T> T write(Function<WriteTx, T> body) {
        return store.write(body);
    }

    public Optional<RegistryState> registry(ReadTx tx, Scope scope, String name) {
        return one(tx, key(scope, "registry").text(name), RegistryState.class);
    }

    public List<RegistryState> registries(Scope scope) {
        return read(tx -> all(tx, key(scope, "registry").range(), RegistryState.class));
    }

    public void put(WriteTx tx, Scope scope, RegistryState registry) {
        tx.put(key(scope, "registry").text(registry.name()).toBytes(), MAPPER.writeValueAsBytes(registry));
    }

    public void deleteRegistry(WriteTx tx, Scope scope, String name) {
        tx.delete(key(scope, "registry").text(name).toBytes());
        tx.deleteRange(key(scope, "schema").text(name).range());
        tx.deleteRange(key(scope, "version").text(name).range());
    }

    public Optional<SchemaState> schema(ReadTx tx, Scope scope, String registry, String name) {
        return one(tx, key(scope, "schema").text(registry).text(name), SchemaState.class);
    }

    public List<SchemaState> schemas(Scope scope, String registry) {
        return read(tx -> all(tx, key(scope, "schema").text(registry).range(), SchemaState.class));
    }

    public void put(WriteTx tx, Scope scope, SchemaState schema) {
        tx.put(
                key(scope, "schema").text(schema.registry()).text(schema.name()).toBytes(),
                MAPPER.writeValueAsBytes(schema));
    }

    public void deleteSchema(WriteTx tx, Scope scope, String registry, String name) {
        tx.delete(key(scope, "schema").text(registry).text(name).toBytes());
        tx.deleteRange(key(scope, "version").text(registry).text(name).range());
    }

    public Optional<SchemaState.Version> version(ReadTx tx, Scope scope, String registry, String name, long number) {
        return one(tx, key(scope, "version").text(registry).text(name).number(number), SchemaState.Version.class);
    }

    /** The oldest first. */
    public List<SchemaState.Version> versions(ReadTx tx, Scope scope, String registry, String name) {
        return all(tx, key(scope, "version").text(registry).text(name).range(), SchemaState.Version.class);
    }

    public void put(WriteTx tx, Scope scope, String registry, String name, SchemaState.Version version) {
        tx.put(
                key(scope, "version")
                        .text(registry)
                        .text(name)
                        .number(version.number())
                        .toBytes(),
                MAPPER.writeValueAsBytes(version));
    }

    public void deleteVersion(WriteTx tx, Scope scope, String registry, String name, long number) {
        tx.delete(key(scope, "version").text(registry).text(name).number(number).toBytes());
    }

    public Optional<DiscovererState> discoverer(ReadTx tx, Scope scope, String id) {
        return one(tx, key(scope, "discoverer").text(id), DiscovererState.class);
    }

    public List<DiscovererState> discoverers(Scope scope) {
        return read(tx -> all(tx, key(scope, "discoverer").range(), DiscovererState.class));
    }

    public void put(WriteTx tx, Scope scope, DiscovererState discoverer) {
        tx.put(key(scope, "discoverer").text(discoverer.id()).toBytes(), MAPPER.writeValueAsBytes(discoverer));
    }

    public void deleteDiscoverer(WriteTx tx, Scope scope, String id) {
        tx.delete(key(scope, "discoverer").text(id).toBytes());
    }

    private static <T> Optional<T> one(ReadTx tx, Key key, Class<T> type) {
        byte[] value = tx.get(key.toBytes());
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, type));
    }

    private static <T> List<T> all(ReadTx tx, KeyRange range, Class<T> type) {
        List<T> all = new ArrayList<>();
        KeyRange rest = range;
        while (true) {
            List<Entry> page = tx.range(rest, PAGE, false);
            page.forEach(entry -> all.add(MAPPER.readValue(entry.value(), type)));
            if (page.size() < PAGE) {
                return all;
            }
            rest = rest.after(page.getLast().key());
        }
    }

    private static Key key(Scope scope, String kind) {
        return Key.of("schemas").text(scope.account()).text(scope.region()).text(kind);
    }
}
