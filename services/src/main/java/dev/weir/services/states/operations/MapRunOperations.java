package dev.weir.services.states.operations;

import dev.weir.api.states.DescribeMapRunInput;
import dev.weir.api.states.DescribeMapRunOutput;
import dev.weir.api.states.ExecutionListItem;
import dev.weir.api.states.ListExecutionsInput;
import dev.weir.api.states.ListExecutionsOutput;
import dev.weir.api.states.ListMapRunsInput;
import dev.weir.api.states.ListMapRunsOutput;
import dev.weir.api.states.MapRunExecutionCounts;
import dev.weir.api.states.MapRunItemCounts;
import dev.weir.api.states.MapRunListItem;
import dev.weir.api.states.UpdateMapRunInput;
import dev.weir.api.states.UpdateMapRunOutput;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.background.MapRuns;
import dev.weir.services.states.execution.MapPlan;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MapRunRecord;
import dev.weir.services.states.state.MapRunStore;
import dev.weir.services.states.state.StatesStore;
import dev.weir.services.states.state.Tally;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Map runs. Source: AWS Step Functions API Reference. */
public final class MapRunOperations {
    private static final int PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;

    private final Kernel kernel;
    private final MapRuns runs;

    public MapRunOperations(Kernel kernel, MapRuns runs) {
        this.kernel = kernel;
        this.runs = runs;
    }

    public DescribeMapRunOutput describe(Call call, DescribeMapRunInput input) {
        MapRunRecord run = kernel.store().read(tx -> run(tx, input.mapRunArn()));
        MapPlan plan = run.running() ? kernel.store().read(tx -> MapRunStore.plan(tx, run.scope(), run.id())) : null;
        Tally tally = runs.tally(run.id(), run.counts());
        Tally.Counts items = tally.items();
        Tally.Counts children = tally.children();
        long pending = Math.max(0, run.total() - items.begun());
        MapPlan.Batch batch = plan == null ? null : plan.batch();
        long size = batch == null || batch.items() == 0 ? 1 : batch.items();
        long pendingChildren = run.running() || pending == 0 ? (pending + size - 1) / size : 0;
        return DescribeMapRunOutput.builder()
                .mapRunArn(run.arn())
                .executionArn(run.executionArn())
                .status(run.status())
                .startDate(Instant.ofEpochMilli(run.started()))
                .stopDate(run.running() ? null : Instant.ofEpochMilli(run.stopped()))
                .maxConcurrency((int) run.maxConcurrency())
                .toleratedFailureCount(run.toleratedCount())
                .toleratedFailurePercentage((float) run.toleratedPercentage())
                .itemCounts(MapRunItemCounts.builder()
                        .pending(pending)
                        .running(items.running())
                        .succeeded(items.succeeded())
                        .failed(items.failed())
                        .timedOut(items.timedOut())
                        .aborted(items.aborted())
                        .total(items.begun() + pending)
                        .resultsWritten(items.written())
                        .failuresNotRedrivable(0L)
                        .pendingRedrive(0L)
                        .build())
                .executionCounts(MapRunExecutionCounts.builder()
                        .pending(pendingChildren)
                        .running(children.running())
                        .succeeded(children.succeeded())
                        .failed(children.failed())
                        .timedOut(children.timedOut())
                        .aborted(children.aborted())
                        .total(children.begun() + pendingChildren)
                        .resultsWritten(children.written())
                        .failuresNotRedrivable(0L)
                        .pendingRedrive(0L)
                        .build())
                .redriveCount(0)
                .build();
    }

    public ListMapRunsOutput list(Call call, ListMapRunsInput input) {
        int limit = limit(input.maxResults());
        return kernel.store().read(tx -> {
            ExecutionRecord execution = Arns.execution(tx, input.executionArn());
            MapRunRecord after =
                    input.nextToken() == null ? null : MapRunStore.run(tx, execution.scope(), input.nextToken());
            List<MapRunRecord> page = MapRunStore.runs(
                    tx,
                    execution.scope(),
                    new MapRunRecord.Owner(execution.machine(), execution.name()),
                    after,
                    limit + 1);
            return ListMapRunsOutput.builder()
                    .mapRuns(page.stream()
                            .limit(limit)
                            .map(run -> MapRunListItem.builder()
                                    .executionArn(run.executionArn())
                                    .mapRunArn(run.arn())
                                    .stateMachineArn(run.machineArn())
                                    .startDate(Instant.ofEpochMilli(run.started()))
                                    .stopDate(run.running() ? null : Instant.ofEpochMilli(run.stopped()))
                                    .build())
                            .toList())
                    .nextToken(page.size() > limit ? page.get(limit - 1).id() : null)
                    .build();
        });
    }

    /** Holds from the next child on; those that run are not stopped because fewer may. */
    public UpdateMapRunOutput update(Call call, UpdateMapRunInput input) {
        MapRunRecord run = kernel.store().write(tx -> {
            MapRunRecord old = run(tx, input.mapRunArn());
            if (!old.running()) {
                throw StatesErrors.mapRunIsOver(old.arn());
            }
            MapRunRecord changed = old.limited(
                    input.maxConcurrency() == null ? old.maxConcurrency() : input.maxConcurrency(),
                    input.toleratedFailureCount() == null ? old.toleratedCount() : input.toleratedFailureCount(),
                    input.toleratedFailurePercentage() == null
                            ? old.toleratedPercentage()
                            : input.toleratedFailurePercentage());
            MapRunStore.put(tx, changed);
            tx.afterCommit(() -> runs.changed(changed.id()));
            return changed;
        });
        var unused = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "states.UpdateMapRun",
                        "",
                        run.arn(),
                        run.id(),
                        Outcome.ACCEPTED,
                        "");
        return UpdateMapRunOutput.builder().build();
    }

    /** {@code ListExecutions} of a map run: its children, newest first. */
    public ListExecutionsOutput children(Call call, ListExecutionsInput input) {
        int limit = limit(input.maxResults());
        return kernel.store().read(tx -> {
            MapRunRecord run = run(tx, input.mapRunArn());
            long from = input.nextToken() == null ? Long.MAX_VALUE - 1 : Long.parseLong(input.nextToken());
            List<ExecutionListItem> items = new ArrayList<>();
            while (true) {
                var page = MapRunStore.children(tx, run.scope(), run.id(), from, DEFAULT_PAGE, true);
                for (var each : page) {
                    if (input.statusFilter() != null
                            && !input.statusFilter().equals(each.child().status())) {
                        continue;
                    }
                    if (items.size() == limit) {
                        return ListExecutionsOutput.builder()
                                .executions(items)
                                .nextToken(Long.toString(each.index()))
                                .build();
                    }
                    ExecutionRecord record = StatesStore.execution(
                            tx,
                            run.scope(),
                            run.machine() + "/" + run.label(),
                            each.child().name());
                    if (record != null) {
                        items.add(item(run, record, each.child().items()));
                    }
                }
                if (page.size() < DEFAULT_PAGE) {
                    return ListExecutionsOutput.builder().executions(items).build();
                }
                from = page.getLast().index() - 1;
            }
        });
    }

    private static ExecutionListItem item(MapRunRecord run, ExecutionRecord child, long items) {
        return ExecutionListItem.builder()
                .executionArn(run.express() ? child.expressChildArn(run.id()) : child.arn())
                .stateMachineArn(run.machineArn())
                .name(child.name())
                .status(child.status())
                .startDate(Instant.ofEpochMilli(child.started()))
                .stopDate(child.running() ? null : Instant.ofEpochMilli(child.stopped()))
                .mapRunArn(run.arn())
                .itemCount((int) items)
                .redriveCount(0)
                .build();
    }

    private static int limit(@Nullable Integer wanted) {
        return wanted == null || wanted == 0 ? DEFAULT_PAGE : Math.min(PAGE, wanted);
    }

    private static MapRunRecord run(ReadTx tx, @Nullable String arn) {
        Arn parsed = Arns.parsed(arn);
        String[] parts = parsed.resource().split(":");
        if (!parts[0].equals("mapRun") || parts.length != 3) {
            throw StatesErrors.badArn(parsed.toString());
        }
        MapRunRecord run = MapRunStore.run(tx, parsed.scope(), parts[2]);
        if (run == null || !run.arn().equals(parsed.toString())) {
            throw StatesErrors.noResource(parsed.toString());
        }
        return run;
    }
}
