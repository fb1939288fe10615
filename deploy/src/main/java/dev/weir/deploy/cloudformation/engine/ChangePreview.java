package dev.weir.deploy.cloudformation.engine;

import dev.weir.deploy.cloudformation.state.ChangeSet.Change;
import dev.weir.deploy.cloudformation.state.ChangeSet.Detail;
import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stack.StackResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an update would change, without changing it. */
public final class ChangePreview {
    private final ResourceTypes types;

    public ChangePreview(ResourceTypes types) {
        this.types = types;
    }

    /**
     * @param stack with the parameters it would have; its resources are those that stand now
     * @param exports the value of an export, or null
     */
    public List<Change> changes(Stack stack, StackTemplate template, Function<String, @Nullable String> exports) {
        Map<String, StackResource> standing = new LinkedHashMap<>(stack.resources);
        StackEnvironment environment = new StackEnvironment(template, stack, standing, exports, true);
        Evaluator evaluator = new Evaluator(environment);
        List<Change> changes = new ArrayList<>();
        Set<String> wanted = new TreeSet<>();
        for (String logicalId : Dependencies.order(template.dependencies())) {
            StackTemplate.Resource declared =
                    Objects.requireNonNull(template.resources().get(logicalId));
            if (declared.condition() != null && !environment.condition(declared.condition())) {
                continue;
            }
            wanted.add(logicalId);
            JsonNode resolved = evaluator.resolve(declared.properties());
            ObjectNode after = resolved instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
            StackResource old = stack.resources.get(logicalId);
            if (old == null || old.physicalId == null) {
                changes.add(
                        new Change("Add", logicalId, null, declared.type(), null, List.of(), null, after.toString()));
            } else {
                Change change = modification(declared, old, after);
                if (change != null) {
                    changes.add(change);
                    if ("True".equals(change.replacement())) {
                        standing.remove(logicalId);
                    }
                }
            }
        }
        for (StackResource old : stack.resources.values()) {
            if (!wanted.contains(old.logicalId) && old.physicalId != null) {
                changes.add(new Change(
                        "Remove",
                        old.logicalId,
                        old.physicalId,
                        old.type,
                        null,
                        List.of(),
                        text(old.properties),
                        null));
            }
        }
        return changes;
    }

    private @Nullable Change modification(StackTemplate.Resource declared, StackResource old, ObjectNode after) {
        ObjectNode before = old.properties == null ? JsonNodeFactory.instance.objectNode() : old.properties;
        boolean retyped = !declared.type().equals(old.type);
        if (!retyped && before.equals(after)) {
            return null;
        }
        Set<String> replacing =
                types.find(old.type).map(type -> type.replacing()).orElse(Set.of());
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        List<Detail> details = new ArrayList<>();
        boolean replace = retyped;
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                boolean always = replacing.contains(name);
                replace |= always;
                details.add(
                        new Detail(name, always ? "Always" : "Never", text(before.get(name)), text(after.get(name))));
            }
        }
        return new Change(
                "Modify",
                old.logicalId,
                old.physicalId,
                declared.type(),
                replace ? "True" : "False",
                details,
                before.toString(),
                after.toString());
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.isString() ? node.asString() : node.toString();
    }
}
