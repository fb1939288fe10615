package dev.weir.services.iam.operations;

import dev.weir.api.iam.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Arn;
import dev.weir.services.iam.IamErrors;
import dev.weir.services.iam.state.IamStore;
import dev.weir.services.iam.state.RoleState;
import dev.weir.shapes.Call;
import java.util.Objects;

/** Policies of roles: inline ones, and which managed ones are attached. */
public final class RolePolicies {
    private final IamStore store;

    public RolePolicies(IamStore store) {
        this.store = store;
    }

    public PutRolePolicyResponse put(Call call, PutRolePolicyRequest input) {
        String document = Documents.checked(Objects.requireNonNull(input.policyDocument()));
        store.change(
                call.scope(),
                Objects.requireNonNull(input.roleName()),
                role -> role.withInline(Objects.requireNonNull(input.policyName()), document));
        return PutRolePolicyResponse.builder().build();
    }

    public GetRolePolicyResponse get(Call call, GetRolePolicyRequest input) {
        RoleState role = store.role(call.scope(), Objects.requireNonNull(input.roleName()));
        String name = Objects.requireNonNull(input.policyName());
        String document = role.inline().get(name);
        if (document == null) {
            throw IamErrors.noRolePolicy(name);
        }
        return GetRolePolicyResponse.builder()
                .roleName(role.name())
                .policyName(name)
                .policyDocument(Documents.encoded(document))
                .build();
    }

    public DeleteRolePolicyResponse delete(Call call, DeleteRolePolicyRequest input) {
        String name = Objects.requireNonNull(input.policyName());
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> {
            if (!role.inline().containsKey(name)) {
                throw IamErrors.noRolePolicy(name);
            }
            return role.withInline(name, null);
        });
        return DeleteRolePolicyResponse.builder().build();
    }

    public ListRolePoliciesResponse list(Call call, ListRolePoliciesRequest input) {
        RoleState role = store.role(call.scope(), Objects.requireNonNull(input.roleName()));
        Page<String> page = Page.of(
                role.inline().keySet().stream().sorted().toList(),
                name -> name,
                input.marker(),
                Roles.size(input.maxItems()));
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    public AttachRolePolicyResponse attach(Call call, AttachRolePolicyRequest input) {
        String arn = checked(Objects.requireNonNull(input.policyArn()));
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> role.attach(arn));
        return AttachRolePolicyResponse.builder().build();
    }

    public DetachRolePolicyResponse detach(Call call, DetachRolePolicyRequest input) {
        String arn = checked(Objects.requireNonNull(input.policyArn()));
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> {
            if (!role.attached().contains(arn)) {
                throw IamErrors.notAttached(arn);
            }
            return role.detach(arn);
        });
        return DetachRolePolicyResponse.builder().build();
    }

    public ListAttachedRolePoliciesResponse attached(Call call, ListAttachedRolePoliciesRequest input) {
        RoleState role = store.role(call.scope(), Objects.requireNonNull(input.roleName()));
        String prefix = input.pathPrefix() == null ? "/" : input.pathPrefix();
        Page<String> page = Page.of(
                role.attached().stream()
                        .filter(arn -> ManagedPolicies.path(arn).startsWith(prefix))
                        .toList(),
                arn -> arn,
                input.marker(),
                Roles.size(input.maxItems()));
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items().stream()
                        .map(arn -> AttachedPolicy.builder()
                                .policyArn(arn)
                                .policyName(arn.substring(arn.lastIndexOf('/') + 1))
                                .build())
                        .toList())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    private static String checked(String arn) {
        if (!Arn.isArn(arn)) {
            throw IamErrors.badArn();
        }
        return arn;
    }
}
