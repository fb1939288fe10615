package dev.weir.kernel.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Something that runs.
 *
 * @param within the outside call that this task came in through, if any
 */
record Task(String name, @Nullable Outside within) {
    /**
     * A task's wait on the outside world. While a call that came in within it waits on a signal, it does not count as
     * running either: nothing can move before the signal does.
     */
    static final class Outside {
        final @Nullable Task task;
        boolean open = true;
        int waiting;

        Outside(@Nullable Task task) {
            this.task = task;
        }
    }
}
