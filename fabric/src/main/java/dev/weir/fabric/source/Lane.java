package dev.weir.fabric.source;

import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.time.TimerKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Works off records in order, until the function has done them or they are given up: again from the first that failed,
 * after a wait; in halves, where that is asked for. Source: AWS Lambda Developer Guide, "Configuring partial batch
 * response with DynamoDB and Lambda" and "Retaining discarded batches".
 */
final class Lane {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Kernel kernel;
    private final Reading reading;
    private final StreamReading settings;
    private final BatchConsumer consumer;
    private final BatchJournal journal;
    private final ShardReader reader;
    private final boolean alone;
    private final Runnable done;
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /** @param attempts made with it so far */
    private record Piece(List<StreamSource.Record> records, int attempts) {}

    /**
     * @param alone whether this is the shard's only lane, so that it may say how far the shard is done
     * @param done called when all is worked off
     */
    Lane(
            Kernel kernel,
            Reading reading,
            StreamReading settings,
            BatchConsumer consumer,
            ShardReader reader,
            List<StreamSource.Record> records,
            boolean alone,
            Runnable done) {
        this.kernel = kernel;
        this.reading = reading;
        this.settings = settings;
        this.consumer = consumer;
        this.journal = new BatchJournal(kernel, reading);
        this.reader = reader;
        this.alone = alone;
        this.done = done;
        pieces.add(new Piece(records, 0));
    }

    /** Goes on until all is done or a wait is due; then a timer goes on. */
    void run() {
        while (!reader.stopped()) {
            Piece piece = pieces.peek();
            if (piece == null) {
                done.run();
                return;
            }
            if (!discardedForAge(piece) && !attempt(piece)) {
                return;
            }
        }
    }

    /** Gives the piece up where it is older than it may be. */
    private boolean discardedForAge(Piece piece) {
        int most = settings.maxAgeSeconds();
        StreamSource.Record first = piece.records().getFirst();
        if (most < 0
                || Duration.between(first.arrived(), kernel.clock().now()).compareTo(Duration.ofSeconds(most)) <= 0) {
            return false;
        }
        pieces.pop();
        List<Batch.Item> items = piece.records().stream()
                .map(record ->
                        new Batch.Item(record.sequenceNumber(), record.event(), record.arrived(), record.cause()))
                .toList();
        Batch batch = new Batch(kernel.ids().uuid(), reader.shard(), items, piece.attempts(), first.cause());
        consumer.discard(new BatchConsumer.Discard(batch, "RecordAgeExceeded", "older than " + most + " s", null));
        progressed(piece.records());
        return true;
    }

    /** Returns whether to go on at once. */
    private boolean attempt(Piece piece) {
        List<StreamSource.Record> records = piece.records();
        Batch batch = batch(records, piece.attempts() + 1);
        switch (consumer.take(batch)) {
            case BatchConsumer.Result.Untried untried -> {
                journal.waiting(batch, batch.cause(), untried.reason());
                retryAfter(wait(batch.attempt()));
                return false;
            }
            case BatchConsumer.Result.Done done -> {
                pieces.pop();
                journal.completed(batch, done.cause());
                reader.returned(done.state());
                progressed(records);
                return true;
            }
            case BatchConsumer.Result.Failed failure -> {
                pieces.pop();
                return failed(piece, batch, failure);
            }
        }
    }

    private Batch batch(List<StreamSource.Record> records, int attempt) {
        String requestId = kernel.ids().uuid();
        List<Batch.Item> items = records.stream()
                .map(record -> journal.item(record, requestId, records.size(), attempt))
                .toList();
        return new Batch(
                requestId, reader.shard(), items, attempt, items.getFirst().cause(), reader.window());
    }

    private boolean failed(Piece piece, Batch batch, BatchConsumer.Result.Failed failure) {
        List<StreamSource.Record> records = piece.records();
        if (!failure.items().isEmpty()) {
            int first = firstFailure(failure, records);
            progressed(records.subList(0, first));
            return again(records.subList(first, records.size()), batch, failure);
        }
        if (settings.bisect() && records.size() > 1) {
            int middle = records.size() / 2;
            pieces.push(new Piece(records.subList(middle, records.size()), piece.attempts()));
            pieces.push(new Piece(records.subList(0, middle), piece.attempts()));
            journal.waiting(batch, failure.cause(), failure.reason() + "; again in two halves");
            return true;
        }
        return again(records, batch, failure);
    }

    /** @param records what is left of the batch */
    private boolean again(List<StreamSource.Record> records, Batch batch, BatchConsumer.Result.Failed failure) {
        int done = batch.items().size() - records.size();
        Batch rest = new Batch(
                batch.requestId(),
                batch.shard(),
                batch.items().subList(done, batch.items().size()),
                batch.attempt(),
                batch.cause());
        if (settings.maxRetries() >= 0 && batch.attempt() > settings.maxRetries()) {
            consumer.discard(new BatchConsumer.Discard(rest, "RetryAttemptsExhausted", failure.reason(), failure));
            progressed(records);
            return true;
        }
        pieces.push(new Piece(records, batch.attempt()));
        Duration wait = wait(batch.attempt());
        journal.waiting(
                rest,
                failure.cause(),
                failure.reason() + "; again at " + kernel.clock().now().plus(wait));
        retryAfter(wait);
        return false;
    }

    private void retryAfter(Duration wait) {
        kernel.timers().at(kernel.clock().now().plus(wait), TimerKind.WORK, reading.called("stream-retry"), this::run);
    }

    static Duration wait(int attempts) {
        Duration wait = Duration.ofSeconds(1L << Math.min(attempts - 1, 6));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private void progressed(List<StreamSource.Record> records) {
        if (alone && !records.isEmpty()) {
            reader.checkpoint(records.getLast().sequenceNumber());
        }
    }

    /** The index of the first record that failed. */
    private static int firstFailure(BatchConsumer.Result.Failed failure, List<StreamSource.Record> records) {
        for (int i = 0; i < records.size(); i++) {
            if (failure.items().contains(records.get(i).sequenceNumber())) {
                return i;
            }
        }
        return 0;
    }
}
