package dev.weir.services.pipes.operations;

import dev.weir.api.pipes.DescribePipeResponse;
import dev.weir.api.pipes.PipeEnrichmentParameters;
import dev.weir.api.pipes.PipeSourceParameters;
import dev.weir.api.pipes.PipeTargetParameters;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Arn;
import dev.weir.services.pipes.PipesErrors;
import dev.weir.services.pipes.background.Sources;
import dev.weir.services.pipes.domain.Template;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a pipe may be made of. Source: Amazon EventBridge Pipes API Reference, "CreatePipe". */
final class PipeRules {
    private static final int LONGEST_FIFO_BATCH = 10;

    private final Fabric fabric;
    private final ApiCalls calls;

    PipeRules(Fabric fabric, ApiCalls calls) {
        this.fabric = fabric;
        this.calls = calls;
    }

    /** @throws AwsException where it cannot be, or weir cannot do it */
    void check(DescribePipeResponse pipe) {
        source(arn(pipe.source()), pipe.sourceParameters());
        enrichment(pipe.enrichment(), pipe.enrichmentParameters());
        target(
                arn(pipe.target()),
                pipe.targetParameters() == null ? PipeTargetParameters.builder().build() : pipe.targetParameters());
    }

    private static Arn arn(@Nullable String text) {
        if (text == null || !Arn.isArn(text)) {
            throw text != null && text.startsWith("smk://")
                    ? PipesErrors.unsupported("self-managed Kafka as the source of a pipe")
                    : PipesErrors.invalid("Provided Arn is not in correct format.");
        }
        return Arn.parse(text);
    }

    private void source(Arn arn, @Nullable PipeSourceParameters given) {
        PipeSourceParameters parameters =
                given == null ? PipeSourceParameters.builder().build() : given;
        if (parameters.activeMQBrokerParameters() != null
                || parameters.rabbitMQBrokerParameters() != null
                || parameters.managedStreamingKafkaParameters() != null
                || parameters.selfManagedKafkaParameters() != null) {
            throw PipesErrors.unsupported("Amazon MQ and Kafka as sources of pipes");
        }
        boolean table = parameters.dynamoDBStreamParameters() != null;
        boolean stream = parameters.kinesisStreamParameters() != null;
        boolean queue = parameters.sqsQueueParameters() != null;
        switch (arn.service()) {
            case "sqs" -> require(!table && !stream, "SqsQueueParameters are the only ones for a queue");
            case "dynamodb" -> {
                needed(table, "SourceParameters.DynamoDBStreamParameters");
                require(!stream && !queue, "DynamoDBStreamParameters are the only ones for a table's stream");
            }
            case "kinesis" -> {
                needed(stream, "SourceParameters.KinesisStreamParameters");
                require(!table && !queue, "KinesisStreamParameters are the only ones for a stream");
            }
            default -> throw PipesErrors.unsupported(arn.service() + " as the source of a pipe");
        }
        Sources source;
        try {
            source = Sources.of(parameters, Instant.EPOCH);
        } catch (IllegalArgumentException e) {
            throw PipesErrors.invalid("Invalid filter pattern definition.");
        }
        if (arn.service().equals("sqs")) {
            queue(arn, source);
        } else {
            stream(arn, parameters, source);
        }
    }

    private void queue(Arn arn, Sources source) {
        MessageSource messages = fabric.at(arn, MessageSource.class).orElse(null);
        require(messages != null && messages.exists(arn), "the source " + arn + " does not exist");
        boolean fifo = messages != null && messages.fifo(arn);
        require(
                !fifo
                        || (source.batchSize() <= LONGEST_FIFO_BATCH
                                && source.window().isZero()),
                "a FIFO queue has batches of at most 10 and no batching window");
        require(
                source.batchSize() <= LONGEST_FIFO_BATCH || source.window().compareTo(Duration.ofSeconds(1)) >= 0,
                "MaximumBatchingWindowInSeconds must be at least 1 where BatchSize is greater than 10");
    }

    private void stream(Arn arn, PipeSourceParameters parameters, Sources source) {
        StreamSource shards = fabric.at(arn, StreamSource.class).orElse(null);
        require(shards != null && shards.exists(arn), "the source " + arn + " does not exist");
        if (parameters.kinesisStreamParameters() != null) {
            boolean dated = parameters.kinesisStreamParameters().startingPositionTimestamp() != null;
            boolean wanted =
                    "AT_TIMESTAMP".equals(parameters.kinesisStreamParameters().startingPosition());
            require(dated == wanted, "StartingPositionTimestamp belongs to the StartingPosition AT_TIMESTAMP");
        }
        if (source.deadLetter() != null) {
            Arn dead = arn(source.deadLetter());
            require(
                    dead.service().equals("sqs") || dead.service().equals("sns"),
                    "a dead-letter target is a queue or a topic");
        }
    }

    private void enrichment(@Nullable String text, @Nullable PipeEnrichmentParameters parameters) {
        if (parameters != null) {
            template(parameters.inputTemplate());
        }
        if (text == null || text.isEmpty()) {
            return;
        }
        Arn arn = arn(text);
        switch (arn.service()) {
            case "lambda", "execute-api", "events" -> invocable(arn, "enrichment");
            case "states" -> operation("sfn", "startSyncExecution");
            default -> throw PipesErrors.unsupported(arn.service() + " as the enrichment of a pipe");
        }
    }

    private void target(Arn arn, PipeTargetParameters parameters) {
        template(parameters.inputTemplate());
        Map<String, Boolean> refused = Map.of(
                "EcsTaskParameters",
                parameters.ecsTaskParameters() != null,
                "BatchJobParameters",
                parameters.batchJobParameters() != null,
                "RedshiftDataParameters",
                parameters.redshiftDataParameters() != null,
                "SageMakerPipelineParameters",
                parameters.sageMakerPipelineParameters() != null,
                "TimestreamParameters",
                parameters.timestreamParameters() != null);
        refused.forEach((name, present) -> {
            if (present) {
                throw PipesErrors.unsupported(name + " of pipes");
            }
        });
        belongs(parameters.sqsQueueParameters(), arn, "sqs", "SqsQueueParameters");
        belongs(parameters.lambdaFunctionParameters(), arn, "lambda", "LambdaFunctionParameters");
        belongs(parameters.kinesisStreamParameters(), arn, "kinesis", "KinesisStreamParameters");
        belongs(parameters.cloudWatchLogsParameters(), arn, "logs", "CloudWatchLogsParameters");
        belongs(parameters.stepFunctionStateMachineParameters(), arn, "states", "StepFunctionStateMachineParameters");
        belongs(parameters.eventBridgeEventBusParameters(), arn, "events", "EventBridgeEventBusParameters");
        switch (arn.service()) {
            case "sqs" -> {
                boolean fifo = arn.resource().endsWith(".fifo");
                needed(
                        !fifo
                                || (parameters.sqsQueueParameters() != null
                                        && parameters.sqsQueueParameters().messageGroupId() != null),
                        "TargetParameters.SqsQueueParameters.MessageGroupId");
                taker(arn);
            }
            case "lambda", "sns" -> taker(arn);
            case "events" -> {
                if (arn.resource().startsWith("api-destination/")) {
                    invocable(arn, "target");
                } else {
                    bus(parameters);
                }
            }
            case "execute-api" -> invocable(arn, "target");
            case "kinesis" -> {
                needed(parameters.kinesisStreamParameters() != null, "TargetParameters.KinesisStreamParameters");
                operation("kinesis", "putRecord");
            }
            case "logs" -> {
                require(
                        arn.resource().startsWith("log-group:")
                                && parameters.cloudWatchLogsParameters() != null
                                && parameters.cloudWatchLogsParameters().logStreamName() != null,
                        "a log group as target needs CloudWatchLogsParameters with LogStreamName");
                operation("cloudwatchlogs", "putLogEvents");
            }
            case "states" -> {
                boolean forget = parameters.stepFunctionStateMachineParameters() != null
                        && "FIRE_AND_FORGET"
                                .equals(parameters
                                        .stepFunctionStateMachineParameters()
                                        .invocationType());
                operation("sfn", forget ? "startExecution" : "startSyncExecution");
            }
            default -> throw PipesErrors.unsupported(arn.service() + " as the target of a pipe");
        }
    }

    private void bus(PipeTargetParameters parameters) {
        if (parameters.eventBridgeEventBusParameters() != null
                && parameters.eventBridgeEventBusParameters().endpointId() != null) {
            throw PipesErrors.unsupported("global endpoints (EndpointId) of pipes");
        }
        operation("eventbridge", "putEvents");
    }

    private static void belongs(@Nullable Object parameters, Arn arn, String service, String name) {
        require(
                parameters == null || arn.service().equals(service),
                name + " are not for a target of " + arn.service());
    }

    private void taker(Arn arn) {
        if (fabric.at(arn, EventTarget.class).isEmpty()) {
            throw PipesErrors.unsupported(arn + " as the target of a pipe");
        }
    }

    private void invocable(Arn arn, String what) {
        if (fabric.at(arn, Invocable.class).isEmpty()) {
            throw PipesErrors.unsupported(arn.service() + " as the " + what + " of a pipe");
        }
    }

    private void operation(String service, String action) {
        if (calls.standing(service, action) != ApiCalls.Standing.IMPLEMENTED) {
            throw AwsException.notImplemented(service, action);
        }
    }

    private static void template(@Nullable String text) {
        String unknown = new Template(text).unknown();
        require(
                unknown == null,
                "Invalid InputTemplate: unknown variable <" + Objects.requireNonNullElse(unknown, "") + ">");
    }

    private static void needed(boolean there, String name) {
        if (!there) {
            throw PipesErrors.missing(name);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw PipesErrors.invalid(Character.toUpperCase(otherwise.charAt(0)) + otherwise.substring(1) + ".");
        }
    }
}
