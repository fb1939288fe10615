package dev.weir.deploy.cloudformation.resources;

import dev.weir.deploy.cloudformation.engine.Preparation;
import dev.weir.deploy.cloudformation.engine.Preparation.Given;
import dev.weir.deploy.cloudformation.engine.Preparation.Prepared;
import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.deploy.cloudformation.operations.StackLauncher;
import dev.weir.deploy.cloudformation.operations.StackLauncher.Wish;
import dev.weir.deploy.cloudformation.operations.TemplateSource;
import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::CloudFormation::Stack}: a stack within a stack. */
public final class NestedStack implements ResourceType {
    private final Stacks stacks;
    private final StackLauncher launcher;
    private final Preparation preparation;
    private final TemplateSource templates;

    public NestedStack(Stacks stacks, StackLauncher launcher, Preparation preparation, TemplateSource templates) {
        this.stacks = stacks;
        this.launcher = launcher;
        this.preparation = preparation;
        this.templates = templates;
    }

    @Override
    public String name() {
        return "AWS::CloudFormation::Stack";
    }

    @Override
    public Set<String> replacing() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Scope scope = request.call().scope();
        Stack stack = launcher.draft(scope, request.generatedName(128), "CREATE_IN_PROGRESS");
        stack.parentId = request.stackId();
        stack.rootId = stacks.find(scope, request.stackId())
                .map(parent -> parent.rootId == null ? parent.id : parent.rootId)
                .orElse(request.stackId());
        Wish wish = wish(request, Map.of());
        if (!stacks.claim(scope, stack)) {
            throw new StackValidationException("Stack [" + stack.name + "] already exists");
        }
        String failure = launcher.createNow(request.call(), stack, wish);
        if (!failure.isEmpty()) {
            launcher.deleteNow(request.call(), stack);
            throw failed(stack, failure);
        }
        return provisioned(stack);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Scope scope = request.call().scope();
        Stack known = stacks.find(scope, physicalId)
                .orElseThrow(() -> new StackValidationException("Stack [" + physicalId + "] does not exist"));
        Wish wish = wish(request, known.parameters);
        Stack stack = stacks.take(
                scope,
                physicalId,
                now -> {
                    if (now.inProgress()) {
                        throw new StackValidationException(
                                "Stack:" + now.id + " is in " + now.status + " state and can not be updated.");
                    }
                },
                "UPDATE_IN_PROGRESS");
        String failure = launcher.updateNow(request.call(), stack, wish);
        if (!failure.isEmpty()) {
            throw failed(stack, failure);
        }
        return provisioned(stack);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        stacks.find(request.call().scope(), physicalId)
                .filter(stack -> stack.deleted == null)
                .ifPresent(stack -> {
                    launcher.deleteNow(request.call(), stack);
                    if (stack.deleted == null) {
                        throw failed(stack, stack.statusReason == null ? stack.status : stack.statusReason);
                    }
                });
    }

    private Wish wish(ResourceRequest request, Map<String, String> previous) {
        Properties properties = request.properties();
        String text = templates.fetch(request.call().scope(), properties.requiredText("TemplateURL"));
        List<Given> parameters = new ArrayList<>();
        Properties given = properties.object("Parameters");
        if (given != null) {
            for (String name : given.names()) {
                JsonNode value = given.json(name);
                parameters.add(
                        new Given(name, value == null ? "" : value.isArray() ? joined(value) : value.asString()));
            }
        }
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        tags.keySet().removeIf(name -> name.startsWith("aws:"));
        properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
        List<String> notifications = properties.texts("NotificationARNs");
        properties.done();
        Prepared prepared =
                preparation.prepare(text, parameters, previous, request.call().scope());
        return new Wish(text, prepared, tags, List.of(), notifications, null, false);
    }

    private static String joined(JsonNode list) {
        return String.join(",", list.values().stream().map(JsonNode::asString).toList());
    }

    private static Provisioned provisioned(Stack stack) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        stack.outputs.forEach(output -> attributes.put("Outputs." + output.key(), StringNode.valueOf(output.value())));
        return new Provisioned(stack.id, attributes);
    }

    private static StackValidationException failed(Stack stack, String reason) {
        return new StackValidationException(
                "Embedded stack " + stack.id + " was not successfully completed: " + reason);
    }
}
