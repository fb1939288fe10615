package dev.weir.store;

import dev.weir.kernel.store.Store;
import dev.weir.store.memory.MemoryEngine;

/** Opens stores. */
public final class Stores {
    private Stores() {}

    /** An empty store in memory, gone with the process. */
    public static Store memory() {
        return new TransactionalStore(new MemoryEngine());
    }
}
