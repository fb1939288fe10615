package dev.weir.services.iam.resources;

import dev.weir.api.iam.AttachRolePolicyRequest;
import dev.weir.api.iam.CreateRoleRequest;
import dev.weir.api.iam.DeleteRoleRequest;
import dev.weir.api.iam.NoSuchEntityException;
import dev.weir.api.iam.PutRolePolicyRequest;
import dev.weir.api.iam.Tag;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Scope;
import dev.weir.services.iam.operations.RolePolicies;
import dev.weir.services.iam.operations.Roles;
import dev.weir.services.iam.state.IamStore;
import dev.weir.services.iam.state.RoleState;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::IAM::Role}. */
public final class RoleResource implements ResourceType {
    private static final int MAX_NAME = 64;
    private static final int DEFAULT_SESSION = 3600;

    private final Roles roles;
    private final RolePolicies policies;
    private final IamStore store;

    public RoleResource(Roles roles, RolePolicies policies, IamStore store) {
        this.roles = roles;
        this.policies = policies;
        this.store = store;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable String path,
            String trust,
            @Nullable String description,
            @Nullable Integer maxSession,
            @Nullable String boundary,
            Map<String, String> inline,
            List<String> managed,
            Map<String, String> tags) {

        static Wanted read(ResourceRequest request) {
            Properties properties = request.properties();
            JsonNode trust = properties.json("AssumeRolePolicyDocument");
            if (trust == null) {
                throw new PropertyException("#: required key [AssumeRolePolicyDocument] not found");
            }
            Map<String, String> inline = new LinkedHashMap<>();
            for (Properties policy : properties.objects("Policies")) {
                inline.put(policy.requiredText("PolicyName"), document(policy));
            }
            Map<String, String> tags = new LinkedHashMap<>();
            request.tags().forEach((key, value) -> {
                if (!key.startsWith("aws:")) {
                    tags.put(key, value);
                }
            });
            properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
            Wanted wanted = new Wanted(
                    properties.text("RoleName"),
                    properties.text("Path"),
                    trust.isString() ? trust.asString() : trust.toString(),
                    properties.text("Description"),
                    properties.integer("MaxSessionDuration"),
                    properties.text("PermissionsBoundary"),
                    inline,
                    properties.texts("ManagedPolicyArns").stream()
                            .map(RoleResource::arn)
                            .toList(),
                    tags);
            properties.done();
            return wanted;
        }
    }

    /** A policy's ARN; AWS's own policies are known by their bare names too. */
    private static String arn(String policy) {
        return policy.startsWith("arn:") ? policy : "arn:aws:iam::aws:policy/" + policy;
    }

    static String document(Properties policy) {
        JsonNode document = policy.json("PolicyDocument");
        if (document == null) {
            throw new PropertyException("#/Policies: required key [PolicyDocument] not found");
        }
        return document.isString() ? document.asString() : document.toString();
    }

    @Override
    public String name() {
        return "AWS::IAM::Role";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RoleName", "Path");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request);
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        Call call = request.call();
        roles.create(
                call,
                CreateRoleRequest.builder()
                        .roleName(name)
                        .path(wanted.path())
                        .assumeRolePolicyDocument(wanted.trust())
                        .description(wanted.description())
                        .maxSessionDuration(wanted.maxSession())
                        .permissionsBoundary(wanted.boundary())
                        .tags(tagList(wanted.tags()))
                        .build());
        try {
            apply(call, name, wanted);
        } catch (RuntimeException e) {
            delete(request, name);
            throw e;
        }
        return provisioned(call.scope(), name);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request);
        Call call = request.call();
        store.change(call.scope(), physicalId, role -> {
            RoleState changed = role.withTrust(wanted.trust())
                    .described(
                            wanted.description(), wanted.maxSession() == null ? DEFAULT_SESSION : wanted.maxSession())
                    .withBoundary(wanted.boundary())
                    .tagged(wanted.tags(), new ArrayList<>(role.tags().keySet()))
                    .tagged(wanted.tags(), List.of());
            for (String policy : declaredInline(previous)) {
                changed = changed.withInline(policy, null);
            }
            for (String policy : previous.texts("ManagedPolicyArns")) {
                changed = changed.detach(arn(policy));
            }
            return changed;
        });
        apply(call, physicalId, wanted);
        return provisioned(call.scope(), physicalId);
    }

    private static List<String> declaredInline(Properties previous) {
        return previous.objects("Policies").stream()
                .map(policy -> policy.requiredText("PolicyName"))
                .toList();
    }

    private void apply(Call call, String name, Wanted wanted) {
        wanted.inline()
                .forEach((policy, document) -> policies.put(
                        call,
                        PutRolePolicyRequest.builder()
                                .roleName(name)
                                .policyName(policy)
                                .policyDocument(document)
                                .build()));
        for (String policy : wanted.managed()) {
            policies.attach(
                    call,
                    AttachRolePolicyRequest.builder()
                            .roleName(name)
                            .policyArn(policy)
                            .build());
        }
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            store.change(request.call().scope(), physicalId, role -> {
                RoleState bare = role;
                for (String policy : role.inline().keySet()) {
                    bare = bare.withInline(policy, null);
                }
                for (String policy : role.attached()) {
                    bare = bare.detach(policy);
                }
                return bare;
            });
            roles.delete(
                    request.call(),
                    DeleteRoleRequest.builder().roleName(physicalId).build());
        } catch (NoSuchEntityException gone) {
            return;
        }
    }

    private Provisioned provisioned(Scope scope, String name) {
        RoleState role = store.role(scope, name);
        return new Provisioned(
                name, Map.of("Arn", StringNode.valueOf(role.arn()), "RoleId", StringNode.valueOf(role.id())));
    }

    private static List<Tag> tagList(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
