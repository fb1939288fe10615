package dev.weir.services.states.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.api.states.HistoryEvent;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** What Step Functions keeps. */
public final class StatesStore {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final ObjectWriter EXECUTION = MAPPER.writerFor(ExecutionRecord.class);
    private static final ObjectReader EXECUTION_READER = MAPPER.readerFor(ExecutionRecord.class);
    private static final Recent<Bytes, MachineRecord> MACHINES = new Recent<>();
    private static final Recent<Bytes, String> DEFINITIONS = new Recent<>();
    private static final Recent<String, Bytes> DIGESTS = new Recent<>();

    /** Bytes that are equal where their contents are. */
    private record Bytes(byte[] value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes(byte[] that) && Arrays.equals(value, that);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    private StatesStore() {}

    public static @Nullable MachineRecord machine(ReadTx tx, Scope scope, String name) {
        byte[] value = tx.get(space(scope, "machine").text(name).toBytes());
        return value == null
                ? null
                : MACHINES.of(new Bytes(value), bytes -> MAPPER.readValue(bytes.value(), MachineRecord.class));
    }

    public static void put(WriteTx tx, MachineRecord machine) {
        tx.put(space(machine.scope(), "machine").text(machine.name()).toBytes(), MAPPER.writeValueAsBytes(machine));
    }

    public static void delete(WriteTx tx, MachineRecord machine) {
        tx.delete(space(machine.scope(), "machine").text(machine.name()).toBytes());
    }

    /** State machines after a name, in order. */
    public static List<MachineRecord> machines(ReadTx tx, Scope scope, String after, int limit) {
        return read(tx, after(space(scope, "machine"), after), limit, MachineRecord.class);
    }

    public static @Nullable ExecutionRecord execution(ReadTx tx, Scope scope, String machine, String name) {
        byte[] value = tx.get(execution(scope, machine, name, "execution"));
        if (value == null) {
            return null;
        }
        ExecutionRecord kept = EXECUTION_READER.readValue(value);
        return kept.withDefinition(definition(tx, scope, kept.definition()));
    }

    /** A definition is kept once for all executions that run it, under its digest. */
    private static String keep(WriteTx tx, Scope scope, String definition) {
        Bytes digest = DIGESTS.of(definition, StatesStore::digest);
        byte[] key = space(scope, "definition").raw(digest.value()).toBytes();
        if (tx.get(key) == null) {
            tx.put(key, definition.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(digest.value());
    }

    private static String definition(ReadTx tx, Scope scope, String digest) {
        return DEFINITIONS.of(new Bytes(Base64.getDecoder().decode(digest)), known -> {
            byte[] text = tx.get(space(scope, "definition").raw(known.value()).toBytes());
            if (text == null) {
                throw new IllegalStateException("the definition of an execution is not kept");
            }
            return new String(text, StandardCharsets.UTF_8);
        });
    }

    private static Bytes digest(String text) {
        try {
            return new Bytes(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Keeps an execution, and its place among those of its state machine. */
    public static void put(WriteTx tx, ExecutionRecord execution) {
        tx.put(
                execution(execution.scope(), execution.machine(), execution.name(), "execution"),
                EXECUTION.writeValueAsBytes(
                        execution.withDefinition(keep(tx, execution.scope(), execution.definition()))));
        tx.put(started(execution), new byte[0]);
    }

    private static byte[] started(ExecutionRecord execution) {
        return space(execution.scope(), "started")
                .text(execution.machine())
                .number(-execution.started())
                .text(execution.name())
                .toBytes();
    }

    /**
     * Executions of a state machine, newest first, after one.
     *
     * @param after null for the first
     */
    public static List<ExecutionRecord> executions(
            ReadTx tx, Scope scope, String machine, @Nullable ExecutionRecord after, int limit) {
        Key parent = space(scope, "started").text(machine);
        int prefix = parent.toBytes().length + Long.BYTES;
        KeyRange range = after == null ? parent.range() : parent.range().after(started(after));
        List<ExecutionRecord> found = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, false)) {
            byte[] key = entry.key();
            String name = last(key, prefix);
            ExecutionRecord record = execution(tx, scope, machine, name);
            if (record != null) {
                found.add(record);
            }
        }
        return found;
    }

    /** Adds to a history. */
    public static void history(WriteTx tx, ExecutionRecord execution, List<HistoryEvent> events) {
        Long first = events.getFirst().id();
        tx.put(history(execution).number(first == null ? 0 : first).toBytes(), EventWriter.encode(events));
    }

    /**
     * Events of a history.
     *
     * @param from the first wanted in the direction of reading
     */
    public static List<HistoryEvent> history(
            ReadTx tx, ExecutionRecord execution, long from, int limit, boolean backwards) {
        List<HistoryEvent> found = new ArrayList<>();
        KeyRange range = history(execution).range();
        byte[] at = history(execution).number(from + (backwards ? 1 : 0)).toBytes();
        if (backwards) {
            range = range.before(at);
        } else {
            // Events are kept in groups: the wanted one may be within the group that begins before it.
            List<Entry> group =
                    tx.range(range.before(history(execution).number(from + 1).toBytes()), 1, true);
            range = group.isEmpty() ? range : new KeyRange(group.getFirst().key(), range.end());
        }
        while (found.size() < limit) {
            List<Entry> groups = tx.range(range, 1, backwards);
            if (groups.isEmpty()) {
                return found;
            }
            List<HistoryEvent> events = EventReader.decode(groups.getFirst().value());
            for (int i = 0; i < events.size() && found.size() < limit; i++) {
                HistoryEvent event = events.get(backwards ? events.size() - 1 - i : i);
                long id = event.id() == null ? 0 : event.id();
                if (backwards ? id <= from : id >= from) {
                    found.add(event);
                }
            }
            byte[] key = groups.getFirst().key();
            range = backwards ? range.before(key) : range.after(key);
        }
        return found;
    }

    public static @Nullable ActivityRecord activity(ReadTx tx, Scope scope, String name) {
        byte[] value = tx.get(space(scope, "activity").text(name).toBytes());
        return value == null ? null : MAPPER.readValue(value, ActivityRecord.class);
    }

    public static void put(WriteTx tx, ActivityRecord activity) {
        tx.put(space(activity.scope(), "activity").text(activity.name()).toBytes(), MAPPER.writeValueAsBytes(activity));
    }

    public static void delete(WriteTx tx, ActivityRecord activity) {
        tx.delete(space(activity.scope(), "activity").text(activity.name()).toBytes());
        tx.deleteRange(offers(activity.scope(), activity.name()).range());
    }

    /** Activities after a name, in order. */
    public static List<ActivityRecord> activities(ReadTx tx, Scope scope, String after, int limit) {
        return read(tx, after(space(scope, "activity"), after), limit, ActivityRecord.class);
    }

    /** Offers a task to the workers of an activity; the oldest goes first. */
    public static void offer(WriteTx tx, Scope scope, String activity, String token) {
        long number = tx.add(space(scope, "offers").text(activity).toBytes(), 1);
        tx.put(offers(scope, activity).number(number).toBytes(), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the oldest task that is offered; null where there is none. */
    public static @Nullable String take(WriteTx tx, Scope scope, String activity) {
        List<Entry> oldest = tx.claim(offers(scope, activity).range(), 1);
        if (oldest.isEmpty()) {
            return null;
        }
        tx.delete(oldest.getFirst().key());
        return new String(oldest.getFirst().value(), StandardCharsets.UTF_8);
    }

    private static <T> List<T> read(ReadTx tx, KeyRange range, int limit, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, false)) {
            found.add(MAPPER.readValue(entry.value(), type));
        }
        return found;
    }

    static KeyRange after(Key parent, String name) {
        KeyRange range = parent.range();
        return name.isEmpty() ? range : range.after(parent.text(name).toBytes());
    }

    /** The text that ends a key. */
    static String last(byte[] key, int prefix) {
        return new String(key, prefix, key.length - prefix - 2, StandardCharsets.UTF_8);
    }

    private static Key offers(Scope scope, String activity) {
        return space(scope, "offered").text(activity);
    }

    private static Key history(ExecutionRecord execution) {
        return space(execution.scope(), "history").text(execution.machine()).text(execution.name());
    }

    private static byte[] execution(Scope scope, String machine, String name, String kind) {
        return space(scope, kind).text(machine).text(name).toBytes();
    }

    static Key space(Scope scope, String kind) {
        return Key.of("states").text(scope.account()).text(scope.region()).text(kind);
    }
}
