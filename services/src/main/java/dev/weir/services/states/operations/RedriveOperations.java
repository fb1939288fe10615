package dev.weir.services.states.operations;

import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.RedriveExecutionInput;
import dev.weir.api.states.RedriveExecutionOutput;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.background.Executions;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.StatesStore;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redrives. Source: AWS Step Functions API Reference, "RedriveExecution"; Developer Guide, "Restarting state machine
 * executions with redrive".
 */
public final class RedriveOperations {
    private static final Duration LONGEST = Duration.ofDays(365);
    /** A redriven execution needs room for at least two events more. */
    private static final long MOST_EVENTS = 24_999;

    private final Kernel kernel;
    private final Executions executions;

    public RedriveOperations(Kernel kernel, Executions executions) {
        this.kernel = kernel;
        this.executions = executions;
    }

    /** The same token again, of the last ten, gives the redrive that there was. */
    public RedriveExecutionOutput redrive(Call call, RedriveExecutionInput input) {
        String token = input.clientToken();
        ExecutionRecord redriven = kernel.store().write(tx -> {
            ExecutionRecord execution = Arns.execution(tx, input.executionArn());
            if (token != null && execution.redrives().tokens().contains(token)) {
                return execution;
            }
            String reason = reason(tx, execution, kernel.clock().now());
            if (reason != null) {
                throw StatesErrors.notRedrivable(reason);
            }
            return executions.redrive(tx, execution, token);
        });
        var unused = kernel.journal()
                .record(
                        redriven.cause(),
                        call.scope(),
                        "states.RedriveExecution",
                        "",
                        redriven.arn(),
                        redriven.name(),
                        Outcome.ACCEPTED,
                        "");
        return RedriveExecutionOutput.builder()
                .redriveDate(Instant.ofEpochMilli(redriven.redrives().last()))
                .build();
    }

    /** Why an execution cannot be redriven; null where it can. */
    static @Nullable String reason(ReadTx tx, ExecutionRecord execution, Instant now) {
        if (execution.running() || execution.status().equals("SUCCEEDED")) {
            return "Execution is " + execution.status() + " and cannot be redriven";
        }
        if (Instant.ofEpochMilli(execution.stopped())
                .plus(Executions.REDRIVABLE_FOR)
                .isBefore(now)) {
            return "Execution redrivable period exceeded";
        }
        if (Instant.ofEpochMilli(execution.started()).plus(LONGEST).isBefore(now)) {
            return "Execution has exceeded the maximum open time";
        }
        List<HistoryEvent> last = StatesStore.history(tx, execution, Long.MAX_VALUE - 1, 1, true);
        Long id = last.isEmpty() ? null : last.getFirst().id();
        return id != null && id >= MOST_EVENTS ? "Execution history event limit exceeded" : null;
    }
}
