package dev.weir.services.pipes.background;

import dev.weir.api.pipes.PipeTargetCloudWatchLogsParameters;
import dev.weir.api.pipes.PipeTargetEventBridgeEventBusParameters;
import dev.weir.api.pipes.PipeTargetHttpParameters;
import dev.weir.api.pipes.PipeTargetKinesisStreamParameters;
import dev.weir.api.pipes.PipeTargetLambdaFunctionParameters;
import dev.weir.api.pipes.PipeTargetParameters;
import dev.weir.api.pipes.PipeTargetSqsQueueParameters;
import dev.weir.api.pipes.PipeTargetStateMachineParameters;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.source.Batch;
import dev.weir.fabric.source.BatchResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.pipes.domain.JsonPath;
import dev.weir.services.pipes.state.PipeRecord;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands events to a pipe's target: a batch in one call where the target takes lists, else one by one. Source: Amazon
 * EventBridge User Guide, "Amazon EventBridge Pipes targets" and "batching and concurrency".
 */
final class Targets {
    /** PutEvents takes ten. */
    private static final int BUS_BATCH = 10;

    private final Kernel kernel;
    private final Fabric fabric;
    private final Invocations invocations;
    private final PipeRecord pipe;
    private final PipeTargetParameters parameters;

    Targets(Kernel kernel, Fabric fabric, Invocations invocations, PipeRecord pipe) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.invocations = invocations;
        this.pipe = pipe;
        PipeTargetParameters given = pipe.pipe().targetParameters();
        this.parameters = given == null ? PipeTargetParameters.builder().build() : given;
    }

    /**
     * Hands them over.
     *
     * @return what went wrong, by a piece's place; empty where all were taken
     * @throws DeliveryException where none was
     */
    Map<Integer, String> send(Batch batch, List<Piece> pieces) throws DeliveryException {
        Arn arn = Arn.parse(pipe.target());
        if (Invocations.http(arn)) {
            return each(pieces, piece -> request(arn, piece));
        }
        return switch (arn.service()) {
            case "lambda" -> function(arn, batch, pieces);
            case "states" -> execution(arn, batch, pieces);
            case "events" -> bus(arn, pieces);
            case "kinesis" -> each(pieces, piece -> record(arn, piece));
            case "logs" -> log(arn, batch.cause(), pieces);
            default -> each(pieces, piece -> deliver(arn, piece));
        };
    }

    /** Hands over one piece. */
    private interface Step {
        void apply(Piece piece) throws DeliveryException;
    }

    private static Map<Integer, String> each(List<Piece> pieces, Step step) {
        Map<Integer, String> errors = new LinkedHashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            try {
                step.apply(pieces.get(i));
            } catch (DeliveryException e) {
                errors.put(i, e.code() + ": " + e.getMessage());
            } catch (AwsException e) {
                errors.put(i, e.code() + ": " + e.getMessage());
            }
        }
        return errors;
    }

    private void deliver(Arn arn, Piece piece) throws DeliveryException {
        PipeTargetSqsQueueParameters queue = parameters.sqsQueueParameters();
        deliver(
                arn,
                text(piece),
                queue == null ? null : Invocations.resolved(queue.messageGroupId(), piece.event()),
                queue == null ? null : Invocations.resolved(queue.messageDeduplicationId(), piece.event()),
                piece.cause());
    }

    private void deliver(Arn arn, String payload, @Nullable String group, @Nullable String deduplication, Cause cause)
            throws DeliveryException {
        EventTarget target = fabric.at(arn, EventTarget.class)
                .orElseThrow(() -> new DeliveryException(
                        "ResourceNotFoundException", "weir has nothing that takes events at " + arn, false));
        Delivered unused = target.deliver(new Delivery(
                pipe.scope(),
                pipe.arn(),
                Invocations.PRINCIPAL,
                arn,
                payload.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                group,
                deduplication,
                cause));
    }

    private String text(Piece piece) {
        return invocations.text(parameters.inputTemplate(), piece.event());
    }

    private void request(Arn arn, Piece piece) throws DeliveryException {
        PipeTargetHttpParameters http = parameters.httpParameters();
        Map<String, Delivery.Attribute> attributes = http == null
                ? Map.of()
                : Invocations.http(
                        http.pathParameterValues(),
                        http.headerParameters(),
                        http.queryStringParameters(),
                        piece.event());
        Invocable.Answer answer = invocations.invoke(arn, text(piece), attributes, piece.cause());
        if (answer.error() != null) {
            throw new DeliveryException("TargetFailed", Invocations.reason(answer), true);
        }
    }

    private Map<Integer, String> function(Arn arn, Batch batch, List<Piece> pieces) throws DeliveryException {
        String payload = invocations.list(parameters.inputTemplate(), pieces);
        PipeTargetLambdaFunctionParameters function = parameters.lambdaFunctionParameters();
        if (function != null && "FIRE_AND_FORGET".equals(function.invocationType())) {
            deliver(arn, payload, null, null, batch.cause());
            return Map.of();
        }
        Invocable.Answer answer = invocations.invoke(arn, payload, Map.of(), batch.cause());
        if (answer.error() != null) {
            throw new DeliveryException("TargetFailed", Invocations.reason(answer), true);
        }
        return partial(answer.payload(), batch, pieces);
    }

    /** What a function names in {@code batchItemFailures}. */
    private static Map<Integer, String> partial(byte[] answer, Batch batch, List<Piece> pieces)
            throws DeliveryException {
        if (answer.length == 0) {
            return Map.of();
        }
        BatchResponse response = BatchResponse.parse(answer, batch.ids());
        if (response.allFailed()) {
            // An answer that is no object at all says nothing of the batch.
            if (!new String(answer, StandardCharsets.UTF_8).contains("batchItemFailures")) {
                return Map.of();
            }
            throw new DeliveryException("TargetFailed", response.reason(), true);
        }
        if (response.failed().isEmpty()) {
            return Map.of();
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            places.put(pieces.get(i).id(), i);
        }
        if (!places.keySet().containsAll(response.failed())) {
            throw new DeliveryException(
                    "TargetFailed", "batchItemFailures names items that the enrichment has put into others", true);
        }
        return response.failed().stream()
                .collect(Collectors.toMap(
                        id -> Objects.requireNonNull(places.get(id)),
                        id -> "the function named it in batchItemFailures"));
    }

    private Map<Integer, String> execution(Arn arn, Batch batch, List<Piece> pieces) throws DeliveryException {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("StateMachineArn", arn.toString());
        input.put("Input", invocations.list(parameters.inputTemplate(), pieces));
        PipeTargetStateMachineParameters machine = parameters.stepFunctionStateMachineParameters();
        if (machine != null && "FIRE_AND_FORGET".equals(machine.invocationType())) {
            JsonNode unused = invocations.call(arn, "sfn", "startExecution", input, batch.cause());
            return Map.of();
        }
        JsonNode result = invocations.call(arn, "sfn", "startSyncExecution", input, batch.cause());
        if (!result.path("Status").asString("").equals("SUCCEEDED")) {
            throw new DeliveryException(
                    result.path("Error").asString("TargetFailed"),
                    result.path("Cause").asString(""),
                    true);
        }
        return partial(result.path("Output").asString("").getBytes(StandardCharsets.UTF_8), batch, pieces);
    }

    private Map<Integer, String> bus(Arn arn, List<Piece> pieces) {
        Map<Integer, String> errors = new LinkedHashMap<>();
        for (int from = 0; from < pieces.size(); from += BUS_BATCH) {
            List<Piece> some = pieces.subList(from, Math.min(pieces.size(), from + BUS_BATCH));
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            ArrayNode entries = input.putArray("Entries");
            some.forEach(piece -> entries.add(entry(arn, piece)));
            JsonNode results = invocations
                    .call(
                            arn,
                            "eventbridge",
                            "putEvents",
                            input,
                            some.getFirst().cause())
                    .path("Entries");
            for (int i = 0; i < some.size(); i++) {
                JsonNode error = results.path(i).path("ErrorCode");
                if (error.isString()) {
                    errors.put(
                            from + i,
                            error.asString() + ": "
                                    + results.path(i).path("ErrorMessage").asString(""));
                }
            }
        }
        return errors;
    }

    private ObjectNode entry(Arn bus, Piece piece) {
        PipeTargetEventBridgeEventBusParameters given = parameters.eventBridgeEventBusParameters();
        PipeTargetEventBridgeEventBusParameters wanted = given == null
                ? PipeTargetEventBridgeEventBusParameters.builder().build()
                : given;
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("EventBusName", bus.toString());
        String source = Invocations.resolved(wanted.source(), piece.event());
        entry.put("Source", source == null ? "Pipe " + pipe.name() : source);
        String type = Invocations.resolved(wanted.detailType(), piece.event());
        entry.put(
                "DetailType",
                type == null ? "Event from aws:" + Arn.parse(pipe.source()).service() : type);
        entry.put("Detail", text(piece));
        List<String> resources = wanted.resources();
        if (resources != null) {
            ArrayNode list = entry.putArray("Resources");
            resources.forEach(resource -> list.add(Invocations.resolved(resource, piece.event())));
        }
        String time = Invocations.resolved(wanted.time(), piece.event());
        if (time != null) {
            entry.put("Time", time);
        }
        return entry;
    }

    private void record(Arn arn, Piece piece) {
        PipeTargetKinesisStreamParameters stream = parameters.kinesisStreamParameters();
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("StreamARN", arn.toString());
        input.put("PartitionKey", stream == null ? "" : Invocations.resolved(stream.partitionKey(), piece.event()));
        input.put("Data", text(piece));
        JsonNode unused = invocations.call(arn, "kinesis", "putRecord", input, piece.cause());
    }

    private Map<Integer, String> log(Arn arn, Cause cause, List<Piece> pieces) {
        PipeTargetCloudWatchLogsParameters wanted = parameters.cloudWatchLogsParameters();
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("LogGroupName", arn.resource().split(":")[1]);
        input.put("LogStreamName", wanted == null ? null : wanted.logStreamName());
        ArrayNode events = input.putArray("LogEvents");
        for (Piece piece : pieces) {
            JsonNode time = wanted == null || wanted.timestamp() == null
                    ? null
                    : JsonPath.select(piece.event(), wanted.timestamp());
            events.addObject()
                    .put(
                            "Timestamp",
                            time == null || (!time.isNumber() && !time.isString())
                                    ? kernel.clock().millis()
                                    : Long.parseLong(time.asString().strip()))
                    .put("Message", text(piece));
        }
        JsonNode unused = invocations.call(arn, "cloudwatchlogs", "putLogEvents", input, cause);
        return Map.of();
    }
}
