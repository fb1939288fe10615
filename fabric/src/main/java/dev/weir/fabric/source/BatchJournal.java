package dev.weir.fabric.source;

import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import java.util.Map;

/** The hops of a reading. */
final class BatchJournal {
    private final Kernel kernel;
    private final Reading reading;

    BatchJournal(Kernel kernel, Reading reading) {
        this.kernel = kernel;
        this.reading = reading;
    }

    /** An element is handed on. */
    Cause handed(Cause cause, String id, Map<String, String> detail) {
        return record(cause, "Batch", id, Outcome.DELIVERED, "", detail);
    }

    void filtered(Cause cause, String id, String more) {
        hop(cause, "Filter", id, Outcome.FILTERED, reading.filter().reason() + more);
    }

    /** The source could not be read. */
    void unreadable(String reason) {
        hop(Cause.NONE, "Poll", reading.id(), Outcome.FAILED, reason);
    }

    void hop(Cause cause, String what, String subject, Outcome outcome, String reason) {
        Cause unused = record(cause, what, subject, outcome, reason, Map.of());
    }

    /** Part of a shard is done. */
    void completed(Batch batch, Cause cause) {
        all(batch, cause, "Checkpoint", Outcome.COMPLETED, "");
    }

    /** Part of a shard is tried again. */
    void waiting(Batch batch, Cause cause, String reason) {
        all(batch, cause, "Retry", Outcome.RETRIED, reason);
    }

    private void all(Batch batch, Cause cause, String what, Outcome outcome, String reason) {
        Cause unused = record(
                cause,
                what,
                batch.requestId(),
                outcome,
                reason,
                Map.of(
                        "first",
                        batch.items().getFirst().id(),
                        "last",
                        batch.items().getLast().id()));
    }

    /** An element of a stream as an item, its being handed on journalled. */
    Batch.Item item(StreamSource.Record record, String requestId, int batchSize, int attempt) {
        Cause cause = handed(
                record.cause(),
                record.sequenceNumber(),
                Map.of(
                        "requestId",
                        requestId,
                        "batchSize",
                        Integer.toString(batchSize),
                        "attempt",
                        Integer.toString(attempt)));
        return new Batch.Item(record.sequenceNumber(), record.event(), record.arrived(), cause);
    }

    /** A window is about to be ended. */
    Cause windowEnds(Window window, String requestId) {
        return record(
                Cause.NONE,
                "Window",
                requestId,
                Outcome.DELIVERED,
                "",
                Map.of("start", window.start().toString(), "end", window.end().toString()));
    }

    private Cause record(
            Cause cause, String what, String subject, Outcome outcome, String reason, Map<String, String> detail) {
        return kernel.journal()
                .record(
                        cause,
                        reading.scope(),
                        reading.called(what),
                        reading.source().toString(),
                        reading.target(),
                        subject,
                        outcome,
                        reason,
                        detail);
    }
}
