package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.KeyCodec;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Streams and their records. Source: Developer Guide, "Change data capture for DynamoDB Streams". */
public final class Streams {
    /** Name of the durable timers that trim; their ids are account, region, table and label. */
    public static final String TIMER = "dynamodb.stream-trim";

    /** Name of the durable timers that replace shards by their children; ids as {@link #TIMER}'s. */
    public static final String ROTATE = "dynamodb.stream-rotate";

    /** How long shards are written; AWS says no more than that it is about this long. */
    public static final Duration ROTATION = Duration.ofHours(4);

    /** How long a record can be read. */
    public static final Duration RETENTION = Duration.ofHours(24);

    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int TRIM_PAGE = 500;
    /** An on-demand table begins with four partitions, and a stream has a shard for each. */
    private static final int ON_DEMAND_SHARDS = 4;

    private final Kernel kernel;
    private final JsonMapper json = JsonMapper.shared();

    public Streams(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Starts a stream for the table, in the transaction that changes its definition. */
    public Table.Stream start(WriteTx tx, Table table, String view) {
        Instant now = kernel.clock().now();
        Keys keys = new Keys(table.scope());
        while (tx.get(keys.stream(table.name(), LABEL.format(now))) != null) {
            now = now.plusMillis(1);
        }
        String label = LABEL.format(now);
        long number = Tables.nextNumber(tx, table.scope());
        int shards = table.payPerRequest() ? ON_DEMAND_SHARDS : 1;
        StreamInfo info = new StreamInfo(
                table.account(),
                table.region(),
                table.name(),
                label,
                view,
                number,
                shards,
                table.keys(),
                now,
                null,
                StreamInfo.first(now, shards));
        put(tx, info);
        trimAt(tx, info, now.plus(RETENTION));
        rotateAt(tx, info, now.plus(ROTATION));
        return new Table.Stream(label, view, number, shards, 0);
    }

    /** Ends the table's stream; it can be read until its records are too old. */
    public void end(WriteTx tx, Table table, Table.Stream stream) {
        byte[] stored = tx.get(new Keys(table.scope()).stream(table.name(), stream.label()));
        if (stored != null) {
            put(tx, decode(stored).endedAt(kernel.clock().now()));
        }
    }

    private void put(WriteTx tx, StreamInfo info) {
        tx.put(new Keys(info.scope()).stream(info.table(), info.label()), json.writeValueAsBytes(info));
    }

    private StreamInfo decode(byte[] stored) {
        return json.readValue(stored, StreamInfo.class);
    }

    /** Adds a record in the write's own transaction. */
    void append(
            WriteTx tx,
            OpenTable open,
            Table.Stream stream,
            byte[] itemKey,
            @Nullable Map<String, Value> old,
            @Nullable Map<String, Value> changed,
            Cause cause,
            boolean expired) {
        Table table = open.table();
        Keys keys = new Keys(table.scope());
        int shard = shardOf(stream, itemKey, open.items().hashOffset());
        long sequence = tx.add(keys.sequence(stream.number(), shard), 1);
        Map<String, Value> present = changed != null ? changed : java.util.Objects.requireNonNull(old);
        String event = old == null ? "INSERT" : changed == null ? "REMOVE" : "MODIFY";
        boolean both = stream.view().equals("NEW_AND_OLD_IMAGES");
        Change change = new Change(
                sequence,
                kernel.clock().now(),
                event,
                expired,
                ItemRules.key(table.keys(), present),
                both || stream.view().equals("OLD_IMAGE") ? old : null,
                both || stream.view().equals("NEW_IMAGE") ? changed : null,
                cause);
        tx.put(keys.record(stream.number(), shard, sequence), change.encode());
        tx.afterCommit(() -> journal(table, stream, change));
    }

    private void journal(Table table, Table.Stream stream, Change change) {
        kernel.journal()
                .record(
                        change.cause(),
                        table.scope(),
                        "dynamodb.StreamRecord",
                        table.arn().toString(),
                        table.streamArn(stream.label()).toString(),
                        sequenceNumber(change.sequence()),
                        Outcome.ACCEPTED,
                        "",
                        Map.of("event", change.event()));
    }

    /** Shards share the partitions' hashes evenly, by their upper bits. */
    private static int shardOf(Table.Stream stream, byte[] itemKey, int hashOffset) {
        int top = itemKey[hashOffset] & 0xff;
        return stream.generation() * stream.shards() + (top * stream.shards() >>> 8);
    }

    /** A sequence number as AWS writes it: 21 digits, in order. */
    public static String sequenceNumber(long sequence) {
        return String.format(java.util.Locale.ROOT, "1%020d", sequence);
    }

    /** @throws NumberFormatException where it is not one of {@link #sequenceNumber} */
    public static long sequence(String number) {
        if (number.length() != 21 || number.charAt(0) != '1') {
            throw new NumberFormatException("not a sequence number: " + number);
        }
        return Long.parseLong(number.substring(1));
    }

    /** The stream, or null. */
    public @Nullable StreamInfo find(Scope scope, String table, String label) {
        byte[] stored = kernel.store().read(tx -> tx.get(new Keys(scope).stream(table, label)));
        return stored == null ? null : decode(stored);
    }

    /** Streams after the given one, in order of their tables' names. */
    public List<StreamInfo> list(Scope scope, @Nullable String table, @Nullable StreamInfo after, int limit) {
        Keys keys = new Keys(scope);
        KeyRange all = table == null ? keys.streams() : keys.streams(table);
        KeyRange range = after == null ? all : all.after(keys.stream(after.table(), after.label()));
        return kernel.store().read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> decode(entry.value()))
                .toList();
    }

    /** Where the shard's records lie, for those who wait for more. */
    public KeyRange range(StreamInfo stream) {
        return new Keys(stream.scope()).records(stream.number());
    }

    /** The sequence of the shard's newest record; 0 where it never had one. */
    public long newest(StreamInfo stream, int shard) {
        byte[] counter = kernel.store().read(tx -> tx.get(new Keys(stream.scope()).sequence(stream.number(), shard)));
        return counter == null ? 0 : new Bytes.Reader(counter).fixed();
    }

    /** The sequence of the oldest record that can still be read; 0 where there is none. */
    public long oldest(StreamInfo stream, int shard) {
        List<Change> first = read(stream, shard, 0, 1);
        return first.isEmpty() ? 0 : first.getFirst().sequence();
    }

    /** Up to {@code max} records after the sequence that are not too old. */
    public List<Change> read(StreamInfo stream, int shard, long after, int max) {
        long oldest = kernel.clock().millis() - RETENTION.toMillis();
        return kernel.store().read(tx -> {
            List<Change> changes = new ArrayList<>();
            long from = after;
            while (true) {
                List<Entry> page = entries(tx, stream, shard, from, max);
                for (Entry entry : page) {
                    from = sequenceOf(entry.key());
                    if (Change.millisOf(entry.value()) > oldest) {
                        changes.add(Change.decode(from, entry.value()));
                    }
                }
                if (!changes.isEmpty() || page.size() < max) {
                    return changes;
                }
            }
        });
    }

    private static List<Entry> entries(ReadTx tx, StreamInfo stream, int shard, long after, int max) {
        Keys keys = new Keys(stream.scope());
        KeyRange all = keys.records(stream.number(), shard);
        return tx.range(after == 0 ? all : all.after(keys.record(stream.number(), shard, after)), max, false);
    }

    private static long sequenceOf(byte[] key) {
        byte[] last = Arrays.copyOfRange(key, key.length - 8, key.length);
        return new Bytes.Reader(last).fixed() ^ Long.MIN_VALUE;
    }

    /** The sequence before the first record that was written at {@code from} or later. */
    public long before(StreamInfo stream, int shard, Instant from) {
        return kernel.store().read(tx -> {
            long low = 0;
            long high = newest(tx, stream, shard);
            while (low < high) {
                long middle = low + (high - low) / 2;
                List<Entry> next = entries(tx, stream, shard, middle, 1);
                if (!next.isEmpty() && Change.millisOf(next.getFirst().value()) < from.toEpochMilli()) {
                    low = sequenceOf(next.getFirst().key());
                } else {
                    high = middle;
                }
            }
            return low;
        });
    }

    private static long newest(ReadTx tx, StreamInfo stream, int shard) {
        byte[] counter = tx.get(new Keys(stream.scope()).sequence(stream.number(), shard));
        return counter == null ? 0 : new Bytes.Reader(counter).fixed();
    }

    private void trimAt(WriteTx tx, StreamInfo stream, Instant due) {
        String id = timerId(stream);
        kernel.timers().set(tx, TIMER, id, due, TimerKind.HOUSEKEEPING, id.getBytes(StandardCharsets.UTF_8));
    }

    private void rotateAt(WriteTx tx, StreamInfo stream, Instant due) {
        kernel.timers().set(tx, ROTATE, timerId(stream), due, TimerKind.HOUSEKEEPING, new byte[0]);
    }

    private static String timerId(StreamInfo stream) {
        return stream.account() + "/" + stream.region() + "/" + stream.table() + "/" + stream.label();
    }

    /** Closes the shards that are written, and begins a child of each, which goes on with their sequence numbers. */
    public void rotate(String id, Tables tables) {
        String[] parts = id.split("/", 4);
        Scope scope = new Scope(parts[0], parts[1]);
        Instant now = kernel.clock().now();
        StreamInfo rotated = kernel.store().write(tx -> {
            byte[] stored = tx.get(new Keys(scope).stream(parts[2], parts[3]));
            Table table = tables.get(tx, scope, parts[2]);
            if (stored == null
                    || table == null
                    || table.stream() == null
                    || !table.stream().label().equals(parts[3])) {
                return null;
            }
            StreamInfo stream = decode(stored);
            StreamInfo changed = stream.rotated(next(tx, stream, now), now.minus(RETENTION));
            put(tx, changed);
            int generation = changed.generations().getLast().number();
            Table.Stream written = table.stream();
            tables.put(
                    tx,
                    table.change().stream(new Table.Stream(
                                    written.label(), written.view(), written.number(), written.shards(), generation))
                            .done());
            rotateAt(tx, changed, now.plus(ROTATION));
            return changed;
        });
        if (rotated != null) {
            kernel.journal()
                    .record(
                            Cause.NONE,
                            scope,
                            "dynamodb.StreamShards",
                            "",
                            rotated.arn(),
                            "",
                            Outcome.COMPLETED,
                            "each shard goes on in a child");
        }
    }

    private static StreamInfo.Generation next(WriteTx tx, StreamInfo stream, Instant now) {
        int last = stream.generations().getLast().number();
        List<Long> bases = new ArrayList<>();
        for (int slot = 0; slot < stream.shards(); slot++) {
            int shard = last * stream.shards() + slot;
            long base = Math.max(stream.base(shard), newest(tx, stream, shard));
            tx.add(new Keys(stream.scope()).sequence(stream.number(), shard + stream.shards()), base);
            bases.add(base);
        }
        return new StreamInfo.Generation(last + 1, now, bases);
    }

    /** Removes records that are too old, a page at a time; and the stream itself once it has ended and is empty. */
    public void trim(String id) {
        String[] parts = id.split("/", 4);
        Scope scope = new Scope(parts[0], parts[1]);
        StreamInfo stream = find(scope, parts[2], parts[3]);
        if (stream == null) {
            return;
        }
        long cutoff = kernel.clock().millis() - RETENTION.toMillis();
        for (int shard : stream.shardNumbers()) {
            while (trimPage(stream, shard, cutoff)) {
                // Each page is a transaction of its own.
            }
        }
        kernel.store().write(tx -> {
            rearm(tx, stream);
            return true;
        });
    }

    private boolean trimPage(StreamInfo stream, int shard, long cutoff) {
        Store store = kernel.store();
        return store.write(tx -> {
            List<Entry> page = entries(tx, stream, shard, 0, TRIM_PAGE);
            byte[] last = null;
            for (Entry entry : page) {
                if (Change.millisOf(entry.value()) > cutoff) {
                    break;
                }
                last = entry.key();
            }
            if (last == null) {
                return false;
            }
            KeyRange all = new Keys(stream.scope()).records(stream.number(), shard);
            tx.deleteRange(new KeyRange(all.start(), Arrays.copyOf(last, last.length + 1)));
            return page.size() == TRIM_PAGE && last == page.getLast().key();
        });
    }

    private void rearm(WriteTx tx, StreamInfo stream) {
        Instant next = kernel.clock().now().plus(RETENTION);
        boolean empty = true;
        for (int shard : stream.shardNumbers()) {
            List<Entry> first = entries(tx, stream, shard, 0, 1);
            if (!first.isEmpty()) {
                empty = false;
                Instant due = Instant.ofEpochMilli(
                                Change.millisOf(first.getFirst().value()))
                        .plus(RETENTION);
                next = due.isBefore(next) ? due : next;
            }
        }
        Keys keys = new Keys(stream.scope());
        byte[] stored = tx.get(keys.stream(stream.table(), stream.label()));
        Instant ended = stored == null ? null : decode(stored).ended();
        if (empty
                && ended != null
                && !ended.plus(RETENTION).isAfter(kernel.clock().now())) {
            tx.delete(keys.stream(stream.table(), stream.label()));
            tx.deleteRange(keys.sequences(stream.number()));
        } else if (stored != null) {
            StreamInfo now = decode(stored);
            StreamInfo kept = now.rotated(null, kernel.clock().now().minus(RETENTION));
            if (kept.generations().size() < now.generations().size()) {
                put(tx, kept);
            }
            for (int shard : now.shardNumbers()) {
                if (shard < kept.shardNumbers().getFirst()) {
                    tx.delete(keys.sequence(stream.number(), shard));
                }
            }
            trimAt(tx, stream, next);
        }
    }

    /** Bytes of a record's images and keys. */
    public static long sizeBytes(Change change) {
        return Values.size(change.keys())
                + (change.before() == null ? 0L : Values.size(change.before()))
                + (change.after() == null ? 0L : Values.size(change.after()));
    }

    /** The record's eventID: 32 hexadecimal digits that are the same whenever it is read. */
    public static String eventId(StreamInfo stream, int shard, Change change) {
        String name = stream.arn() + "/" + shard + "/" + change.sequence();
        return String.format(
                java.util.Locale.ROOT,
                "%016x%016x",
                KeyCodec.hash(new Value.S(name)),
                KeyCodec.hash(new Value.S("2/" + name)));
    }
}
