package dev.weir.services.states.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.tasks.Signal;
import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.execution.MapPlan;
import dev.weir.services.states.execution.Outcome;
import dev.weir.services.states.items.ItemSource;
import dev.weir.services.states.items.Reader;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MapChild;
import dev.weir.services.states.state.MapRunRecord;
import dev.weir.services.states.state.MapRunStore;
import dev.weir.services.states.state.StatesStore;
import dev.weir.services.states.state.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Brings one map run from its items to its end. Source: AWS Step Functions Developer Guide, "Distributed Map". */
final class MapRunLoop {
    /** AWS runs at most so many children of a map run at a time. */
    private static final long MOST_CONCURRENT = 10_000;
    /** So many children are begun in one transaction. */
    private static final int AT_ONCE = 50;

    private static final int PAGE = 200;

    private final Kernel kernel;
    private final Fabric fabric;
    private final ApiCalls api;
    private final Chance chance;
    private final Executions executions;
    private final MapRuns runs;
    private final Scope scope;
    private final String id;
    private final Signal signal;
    private final Queue<MapRunStore.Indexed> over = new ConcurrentLinkedQueue<>();
    /** Children that run, as far as this loop has heard. */
    private final Set<Long> open = new HashSet<>();

    private long nextChild;
    private volatile boolean changed;
    private volatile boolean givenUp;
    private volatile Tally tally = Tally.NOTHING;
    private boolean exhausted;
    private @Nullable StateFailure failure;

    MapRunLoop(
            Kernel kernel,
            Fabric fabric,
            ApiCalls api,
            Chance chance,
            Executions executions,
            MapRuns runs,
            Scope scope,
            String id) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.api = api;
        this.chance = chance;
        this.executions = executions;
        this.runs = runs;
        this.scope = scope;
        this.id = id;
        this.signal = kernel.tasks().signal();
    }

    void ended(long index, MapChild child) {
        over.add(new MapRunStore.Indexed(index, child));
        signal.raise();
    }

    void changed() {
        changed = true;
        signal.raise();
    }

    /** The store is another one now. */
    void giveUp() {
        givenUp = true;
        signal.raise();
    }

    Tally tally() {
        return tally;
    }

    void run() throws InterruptedException {
        MapRunRecord run = kernel.store().read(tx -> MapRunStore.run(tx, scope, id));
        MapPlan plan = kernel.store().read(tx -> MapRunStore.plan(tx, scope, id));
        ExecutionRecord parent = run == null
                ? null
                : kernel.store()
                        .read(tx -> StatesStore.execution(
                                tx,
                                scope,
                                run.execution().machine(),
                                run.execution().name()));
        if (run == null || plan == null || parent == null) {
            return;
        }
        takeUp(run, plan);
        S3Bucket s3 = new S3Bucket(kernel, fabric, api, run);
        MapRunRecord counted = run;
        try {
            if (run.total() < 0 && run.running()) {
                counted = count(run, plan, s3);
            }
        } catch (StateFailure e) {
            conclude(run, plan, s3, null, e);
            return;
        }
        if (givenUp) {
            return;
        }
        try (ItemSource source = source(plan, s3)) {
            work(counted, plan, parent, s3, new Batches(plan, source, counted.nextItem(), chance));
        } catch (StateFailure e) {
            conclude(counted, plan, s3, null, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the children that there are, and begins Express ones that ended with weir again. */
    private void takeUp(MapRunRecord run, MapPlan plan) {
        long from = 0;
        while (true) {
            long first = from;
            var page = kernel.store().read(tx -> MapRunStore.children(tx, scope, id, first, PAGE, false));
            for (var each : page) {
                tally = tally.plus(each.child());
                nextChild = each.index() + 1;
                boolean runs = each.child().status().equals(ExecutionRecord.RUNNING);
                if (runs) {
                    open.add(each.index());
                }
                if (plan.express() && runs) {
                    ExecutionRecord record = kernel.store()
                            .read(tx -> StatesStore.execution(
                                    tx,
                                    scope,
                                    run.machine() + "/" + run.label(),
                                    each.child().name()));
                    if (record != null) {
                        express(record);
                    }
                }
            }
            if (page.size() < PAGE) {
                return;
            }
            from = page.getLast().index() + 1;
        }
    }

    private static ItemSource source(MapPlan plan, S3Bucket s3) throws StateFailure {
        if (plan.fault() != null) {
            throw ItemSource.failed(plan.fault());
        }
        JsonNode items = plan.items();
        JsonNode reader = plan.reader();
        if (items != null) {
            return Reader.of(items);
        }
        if (reader == null) {
            throw new IllegalStateException("a map run has neither items nor a reader");
        }
        return Reader.open(s3, reader);
    }

    private MapRunRecord count(MapRunRecord run, MapPlan plan, S3Bucket s3) throws StateFailure {
        long total;
        try (ItemSource source = source(plan, s3)) {
            total = Batches.count(plan, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kernel.store().write(tx -> {
            MapRunRecord now = MapRunStore.run(tx, scope, id);
            MapRunRecord counted = now == null ? run.counted(total) : now.counted(total);
            if (now != null) {
                MapRunStore.put(tx, counted);
            }
            return counted;
        });
    }

    private void work(MapRunRecord begun, MapPlan plan, ExecutionRecord parent, S3Bucket s3, Batches batches)
            throws InterruptedException, StateFailure {
        MapRunRecord run = begun;
        boolean stopping = false;
        while (true) {
            long seen = signal.version();
            for (var child = over.poll(); child != null; child = over.poll()) {
                // One that ended while they were counted may have been counted as what it is.
                if (open.remove(child.index())) {
                    tally = tally.moved(child.child());
                }
            }
            if (givenUp) {
                return;
            }
            if (changed) {
                changed = false;
                MapRunRecord now = kernel.store().read(tx -> MapRunStore.run(tx, scope, id));
                run = now == null ? run : now;
            }
            if (failure == null && exceeded(run)) {
                failure = new StateFailure(
                        "States.ExceedToleratedFailureThreshold",
                        "The specified tolerated failure threshold was exceeded");
            }
            if (!stopping && (failure != null || !run.running())) {
                stopping = true;
                abortChildren(run, plan);
                continue;
            }
            if (!stopping && start(run, plan, parent, batches)) {
                continue;
            }
            if (tally.children().running() == 0 && (stopping || exhausted)) {
                conclude(run, plan, s3, batches, failure);
                return;
            }
            boolean unused = signal.await(seen, Instant.MAX);
        }
    }

    /** Where only one of the two thresholds is set, the other does not hold. */
    private boolean exceeded(MapRunRecord run) {
        long failed = tally.items().failed() + tally.items().timedOut();
        if (failed == 0) {
            return false;
        }
        boolean byCount = run.toleratedCount() > 0 || run.toleratedPercentage() == 0;
        boolean byPercentage = run.toleratedPercentage() > 0;
        return (byCount && failed > run.toleratedCount())
                || (byPercentage && failed * 100.0 > run.toleratedPercentage() * run.total());
    }

    /** Begins some children where there is room; whether there may be more to begin. */
    private boolean start(MapRunRecord run, MapPlan plan, ExecutionRecord parent, Batches batches) throws StateFailure {
        long most = run.maxConcurrency() == 0 ? MOST_CONCURRENT : Math.min(run.maxConcurrency(), MOST_CONCURRENT);
        long room = Math.min(AT_ONCE, most - tally.children().running());
        List<Batches.Input> inputs = new ArrayList<>();
        while (!exhausted && inputs.size() < room) {
            Batches.Input input = batches.next();
            if (input == null) {
                exhausted = true;
            } else {
                inputs.add(input);
            }
        }
        if (inputs.isEmpty()) {
            return false;
        }
        Tally before = tally;
        List<ExecutionRecord> records = new ArrayList<>();
        for (Batches.Input input : inputs) {
            records.add(parent.child(
                    run.machine() + "/" + run.label(),
                    kernel.ids().uuid(),
                    plan.definition(),
                    input.text(),
                    kernel.clock().millis()));
            tally = tally.plus(new MapChild("", input.items(), ExecutionRecord.RUNNING));
            open.add(nextChild++);
        }
        if (!kernel.store().write(tx -> begin(tx, plan, inputs, records))) {
            changed = true;
            tally = before;
            for (int i = 0; i < inputs.size(); i++) {
                open.remove(--nextChild);
            }
            return true;
        }
        if (plan.express()) {
            records.forEach(this::express);
        }
        return !exhausted;
    }

    /** All of them begin, and the run is as much further, or nothing happens because it no longer runs. */
    private boolean begin(WriteTx tx, MapPlan plan, List<Batches.Input> inputs, List<ExecutionRecord> records) {
        MapRunRecord now = MapRunStore.run(tx, scope, id);
        if (now == null || !now.running()) {
            return false;
        }
        long items = 0;
        for (int i = 0; i < records.size(); i++) {
            ExecutionRecord record = records.get(i);
            long count = inputs.get(i).items();
            items += count;
            MapRunStore.put(tx, now, now.nextChild() + i, new MapChild(record.name(), count, ExecutionRecord.RUNNING));
            if (plan.express()) {
                StatesStore.put(tx, record);
            } else {
                executions.start(tx, record);
            }
        }
        MapRunStore.put(tx, now.further(items, records.size()));
        return true;
    }

    private void express(ExecutionRecord record) {
        kernel.tasks().start("states.maprun.child", () -> {
            Outcome outcome;
            try {
                outcome = executions.runExpress(record);
            } catch (InterruptedException e) {
                // It stays as one that runs, and begins again with weir.
                Thread.currentThread().interrupt();
                return;
            }
            if (givenUp) {
                return;
            }
            boolean unused = kernel.store().write(tx -> {
                ExecutionRecord ended = record.ended(outcome, kernel.clock().millis());
                StatesStore.put(tx, ended);
                runs.ended(tx, ended);
                return true;
            });
        });
    }

    /** Express children run to their end, as nothing can stop them. */
    private void abortChildren(MapRunRecord run, MapPlan plan) {
        if (plan.express()) {
            return;
        }
        long from = 0;
        while (true) {
            long first = from;
            var page = kernel.store().read(tx -> MapRunStore.children(tx, scope, id, first, PAGE, false));
            for (var each : page) {
                if (each.child().status().equals(ExecutionRecord.RUNNING)) {
                    boolean unused = executions.step(
                            "arn:aws:states:" + scope.region() + ":" + scope.account() + ":execution:" + run.machine()
                                    + "/" + run.label() + ":" + each.child().name(),
                            step -> step.abort(null, null));
                }
            }
            if (page.size() < PAGE) {
                return;
            }
            from = page.getLast().index() + 1;
        }
    }

    private void conclude(
            MapRunRecord run, MapPlan plan, S3Bucket s3, @Nullable Batches unread, @Nullable StateFailure fault) {
        StateFailure failed = fault;
        JsonNode output = null;
        MapResults results = new MapResults(kernel, run, plan);
        MapPlan.Writer writer = plan.writer();
        boolean read = unread != null;
        try {
            if (writer != null && writer.bucket() != null && read && run.running()) {
                output = results.write(s3, writer, exhausted ? null : unread);
            } else if (failed == null && run.running()) {
                output = results.output();
            }
        } catch (StateFailure e) {
            failed = failed == null ? e : failed;
        }
        Tally tally = this.tally;
        boolean written = writer != null && writer.bucket() != null && output != null;
        Tally counts = written
                ? tally.written(tally.items().begun(), tally.children().begun())
                : tally.written(tally.items().succeeded(), tally.children().succeeded());
        StateFailure how = failed;
        JsonNode result = output;
        MapRunRecord ended = kernel.store().write(tx -> close(tx, run, counts, result, how));
        journal(ended, how);
    }

    private MapRunRecord close(
            WriteTx tx, MapRunRecord run, Tally counts, @Nullable JsonNode output, @Nullable StateFailure failed) {
        MapRunRecord now = MapRunStore.run(tx, scope, id);
        MapRunRecord present = now == null ? run : now;
        MapRunRecord ended = present.running()
                ? present.ended(
                        failed == null ? MapRunRecord.SUCCEEDED : MapRunRecord.FAILED,
                        kernel.clock().millis(),
                        counts)
                : present.ended(present.status(), present.stopped(), counts);
        MapRunStore.put(tx, ended);
        MapRunStore.close(tx, ended);
        if (present.running()) {
            boolean unused = executions.step(tx, ended.executionArn(), step -> {
                if (failed != null) {
                    step.mapRunFailed(ended.frame(), ended.sequence(), failed.error(), failed.cause());
                } else if (output != null) {
                    step.mapRunSucceeded(ended.frame(), ended.sequence(), output);
                }
            });
        }
        return ended;
    }

    private void journal(MapRunRecord run, @Nullable StateFailure failed) {
        boolean fine = run.status().equals(MapRunRecord.SUCCEEDED);
        Cause unused = kernel.journal()
                .record(
                        run.cause(),
                        scope,
                        "states.MapRun",
                        run.arn(),
                        run.executionArn(),
                        id,
                        fine ? dev.weir.kernel.journal.Outcome.COMPLETED : dev.weir.kernel.journal.Outcome.FAILED,
                        fine
                                ? ""
                                : run.status() + (failed == null ? "" : ": " + failed.error() + ": " + failed.cause()));
    }
}
