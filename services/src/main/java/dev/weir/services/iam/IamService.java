package dev.weir.services.iam;

import dev.weir.api.iam.IamBinding;
import dev.weir.fabric.Service;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.iam.operations.ManagedPolicies;
import dev.weir.services.iam.operations.RolePolicies;
import dev.weir.services.iam.operations.Roles;
import dev.weir.services.iam.resources.InlinePolicyResource;
import dev.weir.services.iam.resources.ManagedPolicyResource;
import dev.weir.services.iam.resources.RoleResource;
import dev.weir.services.iam.state.IamStore;
import dev.weir.shapes.ServiceBinding;
import java.util.List;

/** IAM. */
public final class IamService implements Service {
    private final IamBinding binding;
    private final List<ResourceType> types;

    public IamService(Kernel kernel) {
        IamStore store = new IamStore(kernel.store());
        Roles roles = new Roles(kernel, store);
        RolePolicies policies = new RolePolicies(store);
        ManagedPolicies managed = new ManagedPolicies(kernel, store);
        this.binding = new IamBinding(new IamApiOperations(roles, policies, managed));
        this.types = List.of(
                new RoleResource(roles, policies, store),
                new InlinePolicyResource(policies),
                new ManagedPolicyResource(managed, policies, store));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }
}
