package dev.weir.services.states.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A map run: the children of a distributed Map state.
 *
 * @param id the last part of its ARN
 * @param machine the state machine's name
 * @param express whether the children are Express workflows
 * @param execution whose state it is: the name, and the machine's name with its label where it is a child itself
 * @param frame of that execution, and {@code sequence} the wait in it, which the run's end answers
 * @param status as {@code DescribeMapRun} has it
 * @param started milliseconds since the epoch
 * @param stopped the same; 0 while it runs
 * @param maxConcurrency 0 for as many children as there may be
 * @param total how many items there are; -1 while they are not counted yet
 * @param nextItem how many items children were made of
 * @param nextChild how many children there are
 * @param counts what became of them; null while it runs
 */
public record MapRunRecord(
        Scope scope,
        String id,
        String machine,
        String label,
        boolean express,
        Owner execution,
        int frame,
        int sequence,
        String status,
        long started,
        long stopped,
        long maxConcurrency,
        long toleratedCount,
        double toleratedPercentage,
        long total,
        long nextItem,
        long nextChild,
        @Nullable Tally counts,
        Cause cause) {
    public static final String RUNNING = "RUNNING";
    public static final String SUCCEEDED = "SUCCEEDED";
    public static final String FAILED = "FAILED";
    public static final String ABORTED = "ABORTED";

    /** An execution by the names that its ARN has. */
    public record Owner(String machine, String name) {}

    public String arn() {
        return prefix() + "mapRun:" + machine + "/" + label + ":" + id;
    }

    /** The execution whose state it is. */
    public String executionArn() {
        return prefix() + "execution:" + execution.machine() + ":" + execution.name();
    }

    /** What its children are executions of. */
    public String machineArn() {
        return prefix() + "stateMachine:" + machine + "/" + label;
    }

    private String prefix() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":";
    }

    public boolean running() {
        return status.equals(RUNNING);
    }

    public MapRunRecord counted(long items) {
        return with(status, stopped, items, nextItem, nextChild, counts);
    }

    /** With so many items and children more. */
    public MapRunRecord further(long items, long children) {
        return with(status, stopped, total, nextItem + items, nextChild + children, counts);
    }

    public MapRunRecord ended(String how, long at, Tally itsCounts) {
        return with(how, at, total, nextItem, nextChild, itsCounts);
    }

    public MapRunRecord limited(long concurrency, long count, double percentage) {
        return new MapRunRecord(
                scope,
                id,
                machine,
                label,
                express,
                execution,
                frame,
                sequence,
                status,
                started,
                stopped,
                concurrency,
                count,
                percentage,
                total,
                nextItem,
                nextChild,
                counts,
                cause);
    }

    private MapRunRecord with(String how, long at, long items, long read, long children, @Nullable Tally itsCounts) {
        return new MapRunRecord(
                scope,
                id,
                machine,
                label,
                express,
                execution,
                frame,
                sequence,
                how,
                started,
                at,
                maxConcurrency,
                toleratedCount,
                toleratedPercentage,
                items,
                read,
                children,
                itsCounts,
                cause);
    }
}
