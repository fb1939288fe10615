package dev.weir.store;

import dev.weir.kernel.store.Store;
import dev.weir.store.memory.MemoryEngine;
import dev.weir.store.rocksdb.RocksEngine;
import java.nio.file.Path;

/** Opens stores. */
public final class Stores {
    private Stores() {}

    /** An empty store in memory, gone with the process. */
    public static Store memory() {
        return new TransactionalStore(new MemoryEngine());
    }

    /**
     * A store on disk, made where there is none yet.
     *
     * @param directory holds the store and nothing else; one weir at a time
     * @param cache where the engine's native library is unpacked, once; any number of weirs
     * @throws StoreOpenException where the directory cannot be used; its message says why and what to do
     */
    public static Store onDisk(Path directory, Path cache, Durability durability) {
        return new TransactionalStore(RocksEngine.open(directory, cache, durability));
    }
}
