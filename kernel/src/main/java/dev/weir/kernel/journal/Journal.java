package dev.weir.kernel.journal;

import dev.weir.kernel.Scope;
import dev.weir.kernel.tasks.Signal;
import java.util.List;
import java.util.Map;

/**
 * Append-only, always on, bounded by age and size. It explains; it is no state: nothing that a service does may
 * depend on what is in it. The last few milliseconds of it may be missing after a kill.
 */
public interface Journal {
    /** Adds a hop at the present time and returns what it led to names as its cause. Cheap; never waits for a disk. */
    Cause record(
            Cause cause,
            Scope scope,
            String kind,
            String source,
            String target,
            String subject,
            Outcome outcome,
            String reason,
            Map<String, String> detail);

    /** {@link #record} without detail. */
    default Cause record(
            Cause cause,
            Scope scope,
            String kind,
            String source,
            String target,
            String subject,
            Outcome outcome,
            String reason) {
        return record(cause, scope, kind, source, target, subject, outcome, reason, Map.of());
    }

    /** Hops with an id above {@code after}, in order. */
    List<Hop> after(long after, int limit);

    /** All hops of a tree, in order. */
    List<Hop> trace(long trace, int limit);

    /** The newest hops that name the ARN as source or target, newest first. */
    List<Hop> touching(String arn, int limit);

    /** The newest hops about the subject (a message, event or request id), newest first. */
    List<Hop> about(String subject, int limit);

    /** The newest hops, newest first. */
    List<Hop> latest(int limit);

    /** Raised when hops have been added. */
    Signal added();

    /** Forgets all hops; ids start again. */
    void clear();
}
