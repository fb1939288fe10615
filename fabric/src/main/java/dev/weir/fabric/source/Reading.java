package dev.weir.fabric.source;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import java.time.Duration;

/**
 * What is read, and for whom.
 *
 * @param owner the service that reads, as the kinds of its hops begin: {@code lambda}
 * @param id of the mapping or pipe, which hops about the reading itself are about
 * @param source the queue or stream
 * @param target the ARN that hops name as the target of what is read
 * @param batchSize the most elements of a batch, at least 1
 * @param window how long a batch may wait to become full; zero for not at all
 */
public record Reading(
        Scope scope,
        String owner,
        String id,
        Arn source,
        String target,
        int batchSize,
        Duration window,
        EventFilter filter) {
    /** The kind of a hop, or the name of a task or timer. */
    String called(String what) {
        return owner + "." + what;
    }
}
