package dev.weir.services.pipes.background;

import dev.weir.api.pipes.Filter;
import dev.weir.api.pipes.PipeSourceDynamoDBStreamParameters;
import dev.weir.api.pipes.PipeSourceKinesisStreamParameters;
import dev.weir.api.pipes.PipeSourceParameters;
import dev.weir.api.pipes.PipeSourceSqsQueueParameters;
import dev.weir.fabric.StreamSource.Position;
import dev.weir.fabric.source.EventFilter;
import dev.weir.fabric.source.StreamReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a pipe reads its source: its source parameters with their defaults, whichever source they are of. Source: Amazon
 * EventBridge Pipes API Reference, "PipeSourceParameters".
 *
 * @param stream null for a queue
 * @param deadLetter the ARN of a queue or topic; null for none
 */
public record Sources(
        int batchSize,
        Duration window,
        EventFilter filter,
        @Nullable StreamReading stream,
        @Nullable String deadLetter) {
    private static final int QUEUE_BATCH = 10;
    private static final int STREAM_BATCH = 100;

    /**
     * @param created when the pipe was made: what "latest" counts from
     * @throws IllegalArgumentException where a filter is no pattern
     */
    public static Sources of(@Nullable PipeSourceParameters parameters, Instant created) {
        EventFilter filter = EventFilter.of(patterns(parameters));
        if (parameters != null && parameters.dynamoDBStreamParameters() != null) {
            PipeSourceDynamoDBStreamParameters table = parameters.dynamoDBStreamParameters();
            return new Sources(
                    or(table.batchSize(), STREAM_BATCH),
                    Duration.ofSeconds(or(table.maximumBatchingWindowInSeconds(), 0)),
                    filter,
                    new StreamReading(
                            start(table.startingPosition(), null, created),
                            or(table.parallelizationFactor(), 1),
                            or(table.maximumRetryAttempts(), -1),
                            or(table.maximumRecordAgeInSeconds(), -1),
                            table.onPartialBatchItemFailure() != null),
                    table.deadLetterConfig() == null
                            ? null
                            : table.deadLetterConfig().arn());
        }
        if (parameters != null && parameters.kinesisStreamParameters() != null) {
            PipeSourceKinesisStreamParameters stream = parameters.kinesisStreamParameters();
            return new Sources(
                    or(stream.batchSize(), STREAM_BATCH),
                    Duration.ofSeconds(or(stream.maximumBatchingWindowInSeconds(), 0)),
                    filter,
                    new StreamReading(
                            start(stream.startingPosition(), stream.startingPositionTimestamp(), created),
                            or(stream.parallelizationFactor(), 1),
                            or(stream.maximumRetryAttempts(), -1),
                            or(stream.maximumRecordAgeInSeconds(), -1),
                            stream.onPartialBatchItemFailure() != null),
                    stream.deadLetterConfig() == null
                            ? null
                            : stream.deadLetterConfig().arn());
        }
        PipeSourceSqsQueueParameters queue = parameters == null ? null : parameters.sqsQueueParameters();
        return new Sources(
                or(queue == null ? null : queue.batchSize(), QUEUE_BATCH),
                Duration.ofSeconds(or(queue == null ? null : queue.maximumBatchingWindowInSeconds(), 0)),
                filter,
                null,
                null);
    }

    private static List<String> patterns(@Nullable PipeSourceParameters parameters) {
        List<Filter> filters = parameters == null || parameters.filterCriteria() == null
                ? null
                : parameters.filterCriteria().filters();
        return filters == null
                ? List.of()
                : filters.stream()
                        .map(filter -> String.valueOf(filter.pattern()))
                        .toList();
    }

    private static Position start(@Nullable String position, @Nullable Instant from, Instant created) {
        if ("LATEST".equals(position)) {
            // Fixed when the pipe is made, so that nothing is lost however late it is read.
            return new Position.AtTimestamp(created);
        }
        return "AT_TIMESTAMP".equals(position) && from != null
                ? new Position.AtTimestamp(from)
                : new Position.TrimHorizon();
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
