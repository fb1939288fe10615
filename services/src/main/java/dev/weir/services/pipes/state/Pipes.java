package dev.weir.services.pipes.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.fabric.source.Progress;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Pipes in the store. */
public final class Pipes {
    /** The key space of how far streams are read. */
    public static final String PROGRESS = "pipes.checkpoint";

    private static final String SPACE = "pipes";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Pipes() {}

    public static @Nullable PipeRecord get(ReadTx tx, Scope scope, String name) {
        byte[] value = tx.get(key(scope, name));
        return value == null ? null : MAPPER.readValue(value, PipeRecord.class);
    }

    public static void put(WriteTx tx, PipeRecord pipe) {
        tx.put(key(pipe.scope(), pipe.name()), MAPPER.writeValueAsBytes(pipe));
    }

    public static void delete(WriteTx tx, PipeRecord pipe) {
        tx.delete(key(pipe.scope(), pipe.name()));
        Progress.forget(tx, PROGRESS, pipe.arn());
    }

    /** Pipes of an account and region whose names begin with the prefix, after a name, in order. */
    public static List<PipeRecord> list(ReadTx tx, Scope scope, String prefix, String after, int limit) {
        KeyRange range = KeyRange.prefix(
                space(scope).raw(prefix.getBytes(StandardCharsets.UTF_8)).toBytes());
        return read(tx, after.isEmpty() ? range : range.after(key(scope, after)), limit);
    }

    /** A page of the pipes of all accounts. */
    public static List<PipeRecord> all(ReadTx tx, @Nullable PipeRecord after, int limit) {
        KeyRange all = Key.of(SPACE).range();
        return read(tx, after == null ? all : all.after(key(after.scope(), after.name())), limit);
    }

    private static Key space(Scope scope) {
        return Key.of(SPACE).text(scope.account()).text(scope.region());
    }

    private static byte[] key(Scope scope, String name) {
        return space(scope).text(name).toBytes();
    }

    private static List<PipeRecord> read(ReadTx tx, KeyRange range, int limit) {
        List<PipeRecord> pipes = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, false)) {
            pipes.add(MAPPER.readValue(entry.value(), PipeRecord.class));
        }
        return pipes;
    }
}
