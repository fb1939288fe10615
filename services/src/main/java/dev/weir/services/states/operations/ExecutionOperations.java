package dev.weir.services.states.operations;

import static java.util.Objects.requireNonNull;

import dev.weir.api.states.BillingDetails;
import dev.weir.api.states.CloudWatchEventsExecutionDataDetails;
import dev.weir.api.states.DescribeExecutionInput;
import dev.weir.api.states.DescribeExecutionOutput;
import dev.weir.api.states.DescribeStateMachineForExecutionInput;
import dev.weir.api.states.DescribeStateMachineForExecutionOutput;
import dev.weir.api.states.ExecutionListItem;
import dev.weir.api.states.GetExecutionHistoryInput;
import dev.weir.api.states.GetExecutionHistoryOutput;
import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.ListExecutionsInput;
import dev.weir.api.states.ListExecutionsOutput;
import dev.weir.api.states.StartExecutionInput;
import dev.weir.api.states.StartExecutionOutput;
import dev.weir.api.states.StartSyncExecutionInput;
import dev.weir.api.states.StartSyncExecutionOutput;
import dev.weir.api.states.StopExecutionInput;
import dev.weir.api.states.StopExecutionOutput;
import dev.weir.api.states.TracingConfiguration;
import dev.weir.kernel.Kernel;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.background.Executions;
import dev.weir.services.states.background.Launches;
import dev.weir.services.states.execution.Outcome;
import dev.weir.services.states.state.EventData;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.MapRunRecord;
import dev.weir.services.states.state.MapRunStore;
import dev.weir.services.states.state.Selected;
import dev.weir.services.states.state.StatesStore;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executions. Source: AWS Step Functions API Reference. */
public final class ExecutionOperations {
    private static final int PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;

    private final Kernel kernel;
    private final Launches launches;
    private final Executions executions;

    public ExecutionOperations(Kernel kernel, Launches launches, Executions executions) {
        this.kernel = kernel;
        this.launches = launches;
        this.executions = executions;
    }

    /** A name that runs already with the same input gives that execution. */
    public StartExecutionOutput start(Call call, StartExecutionInput input) {
        Selected selected = selected(input.stateMachineArn());
        MachineRecord machine = selected.machine();
        ExecutionRecord wanted = record(call, selected, input.name(), input.input(), input.traceHeader());
        if (machine.express()) {
            executions.startExpress(wanted);
            return StartExecutionOutput.builder()
                    .executionArn(wanted.expressArn())
                    .startDate(Instant.ofEpochMilli(wanted.started()))
                    .build();
        }
        ExecutionRecord started = kernel.store().write(tx -> {
            ExecutionRecord known = Launches.known(tx, wanted);
            if (known != null) {
                return known;
            }
            executions.start(tx, wanted);
            return wanted;
        });
        return StartExecutionOutput.builder()
                .executionArn(started.arn())
                .startDate(Instant.ofEpochMilli(started.started()))
                .build();
    }

    private Selected selected(@Nullable String arn) {
        return kernel.store().read(tx -> launches.selected(tx, String.valueOf(arn)));
    }

    private ExecutionRecord record(
            Call call, Selected selected, @Nullable String name, @Nullable String input, @Nullable String traceHeader) {
        String chosen = name == null ? kernel.ids().uuid() : Launches.name(name);
        return launches.record(call.cause(), call.scope(), "", selected, chosen, input, traceHeader);
    }

    public StartSyncExecutionOutput startSync(Call call, StartSyncExecutionInput input) {
        Selected selected = selected(input.stateMachineArn());
        MachineRecord machine = selected.machine();
        if (!machine.express()) {
            throw StatesErrors.wrongType();
        }
        boolean whole = !"METADATA_ONLY".equals(input.includedData());
        ExecutionRecord execution = record(call, selected, input.name(), input.input(), input.traceHeader());
        Outcome outcome;
        try {
            outcome = executions.runExpress(execution);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsException("InternalFailure", 500, "the request was given up");
        }
        Instant stopped = kernel.clock().now();
        return StartSyncExecutionOutput.builder()
                .executionArn(execution.expressArn())
                .stateMachineArn(machine.arn())
                .name(execution.name())
                .startDate(Instant.ofEpochMilli(execution.started()))
                .stopDate(stopped)
                .billingDetails(billed(execution, stopped))
                .status(outcome.status())
                .input(whole ? execution.input() : null)
                .inputDetails(included(whole))
                .output(whole ? outcome.output() : null)
                .outputDetails(outcome.output() == null ? null : included(whole))
                .error(outcome.error())
                .cause(outcome.cause())
                .traceHeader(execution.traceHeader())
                .build();
    }

    /** Time is billed by the tenth of a second, memory by 64 MB, of which a small workflow needs no more. */
    private static BillingDetails billed(ExecutionRecord execution, Instant stopped) {
        long millis = Math.max(1, stopped.toEpochMilli() - execution.started());
        return BillingDetails.builder()
                .billedDurationInMilliseconds((millis + 99) / 100 * 100)
                .billedMemoryUsedInMB(64L)
                .build();
    }

    public StopExecutionOutput stop(Call call, StopExecutionInput input) {
        ExecutionRecord execution = kernel.store().read(tx -> Arns.execution(tx, input.executionArn()));
        boolean unused = executions.step(execution.arn(), run -> run.abort(input.error(), input.cause()));
        ExecutionRecord stopped = kernel.store().read(tx -> Arns.execution(tx, input.executionArn()));
        return StopExecutionOutput.builder()
                .stopDate(Instant.ofEpochMilli(stopped.stopped()))
                .build();
    }

    public DescribeExecutionOutput describe(Call call, DescribeExecutionInput input) {
        boolean whole = !"METADATA_ONLY".equals(input.includedData());
        ExecutionRecord execution = kernel.store().read(tx -> Arns.execution(tx, input.executionArn()));
        String reason = kernel.store()
                .read(tx ->
                        RedriveOperations.reason(tx, execution, kernel.clock().now()));
        MapRunRecord mapRun = kernel.store().read(tx -> MapRunStore.of(tx, execution));
        return DescribeExecutionOutput.builder()
                .executionArn(
                        mapRun != null && mapRun.express() ? execution.expressChildArn(mapRun.id()) : execution.arn())
                .mapRunArn(mapRun == null ? null : mapRun.arn())
                .stateMachineArn(execution.machineArn())
                .name(execution.name())
                .status(execution.status())
                .startDate(Instant.ofEpochMilli(execution.started()))
                .stopDate(execution.running() ? null : Instant.ofEpochMilli(execution.stopped()))
                .stateMachineVersionArn(execution.versionArn())
                .stateMachineAliasArn(execution.aliasArn())
                .input(whole ? execution.input() : null)
                .inputDetails(included(whole))
                .output(whole ? execution.output() : null)
                .outputDetails(execution.output() == null ? null : included(whole))
                .error(execution.error())
                .cause(execution.errorCause())
                .traceHeader(execution.traceHeader())
                .redriveCount(execution.redrives().count())
                .redriveDate(redriven(execution))
                .redriveStatus(reason == null ? "REDRIVABLE" : "NOT_REDRIVABLE")
                .redriveStatusReason(reason)
                .build();
    }

    private static CloudWatchEventsExecutionDataDetails included(boolean whole) {
        return CloudWatchEventsExecutionDataDetails.builder().included(whole).build();
    }

    public DescribeStateMachineForExecutionOutput machine(Call call, DescribeStateMachineForExecutionInput input) {
        ExecutionRecord execution = kernel.store().read(tx -> Arns.execution(tx, input.executionArn()));
        MapRunRecord mapRun = kernel.store().read(tx -> MapRunStore.of(tx, execution));
        return DescribeStateMachineForExecutionOutput.builder()
                .mapRunArn(mapRun == null ? null : mapRun.arn())
                .label(mapRun == null ? null : mapRun.label())
                .stateMachineArn(execution.machineArn())
                .name(execution.machine())
                .definition("METADATA_ONLY".equals(input.includedData()) ? "{}" : execution.definition())
                .roleArn(execution.roleArn())
                .revisionId(execution.revision())
                .updateDate(Instant.ofEpochMilli(execution.origin().updated()))
                .loggingConfiguration(Machines.shown(execution.origin().logging()))
                .tracingConfiguration(TracingConfiguration.builder()
                        .enabled(execution.origin().tracing())
                        .build())
                .encryptionConfiguration(Machines.OWNED)
                .variableReferences(Machines.references(execution.definition()))
                .build();
    }

    public ListExecutionsOutput list(Call call, ListExecutionsInput input) {
        int limit = limit(input.maxResults());
        return kernel.store().read(tx -> {
            String arn = Arns.parsed(input.stateMachineArn()).toString();
            Selected selected = launches.selected(tx, arn);
            MachineRecord machine = selected.machine();
            if (machine.express()) {
                throw StatesErrors.wrongType();
            }
            ExecutionRecord after = input.nextToken() == null
                    ? null
                    : StatesStore.execution(tx, machine.scope(), machine.name(), input.nextToken());
            List<ExecutionListItem> items = new ArrayList<>();
            while (true) {
                List<ExecutionRecord> page =
                        StatesStore.executions(tx, machine.scope(), machine.name(), after, DEFAULT_PAGE);
                for (ExecutionRecord each : page) {
                    boolean of = selected.version() == null
                            || arn.equals(selected.alias() == null ? each.versionArn() : each.aliasArn());
                    boolean redriven = each.redrives().count() > 0;
                    if (!of
                            || ("REDRIVEN".equals(input.redriveFilter()) && !redriven)
                            || ("NOT_REDRIVEN".equals(input.redriveFilter()) && redriven)
                            || (input.statusFilter() != null
                                    && !input.statusFilter().equals(each.status()))) {
                        after = each;
                        continue;
                    }
                    if (items.size() == limit) {
                        return ListExecutionsOutput.builder()
                                .executions(items)
                                .nextToken(requireNonNull(after).name())
                                .build();
                    }
                    items.add(item(each));
                    after = each;
                }
                if (page.size() < DEFAULT_PAGE) {
                    return ListExecutionsOutput.builder().executions(items).build();
                }
            }
        });
    }

    private static @Nullable Instant redriven(ExecutionRecord execution) {
        return execution.redrives().count() == 0
                ? null
                : Instant.ofEpochMilli(execution.redrives().last());
    }

    private static ExecutionListItem item(ExecutionRecord execution) {
        return ExecutionListItem.builder()
                .executionArn(execution.arn())
                .stateMachineArn(execution.machineArn())
                .stateMachineVersionArn(execution.versionArn())
                .stateMachineAliasArn(execution.aliasArn())
                .name(execution.name())
                .status(execution.status())
                .startDate(Instant.ofEpochMilli(execution.started()))
                .stopDate(execution.running() ? null : Instant.ofEpochMilli(execution.stopped()))
                .redriveCount(execution.redrives().count())
                .redriveDate(redriven(execution))
                .build();
    }

    public GetExecutionHistoryOutput history(Call call, GetExecutionHistoryInput input) {
        boolean whole = !Boolean.FALSE.equals(input.includeExecutionData());
        int limit = limit(input.maxResults());
        boolean backwards = Boolean.TRUE.equals(input.reverseOrder());
        long from =
                input.nextToken() == null ? (backwards ? Long.MAX_VALUE - 1 : 1) : Long.parseLong(input.nextToken());
        List<HistoryEvent> events = kernel.store().read(tx -> {
            ExecutionRecord execution = Arns.execution(tx, input.executionArn());
            return StatesStore.history(tx, execution, from, limit + 1, backwards);
        });
        List<HistoryEvent> page = events.subList(0, Math.min(limit, events.size()));
        return GetExecutionHistoryOutput.builder()
                .events(whole ? page : page.stream().map(EventData::without).toList())
                .nextToken(
                        events.size() > limit
                                ? Long.toString(requireNonNull(events.get(limit).id()))
                                : null)
                .build();
    }

    private static int limit(@Nullable Integer wanted) {
        return wanted == null || wanted == 0 ? DEFAULT_PAGE : Math.min(PAGE, wanted);
    }
}
