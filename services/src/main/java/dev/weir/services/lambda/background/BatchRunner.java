package dev.weir.services.lambda.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable.Answer;
import dev.weir.fabric.ObjectSource;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.lambda.domain.DestinationEvents;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.Json;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls functions with batches of a stream, journals what becomes of each record, and disposes of what is given up. */
final class BatchRunner {
    private static final RetryPolicy TO_DESTINATION =
            new RetryPolicy(5, Duration.ofHours(1), RetryPolicy.Backoff.EVENTBRIDGE);
    private static final DateTimeFormatter OBJECT_KEY = DateTimeFormatter.ofPattern(
                    "yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Kernel kernel;
    private final Fabric fabric;
    private final Invoker invoker;
    private final Deliveries deliveries;

    BatchRunner(Kernel kernel, Fabric fabric, Invoker invoker, Deliveries deliveries) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.invoker = invoker;
        this.deliveries = deliveries;
    }

    /** A call about to be made. */
    record Call(String requestId, Cause cause, Supplier<Answer> answer) {
        /** @throws AwsException where the function could not be called */
        Answer run() {
            return answer.get();
        }
    }

    Call call(MappingRecord mapping, List<StreamSource.Record> records, int attempt) {
        String requestId = kernel.ids().uuid();
        List<Cause> causes = new ArrayList<>();
        for (StreamSource.Record record : records) {
            causes.add(kernel.journal()
                    .record(
                            record.cause(),
                            mapping.scope(),
                            "lambda.Batch",
                            mapping.source(),
                            mapping.function(),
                            record.sequenceNumber(),
                            Outcome.DELIVERED,
                            "",
                            Map.of(
                                    "requestId",
                                    requestId,
                                    "batchSize",
                                    Integer.toString(records.size()),
                                    "attempt",
                                    Integer.toString(attempt))));
        }
        return new Call(
                requestId,
                causes.getFirst(),
                () -> invoker.invoke(new Invoker.Request(
                        FunctionName.parse(mapping.scope(), mapping.function(), null),
                        payload(records),
                        mapping.source(),
                        Arn.parse(mapping.source()).service() + ".amazonaws.com",
                        requestId,
                        null,
                        attempt,
                        causes.getFirst())));
    }

    void completed(MappingRecord mapping, List<StreamSource.Record> records, String requestId, Cause cause) {
        journal(mapping, records, requestId, cause, "lambda.Checkpoint", Outcome.COMPLETED, "");
    }

    void waiting(
            MappingRecord mapping, List<StreamSource.Record> records, String requestId, String reason, Cause cause) {
        journal(mapping, records, requestId, cause, "lambda.Retry", Outcome.RETRIED, reason);
    }

    void filtered(MappingRecord mapping, StreamSource.Record record, String reason) {
        kernel.journal()
                .record(
                        record.cause(),
                        mapping.scope(),
                        "lambda.Filter",
                        mapping.source(),
                        mapping.function(),
                        record.sequenceNumber(),
                        Outcome.FILTERED,
                        reason);
    }

    /** Gives a batch up: to the on-failure destination where there is one. */
    void discard(
            MappingRecord mapping,
            String shard,
            List<StreamSource.Record> records,
            String condition,
            int attempts,
            @Nullable Call call,
            @Nullable Answer answer,
            String reason) {
        String destination = mapping.configuration().destinationConfig() == null
                        || mapping.configuration().destinationConfig().onFailure() == null
                ? null
                : mapping.configuration().destinationConfig().onFailure().destination();
        Cause cause = kernel.journal()
                .record(
                        answer == null ? Lane.cause(records) : answer.cause(),
                        mapping.scope(),
                        "lambda.Discard",
                        mapping.source(),
                        destination == null ? "" : destination,
                        records.getFirst().sequenceNumber(),
                        destination == null ? Outcome.DROPPED : Outcome.DEAD_LETTERED,
                        condition + ": " + reason + (destination == null ? "; there is no on-failure destination" : ""),
                        Map.of(
                                "records",
                                Integer.toString(records.size()),
                                "last",
                                records.getLast().sequenceNumber()));
        if (destination == null) {
            return;
        }
        Arn target = Arn.parse(destination);
        Arn stream = Arn.parse(mapping.source());
        DestinationEvents.Discarded discarded = new DestinationEvents.Discarded(
                call == null ? kernel.ids().uuid() : call.requestId(),
                FunctionName.parse(mapping.scope(), mapping.function(), null).arn(),
                condition,
                attempts,
                answer == null ? null : answer.executedVersion(),
                answer == null ? null : answer.error(),
                stream.service().equals("dynamodb") ? "DDBStreamBatchInfo" : "KinesisBatchInfo",
                shard,
                records.getFirst().sequenceNumber(),
                records.getLast().sequenceNumber(),
                records.getFirst().arrived(),
                records.getLast().arrived(),
                records.size(),
                mapping.source());
        Instant now = kernel.clock().now();
        if (target.service().equals("s3")) {
            store(mapping, shard, target, DestinationEvents.discarded(now, discarded, payload(records)), cause);
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

    private void store(MappingRecord mapping, String shard, Arn bucket, byte[] body, Cause cause) {
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

    private void journal(
            MappingRecord mapping,
            List<StreamSource.Record> records,
            String requestId,
            Cause cause,
            String kind,
            Outcome outcome,
            String reason) {
        kernel.journal()
                .record(
                        cause,
                        mapping.scope(),
                        kind,
                        mapping.source(),
                        mapping.function(),
                        requestId,
                        outcome,
                        reason,
                        Map.of(
                                "first",
                                records.getFirst().sequenceNumber(),
                                "last",
                                records.getLast().sequenceNumber()));
    }

    private static byte[] payload(List<StreamSource.Record> records) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        ArrayNode list = event.putArray("Records");
        records.forEach(record -> list.add(record.event()));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
