package dev.weir.services.iam;

import dev.weir.api.iam.*;
import dev.weir.services.iam.operations.ManagedPolicies;
import dev.weir.services.iam.operations.RolePolicies;
import dev.weir.services.iam.operations.Roles;
import dev.weir.shapes.Call;

/** The operations that weir has; the others refuse by name. */
record IamApiOperations(Roles roles, RolePolicies policies, ManagedPolicies managed) implements IamOperations {
    @Override
    public CreateRoleResponse createRole(Call call, CreateRoleRequest input) {
        return roles.create(call, input);
    }

    @Override
    public GetRoleResponse getRole(Call call, GetRoleRequest input) {
        return roles.get(call, input);
    }

    @Override
    public ListRolesResponse listRoles(Call call, ListRolesRequest input) {
        return roles.list(call, input);
    }

    @Override
    public DeleteRoleResponse deleteRole(Call call, DeleteRoleRequest input) {
        return roles.delete(call, input);
    }

    @Override
    public UpdateRoleResponse updateRole(Call call, UpdateRoleRequest input) {
        return roles.update(call, input);
    }

    @Override
    public UpdateRoleDescriptionResponse updateRoleDescription(Call call, UpdateRoleDescriptionRequest input) {
        return roles.describe(call, input);
    }

    @Override
    public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(Call call, UpdateAssumeRolePolicyRequest input) {
        return roles.trust(call, input);
    }

    @Override
    public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
            Call call, PutRolePermissionsBoundaryRequest input) {
        return roles.bound(call, input);
    }

    @Override
    public DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
            Call call, DeleteRolePermissionsBoundaryRequest input) {
        return roles.unbound(call, input);
    }

    @Override
    public TagRoleResponse tagRole(Call call, TagRoleRequest input) {
        return roles.tag(call, input);
    }

    @Override
    public UntagRoleResponse untagRole(Call call, UntagRoleRequest input) {
        return roles.untag(call, input);
    }

    @Override
    public ListRoleTagsResponse listRoleTags(Call call, ListRoleTagsRequest input) {
        return roles.tags(call, input);
    }

    @Override
    public PutRolePolicyResponse putRolePolicy(Call call, PutRolePolicyRequest input) {
        return policies.put(call, input);
    }

    @Override
    public GetRolePolicyResponse getRolePolicy(Call call, GetRolePolicyRequest input) {
        return policies.get(call, input);
    }

    @Override
    public DeleteRolePolicyResponse deleteRolePolicy(Call call, DeleteRolePolicyRequest input) {
        return policies.delete(call, input);
    }

    @Override
    public ListRolePoliciesResponse listRolePolicies(Call call, ListRolePoliciesRequest input) {
        return policies.list(call, input);
    }

    @Override
    public AttachRolePolicyResponse attachRolePolicy(Call call, AttachRolePolicyRequest input) {
        return policies.attach(call, input);
    }

    @Override
    public DetachRolePolicyResponse detachRolePolicy(Call call, DetachRolePolicyRequest input) {
        return policies.detach(call, input);
    }

    @Override
    public ListAttachedRolePoliciesResponse listAttachedRolePolicies(Call call, ListAttachedRolePoliciesRequest input) {
        return policies.attached(call, input);
    }

    @Override
    public CreatePolicyResponse createPolicy(Call call, CreatePolicyRequest input) {
        return managed.create(call, input);
    }

    @Override
    public GetPolicyResponse getPolicy(Call call, GetPolicyRequest input) {
        return managed.get(call, input);
    }

    @Override
    public ListPoliciesResponse listPolicies(Call call, ListPoliciesRequest input) {
        return managed.list(call, input);
    }

    @Override
    public DeletePolicyResponse deletePolicy(Call call, DeletePolicyRequest input) {
        return managed.delete(call, input);
    }

    @Override
    public CreatePolicyVersionResponse createPolicyVersion(Call call, CreatePolicyVersionRequest input) {
        return managed.createVersion(call, input);
    }

    @Override
    public GetPolicyVersionResponse getPolicyVersion(Call call, GetPolicyVersionRequest input) {
        return managed.getVersion(call, input);
    }

    @Override
    public ListPolicyVersionsResponse listPolicyVersions(Call call, ListPolicyVersionsRequest input) {
        return managed.listVersions(call, input);
    }

    @Override
    public DeletePolicyVersionResponse deletePolicyVersion(Call call, DeletePolicyVersionRequest input) {
        return managed.deleteVersion(call, input);
    }

    @Override
    public SetDefaultPolicyVersionResponse setDefaultPolicyVersion(Call call, SetDefaultPolicyVersionRequest input) {
        return managed.setDefault(call, input);
    }

    @Override
    public ListEntitiesForPolicyResponse listEntitiesForPolicy(Call call, ListEntitiesForPolicyRequest input) {
        return managed.entities(call, input);
    }

    @Override
    public TagPolicyResponse tagPolicy(Call call, TagPolicyRequest input) {
        return managed.tag(call, input);
    }

    @Override
    public UntagPolicyResponse untagPolicy(Call call, UntagPolicyRequest input) {
        return managed.untag(call, input);
    }

    @Override
    public ListPolicyTagsResponse listPolicyTags(Call call, ListPolicyTagsRequest input) {
        return managed.tags(call, input);
    }
}
