package dev.weir.deploy.cloudformation.engine;

import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stack.StackResource;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates, updates and deletes one resource at a time through its {@link ResourceType}. */
final class ResourceRun {
    private static final int TOKEN_LENGTH = 12;

    private final Kernel kernel;
    private final ResourceTypes types;
    private final Stack stack;
    private final Call call;
    private final StackLog log;

    ResourceRun(Kernel kernel, ResourceTypes types, Stack stack, Call call, StackLog log) {
        this.kernel = kernel;
        this.types = types;
        this.stack = stack;
        this.call = call;
        this.log = log;
    }

    /** A resource that is still to be created. */
    StackResource declare(StackTemplate.Resource declared) {
        StackResource resource = new StackResource();
        resource.logicalId = declared.logicalId();
        resource.type = declared.type();
        resource.deletionPolicy = declared.deletionPolicy();
        resource.updateReplacePolicy = declared.updateReplacePolicy();
        resource.token = token();
        resource.needs = needs(declared);
        return resource;
    }

    List<String> needs(StackTemplate.Resource declared) {
        Set<String> needs = new TreeSet<>(declared.dependsOn());
        Functions.references(declared.properties(), needs::add);
        return new ArrayList<>(needs);
    }

    void create(
            StackResource resource,
            StackTemplate.Resource declared,
            Environment environment,
            String verb,
            @Nullable String reason) {
        log.resource(resource, verb + "_IN_PROGRESS", reason);
        attempt(resource, verb + "_FAILED", () -> {
            resource.properties = evaluate(declared, environment);
            keep(resource, type(resource.type).create(request(resource)));
            log.resource(resource, verb + "_IN_PROGRESS", "Resource creation Initiated");
        });
        log.resource(resource, verb + "_COMPLETE", null);
    }

    /** Makes a new physical resource in the place of the old one, which stays until the clean-up. */
    void replace(StackResource now, StackTemplate.Resource declared, Environment environment) {
        now.token = token();
        now.physicalId = null;
        now.attributes = new LinkedHashMap<>();
        create(
                now,
                declared,
                environment,
                "UPDATE",
                "Requested update requires the creation of a new physical resource; hence creating one.");
    }

    void update(StackResource now, ObjectNode wanted, StackResource old) {
        log.resource(now, "UPDATE_IN_PROGRESS", null);
        attempt(now, "UPDATE_FAILED", () -> {
            now.properties = wanted;
            keep(now, type(now.type).update(request(now), physicalId(now), properties(old.properties)));
        });
        log.resource(now, "UPDATE_COMPLETE", null);
    }

    /** Brings a resource back to what it was; says whether that worked. */
    boolean revert(StackResource now, StackResource old) {
        log.resource(now, "UPDATE_IN_PROGRESS", null);
        try {
            attempt(now, "UPDATE_FAILED", () -> {
                ObjectNode tried = now.properties;
                now.properties = old.properties;
                keep(now, type(now.type).update(request(now), physicalId(now), properties(tried)));
            });
        } catch (ResourceFailure failure) {
            return false;
        }
        log.resource(now, "UPDATE_COMPLETE", null);
        return true;
    }

    /** Deletes a resource as its policy says; says whether it is off the stack. */
    boolean delete(StackResource resource, String policy, boolean rollback) {
        if (resource.physicalId == null) {
            return true;
        }
        boolean retain = policy.equals("Retain") || policy.equals("RetainExceptOnCreate") && !rollback;
        if (retain) {
            log.resource(resource, "DELETE_SKIPPED", null);
            return true;
        }
        log.resource(resource, "DELETE_IN_PROGRESS", null);
        try {
            attempt(resource, "DELETE_FAILED", () -> {
                if (policy.equals("Snapshot")) {
                    throw new StackValidationException(
                            "weir does not take snapshots on deletion (DeletionPolicy Snapshot)");
                }
                type(resource.type).delete(request(resource), physicalId(resource));
            });
        } catch (ResourceFailure failure) {
            return false;
        }
        log.resource(resource, "DELETE_COMPLETE", null);
        return true;
    }

    /** The declared properties with all functions resolved. */
    ObjectNode resolve(StackResource resource, StackTemplate.Resource declared, Environment environment) {
        ObjectNode[] resolved = new ObjectNode[1];
        attempt(resource, "UPDATE_FAILED", () -> resolved[0] = evaluate(declared, environment));
        return Objects.requireNonNull(resolved[0]);
    }

    /** Whether the change of properties needs a new physical resource. */
    boolean replaces(StackResource old, ObjectNode wanted) {
        Set<String> replacing = type(old.type).replacing();
        ObjectNode had = old.properties == null ? JsonNodeFactory.instance.objectNode() : old.properties;
        return replacing.stream().anyMatch(name -> !Objects.equals(had.get(name), wanted.get(name)));
    }

    private static ObjectNode evaluate(StackTemplate.Resource declared, Environment environment) {
        JsonNode resolved = new Evaluator(environment).resolve(declared.properties());
        if (!(resolved instanceof ObjectNode object)) {
            throw new StackValidationException(
                    "Template format error: [/Resources/" + declared.logicalId() + "/Properties] must be an object");
        }
        return object;
    }

    private void attempt(StackResource resource, String failed, Runnable action) {
        try {
            action.run();
        } catch (PropertyException e) {
            throw fail(
                    resource,
                    failed,
                    "Properties validation failed for resource " + resource.logicalId + " with message:\n"
                            + e.getMessage());
        } catch (StackValidationException e) {
            throw fail(resource, failed, e.getMessage());
        } catch (AwsException e) {
            throw fail(
                    resource,
                    failed,
                    "Resource handler returned message: \"" + e.getMessage() + "\" (RequestToken: "
                            + kernel.ids().uuid() + ", HandlerErrorCode: " + handlerCode(e) + ")");
        } catch (RuntimeException e) {
            throw fail(resource, failed, "Internal failure of weir: " + e);
        }
    }

    private ResourceFailure fail(StackResource resource, String status, String reason) {
        log.resource(resource, status, reason);
        return new ResourceFailure(resource.logicalId, reason);
    }

    /** Source: CloudFormation CLI User Guide, "Handler error codes". */
    private static String handlerCode(AwsException e) {
        String code = e.code().toLowerCase(Locale.ROOT);
        if (code.contains("alreadyexist") || code.contains("conflict") || code.contains("inuse")) {
            return "AlreadyExists";
        }
        if (code.contains("notfound") || code.contains("nosuch") || code.contains("nonexistent")) {
            return "NotFound";
        }
        return e.status() >= 500 ? "ServiceInternalError" : "InvalidRequest";
    }

    private ResourceType type(String name) {
        return types.find(name)
                .orElseThrow(() -> new StackValidationException("weir does not implement the resource type " + name));
    }

    private ResourceRequest request(StackResource resource) {
        Map<String, String> tags = new LinkedHashMap<>(stack.tags);
        tags.put("aws:cloudformation:stack-name", stack.name);
        tags.put("aws:cloudformation:stack-id", stack.id);
        tags.put("aws:cloudformation:logical-id", resource.logicalId);
        return new ResourceRequest(
                call, stack.name, stack.id, resource.logicalId, properties(resource.properties), tags, resource.token);
    }

    private static Properties properties(@Nullable ObjectNode node) {
        return new Properties("#", node == null ? JsonNodeFactory.instance.objectNode() : node);
    }

    private static void keep(StackResource resource, Provisioned provisioned) {
        resource.physicalId = provisioned.physicalId();
        resource.ref = provisioned.ref();
        resource.attributes = new LinkedHashMap<>(provisioned.attributes());
    }

    private static String physicalId(StackResource resource) {
        return Objects.requireNonNull(resource.physicalId, "a resource that stands has a physical id");
    }

    private String token() {
        return kernel.ids().alphanumeric(TOKEN_LENGTH).toUpperCase(Locale.ROOT);
    }
}
