package dev.weir.services.lambda.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable.Answer;
import dev.weir.fabric.ObjectSource;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.fabric.source.Batch;
import dev.weir.fabric.source.BatchConsumer;
import dev.weir.fabric.source.BatchResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.lambda.domain.DestinationEvents;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.domain.WindowEvent;
import dev.weir.services.lambda.state.Mappings;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls a mapping's function with batches, and disposes of what is given up. */
final class FunctionBatches implements BatchConsumer {
    private static final RetryPolicy TO_DESTINATION =
            new RetryPolicy(5, Duration.ofHours(1), RetryPolicy.Backoff.EVENTBRIDGE);
    private static final DateTimeFormatter OBJECT_KEY = DateTimeFormatter.ofPattern(
                    "yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Kernel kernel;
    private final Fabric fabric;
    private final Invoker invoker;
    private final Deliveries deliveries;
    private final MappingRecord mapping;
    private final FunctionName function;
    private final boolean stream;
    private volatile @Nullable String lastResult;

    FunctionBatches(Kernel kernel, Fabric fabric, Invoker invoker, Deliveries deliveries, MappingRecord mapping) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.invoker = invoker;
        this.deliveries = deliveries;
        this.mapping = mapping;
        this.function = FunctionName.parse(mapping.scope(), mapping.function(), null);
        this.lastResult = mapping.configuration().lastProcessingResult();
        this.stream = lastResult != null;
    }

    @Override
    public Result take(Batch batch) {
        Result result = tried(batch);
        if (stream) {
            switch (result) {
                case Result.Done done -> told("OK");
                case Result.Failed failed -> told("PROBLEM: Function call failed");
                case Result.Untried untried -> {}
            }
        }
        return result;
    }

    /** Keeps what came of the last batch where it is not what came of the one before. */
    private void told(String result) {
        if (result.equals(lastResult)) {
            return;
        }
        lastResult = result;
        kernel.store().write(tx -> {
            MappingRecord known = Mappings.get(tx, mapping.scope(), mapping.id());
            if (known != null) {
                Mappings.put(
                        tx,
                        known.with(known.configuration().toBuilder()
                                .lastProcessingResult(result)
                                .build()));
            }
            return true;
        });
    }

    private Result tried(Batch batch) {
        Answer answer;
        try {
            answer = invoker.invoke(new Invoker.Request(
                    function,
                    event(batch),
                    mapping.source(),
                    Arn.parse(mapping.source()).service() + ".amazonaws.com",
                    batch.requestId(),
                    null,
                    batch.attempt(),
                    batch.cause()));
        } catch (AwsException e) {
            return new Result.Untried(e.getMessage());
        }
        if (answer.error() != null) {
            return new Result.Failed(Set.of(), Invoker.reason(answer.payload()), answer.cause(), answer);
        }
        String state = batch.window() == null ? null : WindowEvent.state(answer.payload());
        if (batch.window() != null && state == null) {
            return new Result.Failed(Set.of(), "the function returned no state", answer.cause(), answer);
        }
        if (!mapping.partialResponses()) {
            return new Result.Done(answer.cause(), state);
        }
        BatchResponse response = BatchResponse.parse(answer.payload(), batch.ids());
        if (response.allFailed()) {
            return new Result.Failed(batch.ids(), response.reason(), answer.cause(), answer);
        }
        return response.failed().isEmpty()
                ? new Result.Done(answer.cause(), state)
                : new Result.Failed(
                        response.failed(), "the function named it in batchItemFailures", answer.cause(), answer);
    }

    private byte[] event(Batch batch) {
        return batch.window() == null ? batch.records() : WindowEvent.of(batch, batch.window(), mapping.source());
    }

    /** Gives records up: to the on-failure destination where there is one. */
    @Override
    public void discard(Discard discard) {
        String destination = mapping.configuration().destinationConfig() == null
                        || mapping.configuration().destinationConfig().onFailure() == null
                ? null
                : mapping.configuration().destinationConfig().onFailure().destination();
        Batch batch = discard.batch();
        Batch.Item first = batch.items().getFirst();
        Batch.Item last = batch.items().getLast();
        Result.Failed failure = discard.failure();
        Answer answer = failure == null ? null : failure.answer();
        Cause cause = kernel.journal()
                .record(
                        failure == null ? batch.cause() : failure.cause(),
                        mapping.scope(),
                        "lambda.Discard",
                        mapping.source(),
                        destination == null ? "" : destination,
                        first.id(),
                        destination == null ? Outcome.DROPPED : Outcome.DEAD_LETTERED,
                        discard.condition() + ": " + discard.reason()
                                + (destination == null ? "; there is no on-failure destination" : ""),
                        Map.of("records", Integer.toString(batch.items().size()), "last", last.id()));
        if (destination == null) {
            return;
        }
        Arn target = Arn.parse(destination);
        Arn stream = Arn.parse(mapping.source());
        DestinationEvents.Discarded discarded = new DestinationEvents.Discarded(
                batch.requestId(),
                function.arn(),
                discard.condition(),
                batch.attempt(),
                answer == null ? null : answer.executedVersion(),
                answer == null ? null : answer.error(),
                stream.service().equals("dynamodb") ? "DDBStreamBatchInfo" : "KinesisBatchInfo",
                batch.shard(),
                first.id(),
                last.id(),
                first.arrived(),
                last.arrived(),
                batch.items().size(),
                mapping.source());
        Instant now = kernel.clock().now();
        if (target.service().equals("s3")) {
            store(batch.shard(), target, DestinationEvents.discarded(now, discarded, batch.records()), cause);
            return;
        }
        byte[] body = DestinationEvents.discarded(now, discarded, null);
        kernel.store().write(tx -> {
            deliveries.enqueue(
                    tx,
                    new Delivery(
                            mapping.scope(),
                            mapping.function(),
                            "lambda.amazonaws.com",
                            target,
                            body,
                            Map.of(),
                            null,
                            null,
                            cause),
                    TO_DESTINATION,
                    null);
            return null;
        });
    }

    private void store(String shard, Arn bucket, byte[] body, Cause cause) {
        String key = "aws/lambda/" + mapping.id() + "/" + shard + "/"
                + OBJECT_KEY.format(kernel.clock().now()) + "-" + kernel.ids().uuid();
        String problem;
        try {
            ObjectSource objects = fabric.of("s3", ObjectSource.class).orElse(null);
            problem = objects == null ? "there is no S3" : "";
            if (objects != null) {
                objects.put(mapping.scope(), bucket.resource(), key, body, "application/json");
            }
        } catch (AwsException e) {
            problem = e.getMessage();
        }
        kernel.journal()
                .record(
                        cause,
                        mapping.scope(),
                        "lambda.Deliver",
                        mapping.function(),
                        bucket.toString(),
                        key,
                        problem.isEmpty() ? Outcome.DELIVERED : Outcome.DROPPED,
                        problem);
    }
}
