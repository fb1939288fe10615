package dev.weir.services.events.resources;

import dev.weir.api.events.DeadLetterConfig;
import dev.weir.api.events.DeleteRuleRequest;
import dev.weir.api.events.HttpParameters;
import dev.weir.api.events.InputTransformer;
import dev.weir.api.events.KinesisParameters;
import dev.weir.api.events.ListTargetsByRuleRequest;
import dev.weir.api.events.PutRuleRequest;
import dev.weir.api.events.PutTargetsRequest;
import dev.weir.api.events.RemoveTargetsRequest;
import dev.weir.api.events.ResourceNotFoundException;
import dev.weir.api.events.RetryPolicy;
import dev.weir.api.events.SqsParameters;
import dev.weir.api.events.Tag;
import dev.weir.api.events.Target;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.events.operations.Rules;
import dev.weir.services.events.operations.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Events::Rule}. {@code Ref} is the rule's name, with its bus before it where that is not the default. */
public final class RuleResource implements ResourceType {
    private static final int MAX_NAME = 64;

    private final Rules rules;
    private final Targets targets;

    public RuleResource(Rules rules, Targets targets) {
        this.rules = rules;
        this.targets = targets;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable String bus,
            @Nullable String pattern,
            @Nullable String schedule,
            @Nullable String state,
            @Nullable String description,
            @Nullable String roleArn,
            List<Tag> tags,
            List<Target> targets) {
        static Wanted read(ResourceRequest request, Properties properties) {
            JsonNode pattern = properties.json("EventPattern");
            List<Tag> tags = new ArrayList<>();
            request.tags()
                    .forEach((key, value) ->
                            tags.add(Tag.builder().key(key).value(value).build()));
            properties
                    .objects("Tags")
                    .forEach(tag -> tags.add(Tag.builder()
                            .key(tag.requiredText("Key"))
                            .value(tag.requiredText("Value"))
                            .build()));
            Wanted wanted = new Wanted(
                    properties.text("Name"),
                    properties.text("EventBusName"),
                    pattern == null ? null : pattern.isString() ? pattern.asString() : pattern.toString(),
                    properties.text("ScheduleExpression"),
                    properties.text("State"),
                    properties.text("Description"),
                    properties.text("RoleArn"),
                    tags,
                    properties.objects("Targets").stream().map(Wanted::target).toList());
            properties.done();
            return wanted;
        }

        private static Target target(Properties properties) {
            Properties transformer = properties.object("InputTransformer");
            Properties sqs = properties.object("SqsParameters");
            Properties deadLetter = properties.object("DeadLetterConfig");
            Properties retry = properties.object("RetryPolicy");
            Properties kinesis = properties.object("KinesisParameters");
            Properties http = properties.object("HttpParameters");
            return Target.builder()
                    .id(properties.requiredText("Id"))
                    .arn(properties.requiredText("Arn"))
                    .roleArn(properties.text("RoleArn"))
                    .input(properties.text("Input"))
                    .inputPath(properties.text("InputPath"))
                    .inputTransformer(transformer == null ? null : transformer(transformer))
                    .sqsParameters(
                            sqs == null
                                    ? null
                                    : SqsParameters.builder()
                                            .messageGroupId(sqs.text("MessageGroupId"))
                                            .build())
                    .kinesisParameters(
                            kinesis == null
                                    ? null
                                    : KinesisParameters.builder()
                                            .partitionKeyPath(kinesis.requiredText("PartitionKeyPath"))
                                            .build())
                    .httpParameters(
                            http == null
                                    ? null
                                    : HttpParameters.builder()
                                            .pathParameterValues(http.texts("PathParameterValues"))
                                            .headerParameters(texts(http.object("HeaderParameters")))
                                            .queryStringParameters(texts(http.object("QueryStringParameters")))
                                            .build())
                    .deadLetterConfig(
                            deadLetter == null
                                    ? null
                                    : DeadLetterConfig.builder()
                                            .arn(deadLetter.text("Arn"))
                                            .build())
                    .retryPolicy(
                            retry == null
                                    ? null
                                    : RetryPolicy.builder()
                                            .maximumRetryAttempts(retry.integer("MaximumRetryAttempts"))
                                            .maximumEventAgeInSeconds(retry.integer("MaximumEventAgeInSeconds"))
                                            .build())
                    .build();
        }

        private static Map<String, String> texts(@Nullable Properties map) {
            Map<String, String> texts = new LinkedHashMap<>();
            if (map != null) {
                map.names().forEach(name -> texts.put(name, map.requiredText(name)));
            }
            return texts;
        }

        private static InputTransformer transformer(Properties properties) {
            Map<String, String> paths = texts(properties.object("InputPathsMap"));
            return InputTransformer.builder()
                    .inputPathsMap(paths.isEmpty() ? null : paths)
                    .inputTemplate(properties.requiredText("InputTemplate"))
                    .build();
        }
    }

    @Override
    public String name() {
        return "AWS::Events::Rule";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name", "EventBusName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request, request.properties());
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        String arn = put(request, wanted, name);
        try {
            putTargets(request, wanted, name);
        } catch (RuntimeException e) {
            remove(request, wanted.bus(), name);
            throw e;
        }
        return provisioned(wanted, name, arn);
    }

    private String put(ResourceRequest request, Wanted wanted, String name) {
        return Objects.requireNonNull(rules.put(
                        request.call(),
                        PutRuleRequest.builder()
                                .name(name)
                                .eventBusName(wanted.bus())
                                .eventPattern(wanted.pattern())
                                .scheduleExpression(wanted.schedule())
                                .state(wanted.state())
                                .description(wanted.description())
                                .roleArn(wanted.roleArn())
                                .tags(wanted.tags())
                                .build())
                .ruleArn());
    }

    private void putTargets(ResourceRequest request, Wanted wanted, String name) {
        if (!wanted.targets().isEmpty()) {
            targets.put(
                    request.call(),
                    PutTargetsRequest.builder()
                            .rule(name)
                            .eventBusName(wanted.bus())
                            .targets(wanted.targets())
                            .build());
        }
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request, request.properties());
        String name = ruleName(physicalId);
        String arn = put(request, wanted, name);
        List<String> kept = wanted.targets().stream().map(Target::id).toList();
        List<String> gone = standing(request, wanted.bus(), name).stream()
                .filter(id -> !kept.contains(id))
                .toList();
        removeTargets(request, wanted.bus(), name, gone);
        putTargets(request, wanted, name);
        return provisioned(wanted, name, arn);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        remove(request, request.properties().text("EventBusName"), ruleName(physicalId));
    }

    private void remove(ResourceRequest request, @Nullable String bus, String name) {
        try {
            removeTargets(request, bus, name, standing(request, bus, name));
            rules.delete(
                    request.call(),
                    DeleteRuleRequest.builder().name(name).eventBusName(bus).build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }

    private List<String> standing(ResourceRequest request, @Nullable String bus, String name) {
        List<Target> standing = targets.list(
                        request.call(),
                        ListTargetsByRuleRequest.builder()
                                .rule(name)
                                .eventBusName(bus)
                                .build())
                .targets();
        return standing == null
                ? List.of()
                : standing.stream()
                        .map(target -> Objects.requireNonNull(target.id()))
                        .toList();
    }

    private void removeTargets(ResourceRequest request, @Nullable String bus, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            targets.remove(
                    request.call(),
                    RemoveTargetsRequest.builder()
                            .rule(name)
                            .eventBusName(bus)
                            .ids(ids)
                            .build());
        }
    }

    private static String ruleName(String physicalId) {
        return physicalId.substring(physicalId.indexOf('|') + 1);
    }

    private static Provisioned provisioned(Wanted wanted, String name, String arn) {
        String bus = wanted.bus();
        boolean onDefault = bus == null || bus.equals("default") || bus.endsWith("event-bus/default");
        String busName = bus == null ? "" : bus.substring(bus.lastIndexOf('/') + 1);
        return new Provisioned(onDefault ? name : busName + "|" + name, Map.of("Arn", StringNode.valueOf(arn)));
    }
}
