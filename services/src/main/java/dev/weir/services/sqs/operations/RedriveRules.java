package dev.weir.services.sqs.operations;

import dev.weir.kernel.Arn;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.domain.Redrive;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Redrive and redrive-allow policies. Source: Amazon SQS Developer Guide, "Using dead-letter queues in Amazon SQS".
 */
final class RedriveRules {
    private static final String REDRIVE = "RedrivePolicy";
    private static final String ALLOW = "RedriveAllowPolicy";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Queues queues;

    RedriveRules(Queues queues) {
        this.queues = queues;
    }

    /** @throws dev.weir.shapes.AwsException where a value that is not empty is no JSON object */
    void json(String attribute, String value) {
        if (!value.isEmpty() && !parse(value).isObject()) {
            throw SqsErrors.invalidAttributeValue(attribute);
        }
    }

    /** The redrive policy that the attribute's value says; empty for an empty value. */
    Optional<Redrive> redrive(QueueName source, boolean fifo, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        JsonNode policy = parse(value);
        if (!policy.isObject()) {
            throw SqsErrors.invalidValue(value, REDRIVE, "Redrive policy is not a valid JSON map.");
        }
        for (String mandatory : List.of("maxReceiveCount", "deadLetterTargetArn")) {
            if (!policy.has(mandatory)) {
                throw SqsErrors.invalidValue(
                        value, REDRIVE, "Redrive policy does not contain mandatory attribute: " + mandatory + ".");
            }
        }
        for (String name : policy.propertyNames()) {
            if (!name.equals("maxReceiveCount") && !name.equals("deadLetterTargetArn")) {
                throw SqsErrors.invalidValue(
                        value,
                        REDRIVE,
                        "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].");
            }
        }
        int count = count(value, policy.get("maxReceiveCount").asString());
        String target = policy.get("deadLetterTargetArn").asString();
        checkTarget(source, fifo, value, target);
        return Optional.of(new Redrive(target, count));
    }

    private static int count(String value, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= 1000) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Answered below, as any other number out of range.
        }
        throw SqsErrors.invalidValue(
                value,
                REDRIVE,
                "Invalid value for maxReceiveCount: " + text + ", valid values are from 1 to 1000 both inclusive.");
    }

    private void checkTarget(QueueName source, boolean fifo, String value, String target) {
        if (!Arn.isArn(target) || !Arn.parse(target).service().equals("sqs")) {
            throw SqsErrors.invalidValue(value, REDRIVE, "Invalid value for deadLetterTargetArn.");
        }
        QueueOwner owner = queues.find(target)
                .orElseThrow(() -> SqsErrors.invalidValue(value, REDRIVE, "Dead letter target does not exist."));
        Queue queue = owner.queue();
        if (!queue.name().account().equals(source.account())
                || !queue.name().region().equals(source.region())) {
            throw SqsErrors.invalidValue(
                    value, REDRIVE, "Dead-letter queue must be in same account and region as the source.");
        }
        if (queue.fifo() != fifo) {
            throw SqsErrors.invalidValue(value, REDRIVE, "Dead-letter queue must be same type of queue as the source.");
        }
        if (!allows(queue, source.arn())) {
            throw SqsErrors.invalidValue(
                    value, REDRIVE, "The dead-letter queue's RedriveAllowPolicy does not permit this source queue.");
        }
    }

    private static boolean allows(Queue target, String source) {
        String value = target.attributes().get(ALLOW);
        if (value == null) {
            return true;
        }
        JsonNode policy = parse(value);
        return switch (policy.path("redrivePermission").asString("allowAll")) {
            case "denyAll" -> false;
            case "byQueue" ->
                policy.path("sourceQueueArns").valueStream().anyMatch(arn -> arn.asString()
                        .equals(source));
            default -> true;
        };
    }

    /** @throws dev.weir.shapes.AwsException where the value is no redrive-allow policy */
    void checkAllow(String value) {
        if (value.isEmpty()) {
            return;
        }
        JsonNode policy = parse(value);
        if (!policy.isObject()) {
            throw SqsErrors.invalidValue(value, ALLOW, "Redrive allow policy is not a valid JSON map.");
        }
        String permission = policy.path("redrivePermission").asString("");
        JsonNode sources = policy.path("sourceQueueArns");
        switch (permission) {
            case "allowAll", "denyAll" -> {
                if (!sources.isMissingNode()) {
                    throw SqsErrors.invalidValue(
                            value, ALLOW, "sourceQueueArns is only allowed when redrivePermission is byQueue.");
                }
            }
            case "byQueue" -> {
                if (!sources.isArray() || sources.isEmpty() || sources.size() > 10) {
                    throw SqsErrors.invalidValue(value, ALLOW, "sourceQueueArns must hold from 1 to 10 queue ARNs.");
                }
            }
            default ->
                throw SqsErrors.invalidValue(
                        value, ALLOW, "redrivePermission must be one of: allowAll, denyAll, byQueue.");
        }
    }

    private static JsonNode parse(String value) {
        try {
            return JSON.readTree(value);
        } catch (JacksonException e) {
            return NullNode.getInstance();
        }
    }
}
