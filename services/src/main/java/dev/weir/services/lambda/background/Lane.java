package dev.weir.services.lambda.background;

import dev.weir.fabric.Invocable.Answer;
import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.lambda.domain.BatchResponse;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works off records in order, until the function has done them or they are given up: again from the first that failed,
 * after a wait; in halves, where the mapping says so. Source: AWS Lambda Developer Guide, "Configuring partial batch
 * response with DynamoDB and Lambda" and "Retaining discarded batches".
 */
final class Lane {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Kernel kernel;
    private final MappingRecord mapping;
    private final BatchRunner batches;
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
            MappingRecord mapping,
            BatchRunner batches,
            ShardReader reader,
            List<StreamSource.Record> records,
            boolean alone,
            Runnable done) {
        this.kernel = kernel;
        this.mapping = mapping;
        this.batches = batches;
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

    /** Gives the piece up where it is older than the mapping allows. */
    private boolean discardedForAge(Piece piece) {
        Integer most = mapping.configuration().maximumRecordAgeInSeconds();
        StreamSource.Record first = piece.records().getFirst();
        if (most == null
                || most < 0
                || Duration.between(first.arrived(), kernel.clock().now()).compareTo(Duration.ofSeconds(most)) <= 0) {
            return false;
        }
        pieces.pop();
        batches.discard(
                mapping,
                reader.shard(),
                piece.records(),
                "RecordAgeExceeded",
                piece.attempts(),
                null,
                null,
                "older than " + most + " s");
        progressed(piece.records());
        return true;
    }

    /** Returns whether to go on at once. */
    private boolean attempt(Piece piece) {
        List<StreamSource.Record> records = piece.records();
        int attempts = piece.attempts() + 1;
        BatchRunner.Call call = batches.call(mapping, records, attempts);
        Answer answer;
        try {
            answer = call.run();
        } catch (AwsException e) {
            // The function was not called, so this is no attempt.
            batches.waiting(mapping, records, call.requestId(), e.getMessage(), call.cause());
            retryAfter(wait(attempts));
            return false;
        }
        pieces.pop();
        if (answer.error() == null) {
            Integer failed = mapping.partialResponses() ? firstFailure(answer, records) : null;
            if (failed == null) {
                batches.completed(mapping, records, call.requestId(), answer.cause());
                progressed(records);
                return true;
            }
            if (failed > 0) {
                progressed(records.subList(0, failed));
            }
            List<StreamSource.Record> rest = records.subList(failed, records.size());
            return again(new Piece(rest, attempts), call, answer, "the function reported failures in the batch");
        }
        if (Boolean.TRUE.equals(mapping.configuration().bisectBatchOnFunctionError()) && records.size() > 1) {
            int middle = records.size() / 2;
            pieces.push(new Piece(records.subList(middle, records.size()), piece.attempts()));
            pieces.push(new Piece(records.subList(0, middle), piece.attempts()));
            batches.waiting(
                    mapping,
                    records,
                    call.requestId(),
                    Invoker.reason(answer.payload()) + "; again in two halves",
                    answer.cause());
            return true;
        }
        return again(new Piece(records, attempts), call, answer, Invoker.reason(answer.payload()));
    }

    private boolean again(Piece piece, BatchRunner.Call call, Answer answer, String reason) {
        Integer most = mapping.configuration().maximumRetryAttempts();
        if (most != null && most >= 0 && piece.attempts() > most) {
            batches.discard(
                    mapping,
                    reader.shard(),
                    piece.records(),
                    "RetryAttemptsExhausted",
                    piece.attempts(),
                    call,
                    answer,
                    reason);
            progressed(piece.records());
            return true;
        }
        pieces.push(piece);
        Duration wait = wait(piece.attempts());
        batches.waiting(
                mapping,
                piece.records(),
                call.requestId(),
                reason + "; again at " + kernel.clock().now().plus(wait),
                answer.cause());
        retryAfter(wait);
        return false;
    }

    private void retryAfter(Duration wait) {
        kernel.timers().at(kernel.clock().now().plus(wait), TimerKind.WORK, "lambda.stream-retry", this::run);
    }

    private static Duration wait(int attempts) {
        Duration wait = Duration.ofSeconds(1L << Math.min(attempts - 1, 6));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private void progressed(List<StreamSource.Record> records) {
        if (alone && !records.isEmpty()) {
            reader.checkpoint(records.getLast().sequenceNumber());
        }
    }

    /** The index of the first record that failed; null where none did. */
    private static @Nullable Integer firstFailure(Answer answer, List<StreamSource.Record> records) {
        Set<String> known =
                records.stream().map(StreamSource.Record::sequenceNumber).collect(Collectors.toSet());
        BatchResponse response = BatchResponse.parse(answer.payload(), known);
        if (response.allFailed()) {
            return 0;
        }
        for (int i = 0; i < records.size(); i++) {
            if (response.failed().contains(records.get(i).sequenceNumber())) {
                return i;
            }
        }
        return null;
    }

    /** What the hops of a batch grow from. */
    static Cause cause(List<StreamSource.Record> records) {
        return records.getFirst().cause();
    }
}
