package dev.weir.store.memory;

import dev.weir.kernel.store.Store;
import dev.weir.store.StoreContract;
import dev.weir.store.Stores;

class MemoryStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return Stores.memory();
    }
}
