package dev.weir.deploy.cloudformation.operations;

import dev.weir.api.cloudformation.GetTemplateInput;
import dev.weir.api.cloudformation.GetTemplateOutput;
import dev.weir.api.cloudformation.GetTemplateSummaryInput;
import dev.weir.api.cloudformation.GetTemplateSummaryOutput;
import dev.weir.api.cloudformation.ParameterConstraints;
import dev.weir.api.cloudformation.ParameterDeclaration;
import dev.weir.api.cloudformation.TemplateParameter;
import dev.weir.api.cloudformation.ValidateTemplateInput;
import dev.weir.api.cloudformation.ValidateTemplateOutput;
import dev.weir.deploy.cloudformation.engine.Preparation;
import dev.weir.deploy.cloudformation.engine.StackTemplate;
import dev.weir.deploy.cloudformation.state.ChangeSet;
import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** GetTemplate, GetTemplateSummary and ValidateTemplate. */
public final class TemplateOperations {
    private final TemplateSource templates;
    private final Descriptions descriptions;
    private final ChangeSetOperations changeSets;

    public TemplateOperations(TemplateSource templates, Descriptions descriptions, ChangeSetOperations changeSets) {
        this.templates = templates;
        this.descriptions = descriptions;
        this.changeSets = changeSets;
    }

    public GetTemplateOutput get(Call call, GetTemplateInput input) {
        String original;
        ObjectNode processed;
        if (input.changeSetName() != null) {
            ChangeSet changeSet = changeSets.known(call.scope(), input.changeSetName(), input.stackName());
            original = changeSet.template();
            processed = changeSet.processed();
        } else {
            Stack stack = descriptions.known(call.scope(), input.stackName());
            original = stack.template;
            processed = stack.processed;
        }
        boolean wanted = "Processed".equals(input.templateStage());
        return GetTemplateOutput.builder()
                .templateBody(wanted && processed != null ? processed.toString() : original)
                .stagesAvailable(List.of("Original", "Processed"))
                .build();
    }

    public ValidateTemplateOutput validate(Call call, ValidateTemplateInput input) {
        ObjectNode body = Preparation.read(templates.text(call.scope(), input.templateBody(), input.templateURL()));
        Summary summary = Summary.of(body);
        return ValidateTemplateOutput.builder()
                .description(text(body, "Description"))
                .capabilities(summary.capabilities().isEmpty() ? null : summary.capabilities())
                .capabilitiesReason(summary.reason())
                .declaredTransforms(summary.transforms().isEmpty() ? null : summary.transforms())
                .parameters(Preparation.declarations(body).values().stream()
                        .map(parameter -> TemplateParameter.builder()
                                .parameterKey(parameter.name())
                                .defaultValue(parameter.defaultValue())
                                .noEcho(parameter.noEcho())
                                .description(parameter.description())
                                .build())
                        .toList())
                .build();
    }

    public GetTemplateSummaryOutput summary(Call call, GetTemplateSummaryInput input) {
        StackOperations.refuse("StackSetName", input.stackSetName());
        String text = input.stackName() != null
                ? descriptions.known(call.scope(), input.stackName()).template
                : templates.text(call.scope(), input.templateBody(), input.templateURL());
        ObjectNode body = Preparation.read(text);
        Summary summary = Summary.of(body);
        return GetTemplateSummaryOutput.builder()
                .description(text(body, "Description"))
                .version(text(body, "AWSTemplateFormatVersion"))
                .metadata(body.has("Metadata") ? body.get("Metadata").toString() : null)
                .capabilities(summary.capabilities().isEmpty() ? null : summary.capabilities())
                .capabilitiesReason(summary.reason())
                .declaredTransforms(summary.transforms().isEmpty() ? null : summary.transforms())
                .resourceTypes(summary.types())
                .parameters(Preparation.declarations(body).values().stream()
                        .map(parameter -> ParameterDeclaration.builder()
                                .parameterKey(parameter.name())
                                .parameterType(parameter.type())
                                .defaultValue(parameter.defaultValue())
                                .noEcho(parameter.noEcho())
                                .description(parameter.description())
                                .parameterConstraints(ParameterConstraints.builder()
                                        .allowedValues(parameter.allowed().isEmpty() ? null : parameter.allowed())
                                        .build())
                                .build())
                        .toList())
                .build();
    }

    /** What can be said of a template without deploying it. */
    private record Summary(
            List<String> capabilities, @Nullable String reason, List<String> transforms, List<String> types) {
        static Summary of(ObjectNode body) {
            if (!body.has("Transform")) {
                StackTemplate.of(body);
            }
            TreeSet<String> types = new TreeSet<>();
            body.path("Resources")
                    .values()
                    .forEach(resource -> types.add(resource.path("Type").asString("")));
            List<String> transforms = new ArrayList<>();
            JsonNode transform = body.path("Transform");
            if (transform.isString()) {
                transforms.add(transform.asString());
            }
            transform.values().stream().filter(JsonNode::isString).forEach(name -> transforms.add(name.asString()));
            List<String> capabilities = new ArrayList<>();
            String reason = null;
            try {
                Preparation.checkCapabilities(body, body, List.of(), false);
            } catch (AwsException e) {
                capabilities.add(e.getMessage().contains("NAMED") ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM");
                reason = "The following resource(s) require capabilities: ["
                        + String.join(
                                ", ",
                                types.stream()
                                        .filter(type -> type.startsWith("AWS::IAM::"))
                                        .toList()) + "]";
            }
            if (!transforms.isEmpty()) {
                capabilities.add("CAPABILITY_AUTO_EXPAND");
            }
            return new Summary(capabilities, reason, transforms, List.copyOf(types));
        }
    }

    private static @Nullable String text(ObjectNode body, String name) {
        return body.has(name) ? body.get(name).asString() : null;
    }
}
