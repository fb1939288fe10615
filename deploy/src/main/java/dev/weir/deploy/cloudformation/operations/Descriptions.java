package dev.weir.deploy.cloudformation.operations;

import dev.weir.api.cloudformation.DescribeStackEventsInput;
import dev.weir.api.cloudformation.DescribeStackEventsOutput;
import dev.weir.api.cloudformation.DescribeStackResourceInput;
import dev.weir.api.cloudformation.DescribeStackResourceOutput;
import dev.weir.api.cloudformation.DescribeStackResourcesInput;
import dev.weir.api.cloudformation.DescribeStackResourcesOutput;
import dev.weir.api.cloudformation.DescribeStacksInput;
import dev.weir.api.cloudformation.DescribeStacksOutput;
import dev.weir.api.cloudformation.ListExportsInput;
import dev.weir.api.cloudformation.ListExportsOutput;
import dev.weir.api.cloudformation.ListImportsInput;
import dev.weir.api.cloudformation.ListImportsOutput;
import dev.weir.api.cloudformation.ListStackResourcesInput;
import dev.weir.api.cloudformation.ListStackResourcesOutput;
import dev.weir.api.cloudformation.ListStacksInput;
import dev.weir.api.cloudformation.ListStacksOutput;
import dev.weir.api.cloudformation.Output;
import dev.weir.api.cloudformation.Parameter;
import dev.weir.api.cloudformation.RollbackConfiguration;
import dev.weir.api.cloudformation.StackDriftInformation;
import dev.weir.api.cloudformation.StackDriftInformationSummary;
import dev.weir.api.cloudformation.StackEvent;
import dev.weir.api.cloudformation.StackResource;
import dev.weir.api.cloudformation.StackResourceDetail;
import dev.weir.api.cloudformation.StackResourceDriftInformation;
import dev.weir.api.cloudformation.StackResourceDriftInformationSummary;
import dev.weir.api.cloudformation.StackResourceSummary;
import dev.weir.api.cloudformation.StackSummary;
import dev.weir.api.cloudformation.Tag;
import dev.weir.deploy.cloudformation.engine.Preparation;
import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.fabric.Page;
import dev.weir.kernel.Scope;
import dev.weir.shapes.Call;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked about stacks, their resources, events and exports. */
public final class Descriptions {
    private static final String NOT_CHECKED = "NOT_CHECKED";

    private final Stacks stacks;

    public Descriptions(Stacks stacks) {
        this.stacks = stacks;
    }

    public DescribeStacksOutput stacks(Call call, DescribeStacksInput input) {
        if (input.stackName() != null) {
            Stack stack = known(call.scope(), input.stackName());
            return DescribeStacksOutput.builder()
                    .stacks(List.of(description(stack)))
                    .build();
        }
        List<Stack> living = newestFirst(call.scope()).stream()
                .filter(stack -> stack.deleted == null)
                .toList();
        Page<Stack> page = Listing.page(living, stack -> stack.id, input.nextToken());
        return DescribeStacksOutput.builder()
                .stacks(page.items().stream().map(Descriptions::description).toList())
                .nextToken(page.token())
                .build();
    }

    public ListStacksOutput list(Call call, ListStacksInput input) {
        Set<String> wanted = new HashSet<>(StackOperations.list(input.stackStatusFilter()));
        List<Stack> matching = newestFirst(call.scope()).stream()
                .filter(stack -> wanted.isEmpty() || wanted.contains(stack.status))
                .toList();
        Page<Stack> page = Listing.page(matching, stack -> stack.id, input.nextToken());
        return ListStacksOutput.builder()
                .stackSummaries(page.items().stream().map(Descriptions::summary).toList())
                .nextToken(page.token())
                .build();
    }

    public DescribeStackEventsOutput events(Call call, DescribeStackEventsInput input) {
        Stack stack = known(call.scope(), input.stackName());
        Long before = Listing.number(input.nextToken());
        List<Stacks.NumberedEvent> events = stacks.events(call.scope(), stack.id, before, Listing.SIZE);
        boolean more = events.size() == Listing.SIZE && events.getLast().number() > 0;
        return DescribeStackEventsOutput.builder()
                .stackEvents(events.stream().map(Descriptions::event).toList())
                .nextToken(more ? Page.token(Long.toString(events.getLast().number())) : null)
                .build();
    }

    public DescribeStackResourceOutput resource(Call call, DescribeStackResourceInput input) {
        Stack stack = known(call.scope(), input.stackName());
        Stack.StackResource resource = stack.resources.get(input.logicalResourceId());
        if (resource == null) {
            throw missing(input.logicalResourceId(), stack.name);
        }
        return DescribeStackResourceOutput.builder()
                .stackResourceDetail(StackResourceDetail.builder()
                        .stackName(stack.name)
                        .stackId(stack.id)
                        .logicalResourceId(resource.logicalId)
                        .physicalResourceId(resource.physicalId)
                        .resourceType(resource.type)
                        .lastUpdatedTimestamp(resource.updated)
                        .resourceStatus(resource.status)
                        .resourceStatusReason(resource.statusReason)
                        .metadata(metadata(stack, resource.logicalId))
                        .driftInformation(StackResourceDriftInformation.builder()
                                .stackResourceDriftStatus(NOT_CHECKED)
                                .build())
                        .build())
                .build();
    }

    private static String metadata(Stack stack, String logicalId) {
        return stack.processed == null
                ? "{}"
                : stack.processed
                        .path("Resources")
                        .path(logicalId)
                        .path("Metadata")
                        .toString()
                        .transform(text -> text.isEmpty() ? "{}" : text);
    }

    public DescribeStackResourcesOutput resources(Call call, DescribeStackResourcesInput input) {
        String physicalId = input.physicalResourceId();
        Stack stack;
        if (input.stackName() != null) {
            stack = known(call.scope(), input.stackName());
        } else if (physicalId != null) {
            stack = owner(call.scope(), physicalId);
        } else {
            throw new StackValidationException("Must specify either StackName or PhysicalResourceId");
        }
        List<StackResource> resources = stack.resources.values().stream()
                .filter(resource -> input.logicalResourceId() == null
                        || input.logicalResourceId().equals(resource.logicalId))
                .map(resource -> StackResource.builder()
                        .stackName(stack.name)
                        .stackId(stack.id)
                        .logicalResourceId(resource.logicalId)
                        .physicalResourceId(resource.physicalId)
                        .resourceType(resource.type)
                        .timestamp(resource.updated)
                        .resourceStatus(resource.status)
                        .resourceStatusReason(resource.statusReason)
                        .driftInformation(StackResourceDriftInformation.builder()
                                .stackResourceDriftStatus(NOT_CHECKED)
                                .build())
                        .build())
                .toList();
        return DescribeStackResourcesOutput.builder().stackResources(resources).build();
    }

    private Stack owner(Scope scope, String physicalId) {
        for (Stack stack : stacks.all(scope)) {
            if (stack.deleted == null
                    && stack.resources.values().stream().anyMatch(resource -> physicalId.equals(resource.physicalId))) {
                return stack;
            }
        }
        throw new StackValidationException("Stack for " + physicalId + " does not exist");
    }

    public ListStackResourcesOutput listResources(Call call, ListStackResourcesInput input) {
        Stack stack = known(call.scope(), input.stackName());
        Page<Stack.StackResource> page =
                Listing.page(List.copyOf(stack.resources.values()), resource -> resource.logicalId, input.nextToken());
        return ListStackResourcesOutput.builder()
                .stackResourceSummaries(page.items().stream()
                        .map(resource -> StackResourceSummary.builder()
                                .logicalResourceId(resource.logicalId)
                                .physicalResourceId(resource.physicalId)
                                .resourceType(resource.type)
                                .lastUpdatedTimestamp(resource.updated)
                                .resourceStatus(resource.status)
                                .resourceStatusReason(resource.statusReason)
                                .driftInformation(StackResourceDriftInformationSummary.builder()
                                        .stackResourceDriftStatus(NOT_CHECKED)
                                        .build())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    public ListExportsOutput exports(Call call, ListExportsInput input) {
        Page<Stacks.Export> page = Listing.page(stacks.exports(call.scope()), Stacks.Export::name, input.nextToken());
        return ListExportsOutput.builder()
                .exports(page.items().stream()
                        .map(export -> dev.weir.api.cloudformation.Export.builder()
                                .name(export.name())
                                .value(export.value())
                                .exportingStackId(export.stackId())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    public ListImportsOutput imports(Call call, ListImportsInput input) {
        String export = input.exportName() == null ? "" : input.exportName();
        List<String> names = stacks.importers(call.scope(), export);
        if (names.isEmpty()) {
            throw new StackValidationException("Export '" + input.exportName() + "' is not imported by any stack.");
        }
        Page<String> page = Listing.page(names, name -> name, input.nextToken());
        return ListImportsOutput.builder()
                .imports(page.items())
                .nextToken(page.token())
                .build();
    }

    Stack known(Scope scope, @Nullable String nameOrId) {
        String name = nameOrId == null ? "" : nameOrId;
        return stacks.find(scope, name)
                .orElseThrow(() -> new StackValidationException("Stack with id " + name + " does not exist"));
    }

    private static StackValidationException missing(@Nullable String logicalId, String stack) {
        return new StackValidationException("Resource " + logicalId + " does not exist for stack " + stack);
    }

    private List<Stack> newestFirst(Scope scope) {
        return stacks.all(scope).stream()
                .sorted(Comparator.comparing((Stack stack) -> stack.created)
                        .thenComparing(stack -> stack.id)
                        .reversed())
                .toList();
    }

    private static dev.weir.api.cloudformation.Stack description(Stack stack) {
        return dev.weir.api.cloudformation.Stack.builder()
                .stackId(stack.id)
                .stackName(stack.name)
                .changeSetId(stack.changeSetId)
                .description(stack.description)
                .parameters(parameters(stack.parameters, stack))
                .creationTime(stack.created)
                .deletionTime(stack.deleted)
                .lastUpdatedTime(stack.updated)
                .rollbackConfiguration(RollbackConfiguration.builder().build())
                .stackStatus(stack.status)
                .stackStatusReason(stack.statusReason)
                .disableRollback(stack.disableRollback)
                .notificationARNs(stack.notificationArns)
                .capabilities(stack.capabilities.isEmpty() ? null : stack.capabilities)
                .outputs(
                        stack.outputs.isEmpty()
                                ? null
                                : stack.outputs.stream()
                                        .map(output -> Output.builder()
                                                .outputKey(output.key())
                                                .outputValue(output.value())
                                                .description(output.description())
                                                .exportName(output.exportName())
                                                .build())
                                        .toList())
                .roleARN(stack.roleArn)
                .tags(tags(stack.tags))
                .enableTerminationProtection(stack.terminationProtection)
                .parentId(stack.parentId)
                .rootId(stack.rootId)
                .driftInformation(StackDriftInformation.builder()
                        .stackDriftStatus(NOT_CHECKED)
                        .build())
                .build();
    }

    /** Values as callers may see them: those declared with {@code NoEcho} are masked. */
    static @Nullable List<Parameter> parameters(Map<String, String> values, Stack stack) {
        if (values.isEmpty()) {
            return null;
        }
        var declarations =
                stack.processed == null ? Map.<String, Object>of() : Preparation.declarations(stack.processed);
        return values.entrySet().stream()
                .map(entry -> Parameter.builder()
                        .parameterKey(entry.getKey())
                        .parameterValue(
                                declarations.get(entry.getKey())
                                                        instanceof
                                                        dev.weir.deploy.cloudformation.engine.ParameterDeclaration
                                                                declaration
                                                && declaration.noEcho()
                                        ? "****"
                                        : entry.getValue())
                        .build())
                .toList();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static StackSummary summary(Stack stack) {
        return StackSummary.builder()
                .stackId(stack.id)
                .stackName(stack.name)
                .templateDescription(stack.description)
                .creationTime(stack.created)
                .lastUpdatedTime(stack.updated)
                .deletionTime(stack.deleted)
                .stackStatus(stack.status)
                .stackStatusReason(stack.statusReason)
                .parentId(stack.parentId)
                .rootId(stack.rootId)
                .driftInformation(StackDriftInformationSummary.builder()
                        .stackDriftStatus(NOT_CHECKED)
                        .build())
                .build();
    }

    private static StackEvent event(Stacks.NumberedEvent numbered) {
        var event = numbered.event();
        return StackEvent.builder()
                .stackId(event.stackId())
                .eventId(event.eventId())
                .stackName(event.stackName())
                .logicalResourceId(event.logicalId())
                .physicalResourceId(event.physicalId())
                .resourceType(event.type())
                .timestamp(event.at())
                .resourceStatus(event.status())
                .resourceStatusReason(event.reason())
                .resourceProperties(event.properties())
                .clientRequestToken(event.clientRequestToken())
                .build();
    }
}
