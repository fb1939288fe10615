package dev.weir.deploy.cloudformation.engine;

import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stack.StackResource;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.kernel.Kernel;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation on one stack: creates, updates or deletes its resources in the order of their dependencies, and goes
 * back where one fails. Source: CloudFormation User Guide, "Stack status codes" and "Stack failure options".
 */
public final class StackRun {
    private static final String USER_INITIATED = "User Initiated";

    private final Kernel kernel;
    private final Stacks stacks;
    private final Stack stack;
    private final Call call;
    private final StackLog log;
    private final ResourceRun resources;

    /** @param call on whose behalf; its cause is the operation's hop */
    public StackRun(Kernel kernel, Stacks stacks, ResourceTypes types, Stack stack, Call call) {
        this.kernel = kernel;
        this.stacks = stacks;
        this.stack = stack;
        this.call = call;
        this.log = new StackLog(kernel, stacks, stack, call);
        this.resources = new ResourceRun(kernel, types, stack, call, log);
    }

    /** Creates what the template declares; afterwards the stack is complete, rolled back or failed. */
    public void create(StackTemplate template) {
        try {
            for (StackTemplate.Resource declared : ordered(template, environment(template))) {
                StackResource resource = resources.declare(declared);
                stack.resources.put(resource.logicalId, resource);
                resources.create(resource, declared, environment(template), "CREATE", null);
            }
            publish(template);
        } catch (ResourceFailure failure) {
            stack.outputs = new ArrayList<>();
            String reason = failure.summary("create");
            if (stack.disableRollback) {
                log.stack("CREATE_FAILED", reason);
                return;
            }
            log.stack("ROLLBACK_IN_PROGRESS", reason + " Rollback requested by user.");
            List<String> left = removeAll(true);
            log.stack(left.isEmpty() ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED", deleteSummary(left));
            return;
        }
        log.stack("CREATE_COMPLETE", null);
    }

    /** Makes the stack what the template says, with the stack's parameters as they are now. */
    public void update(
            StackTemplate template, Map<String, String> previousParameters, @Nullable ObjectNode previousProcessed) {
        Map<String, StackResource> before = new LinkedHashMap<>(stack.resources);
        List<Undo> done = new ArrayList<>();
        List<StackResource> cleanup = new ArrayList<>();
        List<Stack.StackOutput> outputsBefore = stack.outputs;
        Map<String, StackResource> after = new LinkedHashMap<>();
        try {
            List<StackTemplate.Resource> order = ordered(template, environment(template));
            for (StackTemplate.Resource declared : order) {
                StackResource old = before.get(declared.logicalId());
                StackResource now = change(template, declared, old, done, cleanup);
                after.put(declared.logicalId(), now);
            }
            for (StackResource old : before.values()) {
                if (!after.containsKey(old.logicalId)) {
                    cleanup.add(old);
                }
            }
            stack.resources = after;
            publish(template);
        } catch (ResourceFailure failure) {
            stack.outputs = outputsBefore;
            rollBack(failure, before, done, previousParameters, previousProcessed);
            return;
        }
        log.stack("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", null);
        for (StackResource old : cleanup.reversed()) {
            String policy = after.containsKey(old.logicalId) ? old.updateReplacePolicy : old.deletionPolicy;
            resources.delete(old, policy, false);
        }
        log.stack("UPDATE_COMPLETE", null);
    }

    /** How to take back one change of an update. */
    private record Undo(StackResource now, @Nullable StackResource old, boolean replaced) {}

    private StackResource change(
            StackTemplate template,
            StackTemplate.Resource declared,
            @Nullable StackResource old,
            List<Undo> done,
            List<StackResource> cleanup) {
        Environment environment = environment(template);
        if (old == null || old.physicalId == null) {
            StackResource added = resources.declare(declared);
            stack.resources.put(added.logicalId, added);
            done.add(new Undo(added, null, false));
            resources.create(added, declared, environment, "CREATE", null);
            return added;
        }
        StackResource now = old.copy();
        now.deletionPolicy = declared.deletionPolicy();
        now.updateReplacePolicy = declared.updateReplacePolicy();
        now.needs = resources.needs(declared);
        ObjectNode wanted = resources.resolve(now, declared, environment);
        if (declared.type().equals(old.type) && wanted.equals(old.properties)) {
            stack.resources.put(now.logicalId, now);
            return now;
        }
        boolean replace = !declared.type().equals(old.type) || resources.replaces(old, wanted);
        stack.resources.put(now.logicalId, now);
        done.add(new Undo(now, old, replace));
        if (replace) {
            now.type = declared.type();
            resources.replace(now, declared, environment);
            cleanup.add(old);
        } else {
            resources.update(now, wanted, old);
        }
        return now;
    }

    private void rollBack(
            ResourceFailure failure,
            Map<String, StackResource> before,
            List<Undo> done,
            Map<String, String> previousParameters,
            @Nullable ObjectNode previousProcessed) {
        if (stack.disableRollback) {
            log.stack("UPDATE_FAILED", failure.summary("update"));
            return;
        }
        log.stack("UPDATE_ROLLBACK_IN_PROGRESS", failure.summary("update"));
        boolean whole = true;
        List<StackResource> made = new ArrayList<>();
        for (Undo undo : done.reversed()) {
            StackResource old = undo.old();
            if (old == null || undo.replaced()) {
                made.add(undo.now());
            }
            if (old != null && !undo.replaced()) {
                whole &= resources.revert(undo.now(), old);
            }
        }
        stack.resources = before;
        stack.parameters = previousParameters;
        stack.processed = previousProcessed;
        if (!whole) {
            log.stack("UPDATE_ROLLBACK_FAILED", "A resource could not be brought back to what it was");
            return;
        }
        log.stack("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", null);
        for (StackResource resource : made) {
            resources.delete(resource, "Delete", false);
        }
        log.stack("UPDATE_ROLLBACK_COMPLETE", null);
    }

    /** Deletes all resources, but those to be retained. */
    public void delete(Set<String> retain) {
        for (String logicalId : retain) {
            StackResource resource = stack.resources.get(logicalId);
            if (resource != null) {
                resource.deletionPolicy = "Retain";
            }
        }
        List<String> left = removeAll(false);
        if (!left.isEmpty()) {
            log.stack("DELETE_FAILED", deleteSummary(left));
            return;
        }
        stacks.exports(call.scope(), stack, List.of());
        stack.deleted = kernel.clock().now();
        log.stack("DELETE_COMPLETE", null);
    }

    /** Says that the operation has begun. */
    public void begin(String status) {
        log.stack(status, USER_INITIATED);
    }

    /** Says that the operation cannot go on. */
    public void fail(String status, String reason) {
        log.stack(status, reason);
    }

    private static @Nullable String deleteSummary(List<String> left) {
        return left.isEmpty()
                ? null
                : "The following resource(s) failed to delete: [" + String.join(", ", left) + "]. ";
    }

    private List<String> removeAll(boolean rollback) {
        List<String> left = new ArrayList<>();
        for (StackResource resource : new ArrayList<>(stack.resources.values()).reversed()) {
            if (resource.status.equals("DELETE_COMPLETE") || resource.status.equals("DELETE_SKIPPED")) {
                continue;
            }
            if (!resources.delete(resource, resource.deletionPolicy, rollback)) {
                left.add(resource.logicalId);
            }
        }
        return left;
    }

    private static List<StackTemplate.Resource> ordered(StackTemplate template, Environment environment) {
        Map<String, Set<String>> dependencies = template.dependencies();
        List<StackTemplate.Resource> order = new ArrayList<>();
        for (String logicalId : Dependencies.order(dependencies)) {
            StackTemplate.Resource declared = template.resources().get(logicalId);
            if (declared != null && (declared.condition() == null || environment.condition(declared.condition()))) {
                order.add(declared);
            }
        }
        return order;
    }

    private Environment environment(StackTemplate template) {
        return new StackEnvironment(template, stack, stack.resources, this::exported, false);
    }

    private @Nullable String exported(String name) {
        stack.imports.add(name);
        return stacks.export(call.scope(), name).map(Stacks.Export::value).orElse(null);
    }

    private void publish(StackTemplate template) {
        Environment environment = environment(template);
        Evaluator evaluator = new Evaluator(environment);
        List<Stack.StackOutput> outputs = new ArrayList<>();
        List<Stacks.Export> exports = new ArrayList<>();
        for (StackTemplate.Output output : template.outputs().values()) {
            if (output.condition() != null && !environment.condition(output.condition())) {
                continue;
            }
            try {
                JsonNode value = evaluator.resolve(output.value());
                JsonNode export = output.exportName() == null ? null : evaluator.resolve(output.exportName());
                if (value == null || !value.isValueNode()) {
                    throw new StackValidationException("Template format error: Output " + output.name()
                            + " is malformed. The Value field of every Outputs member must evaluate to a String.");
                }
                outputs.add(new Stack.StackOutput(
                        output.name(),
                        value.asString(),
                        output.description(),
                        export == null ? null : export.asString()));
                if (export != null) {
                    exports.add(new Stacks.Export(export.asString(), value.asString(), stack.id));
                    exportable(export.asString());
                }
            } catch (StackValidationException e) {
                throw new ResourceFailure(
                        output.name(), "[Error] /Outputs/" + output.name() + "/Value: " + e.getMessage());
            }
        }
        stack.outputs = outputs;
        stacks.exports(call.scope(), stack, exports);
    }

    private void exportable(String name) {
        stacks.export(call.scope(), name).ifPresent(export -> {
            if (!export.stackId().equals(stack.id)) {
                throw new StackValidationException(
                        "Export with name " + name + " is already exported by stack " + export.stackId());
            }
        });
    }
}
