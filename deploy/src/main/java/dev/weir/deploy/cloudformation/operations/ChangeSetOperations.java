package dev.weir.deploy.cloudformation.operations;

import dev.weir.api.cloudformation.AlreadyExistsException;
import dev.weir.api.cloudformation.Change;
import dev.weir.api.cloudformation.ChangeSetNotFoundException;
import dev.weir.api.cloudformation.ChangeSetSummary;
import dev.weir.api.cloudformation.CreateChangeSetInput;
import dev.weir.api.cloudformation.CreateChangeSetOutput;
import dev.weir.api.cloudformation.DeleteChangeSetInput;
import dev.weir.api.cloudformation.DeleteChangeSetOutput;
import dev.weir.api.cloudformation.DescribeChangeSetInput;
import dev.weir.api.cloudformation.DescribeChangeSetOutput;
import dev.weir.api.cloudformation.ExecuteChangeSetInput;
import dev.weir.api.cloudformation.ExecuteChangeSetOutput;
import dev.weir.api.cloudformation.InvalidChangeSetStatusException;
import dev.weir.api.cloudformation.ListChangeSetsInput;
import dev.weir.api.cloudformation.ListChangeSetsOutput;
import dev.weir.api.cloudformation.Parameter;
import dev.weir.api.cloudformation.ResourceChange;
import dev.weir.api.cloudformation.ResourceChangeDetail;
import dev.weir.api.cloudformation.ResourceTargetDefinition;
import dev.weir.api.cloudformation.RollbackConfiguration;
import dev.weir.deploy.cloudformation.engine.ChangePreview;
import dev.weir.deploy.cloudformation.engine.Preparation;
import dev.weir.deploy.cloudformation.engine.Preparation.Given;
import dev.weir.deploy.cloudformation.engine.Preparation.Prepared;
import dev.weir.deploy.cloudformation.engine.StackTemplate;
import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.deploy.cloudformation.operations.StackLauncher.Wish;
import dev.weir.deploy.cloudformation.state.ChangeSet;
import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.fabric.Page;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Change sets. Source: CloudFormation User Guide, "Update CloudFormation stacks using change sets". */
public final class ChangeSetOperations {
    private static final String NO_CHANGES =
            "The submitted information didn't contain changes. Submit different information to create a change set.";

    private final Kernel kernel;
    private final Stacks stacks;
    private final StackOperations operations;
    private final StackLauncher launcher;
    private final Preparation preparation;
    private final TemplateSource templates;
    private final ChangePreview preview;

    public ChangeSetOperations(
            Kernel kernel,
            Stacks stacks,
            StackOperations operations,
            StackLauncher launcher,
            Preparation preparation,
            TemplateSource templates,
            ChangePreview preview) {
        this.kernel = kernel;
        this.stacks = stacks;
        this.operations = operations;
        this.launcher = launcher;
        this.preparation = preparation;
        this.templates = templates;
        this.preview = preview;
    }

    public CreateChangeSetOutput create(Call call, CreateChangeSetInput input) {
        StackOperations.refuse("ResourcesToImport", input.resourcesToImport());
        if (Boolean.TRUE.equals(input.importExistingResources())) {
            StackOperations.refuse("ImportExistingResources", true);
        }
        StackOperations.refuse("DeploymentMode", input.deploymentMode());
        StackOperations.refuse("ResourceTypes", input.resourceTypes());
        StackOperations.refuse(
                "OnStackFailure", "ROLLBACK".equals(input.onStackFailure()) ? null : input.onStackFailure());
        StackOperations.refuseTriggers(input.rollbackConfiguration());
        Scope scope = call.scope();
        String stackName = input.stackName() == null ? "" : input.stackName();
        String name = input.changeSetName() == null ? "" : input.changeSetName();
        String type = input.changeSetType() == null ? "UPDATE" : input.changeSetType();
        Optional<Stack> known = stacks.find(scope, stackName).filter(stack -> stack.deleted == null);
        boolean review = known.isPresent() && known.get().status.equals("REVIEW_IN_PROGRESS");
        Stack stack =
                switch (type) {
                    case "CREATE" -> {
                        if (known.isPresent() && !review) {
                            throw new StackValidationException("Stack [" + stackName
                                    + "] already exists and cannot be created again with the changeSet [" + name
                                    + "].");
                        }
                        yield known.orElseGet(() -> launcher.draft(scope, stackName, "REVIEW_IN_PROGRESS"));
                    }
                    case "UPDATE" -> {
                        Stack living = operations.living(scope, stackName);
                        StackOperations.ready(living);
                        yield living;
                    }
                    default -> throw new StackValidationException("weir does not support change sets of type " + type);
                };
        if (stacks.changeSet(scope, name, stack.id).isPresent()) {
            throw new AlreadyExistsException("ChangeSet " + name
                    + " cannot be created due to a mismatch with existing attribute: it already exists");
        }
        String text = Boolean.TRUE.equals(input.usePreviousTemplate())
                ? stack.template
                : templates.text(scope, input.templateBody(), input.templateURL());
        ObjectNode original = Preparation.read(text);
        List<String> capabilities = StackOperations.list(input.capabilities());
        List<Given> given = StackOperations.given(input.parameters());
        if (!original.has("Transform")) {
            Preparation.checkCapabilities(original, original, capabilities, false);
            StackTemplate.of(original);
        }
        if (known.isEmpty()) {
            stack.description = input.description();
            if (!stacks.claim(scope, stack)) {
                throw new AlreadyExistsException("Stack [" + stackName + "] already exists");
            }
        }
        ChangeSet changeSet = draft(input, stack, name, type, text, capabilities);
        try {
            Prepared prepared = preparation.prepare(text, given, stack.parameters, scope);
            Preparation.checkCapabilities(original, prepared.processed(), capabilities, false);
            changeSet = planned(scope, stack, changeSet, prepared);
        } catch (StackValidationException e) {
            if (known.isEmpty() && !original.has("Transform")) {
                stacks.remove(scope, stack);
                throw e;
            }
            changeSet = failed(changeSet, transformed(original, e));
        } catch (AwsException e) {
            if (known.isEmpty()) {
                stacks.remove(scope, stack);
            }
            throw e;
        }
        stacks.saveChangeSet(scope, changeSet);
        return CreateChangeSetOutput.builder()
                .id(changeSet.id())
                .stackId(stack.id)
                .build();
    }

    private static String transformed(ObjectNode original, StackValidationException e) {
        String message = e.getMessage();
        return original.has("Transform") && message.startsWith("Invalid Serverless Application")
                ? "Transform AWS::Serverless-2016-10-31 failed with: " + message
                : message;
    }

    private ChangeSet draft(
            CreateChangeSetInput input, Stack stack, String name, String type, String text, List<String> capabilities) {
        Scope scope = dev.weir.kernel.Arn.parse(stack.id).scope();
        return new ChangeSet(
                scope.arn(
                                "cloudformation",
                                "changeSet/" + name + "/" + kernel.ids().uuid())
                        .toString(),
                name,
                stack.id,
                stack.name,
                type,
                input.description(),
                text,
                null,
                Map.of(),
                input.tags() == null ? stack.tags : StackOperations.tags(input.tags()),
                capabilities,
                StackOperations.list(input.notificationARNs()),
                input.roleARN(),
                "CREATE_IN_PROGRESS",
                null,
                "UNAVAILABLE",
                List.of(),
                kernel.clock().now());
    }

    private ChangeSet planned(Scope scope, Stack stack, ChangeSet changeSet, Prepared prepared) {
        Wish wish = StackLauncher.wish(changeSet, prepared, false);
        boolean unchanged = changeSet.type().equals("UPDATE") && operations.unchanged(scope, stack, wish);
        if (unchanged) {
            return failed(
                    changeSet,
                    Preparation.read(changeSet.template()).has("Transform")
                            ? "No updates are to be performed."
                            : NO_CHANGES);
        }
        Map<String, String> before = stack.parameters;
        stack.parameters = prepared.parameters();
        List<ChangeSet.Change> changes =
                preview.changes(stack, prepared.template(), export -> stacks.export(scope, export)
                        .map(Stacks.Export::value)
                        .orElse(null));
        stack.parameters = before;
        return new ChangeSet(
                changeSet.id(),
                changeSet.name(),
                changeSet.stackId(),
                changeSet.stackName(),
                changeSet.type(),
                changeSet.description(),
                changeSet.template(),
                prepared.processed(),
                prepared.parameters(),
                changeSet.tags(),
                changeSet.capabilities(),
                changeSet.notificationArns(),
                changeSet.roleArn(),
                "CREATE_COMPLETE",
                null,
                "AVAILABLE",
                changes,
                changeSet.created());
    }

    private static ChangeSet failed(ChangeSet changeSet, String reason) {
        return new ChangeSet(
                changeSet.id(),
                changeSet.name(),
                changeSet.stackId(),
                changeSet.stackName(),
                changeSet.type(),
                changeSet.description(),
                changeSet.template(),
                changeSet.processed(),
                changeSet.parameters(),
                changeSet.tags(),
                changeSet.capabilities(),
                changeSet.notificationArns(),
                changeSet.roleArn(),
                "FAILED",
                reason,
                "UNAVAILABLE",
                List.of(),
                changeSet.created());
    }

    public DescribeChangeSetOutput describe(Call call, DescribeChangeSetInput input) {
        ChangeSet changeSet = known(call.scope(), input.changeSetName(), input.stackName());
        boolean values = Boolean.TRUE.equals(input.includePropertyValues());
        Page<ChangeSet.Change> page = Listing.page(changeSet.changes(), ChangeSet.Change::logicalId, input.nextToken());
        return DescribeChangeSetOutput.builder()
                .changeSetName(changeSet.name())
                .changeSetId(changeSet.id())
                .stackId(changeSet.stackId())
                .stackName(changeSet.stackName())
                .description(changeSet.description())
                .parameters(parameters(changeSet))
                .creationTime(changeSet.created())
                .executionStatus(changeSet.executed())
                .status(changeSet.status())
                .statusReason(changeSet.statusReason())
                .notificationARNs(changeSet.notificationArns())
                .rollbackConfiguration(RollbackConfiguration.builder().build())
                .capabilities(changeSet.capabilities())
                .tags(changeSet.tags().isEmpty() ? null : Descriptions.tags(changeSet.tags()))
                .changes(page.items().stream()
                        .map(change -> change(change, values))
                        .toList())
                .nextToken(page.token())
                .includeNestedStacks(false)
                .build();
    }

    private static @Nullable List<Parameter> parameters(ChangeSet changeSet) {
        Stack masked = new Stack();
        masked.processed = changeSet.processed();
        return Descriptions.parameters(changeSet.parameters(), masked);
    }

    private static Change change(ChangeSet.Change change, boolean values) {
        boolean modified = change.action().equals("Modify");
        List<ResourceChangeDetail> details = new ArrayList<>();
        for (ChangeSet.Detail detail : change.details()) {
            details.add(ResourceChangeDetail.builder()
                    .changeSource("DirectModification")
                    .evaluation("Static")
                    .target(ResourceTargetDefinition.builder()
                            .attribute("Properties")
                            .name(detail.property())
                            .requiresRecreation(detail.recreation())
                            .path(values ? "/Properties/" + detail.property() : null)
                            .beforeValue(values ? detail.before() : null)
                            .afterValue(values ? detail.after() : null)
                            .attributeChangeType(values ? changeType(detail) : null)
                            .build())
                    .build());
        }
        return Change.builder()
                .type("Resource")
                .resourceChange(ResourceChange.builder()
                        .action(change.action())
                        .logicalResourceId(change.logicalId())
                        .physicalResourceId(change.physicalId())
                        .resourceType(change.type())
                        .replacement(change.replacement())
                        .scope(modified ? List.of("Properties") : List.of())
                        .details(details)
                        .beforeContext(values ? context(change.before()) : null)
                        .afterContext(values ? context(change.after()) : null)
                        .build())
                .build();
    }

    private static String changeType(ChangeSet.Detail detail) {
        return detail.before() == null ? "Add" : detail.after() == null ? "Remove" : "Modify";
    }

    private static @Nullable String context(@Nullable String properties) {
        return properties == null ? null : "{\"Properties\":" + properties + "}";
    }

    public ExecuteChangeSetOutput execute(Call call, ExecuteChangeSetInput input) {
        Scope scope = call.scope();
        StackOperations.refuseRetention(input.retainExceptOnCreate());
        ChangeSet changeSet = known(scope, input.changeSetName(), input.stackName());
        if (!changeSet.executed().equals("AVAILABLE")) {
            throw new InvalidChangeSetStatusException("ChangeSet [" + changeSet.id()
                    + "] cannot be executed in its current status of [" + changeSet.status() + "]");
        }
        ObjectNode processed = changeSet.processed();
        if (processed == null) {
            throw new IllegalStateException("an available change set without a template");
        }
        Prepared prepared = new Prepared(processed, StackTemplate.of(processed), changeSet.parameters());
        Wish wish = StackLauncher.wish(changeSet, prepared, Boolean.TRUE.equals(input.disableRollback()));
        boolean creates = changeSet.type().equals("CREATE");
        Stack stack = stacks.take(
                scope,
                changeSet.stackId(),
                now -> {
                    if (creates ? !now.status.equals("REVIEW_IN_PROGRESS") : now.inProgress()) {
                        throw StackOperations.busy(now);
                    }
                },
                creates ? "CREATE_IN_PROGRESS" : "UPDATE_IN_PROGRESS");
        for (ChangeSet other : stacks.changeSets(scope, stack.id)) {
            if (!other.id().equals(changeSet.id())) {
                stacks.removeChangeSet(scope, other);
            }
        }
        stacks.saveChangeSet(scope, changeSet.withExecution("EXECUTE_COMPLETE"));
        stack.changeSetId = changeSet.id();
        stack.clientRequestToken = input.clientRequestToken();
        if (creates) {
            launcher.create(call, stack, wish, false);
        } else {
            launcher.update(call, stack, wish);
        }
        return ExecuteChangeSetOutput.builder().build();
    }

    public DeleteChangeSetOutput delete(Call call, DeleteChangeSetInput input) {
        String name = input.changeSetName() == null ? "" : input.changeSetName();
        String stackId = input.stackName() == null
                ? null
                : stacks.find(call.scope(), input.stackName())
                        .map(stack -> stack.id)
                        .orElseThrow(() -> notFound(name));
        stacks.changeSet(call.scope(), name, stackId).ifPresent(found -> stacks.removeChangeSet(call.scope(), found));
        return DeleteChangeSetOutput.builder().build();
    }

    public ListChangeSetsOutput list(Call call, ListChangeSetsInput input) {
        Stack stack = operations.living(call.scope(), input.stackName());
        Page<ChangeSet> page = Listing.page(
                stacks.changeSets(call.scope(), stack.id).stream()
                        .filter(changeSet -> !changeSet.executed().equals("EXECUTE_COMPLETE"))
                        .toList(),
                ChangeSet::id,
                input.nextToken());
        return ListChangeSetsOutput.builder()
                .summaries(page.items().stream()
                        .map(changeSet -> ChangeSetSummary.builder()
                                .stackId(changeSet.stackId())
                                .stackName(changeSet.stackName())
                                .changeSetId(changeSet.id())
                                .changeSetName(changeSet.name())
                                .executionStatus(changeSet.executed())
                                .status(changeSet.status())
                                .statusReason(changeSet.statusReason())
                                .creationTime(changeSet.created())
                                .description(changeSet.description())
                                .includeNestedStacks(false)
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    ChangeSet known(Scope scope, @Nullable String nameOrId, @Nullable String stackName) {
        String name = nameOrId == null ? "" : nameOrId;
        if (!name.startsWith("arn:") && stackName == null) {
            throw new StackValidationException(
                    "StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        String stackId = stackName == null
                ? null
                : stacks.find(scope, stackName).map(stack -> stack.id).orElseThrow(() -> notFound(name));
        return stacks.changeSet(scope, name, stackId).orElseThrow(() -> notFound(name));
    }

    private static AwsException notFound(String name) {
        return new ChangeSetNotFoundException("ChangeSet [" + name + "] does not exist");
    }
}
