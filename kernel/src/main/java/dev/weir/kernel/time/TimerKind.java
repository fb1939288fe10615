package dev.weir.kernel.time;

/**
 * What a timer is for, which decides whether "advance until quiet" waits for it. The deadline of a
 * {@link dev.weir.kernel.tasks.Signal#await} is none of these: it ends when time passes it, but nothing waits for it,
 * since an idle long poll is no work.
 */
public enum TimerKind {
    /** Part of something under way: a visibility timeout, a delay, a retry, a batching window. */
    WORK,
    /** Comes again by itself: a schedule, a rate or cron rule. */
    RECURRING,
    /** Clears up: retention, time to live, deduplication windows, idle environments. */
    HOUSEKEEPING
}
