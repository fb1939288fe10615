package dev.weir.services.dynamodb.state;

import dev.weir.services.dynamodb.domain.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work on a whole table that goes on in the background. It is the payload of a durable timer, so that it starts again
 * after a kill.
 *
 * @param source the definition of what is read; for an import of what is made
 * @param number the tree that is read
 * @param history of the source's changes, 0 for none
 * @param sequence the last change that counts, -1 to go by the time
 * @param target a backup's id, a table's name, or an export's or import's ARN
 */
public record Job(
        Kind kind,
        Table source,
        long number,
        long history,
        long sequence,
        @Nullable Instant time,
        String target) {
    /** What is made. */
    public enum Kind {
        BACKUP,
        RESTORE,
        EXPORT,
        IMPORT
    }

    public Copies.Moment moment() {
        return new Copies.Moment(history, sequence, time);
    }
}
