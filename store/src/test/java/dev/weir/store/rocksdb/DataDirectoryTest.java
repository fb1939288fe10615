package dev.weir.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.StoreFullException;
import dev.weir.store.Durability;
import dev.weir.store.StoreOpenException;
import dev.weir.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class DataDirectoryTest {
    @TempDir
    Path directory;

    private Store open() {
        return Stores.onDisk(directory, RocksStoreTest.CACHE, Durability.DISK);
    }

    private String refusal() {
        String message = String.valueOf(
                assertThrows(StoreOpenException.class, this::open).getMessage());
        assertFalse(message.contains("\n"));
        assertTrue(message.contains(directory.toString()), message);
        return message;
    }

    private static void put(Store store, String text) {
        store.write(tx -> {
            tx.put(text.getBytes(), text.getBytes());
            return "";
        });
    }

    private static int count(Store store) {
        return store.read(tx -> (int) List.of("a", "b", "c").stream()
                .filter(key -> tx.get(key.getBytes()) != null)
                .count());
    }

    @Test
    void aSecondWeirIsRefusedUntilTheFirstHasGone() {
        try (Store first = open()) {
            put(first, "a");
            String message = refusal();
            assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
            assertTrue(message.contains("weir down"), message);
            put(first, "b");
        }
        try (Store second = open()) {
            assertEquals(2, count(second));
        }
    }

    @Test
    void aDirectoryFromANewerWeirIsRefusedUntouched() throws IOException {
        open().close();
        Files.writeString(directory.resolve("FORMAT"), "weir data format 999\n");
        assertTrue(refusal().contains("newer weir"));
        assertEquals("weir data format 999\n", Files.readString(directory.resolve("FORMAT")));
    }

    @Test
    void whatIsNoDataDirectoryIsRefused() throws IOException {
        Files.writeString(directory.resolve("FORMAT"), "something else");
        assertTrue(refusal().contains("no data directory"));
    }

    @Test
    void checkpointsAndTheStateThatWasLoadedFromOneOutliveTheProcess() throws IOException {
        try (Store store = open()) {
            put(store, "a");
            store.saveCheckpoint("one");
            put(store, "b");
            store.loadCheckpoint("one");
            put(store, "c");
        }
        try (Store store = open()) {
            assertEquals(List.of("one"), store.checkpoints());
            assertEquals(2, count(store));
            store.loadCheckpoint("one");
            assertEquals(1, count(store));
        }
        try (var files = Files.list(directory)) {
            assertEquals(
                    1,
                    files.filter(file -> file.getFileName().toString().startsWith("state-"))
                            .count());
        }
    }

    @Test
    void aWriteThatWouldFillTheDiskIsRefusedAndLaterOnesWorkAgain() {
        AtomicLong free = new AtomicLong(1L << 40);
        DiskGuard guard = new DiskGuard(free::get, directory);
        guard.beforeWriting(100);
        free.set(5 << 20);
        StoreFullException full = assertThrows(StoreFullException.class, () -> guard.beforeWriting(2 << 20));
        assertTrue(String.valueOf(full.getMessage()).contains(directory + " is full: 5 MiB are free"));
        assertThrows(StoreFullException.class, () -> guard.beforeWriting(1));
        free.set(1L << 40);
        guard.beforeWriting(2 << 20);
    }
}
