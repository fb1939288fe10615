package dev.weir.services.kinesis.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.tasks.Signal;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.SequenceNumber;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Shards;
import dev.weir.services.kinesis.domain.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One stream. Each shard has one writer at a time; a call that puts into several shards takes their locks in order and
 * commits once. A change of shards takes the locks of those that it closes, so nothing is put into a closed one.
 */
public final class StreamOwner {
    private final Kernel kernel;
    private final boolean limits;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<Integer, ShardLog> logs = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong turns = new AtomicLong();
    private final Signal changed;
    private volatile Stream stream;
    private volatile Shards shards;
    private volatile boolean gone;

    StreamOwner(Kernel kernel, boolean limits, Stream stream, Shards shards) {
        this.kernel = kernel;
        this.limits = limits;
        this.stream = stream;
        this.shards = shards;
        this.changed = kernel.tasks().signal();
    }

    public Stream stream() {
        return stream;
    }

    public Shards shards() {
        return shards;
    }

    public Scope scope() {
        return new Scope(stream.account(), stream.region());
    }

    /** Whether the stream was deleted, or weir's state replaced. */
    public boolean gone() {
        return gone;
    }

    /** Raised by records, by changes of shards, and when the stream goes. */
    public Signal changed() {
        return changed;
    }

    /** Calls {@code wake} whenever {@link #changed} is raised, until the answer is run. */
    public Runnable listen(Runnable wake) {
        listeners.add(wake);
        return () -> listeners.remove(wake);
    }

    /** Wakes all who wait for a change. */
    public void raise() {
        changed.raise();
        listeners.forEach(Runnable::run);
    }

    private ShardLog log(int shard) {
        ShardLog known = logs.get(shard);
        return known != null
                ? known
                : logs.computeIfAbsent(
                        shard,
                        index -> new ShardLog(
                                kernel.store(), stream, index, kernel.clock().millis()));
    }

    /** When the oldest record arrived, at the earliest, that can still be read. */
    public long horizon() {
        return kernel.clock().millis() - stream.settings().retentionMillis();
    }

    /**
     * Puts records, in one transaction; those that a shard's limit stops are answered as throttled.
     *
     * @param kind of the hop that is journalled for each shard
     * @param source the ARN that they come from; empty from outside
     */
    public List<Put> put(List<Draft> drafts, Cause cause, String kind, String source) {
        while (true) {
            Shards seen = shards;
            Shard[] targets = new Shard[drafts.size()];
            SortedMap<Integer, ShardLog> touched = new TreeMap<>();
            for (int i = 0; i < targets.length; i++) {
                Draft draft = drafts.get(i);
                targets[i] = draft.hash() == null ? seen.turn(turns.getAndIncrement()) : seen.at(draft.hash());
                touched.computeIfAbsent(targets[i].index(), this::log);
            }
            touched.values().forEach(log -> log.lock.lock());
            try {
                if (seen == shards) {
                    if (!stream.usable() || gone) {
                        throw KinesisErrors.streamNotFound(stream.name(), stream.account());
                    }
                    return put(drafts, targets, cause, kind, source);
                }
            } finally {
                touched.values().forEach(log -> log.lock.unlock());
            }
        }
    }

    /** What goes into one shard. */
    private static final class Part {
        final Shard shard;
        final ShardLog log;
        final List<Draft> drafts = new ArrayList<>();
        final List<Integer> positions = new ArrayList<>();
        int throttled;
        Cause cause = Cause.NONE;

        Part(Shard shard, ShardLog log) {
            this.shard = shard;
            this.log = log;
        }
    }

    private List<Put> put(List<Draft> drafts, Shard[] targets, Cause cause, String kind, String source) {
        long now = kernel.clock().millis();
        Map<Integer, Part> parts = new TreeMap<>();
        Put[] puts = new Put[targets.length];
        for (int i = 0; i < targets.length; i++) {
            Shard shard = targets[i];
            Part part = parts.computeIfAbsent(shard.index(), index -> new Part(shard, log(index)));
            Draft draft = drafts.get(i);
            if (limits && !part.log.admit(draft.size(), now)) {
                part.throttled++;
                puts[i] = new Put(shard.index(), "", cause);
            } else {
                part.drafts.add(draft);
                part.positions.add(i);
            }
        }
        for (Part part : parts.values()) {
            journal(part, cause, kind, source, now, puts);
        }
        boolean encrypted = stream.settings().key() != null;
        kernel.store().write(tx -> {
            parts.values().forEach(part -> write(tx, part, now, encrypted));
            return null;
        });
        for (Part part : parts.values()) {
            part.log.committed(part.log.next() + part.drafts.size(), part.log.arrival(now));
        }
        raise();
        return List.of(puts);
    }

    private void journal(Part part, Cause cause, String kind, String source, long now, Put[] puts) {
        String target = stream.arn();
        if (part.throttled > 0) {
            kernel.journal()
                    .record(
                            cause,
                            scope(),
                            kind,
                            source,
                            target,
                            part.shard.id(),
                            Outcome.THROTTLED,
                            "a shard takes 1 MB and 1,000 records a second",
                            Map.of("records", Integer.toString(part.throttled)));
        }
        if (part.drafts.isEmpty()) {
            return;
        }
        String[] numbers = new SequenceNumber(
                        part.shard.born(), part.shard.index(), part.log.next(), part.log.arrival(now) / 1000)
                .run(part.drafts.size());
        part.cause = kernel.journal()
                .record(
                        cause,
                        scope(),
                        kind,
                        source,
                        target,
                        numbers[0],
                        Outcome.ACCEPTED,
                        "",
                        Map.of("shard", part.shard.id(), "records", Integer.toString(numbers.length)));
        for (int i = 0; i < numbers.length; i++) {
            puts[part.positions.get(i)] = new Put(part.shard.index(), numbers[i], part.cause);
        }
    }

    private static void write(WriteTx tx, Part part, long now, boolean encrypted) {
        long place = part.log.next();
        long arrived = part.log.arrival(now);
        int from = 0;
        int size = 0;
        for (int i = 0; i < part.drafts.size(); i++) {
            int more = part.drafts.get(i).size();
            if (i > from && size + more > Chunk.MOST) {
                List<Draft> full = part.drafts.subList(from, i);
                part.log.put(tx, place + from, Chunk.encode(full, arrived, part.cause, encrypted));
                from = i;
                size = 0;
            }
            size += more;
        }
        if (!part.drafts.isEmpty()) {
            List<Draft> rest = part.drafts.subList(from, part.drafts.size());
            part.log.put(tx, place + from, Chunk.encode(rest, arrived, part.cause, encrypted));
        }
    }

    /**
     * Reads a shard from a place on, within AWS's limits of a shard's reads.
     *
     * @throws dev.weir.shapes.AwsException where they are used up
     */
    public Reading readWithinLimits(Shard shard, long from, int most, long bytes) {
        if (!limits) {
            return read(shard, from, most, bytes);
        }
        ShardLog log = log(shard.index());
        if (!log.admitRead(kernel.clock().millis())) {
            throw KinesisErrors.throttled(shard.id(), stream.name(), stream.account());
        }
        Reading reading = read(shard, from, most, bytes);
        log.readBytes(reading.bytes());
        return reading;
    }

    /** Reads a shard from a place on. */
    public Reading read(Shard shard, long from, int most, long bytes) {
        Shard current = shards.get(shard.index());
        return log(shard.index())
                .read(
                        current == null ? shard : current,
                        from,
                        horizon(),
                        most,
                        bytes,
                        kernel.clock().millis());
    }

    /** The place that the shard's next record gets. */
    public long next(Shard shard) {
        return log(shard.index()).next();
    }

    /** The first place whose record arrived at {@code time} or later. */
    public long firstSince(Shard shard, long time) {
        return log(shard.index()).firstSince(time);
    }

    /** Changes how the stream is described. */
    public Stream change(UnaryOperator<Stream> change) {
        return change(change, (tx, fresh) -> {});
    }

    /** Changes how the stream is described, with what belongs into the same transaction. */
    public Stream change(UnaryOperator<Stream> change, BiConsumer<WriteTx, Stream> also) {
        changing.lock();
        try {
            Stream fresh = change.apply(stream);
            kernel.store().write(tx -> {
                Streams.put(tx, fresh);
                also.accept(tx, fresh);
                return null;
            });
            stream = fresh;
            return fresh;
        } finally {
            changing.unlock();
        }
    }

    /** Changes the shards, and the description with them. */
    public void reshard(Function<Shards, Shards> change, UnaryOperator<Stream> description) {
        changing.lock();
        try {
            Shards before = shards;
            Shards after = change.apply(before);
            List<Shard> differing = after.changedSince(before);
            List<ShardLog> closing = differing.stream()
                    .filter(shard -> before.get(shard.index()) != null)
                    .map(shard -> log(shard.index()))
                    .toList();
            closing.forEach(log -> log.lock.lock());
            try {
                Stream fresh = description.apply(stream);
                kernel.store().write(tx -> {
                    Streams.put(tx, fresh);
                    differing.forEach(shard -> Streams.put(tx, fresh, shard));
                    return null;
                });
                stream = fresh;
                shards = after;
            } finally {
                closing.forEach(log -> log.lock.unlock());
            }
        } finally {
            changing.unlock();
        }
        raise();
    }

    /** Removes what is too old to be read: records, and closed shards of which nothing is left. */
    public void trim() {
        long horizon = horizon();
        List<Integer> old = new ArrayList<>();
        for (Shard shard : shards.all()) {
            Long closed = shard.closed();
            if (closed != null && closed < horizon) {
                old.add(shard.index());
            } else {
                log(shard.index()).trim(horizon);
            }
        }
        if (old.isEmpty()) {
            return;
        }
        changing.lock();
        try {
            Stream now = stream;
            kernel.store().write(tx -> {
                for (int shard : old) {
                    log(shard).remove(tx);
                    tx.delete(KinesisKeys.shard(now, shard));
                }
                return null;
            });
            shards = shards.without(old);
            old.forEach(logs::remove);
        } finally {
            changing.unlock();
        }
    }

    /** The stream is no more: who waits is woken and finds it so. */
    void close() {
        gone = true;
        raise();
    }

    /** Journals something about the stream. */
    public Cause record(Cause cause, String kind, Outcome outcome, String reason) {
        return kernel.journal().record(cause, scope(), kind, "", stream.arn(), "", outcome, reason);
    }
}
