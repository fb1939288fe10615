package dev.weir.services.iam.resources;

import dev.weir.api.iam.DeleteRolePolicyRequest;
import dev.weir.api.iam.NoSuchEntityException;
import dev.weir.api.iam.PutRolePolicyRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.iam.operations.RolePolicies;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code AWS::IAM::Policy}: an inline policy of roles. Users and groups are refused by name. */
public final class InlinePolicyResource implements ResourceType {
    private final RolePolicies policies;

    public InlinePolicyResource(RolePolicies policies) {
        this.policies = policies;
    }

    private record Wanted(String name, String document, List<String> roles) {
        static Wanted read(Properties properties) {
            for (String unsupported : List.of("Users", "Groups")) {
                if (!properties.texts(unsupported).isEmpty()) {
                    throw new PropertyException("#/" + unsupported + ": weir has no IAM users or groups");
                }
            }
            Wanted wanted = new Wanted(
                    properties.requiredText("PolicyName"),
                    RoleResource.document(properties),
                    properties.texts("Roles"));
            properties.done();
            return wanted;
        }
    }

    @Override
    public String name() {
        return "AWS::IAM::Policy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("PolicyName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        put(request.call(), Wanted.read(request.properties()));
        return new Provisioned(request.generatedName(128), Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request.properties());
        Wanted before = Wanted.read(previous);
        for (String role : before.roles()) {
            if (!wanted.roles().contains(role)) {
                remove(request.call(), role, before.name());
            }
        }
        put(request.call(), wanted);
        return new Provisioned(physicalId, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Wanted wanted = Wanted.read(request.properties());
        wanted.roles().forEach(role -> remove(request.call(), role, wanted.name()));
    }

    private void put(Call call, Wanted wanted) {
        for (String role : wanted.roles()) {
            policies.put(
                    call,
                    PutRolePolicyRequest.builder()
                            .roleName(role)
                            .policyName(wanted.name())
                            .policyDocument(wanted.document())
                            .build());
        }
    }

    private void remove(Call call, String role, String policy) {
        try {
            policies.delete(
                    call,
                    DeleteRolePolicyRequest.builder()
                            .roleName(role)
                            .policyName(policy)
                            .build());
        } catch (NoSuchEntityException gone) {
            return;
        }
    }
}
