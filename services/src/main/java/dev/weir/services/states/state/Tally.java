package dev.weir.services.states.state;

/**
 * How many items and how many children of a map run are how far.
 *
 * @param items by items
 * @param children by child executions
 */
public record Tally(Counts items, Counts children) {
    public static final Tally NOTHING = new Tally(Counts.NONE, Counts.NONE);

    /** One child, in a status, counted. */
    public Tally plus(MapChild child) {
        return new Tally(items.plus(child.status(), child.items()), children.plus(child.status(), 1));
    }

    /** A child that ran has come to its end. */
    public Tally moved(MapChild child) {
        return new Tally(
                items.plus(ExecutionRecord.RUNNING, -child.items()).plus(child.status(), child.items()),
                children.plus(ExecutionRecord.RUNNING, -1).plus(child.status(), 1));
    }

    public Tally written(long itemsWritten, long childrenWritten) {
        return new Tally(items.written(itemsWritten), children.written(childrenWritten));
    }

    /** Numbers by status, as {@code DescribeMapRun} names them. */
    public record Counts(long running, long succeeded, long failed, long timedOut, long aborted, long written) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        Counts plus(String status, long more) {
            return switch (status) {
                case "SUCCEEDED" -> new Counts(running, succeeded + more, failed, timedOut, aborted, written);
                case "FAILED" -> new Counts(running, succeeded, failed + more, timedOut, aborted, written);
                case "TIMED_OUT" -> new Counts(running, succeeded, failed, timedOut + more, aborted, written);
                case "ABORTED" -> new Counts(running, succeeded, failed, timedOut, aborted + more, written);
                default -> new Counts(running + more, succeeded, failed, timedOut, aborted, written);
            };
        }

        Counts written(long number) {
            return new Counts(running, succeeded, failed, timedOut, aborted, number);
        }

        /** All that have begun. */
        public long begun() {
            return running + succeeded + failed + timedOut + aborted;
        }
    }
}
