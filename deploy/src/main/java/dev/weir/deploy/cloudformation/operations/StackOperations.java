package dev.weir.deploy.cloudformation.operations;

import dev.weir.api.cloudformation.AlreadyExistsException;
import dev.weir.api.cloudformation.CreateStackInput;
import dev.weir.api.cloudformation.CreateStackOutput;
import dev.weir.api.cloudformation.DeleteStackInput;
import dev.weir.api.cloudformation.DeleteStackResponse;
import dev.weir.api.cloudformation.Parameter;
import dev.weir.api.cloudformation.RollbackConfiguration;
import dev.weir.api.cloudformation.RollbackTrigger;
import dev.weir.api.cloudformation.Tag;
import dev.weir.api.cloudformation.UpdateStackInput;
import dev.weir.api.cloudformation.UpdateStackOutput;
import dev.weir.api.cloudformation.UpdateTerminationProtectionInput;
import dev.weir.api.cloudformation.UpdateTerminationProtectionOutput;
import dev.weir.deploy.cloudformation.engine.ChangePreview;
import dev.weir.deploy.cloudformation.engine.Preparation;
import dev.weir.deploy.cloudformation.engine.Preparation.Given;
import dev.weir.deploy.cloudformation.engine.Preparation.Prepared;
import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.deploy.cloudformation.operations.StackLauncher.Wish;
import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.kernel.Scope;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CreateStack, UpdateStack, DeleteStack and UpdateTerminationProtection. */
public final class StackOperations {
    private final Stacks stacks;
    private final StackLauncher launcher;
    private final Preparation preparation;
    private final TemplateSource templates;
    private final ChangePreview preview;

    public StackOperations(
            Stacks stacks,
            StackLauncher launcher,
            Preparation preparation,
            TemplateSource templates,
            ChangePreview preview) {
        this.stacks = stacks;
        this.launcher = launcher;
        this.preparation = preparation;
        this.templates = templates;
        this.preview = preview;
    }

    public CreateStackOutput create(Call call, CreateStackInput input) {
        refuse("StackPolicyBody", input.stackPolicyBody());
        refuse("StackPolicyURL", input.stackPolicyURL());
        refuse("TimeoutInMinutes", input.timeoutInMinutes());
        refuse("ResourceTypes", input.resourceTypes());
        refuseTriggers(input.rollbackConfiguration());
        refuseRetention(input.retainExceptOnCreate());
        String name = input.stackName() == null ? "" : input.stackName();
        if (input.onFailure() != null && input.disableRollback() != null) {
            throw new StackValidationException("Only one of DisableRollback or OnFailure can be specified");
        }
        String text = templates.text(call.scope(), input.templateBody(), input.templateURL());
        List<String> capabilities = list(input.capabilities());
        Prepared prepared = preparation.prepare(text, given(input.parameters()), Map.of(), call.scope());
        Preparation.checkCapabilities(Preparation.read(text), prepared.processed(), capabilities, true);
        Stack stack = launcher.draft(call.scope(), name, "CREATE_IN_PROGRESS");
        stack.terminationProtection = Boolean.TRUE.equals(input.enableTerminationProtection());
        stack.clientRequestToken = input.clientRequestToken();
        if (!stacks.claim(call.scope(), stack)) {
            throw new AlreadyExistsException("Stack [" + name + "] already exists");
        }
        boolean keep = Boolean.TRUE.equals(input.disableRollback()) || "DO_NOTHING".equals(input.onFailure());
        Wish wish = new Wish(
                text,
                prepared,
                tags(input.tags()),
                capabilities,
                list(input.notificationARNs()),
                input.roleARN(),
                keep);
        launcher.create(call, stack, wish, "DELETE".equals(input.onFailure()));
        return CreateStackOutput.builder().stackId(stack.id).build();
    }

    public UpdateStackOutput update(Call call, UpdateStackInput input) {
        refuse("StackPolicyBody", input.stackPolicyBody());
        refuse("StackPolicyURL", input.stackPolicyURL());
        refuse("StackPolicyDuringUpdateBody", input.stackPolicyDuringUpdateBody());
        refuse("StackPolicyDuringUpdateURL", input.stackPolicyDuringUpdateURL());
        refuse("ResourceTypes", input.resourceTypes());
        refuseTriggers(input.rollbackConfiguration());
        refuseRetention(input.retainExceptOnCreate());
        Scope scope = call.scope();
        Stack known = living(scope, input.stackName());
        ready(known);
        String text = Boolean.TRUE.equals(input.usePreviousTemplate())
                ? known.template
                : templates.text(scope, input.templateBody(), input.templateURL());
        List<String> capabilities = list(input.capabilities());
        Prepared prepared = preparation.prepare(text, given(input.parameters()), known.parameters, scope);
        Preparation.checkCapabilities(Preparation.read(text), prepared.processed(), capabilities, true);
        Wish wish = new Wish(
                text,
                prepared,
                input.tags() == null ? known.tags : tags(input.tags()),
                capabilities,
                input.notificationARNs() == null ? known.notificationArns : list(input.notificationARNs()),
                input.roleARN() == null ? known.roleArn : input.roleARN(),
                Boolean.TRUE.equals(input.disableRollback()));
        if (unchanged(scope, known, wish)) {
            throw new StackValidationException("No updates are to be performed.");
        }
        Stack stack = stacks.take(scope, known.id, StackOperations::ready, "UPDATE_IN_PROGRESS");
        stack.clientRequestToken = input.clientRequestToken();
        launcher.update(call, stack, wish);
        return UpdateStackOutput.builder().stackId(stack.id).build();
    }

    /** Whether the stack would be the same afterwards. */
    boolean unchanged(Scope scope, Stack stack, Wish wish) {
        Map<String, String> parameters = stack.parameters;
        stack.parameters = wish.prepared().parameters();
        boolean same = preview.changes(stack, wish.prepared().template(), name -> stacks.export(scope, name)
                                .map(Stacks.Export::value)
                                .orElse(null))
                        .isEmpty()
                && stack.processed != null
                && stack.processed
                        .path("Outputs")
                        .equals(wish.prepared().processed().path("Outputs"))
                && parameters.equals(stack.parameters)
                && stack.tags.equals(wish.tags());
        stack.parameters = parameters;
        return same;
    }

    public DeleteStackResponse delete(Call call, DeleteStackInput input) {
        Scope scope = call.scope();
        String name = input.stackName() == null ? "" : input.stackName();
        Stack known = stacks.find(scope, name).orElse(null);
        if (known == null || known.deleted != null) {
            return DeleteStackResponse.builder().build();
        }
        if (known.terminationProtection) {
            throw new StackValidationException(
                    "Stack [" + known.name + "] cannot be deleted while TerminationProtection is enabled");
        }
        Set<String> retain = new HashSet<>(list(input.retainResources()));
        if (!retain.isEmpty() && !known.status.equals("DELETE_FAILED")) {
            throw new StackValidationException(
                    "Invalid operation on stack [" + known.id
                            + "]. When you specify logical IDs for resources to retain, the stack must be in the DELETE_FAILED state.");
        }
        checkImports(scope, known);
        Stack stack = stacks.take(
                scope,
                known.id,
                now -> {
                    if (now.inProgress()) {
                        throw busy(now);
                    }
                },
                "DELETE_IN_PROGRESS");
        stack.clientRequestToken = input.clientRequestToken();
        launcher.delete(call, stack, retain);
        return DeleteStackResponse.builder().build();
    }

    private void checkImports(Scope scope, Stack stack) {
        for (Stacks.Export export : stacks.exportsOf(scope, stack.id)) {
            stacks.importer(scope, export.name()).ifPresent(user -> {
                throw new StackValidationException(
                        "Cannot delete export " + export.name() + " as it is in use by " + user + ".");
            });
        }
    }

    public UpdateTerminationProtectionOutput protect(Call call, UpdateTerminationProtectionInput input) {
        Stack stack = living(call.scope(), input.stackName());
        stack.terminationProtection = Boolean.TRUE.equals(input.enableTerminationProtection());
        stacks.save(call.scope(), stack);
        return UpdateTerminationProtectionOutput.builder().stackId(stack.id).build();
    }

    Stack living(Scope scope, @Nullable String nameOrId) {
        String name = nameOrId == null ? "" : nameOrId;
        return stacks.find(scope, name)
                .filter(stack -> stack.deleted == null)
                .orElseThrow(() -> new StackValidationException("Stack [" + name + "] does not exist"));
    }

    /** @throws StackValidationException where the stack cannot be updated as it is */
    static void ready(Stack stack) {
        boolean dead = stack.status.equals("ROLLBACK_COMPLETE")
                || stack.status.equals("ROLLBACK_FAILED")
                || stack.status.equals("DELETE_FAILED")
                || stack.status.equals("REVIEW_IN_PROGRESS");
        if (dead || stack.inProgress()) {
            throw busy(stack);
        }
    }

    /** Alarms that are to end an operation: there are none here. */
    static void refuseTriggers(@Nullable RollbackConfiguration configuration) {
        if (configuration != null) {
            List<RollbackTrigger> triggers = configuration.rollbackTriggers();
            refuse("RollbackTriggers", triggers == null || triggers.isEmpty() ? null : triggers);
            Integer minutes = configuration.monitoringTimeInMinutes();
            refuse("MonitoringTimeInMinutes", minutes == null || minutes == 0 ? null : minutes);
        }
    }

    static void refuseRetention(@Nullable Boolean retainExceptOnCreate) {
        refuse("RetainExceptOnCreate", Boolean.TRUE.equals(retainExceptOnCreate) ? true : null);
    }

    static StackValidationException busy(Stack stack) {
        return new StackValidationException(
                "Stack:" + stack.id + " is in " + stack.status + " state and can not be updated.");
    }

    static List<Given> given(@Nullable List<Parameter> parameters) {
        List<Given> given = new ArrayList<>();
        for (Parameter parameter : parameters == null ? List.<Parameter>of() : parameters) {
            boolean previous = Boolean.TRUE.equals(parameter.usePreviousValue());
            String key = parameter.parameterKey() == null ? "" : parameter.parameterKey();
            String value = parameter.parameterValue() == null ? "" : parameter.parameterValue();
            given.add(new Given(key, previous ? null : value));
        }
        return given;
    }

    static Map<String, String> tags(@Nullable List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Tag tag : tags == null ? List.<Tag>of() : tags) {
            map.put(tag.key() == null ? "" : tag.key(), tag.value() == null ? "" : tag.value());
        }
        return map;
    }

    static List<String> list(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    static void refuse(String parameter, @Nullable Object value) {
        if (value != null) {
            throw new StackValidationException("weir does not support the parameter " + parameter);
        }
    }
}
