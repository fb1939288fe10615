package dev.weir.services.iam.resources;

import dev.weir.api.iam.AttachRolePolicyRequest;
import dev.weir.api.iam.CreatePolicyRequest;
import dev.weir.api.iam.DeletePolicyRequest;
import dev.weir.api.iam.NoSuchEntityException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Scope;
import dev.weir.services.iam.operations.ManagedPolicies;
import dev.weir.services.iam.operations.RolePolicies;
import dev.weir.services.iam.state.IamStore;
import dev.weir.services.iam.state.PolicyState;
import dev.weir.services.iam.state.RoleState;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::IAM::ManagedPolicy}. Users and groups are refused by name. */
public final class ManagedPolicyResource implements ResourceType {
    private static final int MAX_NAME = 128;

    private static final int PAGE = 100;

    private final ManagedPolicies managed;
    private final RolePolicies policies;
    private final IamStore store;

    public ManagedPolicyResource(ManagedPolicies managed, RolePolicies policies, IamStore store) {
        this.managed = managed;
        this.policies = policies;
        this.store = store;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable String path,
            @Nullable String description,
            String document,
            List<String> roles) {
        static Wanted read(Properties properties) {
            for (String unsupported : List.of("Users", "Groups")) {
                if (!properties.texts(unsupported).isEmpty()) {
                    throw new PropertyException("#/" + unsupported + ": weir has no IAM users or groups");
                }
            }
            Wanted wanted = new Wanted(
                    properties.text("ManagedPolicyName"),
                    properties.text("Path"),
                    properties.text("Description"),
                    RoleResource.document(properties),
                    properties.texts("Roles"));
            properties.done();
            return wanted;
        }
    }

    @Override
    public String name() {
        return "AWS::IAM::ManagedPolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ManagedPolicyName", "Path", "Description");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request.properties());
        Call call = request.call();
        String arn = Objects.requireNonNull(Objects.requireNonNull(managed.create(
                                call,
                                CreatePolicyRequest.builder()
                                        .policyName(
                                                wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name())
                                        .path(wanted.path())
                                        .description(wanted.description())
                                        .policyDocument(wanted.document())
                                        .build())
                        .policy())
                .arn());
        try {
            attach(call, arn, wanted.roles());
        } catch (RuntimeException e) {
            delete(request, arn);
            throw e;
        }
        return provisioned(arn);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request.properties());
        Call call = request.call();
        store.changePolicy(call.scope(), physicalId, policy -> {
            PolicyState changed = policy.withVersion(wanted.document(), true, policy.updated());
            String before = policy.defaultVersion();
            return changed.withoutVersion(before);
        });
        Wanted.read(previous).roles().stream()
                .filter(role -> !wanted.roles().contains(role))
                .forEach(role -> detach(call.scope(), role, physicalId));
        attach(call, physicalId, wanted.roles());
        return provisioned(physicalId);
    }

    private void attach(Call call, String arn, List<String> roles) {
        for (String role : roles) {
            policies.attach(
                    call,
                    AttachRolePolicyRequest.builder()
                            .roleName(role)
                            .policyArn(arn)
                            .build());
        }
    }

    private void detach(Scope scope, String role, String arn) {
        try {
            store.change(scope, role, known -> known.detach(arn));
        } catch (NoSuchEntityException gone) {
            return;
        }
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Scope scope = request.call().scope();
        try {
            List<RoleState> attached = store.attachedTo(scope, physicalId, null, PAGE);
            while (!attached.isEmpty()) {
                attached.forEach(role -> detach(scope, role.name(), physicalId));
                attached = store.attachedTo(scope, physicalId, null, PAGE);
            }
            managed.delete(
                    request.call(),
                    DeletePolicyRequest.builder().policyArn(physicalId).build());
        } catch (NoSuchEntityException gone) {
            return;
        }
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, Map.of("PolicyArn", StringNode.valueOf(arn)));
    }
}
