package dev.weir.services.kinesis.state;

import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.kinesis.domain.SequenceNumber;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.domain.TokenBucket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of one shard. Who holds {@link #lock} is its single writer, across the commit: so readers find the places
 * without gaps. What is in memory is the next place and how much of the shard's limits is used.
 */
final class ShardLog {
    /** Chunks that are read at once, at most. */
    private static final int PAGE = 256;

    private static final long BYTES_IN = 1024 * 1024;
    private static final long RECORDS_IN = 1000;
    private static final long BYTES_OUT = 2 * 1024 * 1024;
    private static final long READS = 5;

    final ReentrantLock lock = new ReentrantLock();
    final int shard;
    private final Store store;
    private final Stream stream;
    private final TokenBucket bytesIn;
    private final TokenBucket recordsIn;
    private final TokenBucket bytesOut;
    private final TokenBucket reads;
    private volatile long next;
    private volatile long lastArrival;

    ShardLog(Store store, Stream stream, int shard, long now) {
        this.store = store;
        this.stream = stream;
        this.shard = shard;
        this.bytesIn = new TokenBucket(BYTES_IN, now);
        this.recordsIn = new TokenBucket(RECORDS_IN, now);
        this.bytesOut = new TokenBucket(BYTES_OUT, now);
        this.reads = new TokenBucket(READS, now);
        store.read(tx -> {
            byte[] mark = tx.get(KinesisKeys.trimmed(stream, shard));
            next = mark == null ? 1 : ByteBuffer.wrap(mark).getLong();
            List<Entry> last = tx.range(records(), 1, true);
            if (!last.isEmpty()) {
                Chunk chunk = chunk(last.getFirst());
                next = Math.max(next, chunk.end());
                lastArrival = chunk.arrived();
            }
            return null;
        });
    }

    private KeyRange records() {
        return KinesisKeys.records(stream, shard);
    }

    private static Chunk chunk(Entry entry) {
        return Chunk.of(Chunk.place(entry.key()), entry.value());
    }

    /** The place that the next record gets. */
    long next() {
        return next;
    }

    /** When a record arrives that comes now: never before an earlier one. */
    long arrival(long now) {
        return Math.max(now, lastArrival);
    }

    /** Takes a record's part of the shard's limits; false where they are used up. Under the lock. */
    boolean admit(int size, long now) {
        if (!bytesIn.has(size, now) || !recordsIn.has(1, now)) {
            return false;
        }
        bytesIn.take(size);
        recordsIn.take(1);
        return true;
    }

    /** Takes a read's part of the limit of reads; false where it is used up. */
    boolean admitRead(long now) {
        lock.lock();
        try {
            if (!reads.has(1, now) || !bytesOut.solvent(now)) {
                return false;
            }
            reads.take(1);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Counts what a read gave. */
    void readBytes(long bytes) {
        lock.lock();
        try {
            bytesOut.take(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Writes a chunk at a place. Under the lock. */
    void put(WriteTx tx, long place, byte[] chunk) {
        tx.put(KinesisKeys.record(stream, shard, place), chunk);
    }

    /** What was put is committed. Under the lock. */
    void committed(long fresh, long arrived) {
        next = fresh;
        lastArrival = arrived;
    }

    /**
     * Reads on from a place.
     *
     * @param definition of the shard, with its end where it is closed
     * @param oldest records that arrived before are passed over
     * @param most records
     * @param bytes are not exceeded but by the first record
     */
    Reading read(Shard definition, long from, long oldest, int most, long bytes, long now) {
        long end = next;
        if (from >= end) {
            return new Reading(List.of(), from, 0, !definition.open(), 0);
        }
        return store.read(tx -> read(tx, definition, Math.max(1, from), end, oldest, most, bytes, now));
    }

    private Reading read(
            ReadTx tx, Shard definition, long from, long end, long oldest, int most, long bytes, long now) {
        List<StoredRecord> records = new ArrayList<>();
        long place = from;
        long read = 0;
        List<Entry> page = at(tx, from);
        if (!page.isEmpty() && chunk(page.getFirst()).arrived() < oldest) {
            place = Math.max(from, firstSince(tx, oldest, end));
            page = at(tx, place);
        }
        KeyRange rest = records();
        while (place < end) {
            long filled = 0;
            long sized = 0;
            for (Entry entry : page) {
                Chunk chunk = chunk(entry);
                filled += chunk.end() - chunk.first();
                sized += entry.value().length;
                if (chunk.arrived() < oldest || chunk.end() <= place) {
                    place = Math.max(place, Math.min(end, chunk.end()));
                    continue;
                }
                place = Math.max(place, chunk.first());
                if (place >= end) {
                    break;
                }
                chunk.seek(place);
                int count = (int) (chunk.end() - place);
                String[] numbers = new SequenceNumber(definition.born(), shard, place, chunk.arrived() / 1000)
                        .run(Math.min(count, most - records.size()));
                Cause cause = chunk.cause();
                for (int i = 0; i < count; i++) {
                    if (records.size() == most || !records.isEmpty() && read + chunk.nextSize() > bytes) {
                        return new Reading(records, place, Math.max(0, now - chunk.arrived()), false, read);
                    }
                    read += chunk.nextSize();
                    records.add(chunk.next(place, numbers[i], cause));
                    place++;
                }
            }
            int wanted = 1;
            if (!page.isEmpty()) {
                rest = rest.after(page.getLast().key());
                // As many as it seems to take, since to begin anew costs more than a chunk.
                long byRecords = (most - records.size()) * (long) page.size() / Math.max(1, filled);
                long byBytes = (bytes - read) * page.size() / Math.max(1, sized);
                wanted = (int) Math.clamp(Math.min(byRecords, byBytes) + 1, 1, PAGE);
            }
            page = place < end ? tx.range(rest, wanted, false) : List.of();
            if (page.isEmpty()) {
                // What is missing before the end was trimmed.
                place = Math.max(place, end);
            }
        }
        return new Reading(records, place, 0, !definition.open(), read);
    }

    /** The chunk that the place lies in, or else the last before it; empty where there is none. */
    private List<Entry> at(ReadTx tx, long place) {
        // Most reads go on where a chunk begins, and looking backwards costs many times as much.
        byte[] key = KinesisKeys.record(stream, shard, place);
        byte[] value = tx.get(key);
        return value == null ? tx.range(upTo(place), 1, true) : List.of(new Entry(key, value));
    }

    /** Keys of chunks that begin at the place or before. */
    private KeyRange upTo(long place) {
        return records().before(KinesisKeys.record(stream, shard, place + 1));
    }

    /** The first place whose record arrived at {@code time} or later; {@link #next} where there is none. */
    long firstSince(long time) {
        long end = next;
        return store.read(tx -> firstSince(tx, time, end));
    }

    private long firstSince(ReadTx tx, long time, long end) {
        List<Entry> first = tx.range(records(), 1, false);
        if (first.isEmpty()) {
            return end;
        }
        long low = chunk(first.getFirst()).first();
        long high = end;
        while (low < high) {
            Chunk middle = chunk(tx.range(upTo((low + high) >>> 1), 1, true).getFirst());
            if (middle.arrived() < time) {
                low = Math.max(low, middle.end());
            } else {
                high = Math.min(high, middle.first());
            }
        }
        return Math.min(low, end);
    }

    /** The place of the oldest record that is there; {@link #next} where there is none. */
    private long oldest() {
        return store.read(tx -> {
            List<Entry> first = tx.range(records(), 1, false);
            return first.isEmpty() ? next : chunk(first.getFirst()).first();
        });
    }

    /** Removes what arrived before {@code time}. */
    void trim(long time) {
        lock.lock();
        try {
            long boundary = firstSince(time);
            if (boundary <= oldest()) {
                return;
            }
            store.write(tx -> {
                tx.put(
                        KinesisKeys.trimmed(stream, shard),
                        ByteBuffer.allocate(8).putLong(boundary).array());
                tx.deleteRange(records().before(KinesisKeys.record(stream, shard, boundary)));
                return null;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Removes all of it, in the transaction that removes the shard. */
    void remove(WriteTx tx) {
        tx.deleteRange(records());
        tx.delete(KinesisKeys.trimmed(stream, shard));
    }
}
