package dev.weir.services.sqs.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import java.util.ArrayList;
import java.util.List;

/** What one transaction is to change, collected before it runs, so that running it again has no effects of its own. */
final class Changes {
    private final List<KeyRange> cleared = new ArrayList<>(0);
    private final List<byte[]> deleted = new ArrayList<>();
    private final List<Entry> put = new ArrayList<>();

    Changes put(byte[] key, byte[] value) {
        put.add(new Entry(key, value));
        return this;
    }

    Changes delete(byte[] key) {
        deleted.add(key);
        return this;
    }

    Changes clear(KeyRange range) {
        cleared.add(range);
        return this;
    }

    boolean isEmpty() {
        return cleared.isEmpty() && deleted.isEmpty() && put.isEmpty();
    }

    /** Ranges first, then single keys, then what is put. */
    void apply(WriteTx tx) {
        for (KeyRange range : cleared) {
            tx.deleteRange(range);
        }
        for (byte[] key : deleted) {
            tx.delete(key);
        }
        for (Entry entry : put) {
            tx.put(entry.key(), entry.value());
        }
    }
}
