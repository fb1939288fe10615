package dev.weir.services.scheduler.operations;

import dev.weir.api.scheduler.RetryPolicy;
import dev.weir.api.scheduler.SqsParameters;
import dev.weir.api.scheduler.Target;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Arn;
import dev.weir.services.scheduler.SchedulerErrors;
import dev.weir.services.scheduler.domain.Context;
import dev.weir.services.scheduler.domain.Universal;
import dev.weir.shapes.AwsException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a target may be. Source: EventBridge Scheduler API Reference, "Target". */
final class TargetRules {
    private static final int MAX_AGE_SECONDS = 86_400;
    private static final int MAX_RETRIES = 185;

    private final ApiCalls calls;

    TargetRules(ApiCalls calls) {
        this.calls = calls;
    }

    /** The target with its defaults. */
    Target checked(Target target) {
        String text = String.valueOf(target.arn());
        if (!Arn.isArn(text)) {
            throw SchedulerErrors.badArn();
        }
        if (target.ecsParameters() != null) {
            throw SchedulerErrors.unsupported("EcsParameters of schedules");
        }
        if (target.sageMakerPipelineParameters() != null) {
            throw SchedulerErrors.unsupported("SageMakerPipelineParameters of schedules");
        }
        Arn arn = Arn.parse(text);
        if (arn.service().equals("scheduler")) {
            universal(arn, target);
        } else {
            templated(arn, target);
        }
        RetryPolicy policy = target.retryPolicy();
        Integer age = policy == null ? null : policy.maximumEventAgeInSeconds();
        Integer retries = policy == null ? null : policy.maximumRetryAttempts();
        return target.toBuilder()
                .retryPolicy(RetryPolicy.builder()
                        .maximumEventAgeInSeconds(age == null ? MAX_AGE_SECONDS : age)
                        .maximumRetryAttempts(retries == null ? MAX_RETRIES : retries)
                        .build())
                .build();
    }

    private void universal(Arn arn, Target target) {
        Optional<Universal> universal = Universal.of(arn);
        if (universal.isEmpty() || !arn.region().isEmpty() || !arn.account().isEmpty()) {
            throw SchedulerErrors.badArn();
        }
        String service = universal.get().service();
        String action = universal.get().action();
        if (universal.get().reads()) {
            throw SchedulerErrors.invalid(
                    "The API action " + action + " of " + service + " is read-only, which schedules cannot call.");
        }
        switch (calls.standing(service, action)) {
            case IMPLEMENTED -> json(target);
            case NOT_IMPLEMENTED -> throw AwsException.notImplemented(service, action);
            case UNKNOWN ->
                throw SchedulerErrors.invalid("The target " + arn + " is not supported: weir knows no service "
                        + service + " with an API action " + action + ".");
        }
        if (target.sqsParameters() != null
                || target.eventBridgeParameters() != null
                || target.kinesisParameters() != null) {
            throw SchedulerErrors.invalid("A universal target takes its parameters in Input only.");
        }
    }

    private static void json(Target target) {
        String input = target.input();
        if (input == null) {
            return;
        }
        try {
            if (JsonMapper.shared()
                    .readTree(new Context("arn", Instant.EPOCH, "0", 1).fill(input))
                    .isObject()) {
                return;
            }
        } catch (JacksonException e) {
            throw SchedulerErrors.invalid("Input is not a valid JSON object: " + e.getOriginalMessage());
        }
        throw SchedulerErrors.invalid("Input is not a valid JSON object.");
    }

    private void templated(Arn arn, Target target) {
        if (target.eventBridgeParameters() != null != arn.service().equals("events")) {
            throw SchedulerErrors.invalid(
                    arn.service().equals("events")
                            ? "EventBridgeParameters must be specified for an event bus target."
                            : "EventBridgeParameters are for event bus targets only.");
        }
        if (target.kinesisParameters() != null != arn.service().equals("kinesis")) {
            throw SchedulerErrors.invalid(
                    arn.service().equals("kinesis")
                            ? "KinesisParameters must be specified for a stream target."
                            : "KinesisParameters are for stream targets only.");
        }
        SqsParameters sqs = target.sqsParameters();
        if (sqs != null && !arn.service().equals("sqs")) {
            throw SchedulerErrors.invalid("SqsParameters are for queue targets only.");
        }
        switch (arn.service()) {
            case "sqs" -> {
                boolean fifo = arn.resource().endsWith(".fifo");
                if (fifo && (sqs == null || sqs.messageGroupId() == null)) {
                    throw SchedulerErrors.invalid("MessageGroupId must be specified for a FIFO queue target.");
                }
            }
            case "lambda", "sns" -> {}
            case "events" -> operation("eventbridge", "putEvents");
            case "kinesis" -> operation("kinesis", "putRecord");
            case "states" -> operation("sfn", "startExecution");
            case "ecs", "sagemaker", "codebuild", "codepipeline", "firehose", "inspector" ->
                throw SchedulerErrors.unsupported("targets of " + arn.service());
            default -> throw SchedulerErrors.badArn();
        }
    }

    private void operation(String service, String action) {
        if (calls.standing(service, action) != ApiCalls.Standing.IMPLEMENTED) {
            throw AwsException.notImplemented(service, action);
        }
    }
}
