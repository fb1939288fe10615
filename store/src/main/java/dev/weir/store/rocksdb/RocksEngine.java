package dev.weir.store.rocksdb;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.store.Durability;
import dev.weir.store.StoreOpenException;
import dev.weir.store.engine.Changes;
import dev.weir.store.engine.Cursor;
import dev.weir.store.engine.Engine;
import dev.weir.store.engine.Snapshot;
import dev.weir.store.memory.MemoryEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/** Everything on disk. */
public final class RocksEngine implements Engine {
    private static final System.Logger LOG = System.getLogger(RocksEngine.class.getName());
    private static final KeyRange EVERYTHING = new KeyRange(new byte[0], new byte[0]);

    /** From how many entries in memory on a cleared state is written out, since scans would have to step over them. */
    private static final long MANY_CLEARED = 2000;

    private final DataDirectory directory;
    private final Durability durability;
    private final DiskGuard disk;

    /** Guards who may replace the view. */
    private final Object viewing = new Object();

    private volatile Database database;
    private volatile Database.@Nullable View view;
    /** Guards the gaps, and what they speak of: written under the commit lock and this. */
    private final Object changing = new Object();

    private final Gaps gaps = new Gaps();

    /** Written by whoever commits. */
    private volatile long commits;

    private final Object syncing = new Object();
    private long synced;
    private boolean isSyncing;

    private RocksEngine(DataDirectory directory, Durability durability, Database database, DiskGuard disk) {
        this.directory = directory;
        this.durability = durability;
        this.database = database;
        this.disk = disk;
    }

    /**
     * Opens, or makes, a data directory.
     *
     * @param cache where the native library is unpacked, once
     * @throws StoreOpenException where the directory cannot be used
     */
    public static RocksEngine open(Path root, Path cache, Durability durability) {
        NativeLibrary.load(cache);
        DataDirectory directory = null;
        try {
            directory = DataDirectory.open(root.toAbsolutePath());
            Database database = new Database(directory.state());
            return new RocksEngine(directory, durability, database, new DiskGuard(directory::freeSpace, root));
        } catch (IOException | RocksDBException | RuntimeException e) {
            if (directory != null) {
                closeQuietly(directory);
            }
            throw e instanceof StoreOpenException known
                    ? known
                    : new StoreOpenException(
                            "cannot open the data directory " + root + " (" + e.getMessage()
                                    + "): check that it is readable and writable, or give weir another with --data DIR",
                            e);
        }
    }

    private static void closeQuietly(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot unlock " + directory.root(), e);
        }
    }

    @Override
    public Snapshot snapshot() {
        while (true) {
            Database.View shared = view;
            if (shared != null && shared.join()) {
                return new RocksSnapshot(this, shared);
            }
            synchronized (viewing) {
                if (view == null) {
                    view = database.new View(commits);
                }
            }
        }
    }

    /** Readers that come from now on must see what has been committed. */
    private void renewView() {
        Database.View old;
        synchronized (viewing) {
            old = view;
            view = null;
        }
        if (old != null) {
            old.leave();
        }
    }

    @Override
    public void commit(List<Changes> group) {
        try (WriteBatch batch = new WriteBatch()) {
            byte[] greatest = new byte[0];
            for (Changes changes : group) {
                for (KeyRange range : changes.deletedRanges()) {
                    deleteRange(batch, range, greatest);
                }
                for (Map.Entry<byte[], Changes.Value> change : changes.values().entrySet()) {
                    byte[] value = change.getValue().bytes();
                    if (value == null) {
                        batch.delete(change.getKey());
                    } else {
                        batch.put(change.getKey(), value);
                    }
                }
                if (!changes.values().isEmpty()
                        && Arrays.compareUnsigned(changes.values().lastKey(), greatest) > 0) {
                    greatest = changes.values().lastKey();
                }
            }
            disk.beforeWriting(batch.getDataSize());
            synchronized (changing) {
                group.forEach(this::cutGaps);
                database.db.write(database.writing, batch);
                commits++;
            }
        } catch (RocksDBException e) {
            throw failure(e);
        }
        renewView();
    }

    private void cutGaps(Changes changes) {
        if (gaps.isEmpty()) {
            return;
        }
        changes.values().forEach((key, value) -> {
            if (value.bytes() != null) {
                gaps.cut(key);
            }
        });
    }

    /** Where a known gap ends that the key lies in, for that view; null where there is none. */
    byte @Nullable [] gapEnd(byte[] key, Database.View of) {
        return gaps.endOf(key, of.commit);
    }

    /** Learns where the present keys of the range begin, for all who will look there from now on. */
    void learnGap(KeyRange range) {
        Database.View present;
        synchronized (changing) {
            if (!gaps.beginLearning(range)) {
                return;
            }
            present = database.new View(commits);
        }
        byte[] end = range.start();
        try (RocksCursor cursor = RocksCursor.unhurried(this, present, range)) {
            Entry first = cursor.next();
            end = first == null ? range.end() : first.key();
        } finally {
            synchronized (changing) {
                gaps.endLearning(range, end, present.commit);
            }
            present.leave();
        }
    }

    /** @param greatest the greatest key that was written earlier in the batch */
    private void deleteRange(WriteBatch batch, KeyRange range, byte[] greatest) throws RocksDBException {
        byte[] end = range.end();
        if (end.length == 0) {
            // RocksDB knows no open end: one behind the last key there is.
            byte[] last = greatest;
            try (RocksIterator iterator = database.db.newIterator()) {
                iterator.seekToLast();
                if (iterator.isValid() && Arrays.compareUnsigned(iterator.key(), last) > 0) {
                    last = iterator.key();
                }
            }
            end = Arrays.copyOf(last, last.length + 1);
        }
        if (Arrays.compareUnsigned(range.start(), end) < 0) {
            batch.deleteRange(range.start(), end);
        }
    }

    private RuntimeException failure(RocksDBException e) {
        Status status = e.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            return disk.full(e);
        }
        return new IllegalStateException("the store failed: " + e.getMessage(), e);
    }

    @Override
    public void sync() {
        if (durability == Durability.PROCESS) {
            return;
        }
        long wanted = commits;
        if (mustSync(wanted)) {
            long upTo = commits;
            boolean done = false;
            try {
                syncLog();
                done = true;
            } finally {
                finishSync(done ? upTo : 0);
            }
        }
    }

    private void syncLog() {
        Database present = database;
        present.requireJoin();
        try {
            present.db.syncWal();
        } catch (RocksDBException e) {
            throw failure(e);
        } finally {
            present.leave();
        }
    }

    /** Waits while another syncs; true where it is for the caller to do it now, for itself and all who come meanwhile. */
    private boolean mustSync(long wanted) {
        boolean interrupted = false;
        try {
            synchronized (syncing) {
                while (synced < wanted && isSyncing) {
                    try {
                        syncing.wait();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                isSyncing |= synced < wanted;
                return synced < wanted;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void finishSync(long upTo) {
        synchronized (syncing) {
            isSyncing = false;
            synced = Math.max(synced, upTo);
            syncing.notifyAll();
        }
    }

    @Override
    public void clear() {
        try (WriteBatch batch = new WriteBatch()) {
            deleteRange(batch, EVERYTHING, new byte[0]);
            database.db.write(database.writing, batch);
            if (database.db.getLongProperty("rocksdb.num-entries-active-mem-table") > MANY_CLEARED) {
                try (FlushOptions later = new FlushOptions().setWaitForFlush(false)) {
                    database.db.flush(later);
                }
            }
        } catch (RocksDBException e) {
            throw failure(e);
        }
        synchronized (changing) {
            commits++;
        }
        renewView();
        sync();
    }

    @Override
    public void saveCheckpoint(String name) {
        try {
            Path made = directory.newCheckpoint();
            try (Checkpoint checkpoint = Checkpoint.create(database.db)) {
                checkpoint.createCheckpoint(made.toString());
            }
            Path kept = directory.checkpoint(name);
            DataDirectory.remove(kept);
            Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (RocksDBException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save the checkpoint " + name, e);
        }
    }

    @Override
    public void loadCheckpoint(String name) {
        Path checkpoint = directory.checkpoint(name);
        if (!Files.exists(checkpoint)) {
            throw new IllegalArgumentException("there is no checkpoint " + name);
        }
        try {
            Path old = directory.state();
            Path next = directory.nextState();
            DataDirectory.remove(next);
            DataDirectory.copyDatabase(checkpoint, next);
            Database loaded = new Database(next);
            directory.becomeState(next);
            Database given = database;
            given.whenClosed(() -> removeQuietly(old));
            synchronized (changing) {
                database = loaded;
                commits++;
                gaps.clear();
            }
            renewView();
            given.leave();
        } catch (RocksDBException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load the checkpoint " + name, e);
        }
    }

    private static void removeQuietly(Path state) {
        try {
            DataDirectory.remove(state);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "an old state is left behind until the next start: " + state, e);
        }
    }

    @Override
    public List<String> checkpoints() {
        try {
            return directory.checkpoints();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the checkpoints", e);
        }
    }

    @Override
    public void deleteCheckpoint(String name) {
        try {
            DataDirectory.remove(directory.checkpoint(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the checkpoint " + name, e);
        }
    }

    @Override
    public Engine fork() {
        try (Snapshot snapshot = snapshot();
                Cursor all = snapshot.cursor(EVERYTHING, false)) {
            return MemoryEngine.copyOf(all);
        }
    }

    @Override
    public void close() {
        renewView();
        database.whenClosed(() -> closeQuietly(directory));
        database.leave();
    }

    /** One reader's hold on a view. */
    private static final class RocksSnapshot implements Snapshot {
        private final RocksEngine engine;
        private final Database.View view;

        RocksSnapshot(RocksEngine engine, Database.View view) {
            this.engine = engine;
            this.view = view;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            try {
                return view.get(key);
            } catch (RocksDBException e) {
                throw new IllegalStateException("the store failed: " + e.getMessage(), e);
            }
        }

        @Override
        public Cursor cursor(KeyRange range, boolean reverse) {
            boolean empty = range.end().length > 0 && Arrays.compareUnsigned(range.start(), range.end()) >= 0;
            return empty ? Cursor.EMPTY : new RocksCursor(engine, view, range, reverse);
        }

        @Override
        public void close() {
            view.leave();
        }
    }
}
