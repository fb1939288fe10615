package dev.weir.services.events.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Archived events, in the order of their own time.
 *
 * <pre>
 * events account region "archived"       archive time number   an event, as text
 * events account region "archived-since" archive arrival number  its time
 * events account region "archived-sum"   archive "last" | "count" | "bytes"
 * </pre>
 */
public final class ArchiveStore {
    private final Store store;

    public ArchiveStore(Store store) {
        this.store = store;
    }

    /** An event in an archive. */
    public record Archived(ReplayState.Position position, String event) {}

    /** How much an archive holds. */
    public record Sum(long count, long bytes) {}

    /** Says how many the archive now holds. */
    public long add(WriteTx tx, Scope scope, String archive, Instant time, Instant now, String event) {
        byte[] value = event.getBytes(StandardCharsets.UTF_8);
        long number = tx.add(sum(scope, archive, "last"), 1);
        tx.put(events(scope, archive).number(time.toEpochMilli()).number(number).toBytes(), value);
        tx.put(
                arrivals(scope, archive)
                        .number(now.toEpochMilli())
                        .number(number)
                        .toBytes(),
                longs(time.toEpochMilli()));
        tx.add(sum(scope, archive, "bytes"), value.length);
        return tx.add(sum(scope, archive, "count"), 1);
    }

    public Sum sum(Scope scope, String archive) {
        return store.read(tx ->
                new Sum(number(tx.get(sum(scope, archive, "count"))), number(tx.get(sum(scope, archive, "bytes")))));
    }

    /** Up to {@code max} events whose time lies in the span, in order, those after {@code after}. */
    public List<Archived> page(
            Scope scope, String archive, Instant from, Instant to, ReplayState.@Nullable Position after, int max) {
        byte[] start = after == null
                ? events(scope, archive).number(from.toEpochMilli()).toBytes()
                : next(events(scope, archive)
                        .number(after.time())
                        .number(after.number())
                        .toBytes());
        byte[] end = events(scope, archive).number(to.toEpochMilli()).toBytes();
        int prefix = events(scope, archive).toBytes().length;
        return store.read(tx -> {
            List<Archived> page = new ArrayList<>();
            for (Entry entry : tx.range(new KeyRange(start, end), max, false)) {
                ByteBuffer key = ByteBuffer.wrap(entry.key(), prefix, 2 * Long.BYTES);
                page.add(new Archived(
                        new ReplayState.Position(key.getLong() ^ Long.MIN_VALUE, key.getLong() ^ Long.MIN_VALUE),
                        new String(entry.value(), StandardCharsets.UTF_8)));
            }
            return page;
        });
    }

    private static byte[] next(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /** When the oldest event came. */
    public Optional<Instant> oldest(ReadTx tx, Scope scope, String archive) {
        List<Entry> first = tx.range(arrivals(scope, archive).range(), 1, false);
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(arrival(scope, archive, first.getFirst())));
    }

    /** Drops up to {@code max} events that came before {@code limit}, the oldest first. */
    public int expire(WriteTx tx, Scope scope, String archive, Instant limit, int max) {
        KeyRange range = arrivals(scope, archive).range();
        int dropped = 0;
        long bytes = 0;
        for (Entry entry : tx.range(range, max, false)) {
            if (arrival(scope, archive, entry) >= limit.toEpochMilli()) {
                break;
            }
            ByteBuffer key = ByteBuffer.wrap(entry.key());
            long number = key.getLong(entry.key().length - Long.BYTES) ^ Long.MIN_VALUE;
            byte[] event = events(scope, archive)
                    .number(number(entry.value()))
                    .number(number)
                    .toBytes();
            byte[] value = tx.get(event);
            bytes += value == null ? 0 : value.length;
            tx.delete(event);
            tx.delete(entry.key());
            dropped++;
        }
        tx.add(sum(scope, archive, "count"), -dropped);
        tx.add(sum(scope, archive, "bytes"), -bytes);
        return dropped;
    }

    private static long arrival(Scope scope, String archive, Entry entry) {
        return ByteBuffer.wrap(entry.key()).getLong(arrivals(scope, archive).toBytes().length) ^ Long.MIN_VALUE;
    }

    /** Drops all that an archive holds. */
    public void clear(WriteTx tx, Scope scope, String archive) {
        tx.deleteRange(events(scope, archive).range());
        tx.deleteRange(arrivals(scope, archive).range());
        tx.deleteRange(key(scope, "archived-sum").text(archive).range());
    }

    private static Key events(Scope scope, String archive) {
        return key(scope, "archived").text(archive);
    }

    private static Key arrivals(Scope scope, String archive) {
        return key(scope, "archived-since").text(archive);
    }

    private static byte[] sum(Scope scope, String archive, String what) {
        return key(scope, "archived-sum").text(archive).text(what).toBytes();
    }

    private static Key key(Scope scope, String kind) {
        return Key.of("events").text(scope.account()).text(scope.region()).text(kind);
    }

    private static byte[] longs(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static long number(byte @Nullable [] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }
}
