package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Exports and imports, by ARN. */
public final class Transfers {
    private final Store store;
    private final JsonMapper json = JsonMapper.shared();

    public Transfers(Store store) {
        this.store = store;
    }

    public void put(WriteTx tx, Transfer transfer) {
        Arn arn = Arn.parse(transfer.arn());
        tx.put(key(arn.scope(), transfer.export(), arn.resource()), json.writeValueAsBytes(transfer));
    }

    private static byte[] key(Scope scope, boolean export, String resource) {
        return new Keys(scope).transfer(export ? "export" : "import", resource);
    }

    /** The export or import, or null. */
    public @Nullable Transfer find(Arn arn) {
        boolean export = arn.resource().contains("/export/");
        byte[] stored = store.read(tx -> tx.get(key(arn.scope(), export, arn.resource())));
        return stored == null ? null : json.readValue(stored, Transfer.class);
    }

    /** Exports or imports after the given ARN. */
    public List<Transfer> list(Scope scope, boolean export, @Nullable String after, int limit) {
        KeyRange all = new Keys(scope).transfers(export ? "export" : "import");
        KeyRange range = after == null
                ? all
                : all.after(key(scope, export, Arn.parse(after).resource()));
        return store.read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> json.readValue(entry.value(), Transfer.class))
                .toList();
    }
}
