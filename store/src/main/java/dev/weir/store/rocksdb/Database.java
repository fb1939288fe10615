package dev.weir.store.rocksdb;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.Filter;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteOptions;

/**
 * An open RocksDB database with all that must be freed with it. It is closed when its owner and every view of it have
 * let go, so that a state can be exchanged while readers are still at the old one.
 */
final class Database {
    private static final long MIB = 1 << 20;

    final RocksDB db;
    final WriteOptions writing = new WriteOptions();
    private final Options options;
    private final Cache cache;
    private final Filter filter;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile Runnable afterwards = () -> {};

    Database(Path path) throws RocksDBException {
        this.cache = new LRUCache(64 * MIB);
        this.filter = new BloomFilter(10);
        this.options = options(cache, filter);
        RocksDB opened;
        try {
            opened = RocksDB.open(options, path.toString());
        } catch (RocksDBException e) {
            freeOptions();
            throw e;
        }
        this.db = opened;
    }

    /** Small in memory, quick to open, fit for two cores. */
    @SuppressWarnings("resource")
    private static Options options(Cache cache, Filter filter) {
        return new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(filter)
                        .setBlockSize(4 * 1024)
                        // Indexes and filters stay with their files: a few bytes a key, which reading them anew at
                        // every get from a large store would cost many times over.
                        .setCacheIndexAndFilterBlocks(false)
                        .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash))
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(16 * MIB)
                .setMaxWriteBufferNumber(3)
                .setMemtableMaxRangeDeletions(200)
                // Most gets from a large store are of keys that are in files: no search of the memory first.
                .setMemtablePrefixBloomSizeRatio(0.05)
                .setMemtableWholeKeyFiltering(true)
                .setTargetFileSizeBase(16 * MIB)
                .setMaxBytesForLevelBase(64 * MIB)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(256)
                // Values such as S3 objects are not rewritten by compactions.
                .setEnableBlobFiles(true)
                .setMinBlobSize(64 * 1024)
                .setEnableBlobGarbageCollection(true)
                // One thread commits at a time.
                .setAllowConcurrentMemtableWrite(false)
                .setAllowFAllocate(false)
                .setManifestPreallocationSize(64 * 1024)
                // The log is replayed at the next start instead.
                .setAvoidFlushDuringRecovery(true)
                .setAvoidFlushDuringShutdown(true)
                .setSkipStatsUpdateOnDbOpen(true)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(1);
    }

    /** What stays the same until the next commit, for all who read meanwhile. */
    final class View {
        private final Snapshot snapshot;
        private final ReadOptions reading;
        private final AtomicInteger readers = new AtomicInteger(1);

        /** A commit that this view is sure to hold. */
        final long commit;

        View(long commit) {
            requireJoin();
            this.commit = commit;
            this.snapshot = db.getSnapshot();
            this.reading = new ReadOptions().setSnapshot(snapshot);
        }

        byte @Nullable [] get(byte[] key) throws RocksDBException {
            return db.get(reading, key);
        }

        /** Fresh options to read this view with; the caller closes them. */
        ReadOptions reading() {
            return new ReadOptions(reading);
        }

        RocksDB db() {
            return db;
        }

        /** One more reader; false where the last one has gone. */
        boolean join() {
            return oneMore(readers);
        }

        void leave() {
            if (readers.decrementAndGet() == 0) {
                db.releaseSnapshot(snapshot);
                reading.close();
                Database.this.leave();
            }
        }
    }

    /**
     * Holds on to the database until {@link #leave}.
     *
     * @throws IllegalStateException where it has been closed
     */
    void requireJoin() {
        if (!oneMore(users)) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private static boolean oneMore(AtomicInteger count) {
        int now = count.get();
        while (now > 0) {
            if (count.compareAndSet(now, now + 1)) {
                return true;
            }
            now = count.get();
        }
        return false;
    }

    /** What to do once the database has been closed; to be said before its owner leaves. */
    void whenClosed(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    /** Lets go of the database. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            db.close();
            freeOptions();
            afterwards.run();
        }
    }

    private void freeOptions() {
        writing.close();
        options.close();
        filter.close();
        cache.close();
    }
}
