package dev.weir.kernel.time;

/** What a timer is for, which decides whether "advance until quiet" waits for it. */
public enum TimerKind {
    /** Part of something under way: a visibility timeout, a delay, a retry, a batching window, a long poll's end. */
    WORK,
    /** Comes again by itself: a schedule, a rate or cron rule. */
    RECURRING,
    /** Clears up: retention, time to live, deduplication windows, idle environments. */
    HOUSEKEEPING
}
