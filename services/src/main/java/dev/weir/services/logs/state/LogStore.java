package dev.weir.services.logs.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.logs.LogsErrors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Log groups, streams and events.
 *
 * <pre>
 * logs account region "group"  group                            a group
 * logs account region "stream" group stream                     a stream
 * logs account region "number" group                            a counter
 * logs account region "event"  group timestamp number           an event
 * logs account region "of"     group stream timestamp number    nothing: the event is the stream's
 * </pre>
 */
public final class LogStore {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int PAGE = 1000;
    private static final byte[] NOTHING = new byte[0];

    private final Store store;

    public LogStore(Store store) {
        this.store = store;
    }

    /** A line to add. */
    public record NewEvent(long timestamp, String message) {}

    public Optional<LogGroup> group(Scope scope, String name) {
        return store.read(tx -> group(tx, scope, name));
    }

    private static Optional<LogGroup> group(ReadTx tx, Scope scope, String name) {
        byte[] value = tx.get(key(scope, "group").text(name).toBytes());
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, LogGroup.class));
    }

    /** @throws dev.weir.shapes.AwsException where there is no such group */
    public void requireGroup(Scope scope, String name) {
        store.read(tx -> {
            requireGroup(tx, scope, name);
            return true;
        });
    }

    private static void requireGroup(ReadTx tx, Scope scope, String name) {
        if (tx.get(key(scope, "group").text(name).toBytes()) == null) {
            throw LogsErrors.noGroup();
        }
    }

    /** Groups in order of their names, after a name. */
    public List<LogGroup> groups(Scope scope, @Nullable String after, int limit) {
        return page(key(scope, "group"), after, limit, LogGroup.class);
    }

    /** @throws dev.weir.shapes.AwsException where there is one of that name */
    public void create(Scope scope, LogGroup group) {
        store.write(tx -> {
            if (group(tx, scope, group.name()).isPresent()) {
                throw LogsErrors.groupExists();
            }
            put(tx, scope, group);
            return true;
        });
    }

    /** Changes a group; returns what it became. */
    public LogGroup change(Scope scope, String name, UnaryOperator<LogGroup> change) {
        return store.write(tx -> {
            LogGroup changed = change.apply(group(tx, scope, name).orElseThrow(LogsErrors::noGroup));
            put(tx, scope, changed);
            return changed;
        });
    }

    public void delete(Scope scope, String name) {
        store.write(tx -> {
            LogGroup group = group(tx, scope, name).orElseThrow(LogsErrors::noGroup);
            if (group.deletionProtection()) {
                throw LogsErrors.protectedGroup(name);
            }
            tx.delete(key(scope, "group").text(name).toBytes());
            tx.delete(key(scope, "number").text(name).toBytes());
            for (String kind : List.of("stream", "event", "of")) {
                tx.deleteRange(key(scope, kind).text(name).range());
            }
            return true;
        });
    }

    public void createStream(Scope scope, String group, LogStream stream) {
        store.write(tx -> {
            requireGroup(tx, scope, group);
            if (stream(tx, scope, group, stream.name()).isPresent()) {
                throw LogsErrors.streamExists();
            }
            put(tx, scope, group, stream);
            return true;
        });
    }

    public void deleteStream(Scope scope, String group, String stream) {
        store.write(tx -> {
            requireGroup(tx, scope, group);
            if (stream(tx, scope, group, stream).isEmpty()) {
                throw LogsErrors.noStream();
            }
            tx.delete(key(scope, "stream").text(group).text(stream).toBytes());
            forget(tx, scope, group, stream);
            return true;
        });
    }

    /** Streams in order of their names, after a name. */
    public List<LogStream> streams(Scope scope, String group, @Nullable String after, int limit) {
        return page(key(scope, "stream").text(group), after, limit, LogStream.class);
    }

    /** Every stream of a group. */
    public List<LogStream> allStreams(Scope scope, String group) {
        List<LogStream> all = new ArrayList<>();
        String after = null;
        while (true) {
            List<LogStream> page = streams(scope, group, after, PAGE);
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
            after = page.getLast().name();
        }
    }

    /**
     * Adds events to a stream that exists.
     *
     * @param events in order of time
     */
    public void append(Scope scope, String group, String stream, List<NewEvent> events, long now) {
        store.write(tx -> {
            requireGroup(tx, scope, group);
            LogStream known = stream(tx, scope, group, stream).orElseThrow(LogsErrors::noStream);
            append(tx, scope, group, known, events, now);
            return true;
        });
    }

    /** Adds events; makes group and stream where they are missing. */
    public void appendTo(Scope scope, LogGroup group, String stream, List<NewEvent> events, long now) {
        store.write(tx -> {
            if (group(tx, scope, group.name()).isEmpty()) {
                put(tx, scope, group);
            }
            LogStream known = stream(tx, scope, group.name(), stream)
                    .orElseGet(() -> new LogStream(stream, now, null, null, null));
            append(tx, scope, group.name(), known, events, now);
            return true;
        });
    }

    private static void append(
            WriteTx tx, Scope scope, String group, LogStream stream, List<NewEvent> events, long now) {
        if (events.isEmpty()) {
            put(tx, scope, group, stream);
            return;
        }
        long number = tx.add(key(scope, "number").text(group).toBytes(), events.size()) - events.size();
        for (NewEvent event : events) {
            byte[] name = stream.name().getBytes(StandardCharsets.UTF_8);
            byte[] message = event.message().getBytes(StandardCharsets.UTF_8);
            ByteBuffer value = ByteBuffer.allocate(12 + name.length + message.length);
            value.putLong(now).putInt(name.length).put(name).put(message);
            tx.put(eventKey(scope, group, event.timestamp(), number), value.array());
            tx.put(ofKey(scope, group, stream.name(), event.timestamp(), number), NOTHING);
            number++;
        }
        put(
                tx,
                scope,
                group,
                stream.extended(events.getFirst().timestamp(), events.getLast().timestamp(), now));
    }

    /** A place between events: before the event with this time and number. */
    public record Position(long timestamp, long number) {}

    /**
     * A group's events from {@code from} (included) to {@code to} (excluded).
     *
     * @param reverse the last ones, newest first
     */
    public List<LogEvent> events(Scope scope, String group, Position from, Position to, int limit, boolean reverse) {
        KeyRange range = new KeyRange(
                eventKey(scope, group, from.timestamp(), from.number()),
                eventKey(scope, group, to.timestamp(), to.number()));
        int prefix = key(scope, "event").text(group).toBytes().length;
        return store.read(tx -> tx.range(range, limit, reverse)).stream()
                .map(entry -> event(entry.key(), prefix, entry.value()))
                .toList();
    }

    /** {@link #events} of one stream. */
    public List<LogEvent> events(
            Scope scope, String group, String stream, Position from, Position to, int limit, boolean reverse) {
        KeyRange range = new KeyRange(
                ofKey(scope, group, stream, from.timestamp(), from.number()),
                ofKey(scope, group, stream, to.timestamp(), to.number()));
        int prefix = key(scope, "of").text(group).text(stream).toBytes().length;
        byte[] eventPrefix = key(scope, "event").text(group).toBytes();
        return store.read(tx -> {
            List<byte[]> keys = new ArrayList<>();
            for (Entry entry : tx.range(range, limit, reverse)) {
                byte[] key = new byte[eventPrefix.length + 16];
                System.arraycopy(eventPrefix, 0, key, 0, eventPrefix.length);
                System.arraycopy(entry.key(), prefix, key, eventPrefix.length, 16);
                keys.add(key);
            }
            List<byte @Nullable []> values = tx.getAll(keys);
            List<LogEvent> events = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                events.add(event(keys.get(i), eventPrefix.length, Objects.requireNonNull(values.get(i))));
            }
            return events;
        });
    }

    /** Removes events older than {@code before}: some at a time, so that writers do not wait. */
    public void expire(Scope scope, String group, long before) {
        byte[] prefix = key(scope, "event").text(group).toBytes();
        KeyRange range = new KeyRange(
                prefix, key(scope, "event").text(group).number(before).toBytes());
        int removed;
        do {
            removed = store.write(tx -> {
                List<Entry> page = tx.range(range, PAGE, false);
                for (Entry entry : page) {
                    LogEvent event = event(entry.key(), prefix.length, entry.value());
                    tx.delete(entry.key());
                    tx.delete(ofKey(scope, group, event.stream(), event.timestamp(), event.number()));
                }
                return page.size();
            });
        } while (removed == PAGE);
    }

    public boolean hasStream(Scope scope, String group, String stream) {
        return store.read(tx -> stream(tx, scope, group, stream)).isPresent();
    }

    private static void forget(WriteTx tx, Scope scope, String group, String stream) {
        byte[] prefix = key(scope, "of").text(group).text(stream).toBytes();
        KeyRange range = KeyRange.prefix(prefix);
        byte[] eventPrefix = key(scope, "event").text(group).toBytes();
        List<Entry> page;
        do {
            page = tx.range(range, PAGE, false);
            for (Entry entry : page) {
                byte[] key = new byte[eventPrefix.length + 16];
                System.arraycopy(eventPrefix, 0, key, 0, eventPrefix.length);
                System.arraycopy(entry.key(), prefix.length, key, eventPrefix.length, 16);
                tx.delete(key);
                tx.delete(entry.key());
            }
        } while (page.size() == PAGE);
    }

    private static Optional<LogStream> stream(ReadTx tx, Scope scope, String group, String stream) {
        byte[] value = tx.get(key(scope, "stream").text(group).text(stream).toBytes());
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, LogStream.class));
    }

    private static void put(WriteTx tx, Scope scope, LogGroup group) {
        tx.put(key(scope, "group").text(group.name()).toBytes(), MAPPER.writeValueAsBytes(group));
    }

    private static void put(WriteTx tx, Scope scope, String group, LogStream stream) {
        tx.put(key(scope, "stream").text(group).text(stream.name()).toBytes(), MAPPER.writeValueAsBytes(stream));
    }

    private <T> List<T> page(Key prefix, @Nullable String after, int limit, Class<T> type) {
        KeyRange range = prefix.range();
        KeyRange wanted = after == null ? range : range.after(prefix.text(after).toBytes());
        return store.read(tx -> tx.range(wanted, limit, false)).stream()
                .map(entry -> MAPPER.readValue(entry.value(), type))
                .toList();
    }

    private static LogEvent event(byte[] key, int prefix, byte[] value) {
        ByteBuffer numbers = ByteBuffer.wrap(key, prefix, 16);
        long timestamp = numbers.getLong() ^ Long.MIN_VALUE;
        long number = numbers.getLong() ^ Long.MIN_VALUE;
        ByteBuffer content = ByteBuffer.wrap(value);
        long ingestion = content.getLong();
        int name = content.getInt();
        String stream = new String(value, 12, name, StandardCharsets.UTF_8);
        String message = new String(value, 12 + name, value.length - 12 - name, StandardCharsets.UTF_8);
        return new LogEvent(timestamp, number, stream, ingestion, message);
    }

    private static byte[] eventKey(Scope scope, String group, long timestamp, long number) {
        return key(scope, "event").text(group).number(timestamp).number(number).toBytes();
    }

    private static byte[] ofKey(Scope scope, String group, String stream, long timestamp, long number) {
        return key(scope, "of")
                .text(group)
                .text(stream)
                .number(timestamp)
                .number(number)
                .toBytes();
    }

    private static Key key(Scope scope, String kind) {
        return Key.of("logs").text(scope.account()).text(scope.region()).text(kind);
    }
}
