package dev.weir.kernel.runtime;

import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Copies a journal into the store, many hops at a time, on a thread of its own. The journal's own ring is the buffer:
 * should the store ever fall so far behind that hops have left the ring unwritten, they would have left the store by
 * now too.
 */
final class JournalKeeper {
    private static final System.Logger LOG = System.getLogger(JournalKeeper.class.getName());
    private static final String SPACE = "weir.journal";
    private static final int BATCH = 2000;

    /** How long hops gather before they are written, in nanoseconds: what a kill may lose. */
    private static final long GATHER = 5_000_000;

    private final Store store;
    private final RingJournal journal;
    private final int capacity;
    private final Thread thread;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean idle;
    private volatile boolean closed;
    private long written;
    private long trimmed;

    JournalKeeper(Store store, RingJournal journal, int capacity) {
        this.store = store;
        this.journal = journal;
        this.capacity = capacity;
        this.thread = Thread.ofVirtual().name("weir-journal").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** There is something to write. */
    void wake() {
        if (idle) {
            idle = false;
            LockSupport.unpark(thread);
        }
    }

    /** Runs {@code exchange} while nothing is being copied; what comes after the hop that it returns is copied next. */
    void pauseFor(LongSupplier exchange) {
        writing.lock();
        try {
            written = exchange.getAsLong();
            trimmed = 0;
        } finally {
            writing.unlock();
        }
    }

    /** The last hops in the store, in order; about {@code limit}. */
    List<Hop> load(int limit) {
        List<List<Hop>> batches = new ArrayList<>();
        int count = 0;
        KeyRange rest = Key.of(SPACE).range();
        while (count < limit) {
            KeyRange range = rest;
            List<Entry> page = store.read(tx -> tx.range(range, 100, true));
            if (page.isEmpty()) {
                break;
            }
            for (Entry entry : page) {
                List<Hop> batch = HopCodec.decode(entry.value());
                batches.add(batch);
                count += batch.size();
            }
            rest = rest.before(page.getLast().key());
        }
        List<Hop> hops = new ArrayList<>(count);
        batches.reversed().forEach(hops::addAll);
        return hops;
    }

    /** Empties the store's copy; {@code forget} empties the journal while nothing is being copied. */
    void clear(Runnable forget) {
        pauseFor(() -> {
            forget.run();
            store.write(tx -> {
                tx.deleteRange(Key.of(SPACE).range());
                return null;
            });
            return 0;
        });
    }

    /** Writes what there is, and ends. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            if (writeSome()) {
                LockSupport.parkNanos(GATHER);
                continue;
            }
            idle = true;
            // Who has recorded since sees that this thread is idle and wakes it.
            if (!writeSome()) {
                while (idle && !closed) {
                    LockSupport.park(this);
                }
            }
            idle = false;
            LockSupport.parkNanos(GATHER);
        }
        while (writeSome()) {
            // Until all is written.
        }
    }

    private boolean writeSome() {
        writing.lock();
        try {
            HopRing.Batch batch = journal.bytesAfter(written, BATCH);
            if (batch == null) {
                return false;
            }
            long last = batch.last();
            byte[] key = Key.of(SPACE).number(batch.first()).toBytes();
            byte[] value = batch.bytes();
            // What begins before this has ended before the ring's oldest hop.
            long gone = last - capacity - BATCH;
            boolean trim = gone - trimmed > capacity / 8;
            written = last;
            store.write(tx -> {
                tx.put(key, value);
                if (trim) {
                    tx.deleteRange(new KeyRange(
                            Key.of(SPACE).range().start(),
                            Key.of(SPACE).number(gone).toBytes()));
                }
                return null;
            });
            if (trim) {
                trimmed = gone;
            }
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "some of the journal is not kept: " + e.getMessage());
            return true;
        } finally {
            writing.unlock();
        }
    }
}
