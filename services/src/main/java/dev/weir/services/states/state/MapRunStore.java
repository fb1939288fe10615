package dev.weir.services.states.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.states.execution.MapPlan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Map runs and their children. */
public final class MapRunStore {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final String OPEN = "states.mapruns";
    private static final byte[] NOTHING = new byte[0];

    private MapRunStore() {}

    /**
     * A child among those of its run.
     *
     * @param index from 0, in the order of the items
     */
    public record Indexed(long index, MapChild child) {}

    /** Which child of which run an execution is. */
    public record Place(String run, long index) {}

    /** A run that is not over: its ARN's parts. */
    public record Open(Scope scope, String id) {}

    public static @Nullable MapRunRecord run(ReadTx tx, Scope scope, String id) {
        byte[] value = tx.get(key(scope, "maprun", id).toBytes());
        return value == null ? null : MAPPER.readValue(value, MapRunRecord.class);
    }

    public static void put(WriteTx tx, MapRunRecord run) {
        tx.put(key(run.scope(), "maprun", run.id()).toBytes(), MAPPER.writeValueAsBytes(run));
    }

    /** Keeps a new run, and what it is to do. */
    public static void begin(WriteTx tx, MapRunRecord run, MapPlan plan) {
        put(tx, run);
        tx.put(key(run.scope(), "mapplan", run.id()).toBytes(), MAPPER.writeValueAsBytes(plan));
        tx.put(
                runs(run.scope(), run.execution())
                        .number(-run.started())
                        .text(run.id())
                        .toBytes(),
                NOTHING);
        tx.put(open(run).toBytes(), NOTHING);
    }

    /** A run is over: nobody need take it up after a restart. */
    public static void close(WriteTx tx, MapRunRecord run) {
        tx.delete(open(run).toBytes());
        tx.delete(key(run.scope(), "mapplan", run.id()).toBytes());
    }

    public static @Nullable MapPlan plan(ReadTx tx, Scope scope, String id) {
        byte[] value = tx.get(key(scope, "mapplan", id).toBytes());
        return value == null ? null : MAPPER.readValue(value, MapPlan.class);
    }

    /** Runs that are not over, after one. */
    public static List<Open> open(ReadTx tx, @Nullable Open after, int limit) {
        Key parent = Key.of(OPEN);
        int prefix = parent.toBytes().length;
        KeyRange range = parent.range();
        List<Open> open = new ArrayList<>();
        String from = after == null ? null : text(after.scope(), after.id());
        for (Entry entry :
                tx.range(from == null ? range : range.after(parent.text(from).toBytes()), limit, false)) {
            String[] parts = StatesStore.last(entry.key(), prefix).split(" ", 3);
            open.add(new Open(new Scope(parts[0], parts[1]), parts[2]));
        }
        return open;
    }

    private static Key open(MapRunRecord run) {
        return Key.of(OPEN).text(text(run.scope(), run.id()));
    }

    private static String text(Scope scope, String id) {
        return scope.account() + " " + scope.region() + " " + id;
    }

    /** Runs of an execution, newest first, after one. */
    public static List<MapRunRecord> runs(
            ReadTx tx, Scope scope, MapRunRecord.Owner execution, @Nullable MapRunRecord after, int limit) {
        Key parent = runs(scope, execution);
        int prefix = parent.toBytes().length + Long.BYTES;
        KeyRange range = parent.range();
        if (after != null) {
            range = range.after(runs(scope, execution)
                    .number(-after.started())
                    .text(after.id())
                    .toBytes());
        }
        List<MapRunRecord> found = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, false)) {
            MapRunRecord run = run(tx, scope, StatesStore.last(entry.key(), prefix));
            if (run != null) {
                found.add(run);
            }
        }
        return found;
    }

    /** Keeps a child, and whose it is. */
    public static void put(WriteTx tx, MapRunRecord run, long index, MapChild child) {
        tx.put(child(run.scope(), run.id(), index), MAPPER.writeValueAsBytes(child));
        tx.put(
                place(run.scope(), run.machine() + "/" + run.label(), child.name()),
                MAPPER.writeValueAsBytes(new Place(run.id(), index)));
    }

    /** A child's status has changed. */
    public static void change(WriteTx tx, Scope scope, Place place, MapChild child) {
        tx.put(child(scope, place.run(), place.index()), MAPPER.writeValueAsBytes(child));
    }

    public static @Nullable MapChild child(ReadTx tx, Scope scope, Place place) {
        byte[] value = tx.get(child(scope, place.run(), place.index()));
        return value == null ? null : MAPPER.readValue(value, MapChild.class);
    }

    /** Which run an execution belongs to; null where it is no child. */
    public static @Nullable Place place(ReadTx tx, ExecutionRecord execution) {
        if (execution.machine().indexOf('/') < 0) {
            return null;
        }
        byte[] value = tx.get(place(execution.scope(), execution.machine(), execution.name()));
        return value == null ? null : MAPPER.readValue(value, Place.class);
    }

    /** The run that an execution is a child of; null where it is none. */
    public static @Nullable MapRunRecord of(ReadTx tx, ExecutionRecord execution) {
        Place place = place(tx, execution);
        return place == null ? null : run(tx, execution.scope(), place.run());
    }

    /**
     * Children of a run, in order.
     *
     * @param from the first in the direction of reading
     */
    public static List<Indexed> children(ReadTx tx, Scope scope, String run, long from, int limit, boolean backwards) {
        Key parent = key(scope, "mapchild", run);
        int prefix = parent.toBytes().length;
        KeyRange all = parent.range();
        KeyRange range =
                backwards ? all.before(child(scope, run, from + 1)) : new KeyRange(child(scope, run, from), all.end());
        List<Indexed> found = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, backwards)) {
            long index = ByteBuffer.wrap(entry.key(), prefix, Long.BYTES).getLong() ^ Long.MIN_VALUE;
            found.add(new Indexed(index, MAPPER.readValue(entry.value(), MapChild.class)));
        }
        return found;
    }

    private static byte[] child(Scope scope, String run, long index) {
        return key(scope, "mapchild", run).number(index).toBytes();
    }

    private static byte[] place(Scope scope, String machine, String name) {
        return StatesStore.space(scope, "mapplace").text(machine).text(name).toBytes();
    }

    private static Key runs(Scope scope, MapRunRecord.Owner execution) {
        return StatesStore.space(scope, "mapruns").text(execution.machine()).text(execution.name());
    }

    private static Key key(Scope scope, String kind, String run) {
        return StatesStore.space(scope, kind).text(run);
    }
}
