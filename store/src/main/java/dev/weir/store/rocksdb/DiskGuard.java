package dev.weir.store.rocksdb;

import dev.weir.kernel.store.StoreFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Refuses writes before the disk is full, so that RocksDB itself, which must always be able to write out what it holds
 * in memory, never meets a full one. It looks at the disk once for every megabyte written; while the disk is full, at
 * every write. Used by one thread at a time.
 */
final class DiskGuard {
    private static final long MIB = 1 << 20;

    /** What RocksDB may still need for what it has taken in: buffers that it writes out, and a merge of small files. */
    private static final long RESERVE = 96 * MIB;

    private final FreeSpace freeSpace;
    private final Path directory;
    private long allowance;

    DiskGuard(FreeSpace freeSpace, Path directory) {
        this.freeSpace = freeSpace;
        this.directory = directory;
    }

    /** Asks the disk. */
    interface FreeSpace {
        /** Bytes that may still be written. */
        long bytes() throws IOException;
    }

    /** @throws StoreFullException where there is no room for so many bytes more */
    void beforeWriting(long bytes) {
        allowance -= bytes;
        if (allowance >= 0) {
            return;
        }
        long free;
        try {
            free = freeSpace.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see how much room is left in " + directory, e);
        }
        if (free < RESERVE + bytes) {
            allowance = 0;
            throw new StoreFullException(
                    "the disk that holds " + directory + " is full: " + free / MIB + " MiB are free, and weir needs "
                            + (RESERVE + bytes) / MIB + " to go on; free some space, then try again",
                    null);
        }
        allowance = MIB;
    }

    StoreFullException full(@Nullable Throwable cause) {
        allowance = 0;
        return new StoreFullException(
                "the disk that holds " + directory + " is full: free some space, then try again", cause);
    }
}
