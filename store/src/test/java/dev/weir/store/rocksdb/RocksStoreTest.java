package dev.weir.store.rocksdb;

import dev.weir.kernel.store.Store;
import dev.weir.store.Durability;
import dev.weir.store.StoreContract;
import dev.weir.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

class RocksStoreTest extends StoreContract {
    static final Path CACHE = Path.of("target", "native");

    private @Nullable Path directory;

    @Override
    protected Store open() throws IOException {
        directory = Files.createTempDirectory("weir-store");
        return Stores.onDisk(directory, CACHE, Durability.PROCESS);
    }

    @Override
    protected void discard() throws IOException {
        if (directory != null) {
            DataDirectory.remove(directory);
        }
    }
}
