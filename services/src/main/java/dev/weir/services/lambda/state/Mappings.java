package dev.weir.services.lambda.state;

import dev.weir.api.lambda.EventSourceMappingConfiguration;
import dev.weir.fabric.source.Progress;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Event source mappings in the store, and how far each has read. */
public final class Mappings {
    /** The key space of how far streams are read. */
    public static final String PROGRESS = "lambda.checkpoint";

    private Mappings() {}

    /**
     * A mapping.
     *
     * @param configuration as it is answered; its state is {@code Enabled} or {@code Disabled}
     * @param created when: what "latest" counts from
     */
    public record MappingRecord(
            Scope scope, EventSourceMappingConfiguration configuration, Instant created, Map<String, String> tags) {
        public String id() {
            String id = configuration.uuid();
            return id == null ? "" : id;
        }

        public String source() {
            String source = configuration.eventSourceArn();
            return source == null ? "" : source;
        }

        public String function() {
            String function = configuration.functionArn();
            return function == null ? "" : function;
        }

        public boolean enabled() {
            return "Enabled".equals(configuration.state());
        }

        public boolean partialResponses() {
            List<String> types = configuration.functionResponseTypes();
            return types != null && types.contains("ReportBatchItemFailures");
        }

        public int batchSize() {
            Integer size = configuration.batchSize();
            return size == null ? 10 : size;
        }

        /** Seconds. */
        public int window() {
            Integer window = configuration.maximumBatchingWindowInSeconds();
            return window == null ? 0 : window;
        }

        public MappingRecord with(EventSourceMappingConfiguration fresh) {
            return new MappingRecord(scope, fresh, created, tags);
        }
    }

    public static @Nullable MappingRecord get(ReadTx tx, Scope scope, String id) {
        byte[] value = tx.get(key(scope, id));
        return value == null ? null : Json.decode(value, MappingRecord.class);
    }

    public static void put(WriteTx tx, MappingRecord mapping) {
        tx.put(key(mapping.scope(), mapping.id()), Json.encode(mapping));
    }

    public static void delete(WriteTx tx, Scope scope, String id) {
        tx.delete(key(scope, id));
        Progress.forget(tx, PROGRESS, id);
    }

    /** Mappings of an account and region, after the one with the id {@code after}. */
    public static List<MappingRecord> list(ReadTx tx, Scope scope, String after, int limit) {
        KeyRange all = Key.of("lambda.mapping")
                .text(scope.account())
                .text(scope.region())
                .range();
        return read(tx, after.isEmpty() ? all : all.after(key(scope, after)), limit);
    }

    /** A page of the mappings of all accounts. */
    public static List<MappingRecord> all(ReadTx tx, @Nullable MappingRecord after, int limit) {
        KeyRange all = Key.of("lambda.mapping").range();
        return read(tx, after == null ? all : all.after(key(after.scope(), after.id())), limit);
    }

    private static byte[] key(Scope scope, String id) {
        return Key.of("lambda.mapping")
                .text(scope.account())
                .text(scope.region())
                .text(id)
                .toBytes();
    }

    private static List<MappingRecord> read(ReadTx tx, KeyRange range, int limit) {
        List<MappingRecord> mappings = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, false)) {
            mappings.add(Json.decode(entry.value(), MappingRecord.class));
        }
        return mappings;
    }
}
