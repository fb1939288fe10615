package dev.weir.services.states.operations;

import static java.util.Objects.requireNonNull;

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
import dev.weir.api.states.LoggingConfiguration;
import dev.weir.api.states.StartExecutionInput;
import dev.weir.api.states.StartExecutionOutput;
import dev.weir.api.states.StartSyncExecutionInput;
import dev.weir.api.states.StartSyncExecutionOutput;
import dev.weir.api.states.StopExecutionInput;
import dev.weir.api.states.StopExecutionOutput;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.background.Executions;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.execution.Outcome;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.StatesStore;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executions. Source: AWS Step Functions API Reference. */
public final class ExecutionOperations {
    private static final int PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;
    private static final CloudWatchEventsExecutionDataDetails INCLUDED =
            CloudWatchEventsExecutionDataDetails.builder().included(true).build();

    private final Kernel kernel;
    private final Executions executions;

    public ExecutionOperations(Kernel kernel, Executions executions) {
        this.kernel = kernel;
        this.executions = executions;
    }

    /** A name that runs already with the same input gives that execution. */
    public StartExecutionOutput start(Call call, StartExecutionInput input) {
        MachineRecord machine = kernel.store().read(tx -> Arns.machine(tx, input.stateMachineArn()));
        ExecutionRecord wanted = record(call, machine, input.name(), input.input(), input.traceHeader());
        if (machine.express()) {
            executions.startExpress(wanted);
            return StartExecutionOutput.builder()
                    .executionArn(expressArn(wanted))
                    .startDate(Instant.ofEpochMilli(wanted.started()))
                    .build();
        }
        ExecutionRecord started = kernel.store().write(tx -> {
            ExecutionRecord known = StatesStore.execution(tx, machine.scope(), machine.name(), wanted.name());
            if (known != null) {
                if (known.running() && known.input().equals(wanted.input())) {
                    return known;
                }
                throw StatesErrors.executionExists(known.arn());
            }
            executions.start(tx, wanted);
            return wanted;
        });
        return StartExecutionOutput.builder()
                .executionArn(started.arn())
                .startDate(Instant.ofEpochMilli(started.started()))
                .build();
    }

    private ExecutionRecord record(
            Call call,
            MachineRecord machine,
            @Nullable String name,
            @Nullable String input,
            @Nullable String traceHeader) {
        String text = input == null ? "{}" : input;
        if (Data.parse(text) == null) {
            throw StatesErrors.badInput();
        }
        String chosen = name == null ? kernel.ids().uuid() : Arns.name(name);
        Cause cause = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "states.StartExecution",
                        "",
                        machine.arn(),
                        chosen,
                        dev.weir.kernel.journal.Outcome.ACCEPTED,
                        "",
                        Map.of());
        return new ExecutionRecord(
                machine.scope(),
                machine.name(),
                chosen,
                machine.definition(),
                machine.revision(),
                machine.roleArn(),
                text,
                ExecutionRecord.RUNNING,
                kernel.clock().millis(),
                0,
                null,
                null,
                null,
                traceHeader,
                cause);
    }

    private static String expressArn(ExecutionRecord execution) {
        return execution.arn().replace(":execution:", ":express:") + ":" + execution.started();
    }

    public StartSyncExecutionOutput startSync(Call call, StartSyncExecutionInput input) {
        MachineRecord machine = kernel.store().read(tx -> Arns.machine(tx, input.stateMachineArn()));
        if (!machine.express()) {
            throw StatesErrors.wrongType();
        }
        ExecutionRecord execution = record(call, machine, input.name(), input.input(), input.traceHeader());
        Outcome outcome;
        try {
            outcome = executions.runExpress(execution);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsException("InternalFailure", 500, "the request was given up");
        }
        return StartSyncExecutionOutput.builder()
                .executionArn(expressArn(execution))
                .stateMachineArn(machine.arn())
                .name(execution.name())
                .startDate(Instant.ofEpochMilli(execution.started()))
                .stopDate(kernel.clock().now())
                .status(outcome.status())
                .input(execution.input())
                .inputDetails(INCLUDED)
                .output(outcome.output())
                .outputDetails(outcome.output() == null ? null : INCLUDED)
                .error(outcome.error())
                .cause(outcome.cause())
                .traceHeader(execution.traceHeader())
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
        if ("METADATA_ONLY".equals(input.includedData())) {
            throw AwsException.notImplemented("states", "DescribeExecution.includedData METADATA_ONLY");
        }
        ExecutionRecord execution = kernel.store().read(tx -> Arns.execution(tx, input.executionArn()));
        return DescribeExecutionOutput.builder()
                .executionArn(execution.arn())
                .stateMachineArn(execution.machineArn())
                .name(execution.name())
                .status(execution.status())
                .startDate(Instant.ofEpochMilli(execution.started()))
                .stopDate(execution.running() ? null : Instant.ofEpochMilli(execution.stopped()))
                .input(execution.input())
                .inputDetails(INCLUDED)
                .output(execution.output())
                .outputDetails(execution.output() == null ? null : INCLUDED)
                .error(execution.error())
                .cause(execution.errorCause())
                .traceHeader(execution.traceHeader())
                .redriveCount(0)
                .redriveStatus("NOT_REDRIVABLE")
                .redriveStatusReason(reason(execution))
                .build();
    }

    private static String reason(ExecutionRecord execution) {
        return switch (execution.status()) {
            case "RUNNING" -> "Execution is RUNNING and cannot be redriven";
            case "SUCCEEDED" -> "Execution is SUCCEEDED and cannot be redriven";
            default -> "weir does not implement RedriveExecution";
        };
    }

    public DescribeStateMachineForExecutionOutput machine(Call call, DescribeStateMachineForExecutionInput input) {
        ExecutionRecord execution = kernel.store().read(tx -> Arns.execution(tx, input.executionArn()));
        return DescribeStateMachineForExecutionOutput.builder()
                .stateMachineArn(execution.machineArn())
                .name(execution.machine())
                .definition(execution.definition())
                .roleArn(execution.roleArn())
                .revisionId(execution.revision())
                .updateDate(Instant.ofEpochMilli(execution.started()))
                .loggingConfiguration(LoggingConfiguration.builder()
                        .level("OFF")
                        .includeExecutionData(false)
                        .build())
                .build();
    }

    public ListExecutionsOutput list(Call call, ListExecutionsInput input) {
        if (input.mapRunArn() != null) {
            throw AwsException.notImplemented("states", "ListExecutions.mapRunArn");
        }
        if ("REDRIVEN".equals(input.redriveFilter())) {
            return ListExecutionsOutput.builder().executions(List.of()).build();
        }
        int limit = limit(input.maxResults());
        return kernel.store().read(tx -> {
            MachineRecord machine = Arns.machine(tx, input.stateMachineArn());
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
                    if (input.statusFilter() != null && !input.statusFilter().equals(each.status())) {
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

    private static ExecutionListItem item(ExecutionRecord execution) {
        return ExecutionListItem.builder()
                .executionArn(execution.arn())
                .stateMachineArn(execution.machineArn())
                .name(execution.name())
                .status(execution.status())
                .startDate(Instant.ofEpochMilli(execution.started()))
                .stopDate(execution.running() ? null : Instant.ofEpochMilli(execution.stopped()))
                .redriveCount(0)
                .build();
    }

    public GetExecutionHistoryOutput history(Call call, GetExecutionHistoryInput input) {
        if (Boolean.FALSE.equals(input.includeExecutionData())) {
            throw AwsException.notImplemented("states", "GetExecutionHistory.includeExecutionData false");
        }
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
                .events(page)
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
