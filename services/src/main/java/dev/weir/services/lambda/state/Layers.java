package dev.weir.services.lambda.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layer versions in the store. */
public final class Layers {
    private Layers() {}

    /** @param code the sha256 of its archive, in hexadecimal */
    public record LayerRecord(
            String name,
            long version,
            String code,
            long size,
            String description,
            String created,
            @Nullable List<String> architectures,
            @Nullable List<String> runtimes,
            @Nullable String license) {}

    public static byte[] key(Scope scope, String name, long version) {
        return prefix(scope, "layer").text(name).number(version).toBytes();
    }

    public static @Nullable LayerRecord get(ReadTx tx, Scope scope, String name, long version) {
        byte[] value = tx.get(key(scope, name, version));
        return value == null ? null : Json.decode(value, LayerRecord.class);
    }

    /** Keeps it under the next number of its name, numbers of deleted versions never given again. */
    public static long nextVersion(WriteTx tx, Scope scope, String name) {
        return tx.add(prefix(scope, "layer-meta").text(name).toBytes(), 1);
    }

    public static void put(WriteTx tx, Scope scope, LayerRecord layer) {
        tx.put(key(scope, layer.name(), layer.version()), Json.encode(layer));
    }

    /** The newest versions of a layer, newest first, below {@code below}. */
    public static List<LayerRecord> versions(ReadTx tx, Scope scope, String name, long below, int limit) {
        KeyRange range = prefix(scope, "layer").text(name).range().before(key(scope, name, below));
        List<LayerRecord> versions = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, true)) {
            versions.add(Json.decode(entry.value(), LayerRecord.class));
        }
        return versions;
    }

    /** Names that were ever used, in order, after {@code after}. */
    public static List<String> names(ReadTx tx, Scope scope, String after, int limit) {
        KeyRange range = prefix(scope, "layer").range();
        if (!after.isEmpty()) {
            byte[] end = prefix(scope, "layer").text(after).range().end();
            range = new KeyRange(end, range.end());
        }
        List<String> names = new ArrayList<>();
        while (names.size() < limit) {
            List<Entry> first = tx.range(range, 1, false);
            if (first.isEmpty()) {
                break;
            }
            String name =
                    Json.decode(first.getFirst().value(), LayerRecord.class).name();
            names.add(name);
            range = new KeyRange(prefix(scope, "layer").text(name).range().end(), range.end());
        }
        return names;
    }

    private static Key prefix(Scope scope, String kind) {
        return Key.of("lambda").text(scope.account()).text(scope.region()).text(kind);
    }
}
