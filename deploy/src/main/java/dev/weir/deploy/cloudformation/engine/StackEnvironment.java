package dev.weir.deploy.cloudformation.engine;

import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stack.StackResource;
import dev.weir.kernel.Arn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A stack's template with the stack's values: parameters, pseudo parameters, conditions, resources that stand. */
public final class StackEnvironment implements Environment {
    /** Stands for what is known only once the change is made. */
    public static final String KNOWN_AFTER_APPLY = "{{changeSet:KNOWN_AFTER_APPLY}}";

    private final StackTemplate template;
    private final Stack stack;
    private final Arn id;
    private final Map<String, StackResource> resources;
    private final Function<String, @Nullable String> exports;
    private final boolean preview;
    private final Map<String, Boolean> conditions = new HashMap<>();
    private final Set<String> evaluating = new HashSet<>();

    /**
     * @param resources those that references see
     * @param exports the value of an export, or null
     * @param preview whether a resource that does not stand yet gives {@link #KNOWN_AFTER_APPLY} rather than an error
     */
    public StackEnvironment(
            StackTemplate template,
            Stack stack,
            Map<String, StackResource> resources,
            Function<String, @Nullable String> exports,
            boolean preview) {
        this.template = template;
        this.stack = stack;
        this.id = Arn.parse(stack.id);
        this.resources = resources;
        this.exports = exports;
        this.preview = preview;
    }

    @Override
    public @Nullable JsonNode parameter(String name) {
        if (name.startsWith("AWS::")) {
            return pseudo(name);
        }
        ParameterDeclaration declaration = template.parameters().get(name);
        String value = stack.parameters.get(name);
        return declaration == null || value == null ? null : declaration.value(value);
    }

    private @Nullable JsonNode pseudo(String name) {
        return switch (name) {
            case "AWS::AccountId" -> StringNode.valueOf(id.account());
            case "AWS::Region" -> StringNode.valueOf(id.region());
            case "AWS::Partition" -> StringNode.valueOf("aws");
            case "AWS::URLSuffix" -> StringNode.valueOf("amazonaws.com");
            case "AWS::StackName" -> StringNode.valueOf(stack.name);
            case "AWS::StackId" -> StringNode.valueOf(stack.id);
            case "AWS::NotificationARNs" -> {
                ArrayNode arns = JsonNodeFactory.instance.arrayNode();
                stack.notificationArns.forEach(arns::add);
                yield arns;
            }
            default -> null;
        };
    }

    @Override
    public @Nullable JsonNode ref(String logicalId) {
        StackResource resource = resources.get(logicalId);
        if (resource != null && resource.physicalId != null) {
            return StringNode.valueOf(resource.ref);
        }
        if (!template.resources().containsKey(logicalId)) {
            return null;
        }
        return unknown(logicalId);
    }

    @Override
    public JsonNode attribute(String logicalId, String attribute) {
        StackResource resource = resources.get(logicalId);
        if (resource == null || resource.physicalId == null) {
            if (!template.resources().containsKey(logicalId)) {
                throw new StackValidationException(
                        "Template error: instance of Fn::GetAtt references undefined resource " + logicalId);
            }
            return unknown(logicalId);
        }
        JsonNode value = resource.attributes.get(attribute);
        if (value == null) {
            if (preview) {
                return StringNode.valueOf(KNOWN_AFTER_APPLY);
            }
            throw new StackValidationException(
                    "Resource type " + resource.type + " does not support attribute {" + attribute + "}.");
        }
        return value;
    }

    private JsonNode unknown(String logicalId) {
        if (preview) {
            return StringNode.valueOf(KNOWN_AFTER_APPLY);
        }
        throw new StackValidationException("Template format error: Unresolved resource dependencies [" + logicalId
                + "] in the Resources block of the template");
    }

    @Override
    public boolean condition(String name) {
        Boolean known = conditions.get(name);
        if (known != null) {
            return known;
        }
        JsonNode definition = template.conditions().get(name);
        if (definition == null) {
            throw new StackValidationException("Template format error: Condition " + name + " is not defined.");
        }
        if (!evaluating.add(name)) {
            throw new StackValidationException(
                    "Template error: Found circular condition dependency between " + evaluating);
        }
        boolean value = new Evaluator(this).condition(definition);
        evaluating.remove(name);
        conditions.put(name, value);
        return value;
    }

    @Override
    public ObjectNode mappings() {
        return template.mappings();
    }

    @Override
    public String exported(String name) {
        String value = exports.apply(name);
        if (value == null) {
            throw new StackValidationException("No export named " + name + " found. Rollback requested by user.");
        }
        return value;
    }

    @Override
    public String region() {
        return id.region();
    }
}
