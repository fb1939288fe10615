package dev.weir.services.scheduler.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Schedules, groups and executions in the store. */
public final class Schedules {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final String EXECUTION = "scheduler.execution";

    private Schedules() {}

    /** The default group is there even where nothing is kept of it. */
    public static @Nullable GroupRecord group(ReadTx tx, Scope scope, String name) {
        byte[] value = tx.get(groups(scope).text(name).toBytes());
        if (value != null) {
            return MAPPER.readValue(value, GroupRecord.class);
        }
        return name.equals(GroupRecord.DEFAULT)
                ? new GroupRecord(scope, name, null, null, false, null, Map.of())
                : null;
    }

    public static void put(WriteTx tx, GroupRecord group) {
        tx.put(groups(group.scope()).text(group.name()).toBytes(), MAPPER.writeValueAsBytes(group));
    }

    public static void deleteGroup(WriteTx tx, Scope scope, String name) {
        tx.delete(groups(scope).text(name).toBytes());
    }

    /** Groups whose names begin with the prefix, after a name, in order; the default one only where it is kept. */
    public static List<GroupRecord> groups(ReadTx tx, Scope scope, String prefix, String after, int limit) {
        return read(tx, rest(groups(scope), prefix, after), limit, GroupRecord.class);
    }

    public static @Nullable ScheduleRecord schedule(ReadTx tx, Scope scope, String group, String name) {
        byte[] value = tx.get(schedules(scope, group).text(name).toBytes());
        return value == null ? null : MAPPER.readValue(value, ScheduleRecord.class);
    }

    public static void put(WriteTx tx, ScheduleRecord schedule) {
        tx.put(
                schedules(schedule.scope(), schedule.group())
                        .text(schedule.name())
                        .toBytes(),
                MAPPER.writeValueAsBytes(schedule));
    }

    public static void delete(WriteTx tx, ScheduleRecord schedule) {
        tx.delete(schedules(schedule.scope(), schedule.group())
                .text(schedule.name())
                .toBytes());
    }

    /** Schedules of a group whose names begin with the prefix, after a name, in order. */
    public static List<ScheduleRecord> inGroup(
            ReadTx tx, Scope scope, String group, String prefix, String after, int limit) {
        return read(tx, rest(schedules(scope, group), prefix, after), limit, ScheduleRecord.class);
    }

    /** Schedules of all groups, after one, in order of group and name. */
    public static List<ScheduleRecord> all(ReadTx tx, Scope scope, String afterGroup, String afterName, int limit) {
        KeyRange all = space(scope, "schedule").range();
        byte[] after = schedules(scope, afterGroup).text(afterName).toBytes();
        return read(tx, afterGroup.isEmpty() ? all : all.after(after), limit, ScheduleRecord.class);
    }

    public static @Nullable Execution execution(ReadTx tx, String id) {
        byte[] value = tx.get(Key.of(EXECUTION).text(id).toBytes());
        return value == null ? null : MAPPER.readValue(value, Execution.class);
    }

    public static void put(WriteTx tx, Execution execution) {
        tx.put(Key.of(EXECUTION).text(execution.id()).toBytes(), MAPPER.writeValueAsBytes(execution));
    }

    public static void delete(WriteTx tx, Execution execution) {
        tx.delete(Key.of(EXECUTION).text(execution.id()).toBytes());
    }

    /** Executions under way, after one. */
    public static List<Execution> executions(ReadTx tx, String after, int limit) {
        KeyRange all = Key.of(EXECUTION).range();
        return read(
                tx,
                after.isEmpty() ? all : all.after(Key.of(EXECUTION).text(after).toBytes()),
                limit,
                Execution.class);
    }

    private static <T> List<T> read(ReadTx tx, KeyRange range, int limit, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, false)) {
            found.add(MAPPER.readValue(entry.value(), type));
        }
        return found;
    }

    /** What begins with the prefix and comes after a name. */
    private static KeyRange rest(Key parent, String prefix, String after) {
        byte[] base = parent.toBytes();
        KeyRange range = KeyRange.prefix(
                parent.raw(prefix.getBytes(StandardCharsets.UTF_8)).toBytes());
        return after.isEmpty() ? range : range.after(join(base, after));
    }

    private static byte[] join(byte[] base, String name) {
        byte[] last = Key.of(name).toBytes();
        byte[] key = java.util.Arrays.copyOf(base, base.length + last.length);
        System.arraycopy(last, 0, key, base.length, last.length);
        return key;
    }

    private static Key groups(Scope scope) {
        return space(scope, "group");
    }

    private static Key schedules(Scope scope, String group) {
        return space(scope, "schedule").text(group);
    }

    private static Key space(Scope scope, String kind) {
        return Key.of("scheduler").text(scope.account()).text(scope.region()).text(kind);
    }
}
