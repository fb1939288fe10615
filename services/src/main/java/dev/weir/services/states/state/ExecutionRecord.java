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
 * @param origin what it was started from
 * @param redrives how often it was redriven
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
        Cause cause,
        Origin origin,
        Redrives redrives) {
    public static final String RUNNING = "RUNNING";

    public String arn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":execution:" + machine + ":" + name;
    }

    /** The ARN where it is of an Express workflow, whose executions may share names. */
    public String expressArn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":express:" + machine + ":" + name + ":"
                + started;
    }

    public String machineArn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":stateMachine:" + machine;
    }

    /** The ARN of the version that it runs; null where it was started from none. */
    public @Nullable String versionArn() {
        return origin.version() == null ? null : machineArn() + ":" + origin.version();
    }

    /** The ARN of the alias that it was started by; null where it was started by none. */
    public @Nullable String aliasArn() {
        return origin.alias() == null ? null : machineArn() + ":" + origin.alias();
    }

    public boolean running() {
        return status.equals(RUNNING);
    }

    /** The same with another text for its definition. */
    ExecutionRecord withDefinition(String text) {
        return new ExecutionRecord(
                scope,
                machine,
                name,
                text,
                revision,
                roleArn,
                input,
                status,
                started,
                stopped,
                output,
                error,
                errorCause,
                traceHeader,
                cause,
                origin,
                redrives);
    }

    /** One that works on items of a map run of this execution. */
    public ExecutionRecord child(
            String childMachine, String childName, String itsDefinition, String itsInput, long at) {
        return new ExecutionRecord(
                scope,
                childMachine,
                childName,
                itsDefinition,
                revision,
                roleArn,
                itsInput,
                RUNNING,
                at,
                0,
                null,
                null,
                null,
                traceHeader,
                cause,
                origin.ofChild(),
                Redrives.NONE);
    }

    /**
     * The ARN of a map run's child that is an Express workflow.
     *
     * @param mapRun the run's id
     */
    public String expressChildArn(String mapRun) {
        return arn().replace(":execution:", ":express:") + ":" + mapRun;
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
                cause,
                origin,
                redrives);
    }

    /** As it is once it is taken up again. */
    public ExecutionRecord redriven(Redrives redrives) {
        return new ExecutionRecord(
                scope,
                machine,
                name,
                definition,
                revision,
                roleArn,
                input,
                RUNNING,
                started,
                0,
                null,
                null,
                null,
                traceHeader,
                cause,
                origin,
                redrives);
    }

    /** The same, with a task more that waits for its end. */
    public ExecutionRecord awaitedBy(String token) {
        return new ExecutionRecord(
                scope,
                machine,
                name,
                definition,
                revision,
                roleArn,
                input,
                status,
                started,
                stopped,
                output,
                error,
                errorCause,
                traceHeader,
                cause,
                origin.with(token),
                redrives);
    }
}
