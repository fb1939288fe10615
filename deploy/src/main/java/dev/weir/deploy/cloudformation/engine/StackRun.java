package dev.weir.deploy.cloudformation.engine;

import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stack.Former;
import dev.weir.deploy.cloudformation.state.Stack.StackResource;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private String failure = "";

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
            stack.imports.clear();
            for (StackTemplate.Resource declared : ordered(template, environment(template))) {
                StackResource resource = resources.declare(declared);
                stack.resources.put(resource.logicalId, resource);
                resources.create(resource, declared, environment(template), "CREATE", null);
            }
            publish(template);
        } catch (ResourceFailure failure) {
            stack.outputs = new ArrayList<>();
            String reason = failed(failure, "create");
            if (stack.disableRollback) {
                log.stack("CREATE_FAILED", reason);
                return;
            }
            log.stack("ROLLBACK_IN_PROGRESS", reason + " Rollback requested by user.");
            undoCreation();
            return;
        }
        log.stack("CREATE_COMPLETE", null);
    }

    private String failed(ResourceFailure cause, String verb) {
        failure = cause.summary(verb);
        return failure;
    }

    /** Why the operation did not come to what was asked for; empty where it did. */
    public String failure() {
        return failure;
    }

    private void undoCreation() {
        List<String> left = removeAll(true);
        importNothing();
        log.stack(left.isEmpty() ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED", deleteSummary(left));
    }

    private void importNothing() {
        Set<String> imported = stack.imports;
        stack.imports = new TreeSet<>();
        stacks.imports(call.scope(), stack, imported);
    }

    /** Makes the stack what the template says; {@link Stack#former} says what it was. */
    public void update(StackTemplate template) {
        Former former = Objects.requireNonNull(stack.former, "what the stack was");
        Map<String, StackResource> before = former.resources();
        List<StackResource> cleanup = new ArrayList<>();
        Map<String, StackResource> after = new LinkedHashMap<>();
        try {
            stack.imports = new TreeSet<>();
            for (StackTemplate.Resource declared : ordered(template, environment(template))) {
                StackResource old = before.get(declared.logicalId());
                StackResource now = change(template, declared, old, cleanup);
                after.put(declared.logicalId(), now);
            }
            for (StackResource old : before.values()) {
                if (!after.containsKey(old.logicalId)) {
                    cleanup.add(old.leaving(old.deletionPolicy));
                }
            }
            publish(template);
        } catch (ResourceFailure failure) {
            rollBack(former, failed(failure, "update"));
            return;
        }
        stack.resources = after;
        stack.cleanup = new ArrayList<>(cleanup.reversed());
        stacks.imports(call.scope(), stack, former.imports());
        stack.former = null;
        log.stack("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", null);
        cleanUp("UPDATE_COMPLETE");
    }

    private void cleanUp(String status) {
        while (!stack.cleanup.isEmpty()) {
            StackResource old = stack.cleanup.removeFirst();
            resources.delete(old, old.deletionPolicy, false);
        }
        log.stack(status, null);
    }

    private StackResource change(
            StackTemplate template,
            StackTemplate.Resource declared,
            @Nullable StackResource old,
            List<StackResource> cleanup) {
        Environment environment = environment(template);
        if (old == null || old.physicalId == null) {
            StackResource added = resources.declare(declared);
            stand(added);
            resources.create(added, declared, environment, "CREATE", null);
            return added;
        }
        StackResource now = old.copy();
        now.deletionPolicy = declared.deletionPolicy();
        now.updateReplacePolicy = declared.updateReplacePolicy();
        now.needs = resources.needs(declared);
        ObjectNode wanted = resources.resolve(now, declared, environment);
        stand(now);
        if (declared.type().equals(old.type) && wanted.equals(old.properties)) {
            return now;
        }
        if (!declared.type().equals(old.type) || resources.replaces(old, wanted)) {
            now.type = declared.type();
            resources.replace(now, declared, environment);
        } else {
            resources.update(now, wanted, old);
        }
        if (!old.physicalId.equals(now.physicalId)) {
            cleanup.add(old.leaving(old.updateReplacePolicy));
        }
        return now;
    }

    /** Puts a resource last, so that the order is the one in which this operation came to them. */
    private void stand(StackResource resource) {
        stack.resources.remove(resource.logicalId);
        stack.resources.put(resource.logicalId, resource);
    }

    private void rollBack(Former former, String reason) {
        if (stack.disableRollback) {
            stack.imports.addAll(former.imports());
            stack.outputs = former.outputs();
            stack.former = null;
            log.stack("UPDATE_FAILED", reason);
            return;
        }
        log.stack("UPDATE_ROLLBACK_IN_PROGRESS", reason);
        goBack(former);
    }

    /** Takes back what an update has done so far: what differs between the stack as it was and as it is. */
    private void goBack(Former former) {
        boolean whole = true;
        List<StackResource> made = new ArrayList<>();
        for (StackResource now : new ArrayList<>(stack.resources.values()).reversed()) {
            StackResource old = former.resources().get(now.logicalId);
            if (old == null || !Objects.equals(now.physicalId, old.physicalId)) {
                made.add(now.leaving("Delete"));
            } else if (now.status.equals("UPDATE_IN_PROGRESS") || !Objects.equals(now.properties, old.properties)) {
                whole &= resources.revert(now, old);
            }
        }
        Set<String> imported = stack.imports;
        stack.goBack(former);
        stacks.imports(call.scope(), stack, imported);
        if (!whole) {
            log.stack("UPDATE_ROLLBACK_FAILED", "A resource could not be brought back to what it was");
            return;
        }
        stack.cleanup = made;
        stack.former = null;
        log.stack("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", null);
        cleanUp("UPDATE_ROLLBACK_COMPLETE");
    }

    /** Goes on with what a stop of weir has interrupted: to the end where that is safe, back where it is not. */
    public void resume() {
        String stopped = "weir was stopped while the operation was under way.";
        switch (stack.status) {
            case "CREATE_IN_PROGRESS" -> {
                interrupted();
                if (stack.disableRollback) {
                    log.stack("CREATE_FAILED", stopped);
                } else {
                    log.stack("ROLLBACK_IN_PROGRESS", stopped);
                    undoCreation();
                }
            }
            case "ROLLBACK_IN_PROGRESS" -> undoCreation();
            case "DELETE_IN_PROGRESS" -> delete(Set.of());
            case "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" -> cleanUp("UPDATE_COMPLETE");
            case "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" -> cleanUp("UPDATE_ROLLBACK_COMPLETE");
            case "UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS" -> {
                Former former = stack.former;
                if (former == null) {
                    log.stack("UPDATE_FAILED", stopped + " Nothing had been changed.");
                } else if (stack.status.equals("UPDATE_IN_PROGRESS")) {
                    interrupted();
                    rollBack(former, stopped);
                } else {
                    goBack(former);
                }
            }
            default -> log.stack(stack.status.substring(0, stack.status.indexOf('_')) + "_FAILED", stopped);
        }
    }

    /** Says of which resources nobody knows whether they were made. */
    private void interrupted() {
        for (StackResource resource : stack.resources.values()) {
            if (resource.physicalId == null && resource.status.endsWith("_IN_PROGRESS")) {
                log.resource(
                        resource,
                        resource.status.replace("_IN_PROGRESS", "_FAILED"),
                        "weir was stopped while it was being made; what there is of it has to be removed by hand");
            }
        }
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
        Optional<Stacks.Export> unused = stacks.exports(call.scope(), stack, List.of());
        importNothing();
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
        if (stack.imports.add(name)) {
            stacks.imports(call.scope(), stack, Set.of());
        }
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
                }
            } catch (StackValidationException e) {
                throw new ResourceFailure("[Error] /Outputs/" + output.name() + "/Value: " + e.getMessage());
            }
        }
        keepWhatIsImported(exports);
        stacks.exports(call.scope(), stack, exports).ifPresent(taken -> {
            throw new ResourceFailure("Export with name " + taken.name() + " is already exported by stack "
                    + Arn.parse(taken.stackId()).resource().split("/")[1]
                    + ".");
        });
        stack.outputs = outputs;
    }

    /** Source: CloudFormation User Guide, "Get exported outputs from a deployed CloudFormation stack". */
    private void keepWhatIsImported(List<Stacks.Export> exports) {
        for (Stacks.Export before : stacks.exportsOf(call.scope(), stack.id)) {
            Stacks.Export now = exports.stream()
                    .filter(export -> export.name().equals(before.name()))
                    .findAny()
                    .orElse(null);
            if (!before.equals(now)) {
                stacks.importer(call.scope(), before.name()).ifPresent(user -> {
                    throw new ResourceFailure("Export " + before.name() + " cannot be "
                            + (now == null ? "deleted" : "updated") + " as it is in use by " + user);
                });
            }
        }
    }
}
