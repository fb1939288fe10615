package dev.weir.services.scheduler.background;

import dev.weir.api.scheduler.EventBridgeParameters;
import dev.weir.api.scheduler.KinesisParameters;
import dev.weir.api.scheduler.SqsParameters;
import dev.weir.api.scheduler.Target;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.services.scheduler.domain.Context;
import dev.weir.services.scheduler.domain.Universal;
import dev.weir.services.scheduler.state.Execution;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a target. Queues, topics and functions take it through the fabric; all others are calls of the operation
 * that AWS documents for them. Source: EventBridge Scheduler User Guide, "Using templated targets".
 */
final class TargetCalls {
    static final String PRINCIPAL = "scheduler.amazonaws.com";

    private final Fabric fabric;
    private final ApiCalls calls;

    TargetCalls(Fabric fabric, ApiCalls calls) {
        this.fabric = fabric;
        this.calls = calls;
    }

    /** @throws DeliveryException where the target did not take it */
    void call(Execution execution) throws DeliveryException {
        Target target = execution.target();
        Arn arn = Arn.parse(Objects.requireNonNull(target.arn()));
        Optional<Universal> universal = Universal.of(arn);
        if (universal.isPresent()) {
            String unused = ask(execution, execution.scope(), universal.get(), given(execution, "{}"));
            return;
        }
        switch (arn.service()) {
            case "events" -> putEvents(execution, arn, target.eventBridgeParameters());
            case "kinesis" -> putRecord(execution, arn, target.kinesisParameters());
            case "states" -> startExecution(execution, arn);
            default -> deliver(execution, arn, target.sqsParameters());
        }
    }

    /** What the last attempt of an execution that is given up has sent. */
    static String sent(Execution execution) {
        Arn arn = Arn.parse(Objects.requireNonNull(execution.target().arn()));
        boolean document = Universal.of(arn).isPresent() || arn.service().equals("events");
        return filled(execution, document ? "{}" : notification(execution), execution.failed());
    }

    private static String given(Execution execution, String otherwise) {
        return filled(execution, otherwise, execution.failed() + 1);
    }

    /** The target's input, its keywords replaced. */
    private static String filled(Execution execution, String otherwise, int attempt) {
        String input = execution.target().input();
        return input == null
                ? otherwise
                : new Context(execution.schedule(), execution.scheduledTime(), execution.id(), attempt).fill(input);
    }

    private void deliver(Execution execution, Arn arn, @Nullable SqsParameters sqs) throws DeliveryException {
        EventTarget target = fabric.at(arn, EventTarget.class)
                .orElseThrow(() -> new DeliveryException(
                        "ResourceNotFoundException", "weir has nothing that can be called at " + arn, false));
        Delivered unused = target.deliver(new Delivery(
                execution.scope(),
                execution.schedule(),
                PRINCIPAL,
                arn,
                given(execution, notification(execution)).getBytes(StandardCharsets.UTF_8),
                Map.of(),
                sqs == null ? null : sqs.messageGroupId(),
                null,
                execution.cause()));
    }

    private void putEvents(Execution execution, Arn bus, @Nullable EventBridgeParameters parameters)
            throws DeliveryException {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        ObjectNode entry = input.putArray("Entries").addObject();
        entry.put("EventBusName", bus.toString());
        entry.put("Source", parameters == null ? null : parameters.source());
        entry.put("DetailType", parameters == null ? null : parameters.detailType());
        entry.put("Detail", given(execution, "{}"));
        String answer = ask(execution, bus.scope(), new Universal("eventbridge", "putEvents"), input.toString());
        JsonNode result = JsonMapper.shared().readTree(answer);
        if (result.path("FailedEntryCount").asInt(0) > 0) {
            JsonNode failed = result.path("Entries").path(0);
            throw new DeliveryException(
                    failed.path("ErrorCode").asString("InternalFailure"),
                    failed.path("ErrorMessage").asString(""),
                    retryable(failed.path("ErrorCode").asString(""), 400));
        }
    }

    private void putRecord(Execution execution, Arn stream, @Nullable KinesisParameters parameters)
            throws DeliveryException {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("StreamARN", stream.toString());
        input.put("PartitionKey", parameters == null ? null : parameters.partitionKey());
        input.put("Data", given(execution, notification(execution)));
        String unused = ask(execution, stream.scope(), new Universal("kinesis", "putRecord"), input.toString());
    }

    private void startExecution(Execution execution, Arn machine) throws DeliveryException {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("StateMachineArn", machine.toString());
        input.put("Input", given(execution, notification(execution)));
        String unused = ask(execution, machine.scope(), new Universal("sfn", "startExecution"), input.toString());
    }

    private String ask(Execution execution, Scope scope, Universal operation, String input) throws DeliveryException {
        try {
            return calls.call(new ApiCalls.ApiCall(
                    scope, operation.service(), operation.action(), input, execution.schedule(), execution.cause()));
        } catch (AwsException e) {
            throw new DeliveryException(e.queryCode(), e.getMessage(), retryable(e.code(), e.status()));
        }
    }

    private static boolean retryable(String code, int status) {
        String lower = code.toLowerCase(Locale.ROOT);
        return (status >= 500 && status != 501)
                || lower.contains("throttl")
                || lower.contains("toomanyrequests")
                || lower.contains("internal");
    }

    /** What a target without an input of its own is given. */
    private static String notification(Execution execution) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", execution.id());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.scheduler");
        event.put("account", execution.scope().account());
        event.put("time", new Context("", execution.scheduledTime(), "", 0).time());
        event.put("region", execution.scope().region());
        event.putArray("resources").add(execution.schedule());
        event.put("detail", "{}");
        return event.toString();
    }
}
