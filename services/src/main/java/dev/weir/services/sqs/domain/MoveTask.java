package dev.weir.services.sqs.domain;

import org.jspecify.annotations.Nullable;

/**
 * Messages on their way out of a dead-letter queue.
 *
 * @param destination an ARN; null: each message goes back to where it came from
 * @param perSecond how many messages to move in a second; null: as fast as it goes
 * @param moved how many were moved so far
 * @param toMove how many there were at the start
 * @param started in milliseconds
 * @param failure why it failed; null where it did not
 */
public record MoveTask(
        String id,
        QueueName source,
        @Nullable String destination,
        @Nullable Integer perSecond,
        Status status,
        long moved,
        long toMove,
        long started,
        @Nullable String failure) {

    /** How far it is; names as AWS writes them. */
    public enum Status {
        RUNNING,
        COMPLETED,
        CANCELLING,
        CANCELLED,
        FAILED
    }

    public boolean active() {
        return status == Status.RUNNING || status == Status.CANCELLING;
    }

    public MoveTask with(Status status, long moved, @Nullable String failure) {
        return new MoveTask(id, source, destination, perSecond, status, moved, toMove, started, failure);
    }
}
