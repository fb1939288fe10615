package dev.weir.kernel.journal;

import dev.weir.kernel.Scope;
import java.time.Instant;
import java.util.Map;

/**
 * One step of one event.
 *
 * @param id grows by one from hop to hop
 * @param cause the hop it grows from; {@link Cause#NONE}'s hop for the first of a tree
 * @param kind what was done, such as {@code sqs.SendMessage} or {@code lambda.Invoke}
 * @param source the ARN that it came from; empty where it came from outside
 * @param target the ARN that it went to
 * @param subject the id of the message, event, request or record; empty where it has none
 * @param reason why it ended so, in a sentence; empty for the plain cases
 * @param detail more facts, in order: attempt numbers, durations, matched patterns
 */
public record Hop(
        long id,
        Cause cause,
        Instant at,
        Scope scope,
        String kind,
        String source,
        String target,
        String subject,
        Outcome outcome,
        String reason,
        Map<String, String> detail) {

    /** What a hop that this one leads to names as its cause. */
    public Cause asCause() {
        return new Cause(cause.trace() == 0 ? id : cause.trace(), id);
    }
}
