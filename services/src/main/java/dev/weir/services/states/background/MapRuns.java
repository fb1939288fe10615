package dev.weir.services.states.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.states.data.Chance;
import dev.weir.services.states.execution.MapPlan;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MapChild;
import dev.weir.services.states.state.MapRunRecord;
import dev.weir.services.states.state.MapRunStore;
import dev.weir.services.states.state.Tally;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The map runs under way. What they are to do, how far they are and how each child stands is in the store; a task for
 * each run makes children of its items and brings it to its end.
 */
public final class MapRuns {
    private static final int PAGE = 100;

    private final Kernel kernel;
    private final Fabric fabric;
    private final ApiCalls api;
    private final Chance chance;
    private final Executions executions;
    private final Map<String, MapRunLoop> loops = new ConcurrentHashMap<>();

    MapRuns(Kernel kernel, Fabric fabric, ApiCalls api, Chance chance, Executions executions) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.api = api;
        this.chance = chance;
        this.executions = executions;
    }

    /** Takes up what the store says is under way; what ran before is given up. */
    void restart() {
        loops.values().forEach(MapRunLoop::giveUp);
        loops.clear();
        MapRunStore.Open after = null;
        while (true) {
            MapRunStore.Open from = after;
            List<MapRunStore.Open> page = kernel.store().read(tx -> MapRunStore.open(tx, from, PAGE));
            page.forEach(each -> launch(each.scope(), each.id()));
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast();
        }
    }

    /** Begins a run as part of the step that asks for it. */
    void begin(WriteTx tx, ExecutionRecord execution, int frame, int sequence, MapPlan plan) {
        MapRunRecord run = new MapRunRecord(
                execution.scope(),
                plan.id(),
                base(execution.machine()),
                plan.label(),
                plan.express(),
                new MapRunRecord.Owner(execution.machine(), execution.name()),
                frame,
                sequence,
                MapRunRecord.RUNNING,
                kernel.clock().millis(),
                0,
                plan.maxConcurrency(),
                plan.toleratedCount(),
                plan.toleratedPercentage(),
                -1,
                0,
                0,
                null,
                execution.cause());
        MapRunStore.begin(tx, run, plan);
        tx.afterCommit(() -> {
            Cause unused = kernel.journal()
                    .record(
                            run.cause(),
                            run.scope(),
                            "states.MapRun",
                            execution.arn(),
                            run.arn(),
                            run.id(),
                            Outcome.ACCEPTED,
                            "");
            launch(run.scope(), run.id());
        });
    }

    /** The state machine's name, without the label of a child. */
    static String base(String machine) {
        int label = machine.indexOf('/');
        return label < 0 ? machine : machine.substring(0, label);
    }

    private void launch(Scope scope, String id) {
        MapRunLoop loop = new MapRunLoop(kernel, fabric, api, chance, executions, this, scope, id);
        loops.put(id, loop);
        kernel.tasks().start("states.maprun", () -> {
            try {
                loop.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                loops.remove(id, loop);
            }
        });
    }

    /** The execution no longer waits for these runs: those that run are aborted. */
    void left(WriteTx tx, Scope scope, List<String> ids) {
        for (String id : ids) {
            MapRunRecord run = MapRunStore.run(tx, scope, id);
            if (run != null && run.running()) {
                MapRunStore.put(
                        tx, run.ended(MapRunRecord.ABORTED, kernel.clock().millis(), tally(id, Tally.NOTHING)));
                tx.afterCommit(() -> changed(id));
            }
        }
    }

    /** A child execution has ended. */
    void ended(WriteTx tx, ExecutionRecord execution) {
        MapRunStore.Place place = MapRunStore.place(tx, execution);
        MapChild child = place == null ? null : MapRunStore.child(tx, execution.scope(), place);
        if (place == null || child == null || !child.status().equals(ExecutionRecord.RUNNING)) {
            return;
        }
        MapChild over = child.ended(execution.status());
        MapRunStore.change(tx, execution.scope(), place, over);
        tx.afterCommit(() -> {
            MapRunLoop loop = loops.get(place.run());
            if (loop != null) {
                loop.ended(place.index(), over);
            }
        });
    }

    /** A run's record was changed. */
    public void changed(String id) {
        MapRunLoop loop = loops.get(id);
        if (loop != null) {
            loop.changed();
        }
    }

    /** How the children of a run stand. */
    public Tally tally(String id, @Nullable Tally otherwise) {
        MapRunLoop loop = loops.get(id);
        return loop != null ? loop.tally() : otherwise == null ? Tally.NOTHING : otherwise;
    }
}
