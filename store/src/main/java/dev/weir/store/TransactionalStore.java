package dev.weir.store;

import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.store.engine.Changes;
import dev.weir.store.engine.Engine;
import dev.weir.store.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serializable transactions over any engine. A transaction runs without locks on a snapshot and queues up to be
 * committed; whoever finds the commit lock free checks and commits all that have queued up, as one group. It must run
 * again if a commit since its snapshot wrote something that it has read. After a few vain runs it gets the lock to
 * itself.
 */
final class TransactionalStore implements Store {
    /** How many commits back a transaction can be checked; one whose snapshot is older runs again. */
    private static final int REMEMBERED = 4096;

    private static final int RUNS_IN_PARALLEL = 6;
    private static final int LARGEST_GROUP = 256;

    /** How often to look before waiting: a commit of others takes less time than to be put to rest and woken. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 400 : 0;

    private final Engine engine;
    private final ConcurrentMap<Bytes, Transaction> claims = new ConcurrentHashMap<>();
    private final Watches watches = new Watches();
    private final ReentrantLock committing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();

    /** Of the last commits, by number; guarded by the commit lock. */
    private final Footprint[] footprints = new Footprint[REMEMBERED];

    private long lastNumber;
    private volatile long lastCommit;
    private volatile boolean closed;

    TransactionalStore(Engine engine) {
        this.engine = engine;
    }

    /** A transaction that waits to be committed. */
    private static final class Request {
        final Transaction transaction;
        final Footprint footprint;
        final Thread thread = Thread.currentThread();

        @Nullable
        RuntimeException failure;

        volatile boolean done;

        Request(Transaction transaction) {
            this.transaction = transaction;
            this.footprint = Footprint.of(transaction.changes());
        }

        void finish(@Nullable RuntimeException how) {
            failure = how;
            done = true;
        }
    }

    @Override
    public <T> T read(Function<ReadTx, T> body) {
        try (Snapshot snapshot = snapshot()) {
            return body.apply(new SnapshotReader(snapshot));
        }
    }

    @Override
    public <T> T write(Function<WriteTx, T> body) {
        for (int run = 0; run < RUNS_IN_PARALLEL; run++) {
            Transaction transaction = new Transaction(this, claims);
            T result;
            Request request;
            try {
                result = body.apply(transaction);
                request = new Request(transaction);
                commit(request);
            } catch (Conflict e) {
                continue;
            } finally {
                transaction.end();
            }
            committed(request);
            return result;
        }
        return writeAlone(body);
    }

    /** Nobody else commits meanwhile, so there can be no conflict. */
    private <T> T writeAlone(Function<WriteTx, T> body) {
        T result;
        Request request;
        committing.lock();
        try {
            Transaction transaction = new Transaction(this, claims);
            try {
                result = body.apply(transaction);
                request = new Request(transaction);
                if (!transaction.changes().isEmpty()) {
                    commitGroup(List.of(request));
                    throwFailure(request);
                }
            } finally {
                transaction.end();
            }
        } finally {
            unlock();
        }
        committed(request);
        return result;
    }

    private void commit(Request request) {
        if (request.transaction.changes().isEmpty()) {
            // All that it read was so at the moment of its snapshot.
            return;
        }
        requests.add(request);
        boolean interrupted = false;
        int looks = 0;
        while (!request.done) {
            // One that wants the lock to itself goes first.
            if (!committing.hasQueuedThreads() && committing.tryLock()) {
                try {
                    commitRequests();
                } finally {
                    unlock();
                }
            } else if (looks < LOOKS) {
                looks++;
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throwFailure(request);
    }

    private static void throwFailure(Request request) {
        if (request.failure != null) {
            throw request.failure;
        }
    }

    /** Whoever has queued up and found the lock taken relies on being woken after it was given back. */
    private void unlock() {
        committing.unlock();
        Request next = requests.peek();
        if (next != null) {
            LockSupport.unpark(next.thread);
        }
    }

    private void commitRequests() {
        List<Request> group = new ArrayList<>();
        Request next = requests.poll();
        while (next != null) {
            group.add(next);
            next = group.size() < LARGEST_GROUP ? requests.poll() : null;
        }
        if (!group.isEmpty()) {
            commitGroup(group);
            for (Request request : group) {
                if (request.thread != Thread.currentThread()) {
                    LockSupport.unpark(request.thread);
                }
            }
        }
    }

    /** Under the commit lock. Finishes every request of the group. */
    private void commitGroup(List<Request> group) {
        List<Request> valid = new ArrayList<>(group.size());
        List<Changes> changes = new ArrayList<>(group.size());
        for (Request request : group) {
            if (isOutdated(request.transaction)) {
                request.finish(new Conflict());
            } else {
                remember(request.footprint);
                valid.add(request);
                changes.add(request.transaction.changes());
            }
        }
        RuntimeException failure = null;
        try {
            if (closed) {
                failure = new IllegalStateException("the store is closed");
            } else if (!valid.isEmpty()) {
                engine.commit(changes);
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            // Those who wait for it must not wait forever.
            failure = new IllegalStateException("the store failed", e);
        }
        // Footprints of a failed group stay: they can cause a vain conflict, no harm.
        lastCommit = lastNumber;
        for (Request request : valid) {
            request.finish(failure);
        }
    }

    private boolean isOutdated(Transaction transaction) {
        if (!transaction.hasRead()) {
            return false;
        }
        if (lastNumber - transaction.base() > REMEMBERED) {
            return true;
        }
        for (long number = transaction.base() + 1; number <= lastNumber; number++) {
            if (transaction.conflictsWith(footprints[(int) (number % REMEMBERED)])) {
                return true;
            }
        }
        return false;
    }

    private void remember(Footprint footprint) {
        lastNumber++;
        footprints[(int) (lastNumber % REMEMBERED)] = footprint;
    }

    /** What follows a commit, without any lock. */
    private void committed(Request request) {
        if (!request.transaction.changes().isEmpty()) {
            engine.sync();
            watches.tell(request.footprint);
        }
        RuntimeException failure = null;
        for (Runnable effect : request.transaction.effects()) {
            try {
                effect.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure =
                            new IllegalStateException("the transaction is committed, but what was to follow failed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    Snapshot snapshot() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        return engine.snapshot();
    }

    long lastCommit() {
        return lastCommit;
    }

    @Override
    public Subscription watch(KeyRange range, Runnable changed) {
        return watches.add(range, changed);
    }

    @Override
    public void clear() {
        exchange(engine::clear);
    }

    @Override
    public void saveCheckpoint(String name) {
        alone(() -> engine.saveCheckpoint(name));
    }

    @Override
    public void loadCheckpoint(String name) {
        exchange(() -> engine.loadCheckpoint(name));
    }

    @Override
    public List<String> checkpoints() {
        return engine.checkpoints();
    }

    @Override
    public void deleteCheckpoint(String name) {
        alone(() -> engine.deleteCheckpoint(name));
    }

    @Override
    public Store fork() {
        return new TransactionalStore(engine.fork());
    }

    @Override
    public void close() {
        alone(() -> {
            if (!closed) {
                closed = true;
                engine.close();
            }
        });
    }

    /** Exchanges everything at once: open transactions that have read anything run again. */
    private void exchange(Runnable change) {
        Footprint everything = Footprint.ofEverything();
        alone(() -> {
            change.run();
            remember(everything);
            lastCommit = lastNumber;
        });
        watches.tell(everything);
    }

    private void alone(Runnable change) {
        committing.lock();
        try {
            change.run();
        } finally {
            unlock();
        }
    }
}
