package dev.weir.services.states.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a Standard workflow.
 *
 * @param definition what it runs, whatever becomes of the state machine
 * @param status as {@code DescribeExecution} has it
 * @param started milliseconds since the epoch
 * @param stopped the same; 0 while it runs
 */
public record ExecutionRecord(
        Scope scope,
        String machine,
        String name,
        String definition,
        @Nullable String revision,
        String roleArn,
        String input,
        String status,
        long started,
        long stopped,
        @Nullable String output,
        @Nullable String error,
        @Nullable String errorCause,
        @Nullable String traceHeader,
        Cause cause) {
    public static final String RUNNING = "RUNNING";

    public String arn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":execution:" + machine + ":" + name;
    }

    public String machineArn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":stateMachine:" + machine;
    }

    public boolean running() {
        return status.equals(RUNNING);
    }

    /** As it is once it has ended. */
    public ExecutionRecord ended(dev.weir.services.states.execution.Outcome outcome, long at) {
        return new ExecutionRecord(
                scope,
                machine,
                name,
                definition,
                revision,
                roleArn,
                input,
                outcome.status(),
                started,
                at,
                outcome.output(),
                outcome.error(),
                outcome.cause(),
                traceHeader,
                cause);
    }
}
