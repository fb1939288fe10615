package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Page;
import dev.weir.kernel.Arn;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.domain.InputTransform;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.services.events.state.RuleState.RuleTarget;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Targets of rules. */
public final class Targets {
    private static final int MAX_TARGETS = 5;

    private final EventsStore store;
    private final Router router;
    private final Rules rules;
    private final Fabric fabric;

    public Targets(EventsStore store, Router router, Rules rules, Fabric fabric) {
        this.store = store;
        this.router = router;
        this.rules = rules;
        this.fabric = fabric;
    }

    public PutTargetsResponse put(Call call, PutTargetsRequest input) {
        String name = Objects.requireNonNull(input.rule());
        RuleState known = rules.known(call.scope(), input.eventBusName(), name);
        List<RuleTarget> targets = new ArrayList<>();
        for (Target target : Objects.requireNonNull(input.targets())) {
            targets.add(checked(target));
        }
        store.change(
                call.scope(),
                known.bus(),
                name,
                rule -> {
                    if (rule.managedBy() != null) {
                        throw EventsErrors.managed();
                    }
                    RuleState changed = rule.putting(targets);
                    if (changed.targets().size() > MAX_TARGETS) {
                        throw EventsErrors.tooMany();
                    }
                    return changed;
                },
                (tx, rule) -> {});
        router.forget(call.scope(), known.bus());
        return PutTargetsResponse.builder()
                .failedEntryCount(0)
                .failedEntries(List.of())
                .build();
    }

    private RuleTarget checked(Target target) {
        String id = Objects.requireNonNull(target.id());
        String arn = Objects.requireNonNull(target.arn());
        if (!Arn.isArn(arn)) {
            throw EventsErrors.badArn(arn);
        }
        refuse("RunCommandParameters", target.runCommandParameters());
        refuse("EcsParameters", target.ecsParameters());
        refuse("BatchParameters", target.batchParameters());
        refuse("RedshiftDataParameters", target.redshiftDataParameters());
        refuse("SageMakerPipelineParameters", target.sageMakerPipelineParameters());
        refuse("AppSyncParameters", target.appSyncParameters());
        Arn parsed = Arn.parse(arn);
        if (fabric.at(parsed, EventTarget.class).isEmpty()) {
            throw EventsErrors.unsupportedTarget(arn);
        }
        SqsParameters sqs = target.sqsParameters();
        if (parsed.service().equals("sqs")
                && parsed.resource().endsWith(".fifo")
                && (sqs == null || sqs.messageGroupId() == null)) {
            throw EventsErrors.noMessageGroup(id);
        }
        KinesisParameters kinesis = target.kinesisParameters();
        InputTransformer transformer = target.inputTransformer();
        int inputs =
                (target.input() == null ? 0 : 1) + (target.inputPath() == null ? 0 : 1) + (transformer == null ? 0 : 1);
        if (inputs > 1) {
            throw EventsErrors.severalInputs(id);
        }
        if (target.input() != null) {
            checkJson(id, target.input());
        }
        Map<String, String> paths =
                transformer == null || transformer.inputPathsMap() == null ? Map.of() : transformer.inputPathsMap();
        String template = transformer == null ? null : transformer.inputTemplate();
        String unknown = new InputTransform(null, null, paths, template).unknownPlaceholder();
        if (unknown != null) {
            throw EventsErrors.badPlaceholder(id, unknown);
        }
        DeadLetterConfig deadLetter = target.deadLetterConfig();
        RetryPolicy retry = target.retryPolicy();
        return new RuleTarget(
                id,
                arn,
                target.roleArn(),
                target.input(),
                target.inputPath(),
                paths,
                template,
                sqs == null ? null : sqs.messageGroupId(),
                kinesis == null ? null : kinesis.partitionKeyPath(),
                http(target.httpParameters()),
                deadLetter == null ? null : deadLetter.arn(),
                retry == null ? null : retry.maximumRetryAttempts(),
                retry == null ? null : retry.maximumEventAgeInSeconds());
    }

    private static RuleState.@Nullable HttpParameters http(@Nullable HttpParameters given) {
        return given == null
                ? null
                : new RuleState.HttpParameters(
                        Objects.requireNonNullElse(given.pathParameterValues(), List.of()),
                        Objects.requireNonNullElse(given.headerParameters(), Map.of()),
                        Objects.requireNonNullElse(given.queryStringParameters(), Map.of()));
    }

    private static @Nullable HttpParameters http(RuleState.@Nullable HttpParameters known) {
        return known == null
                ? null
                : HttpParameters.builder()
                        .pathParameterValues(known.path())
                        .headerParameters(known.headers())
                        .queryStringParameters(known.query())
                        .build();
    }

    private static void checkJson(String id, String input) {
        try {
            if (JsonMapper.shared().readTree(input).isMissingNode()) {
                throw EventsErrors.badInput(id);
            }
        } catch (JacksonException e) {
            throw EventsErrors.badInput(id);
        }
    }

    private static void refuse(String parameter, @Nullable Object value) {
        if (value != null) {
            throw EventsErrors.unsupported(parameter + " of a target");
        }
    }

    public RemoveTargetsResponse remove(Call call, RemoveTargetsRequest input) {
        String name = Objects.requireNonNull(input.rule());
        RuleState known = rules.known(call.scope(), input.eventBusName(), name);
        List<String> ids = Objects.requireNonNull(input.ids());
        store.change(
                call.scope(),
                known.bus(),
                name,
                rule -> {
                    if (rule.managedBy() != null && !Boolean.TRUE.equals(input.force())) {
                        throw EventsErrors.managed();
                    }
                    return rule.withTargets(rule.targets().stream()
                            .filter(target -> !ids.contains(target.id()))
                            .toList());
                },
                (tx, rule) -> {});
        router.forget(call.scope(), known.bus());
        return RemoveTargetsResponse.builder()
                .failedEntryCount(0)
                .failedEntries(List.of())
                .build();
    }

    public ListTargetsByRuleResponse list(Call call, ListTargetsByRuleRequest input) {
        RuleState rule = rules.known(call.scope(), input.eventBusName(), Objects.requireNonNull(input.rule()));
        Page<RuleTarget> page = Listing.page(rule.targets(), RuleTarget::id, input.nextToken(), input.limit());
        return ListTargetsByRuleResponse.builder()
                .targets(page.items().stream().map(Targets::description).toList())
                .nextToken(page.token())
                .build();
    }

    private static Target description(RuleTarget target) {
        return Target.builder()
                .id(target.id())
                .arn(target.arn())
                .roleArn(target.roleArn())
                .input(target.input())
                .inputPath(target.inputPath())
                .inputTransformer(
                        target.inputTemplate() == null
                                ? null
                                : InputTransformer.builder()
                                        .inputPathsMap(target.inputPaths().isEmpty() ? null : target.inputPaths())
                                        .inputTemplate(target.inputTemplate())
                                        .build())
                .sqsParameters(
                        target.messageGroupId() == null
                                ? null
                                : SqsParameters.builder()
                                        .messageGroupId(target.messageGroupId())
                                        .build())
                .kinesisParameters(
                        target.partitionKeyPath() == null
                                ? null
                                : KinesisParameters.builder()
                                        .partitionKeyPath(target.partitionKeyPath())
                                        .build())
                .httpParameters(http(target.http()))
                .deadLetterConfig(
                        target.deadLetter() == null
                                ? null
                                : DeadLetterConfig.builder()
                                        .arn(target.deadLetter())
                                        .build())
                .retryPolicy(
                        target.retries() == null && target.maxAgeSeconds() == null
                                ? null
                                : RetryPolicy.builder()
                                        .maximumRetryAttempts(target.retries())
                                        .maximumEventAgeInSeconds(target.maxAgeSeconds())
                                        .build())
                .build();
    }
}
