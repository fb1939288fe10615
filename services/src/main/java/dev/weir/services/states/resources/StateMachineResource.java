package dev.weir.services.states.resources;

import dev.weir.api.states.CloudWatchLogsLogGroup;
import dev.weir.api.states.CreateStateMachineInput;
import dev.weir.api.states.CreateStateMachineOutput;
import dev.weir.api.states.DeleteStateMachineInput;
import dev.weir.api.states.DescribeStateMachineInput;
import dev.weir.api.states.DescribeStateMachineOutput;
import dev.weir.api.states.LogDestination;
import dev.weir.api.states.LoggingConfiguration;
import dev.weir.api.states.TracingConfiguration;
import dev.weir.api.states.UpdateStateMachineInput;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.ObjectSource;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.states.operations.Machines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::StepFunctions::StateMachine}. {@code Ref} is its ARN. */
public final class StateMachineResource implements ResourceType {
    private static final int MAX_NAME = 80;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9_.:-]+)}");

    private final Machines machines;
    private final Fabric fabric;

    public StateMachineResource(Machines machines, Fabric fabric) {
        this.machines = machines;
        this.fabric = fabric;
    }

    @Override
    public String name() {
        return "AWS::StepFunctions::StateMachine";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("StateMachineName", "StateMachineType");
    }

    /** What the template says. */
    private record Wanted(
            String definition,
            String roleArn,
            @Nullable String type,
            @Nullable LoggingConfiguration logging,
            @Nullable TracingConfiguration tracing) {}

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String given = properties.text("StateMachineName");
        String name = given == null ? request.generatedName(MAX_NAME) : given;
        Wanted wanted = wanted(request, properties);
        CreateStateMachineInput.Builder input = CreateStateMachineInput.builder()
                .name(name)
                .definition(wanted.definition())
                .roleArn(wanted.roleArn())
                .type(wanted.type())
                .loggingConfiguration(wanted.logging())
                .tracingConfiguration(wanted.tracing())
                .tags(Tags.of(request, properties));
        properties.done();
        CreateStateMachineOutput made = machines.create(request.call(), input.build());
        return provisioned(request, String.valueOf(made.stateMachineArn()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        String unusedName = properties.text("StateMachineName");
        Wanted wanted = wanted(request, properties);
        var tags = Tags.of(request, properties);
        properties.done();
        var unused = machines.update(
                request.call(),
                UpdateStateMachineInput.builder()
                        .stateMachineArn(physicalId)
                        .definition(wanted.definition())
                        .roleArn(wanted.roleArn())
                        .loggingConfiguration(wanted.logging())
                        .tracingConfiguration(wanted.tracing())
                        .build());
        machines.retag(physicalId, tags);
        return provisioned(request, physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        var unused = machines.delete(
                request.call(),
                DeleteStateMachineInput.builder().stateMachineArn(physicalId).build());
    }

    private Wanted wanted(ResourceRequest request, Properties properties) {
        Properties logging = properties.object("LoggingConfiguration");
        Properties tracing = properties.object("TracingConfiguration");
        LoggingConfiguration level = null;
        if (logging != null) {
            List<LogDestination> destinations = new ArrayList<>();
            for (Properties destination : logging.objects("Destinations")) {
                Properties group = destination.object("CloudWatchLogsLogGroup");
                destinations.add(LogDestination.builder()
                        .cloudWatchLogsLogGroup(CloudWatchLogsLogGroup.builder()
                                .logGroupArn(group == null ? null : group.requiredText("LogGroupArn"))
                                .build())
                        .build());
            }
            level = LoggingConfiguration.builder()
                    .level(logging.text("Level"))
                    .includeExecutionData(logging.bool("IncludeExecutionData"))
                    .destinations(destinations.isEmpty() ? null : destinations)
                    .build();
        }
        return new Wanted(
                definition(request, properties),
                properties.requiredText("RoleArn"),
                properties.text("StateMachineType"),
                level,
                tracing == null
                        ? null
                        : TracingConfiguration.builder()
                                .enabled(tracing.bool("Enabled"))
                                .build());
    }

    private String definition(ResourceRequest request, Properties properties) {
        JsonNode object = properties.json("Definition");
        String text = properties.text("DefinitionString");
        Properties location = properties.object("DefinitionS3Location");
        JsonNode substitutions = properties.json("DefinitionSubstitutions");
        if (object != null) {
            text = object.toString();
        } else if (location != null) {
            text = json(read(request, location));
        }
        if (text == null) {
            throw new PropertyException("#: one of [Definition, DefinitionString, DefinitionS3Location] is required");
        }
        return substitutions == null ? text : substituted(text, substitutions);
    }

    private String read(ResourceRequest request, Properties location) {
        ObjectSource objects = fabric.of("s3", ObjectSource.class)
                .orElseThrow(() -> new PropertyException("#/DefinitionS3Location: there is no S3"));
        try (InputStream in = objects.get(
                        request.call().scope(),
                        location.requiredText("Bucket"),
                        location.requiredText("Key"),
                        location.text("Version"))
                .open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files may be YAML, of which JSON is a part. */
    private static String json(String text) {
        if (text.stripLeading().startsWith("{")) {
            return text;
        }
        try {
            Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
            return MAPPER.writeValueAsString(tree);
        } catch (YamlEngineException e) {
            throw new PropertyException("#/DefinitionS3Location: the file is neither JSON nor YAML: " + e.getMessage());
        }
    }

    /** Within strings, values are escaped as JSON has it; numbers and booleans may stand for a whole value. */
    private static String substituted(String text, JsonNode substitutions) {
        Matcher matcher = SUBSTITUTION.matcher(text);
        StringBuilder made = new StringBuilder();
        while (matcher.find()) {
            JsonNode value = substitutions.get(matcher.group(1));
            String replacement = matcher.group();
            if (value != null) {
                String quoted = MAPPER.writeValueAsString(value.asString());
                replacement = quoted.substring(1, quoted.length() - 1);
            }
            matcher.appendReplacement(made, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(made).toString();
    }

    private Provisioned provisioned(ResourceRequest request, String arn) {
        DescribeStateMachineOutput machine = machines.describe(
                request.call(),
                DescribeStateMachineInput.builder().stateMachineArn(arn).build());
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("Arn", StringNode.valueOf(arn));
        attributes.put("Name", StringNode.valueOf(String.valueOf(machine.name())));
        attributes.put(
                "StateMachineRevisionId",
                StringNode.valueOf(machine.revisionId() == null ? "INITIAL" : machine.revisionId()));
        return new Provisioned(arn, attributes);
    }
}
