package dev.weir.fabric.source;

import dev.weir.fabric.Invocable;
import dev.weir.kernel.journal.Cause;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What batches are read for: a function, a pipe's target. */
public interface BatchConsumer {
    /** Works a batch off, or tries to, and waits for its end. */
    Result take(Batch batch);

    /**
     * Disposes of part of a stream that is given up, and journals that. Never called for queues: what fails there
     * stays in the queue.
     */
    void discard(Discard discard);

    /** What became of a batch. */
    sealed interface Result {
        /**
         * All of it is done.
         *
         * @param state what the batch's window goes on with, as JSON; null outside of windows
         */
        record Done(Cause cause, @Nullable String state) implements Result {
            public Done(Cause cause) {
                this(cause, null);
            }
        }

        /**
         * It was tried and failed.
         *
         * @param items the ids of those that failed; empty where all did
         * @param answer the answer of the function that failed; null where none was asked
         */
        record Failed(Set<String> items, String reason, Cause cause, Invocable.@Nullable Answer answer)
                implements Result {}

        /** It could not even be tried, which counts as no attempt. */
        record Untried(String reason) implements Result {}
    }

    /**
     * Records that are given up.
     *
     * @param batch them, with the last attempt's id and number; attempt 0 where none was made
     * @param condition {@code RetryAttemptsExhausted} or {@code RecordAgeExceeded}
     * @param failure what the last attempt came to; null where none was made
     */
    record Discard(Batch batch, String condition, String reason, Result.@Nullable Failed failure) {}
}
