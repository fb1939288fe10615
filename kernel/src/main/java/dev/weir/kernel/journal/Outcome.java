package dev.weir.kernel.journal;

/** How a hop ended. */
public enum Outcome {
    /** Taken in and kept: a message sent, an item written, an event put. */
    ACCEPTED,
    /** Handed to its target, which took it. */
    DELIVERED,
    /** Done for good: a message deleted, a function that answered, a batch that was checkpointed. */
    COMPLETED,
    /** A filter or pattern did not match; the reason names it. */
    FILTERED,
    /** A policy denied it; the reason names the statement. */
    DENIED,
    /** The twin of an earlier one; the reason names that. */
    DEDUPLICATED,
    /** A limit stopped it; the reason names the limit. */
    THROTTLED,
    /** It failed and will be tried again; the reason says when. */
    RETRIED,
    /** It failed for good; the reason says why. */
    FAILED,
    /** Its time ran out: retention, time to live, maximum age. */
    EXPIRED,
    /** Moved to a dead-letter queue or on-failure destination. */
    DEAD_LETTERED,
    /** Gone without any of the above; the reason says why. */
    DROPPED
}
