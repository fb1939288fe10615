package dev.weir.kernel.journal;

/**
 * What led to something: the tree it belongs to and the hop that it grows from. Messages, events and timers carry it.
 *
 * @param trace the id of the first hop of the tree; 0 where there is none yet
 * @param hop the id of the hop; 0 where there is none
 */
public record Cause(long trace, long hop) {
    /** Nothing within weir led to it: a call from outside. */
    public static final Cause NONE = new Cause(0, 0);
}
