package dev.weir.services.sqs.state;

/** What became of a deletion or a change of visibility that a receipt handle asked for. */
public enum Acted {
    DONE,
    /** The message is gone, or the handle is of another queue that had the name. */
    GONE,
    /** The message has been received again since; only the newest handle counts. */
    SUPERSEDED,
    /** The message is visible again. */
    EXPIRED,
    /** The visibility timeout would reach beyond twelve hours from the receipt. */
    TOO_LONG
}
