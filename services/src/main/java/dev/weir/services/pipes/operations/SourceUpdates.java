package dev.weir.services.pipes.operations;

import dev.weir.api.pipes.PipeSourceDynamoDBStreamParameters;
import dev.weir.api.pipes.PipeSourceKinesisStreamParameters;
import dev.weir.api.pipes.PipeSourceParameters;
import dev.weir.api.pipes.PipeSourceSqsQueueParameters;
import dev.weir.api.pipes.UpdatePipeSourceDynamoDBStreamParameters;
import dev.weir.api.pipes.UpdatePipeSourceKinesisStreamParameters;
import dev.weir.api.pipes.UpdatePipeSourceParameters;
import dev.weir.services.pipes.PipesErrors;
import org.jspecify.annotations.Nullable;

/** Source parameters as an update leaves them: where reading starts cannot be changed. */
final class SourceUpdates {
    private SourceUpdates() {}

    static PipeSourceParameters apply(@Nullable PipeSourceParameters standing, UpdatePipeSourceParameters update) {
        if (update.activeMQBrokerParameters() != null
                || update.rabbitMQBrokerParameters() != null
                || update.managedStreamingKafkaParameters() != null
                || update.selfManagedKafkaParameters() != null) {
            throw PipesErrors.unsupported("Amazon MQ and Kafka as sources of pipes");
        }
        PipeSourceParameters.Builder fresh = PipeSourceParameters.builder().filterCriteria(update.filterCriteria());
        if (update.sqsQueueParameters() != null) {
            fresh.sqsQueueParameters(PipeSourceSqsQueueParameters.builder()
                    .batchSize(update.sqsQueueParameters().batchSize())
                    .maximumBatchingWindowInSeconds(update.sqsQueueParameters().maximumBatchingWindowInSeconds())
                    .build());
        }
        PipeSourceDynamoDBStreamParameters table = standing == null ? null : standing.dynamoDBStreamParameters();
        if (table != null) {
            fresh.dynamoDBStreamParameters(
                    update.dynamoDBStreamParameters() == null
                            ? table
                            : table(table, update.dynamoDBStreamParameters()));
        }
        PipeSourceKinesisStreamParameters stream = standing == null ? null : standing.kinesisStreamParameters();
        if (stream != null) {
            fresh.kinesisStreamParameters(
                    update.kinesisStreamParameters() == null
                            ? stream
                            : stream(stream, update.kinesisStreamParameters()));
        }
        return fresh.build();
    }

    private static PipeSourceDynamoDBStreamParameters table(
            PipeSourceDynamoDBStreamParameters standing, UpdatePipeSourceDynamoDBStreamParameters update) {
        return PipeSourceDynamoDBStreamParameters.builder()
                .startingPosition(standing.startingPosition())
                .batchSize(update.batchSize())
                .deadLetterConfig(update.deadLetterConfig())
                .onPartialBatchItemFailure(update.onPartialBatchItemFailure())
                .maximumBatchingWindowInSeconds(update.maximumBatchingWindowInSeconds())
                .maximumRecordAgeInSeconds(update.maximumRecordAgeInSeconds())
                .maximumRetryAttempts(update.maximumRetryAttempts())
                .parallelizationFactor(update.parallelizationFactor())
                .build();
    }

    private static PipeSourceKinesisStreamParameters stream(
            PipeSourceKinesisStreamParameters standing, UpdatePipeSourceKinesisStreamParameters update) {
        return PipeSourceKinesisStreamParameters.builder()
                .startingPosition(standing.startingPosition())
                .startingPositionTimestamp(standing.startingPositionTimestamp())
                .batchSize(update.batchSize())
                .deadLetterConfig(update.deadLetterConfig())
                .onPartialBatchItemFailure(update.onPartialBatchItemFailure())
                .maximumBatchingWindowInSeconds(update.maximumBatchingWindowInSeconds())
                .maximumRecordAgeInSeconds(update.maximumRecordAgeInSeconds())
                .maximumRetryAttempts(update.maximumRetryAttempts())
                .parallelizationFactor(update.parallelizationFactor())
                .build();
    }
}
