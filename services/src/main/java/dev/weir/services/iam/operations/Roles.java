package dev.weir.services.iam.operations;

import dev.weir.api.iam.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.iam.IamErrors;
import dev.weir.services.iam.state.IamStore;
import dev.weir.services.iam.state.RoleState;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Roles, their trust policy, tags and boundary. */
public final class Roles {
    private static final int PAGE = 100;

    private static final int DEFAULT_SESSION = 3600;
    private static final int ID_LENGTH = 17;

    private final Kernel kernel;
    private final IamStore store;

    public Roles(Kernel kernel, IamStore store) {
        this.kernel = kernel;
        this.store = store;
    }

    public CreateRoleResponse create(Call call, CreateRoleRequest input) {
        String path = input.path() == null ? "/" : input.path();
        String name = Objects.requireNonNull(input.roleName());
        RoleState role = new RoleState(
                path,
                name,
                "AROA" + kernel.ids().alphanumeric(ID_LENGTH).toUpperCase(Locale.ROOT),
                "arn:aws:iam::" + call.scope().account() + ":role" + path + name,
                kernel.clock().now(),
                Documents.checked(Objects.requireNonNull(input.assumeRolePolicyDocument())),
                input.description(),
                input.maxSessionDuration() == null ? DEFAULT_SESSION : input.maxSessionDuration(),
                input.permissionsBoundary(),
                tags(input.tags()),
                Map.of(),
                List.of());
        store.create(call.scope(), role);
        journal(call, "iam.CreateRole", role.arn(), Outcome.ACCEPTED);
        Role.Builder made = description(role).toBuilder().roleLastUsed(null);
        return CreateRoleResponse.builder()
                .role(made.maxSessionDuration(input.maxSessionDuration()).build())
                .build();
    }

    public GetRoleResponse get(Call call, GetRoleRequest input) {
        return GetRoleResponse.builder()
                .role(description(store.role(call.scope(), Objects.requireNonNull(input.roleName()))))
                .build();
    }

    public ListRolesResponse list(Call call, ListRolesRequest input) {
        String prefix = input.pathPrefix() == null ? "/" : input.pathPrefix();
        Page<RoleState> page = Page.collect(
                (after, limit) -> store.roles(call.scope(), after, limit),
                RoleState::name,
                role -> role.path().startsWith(prefix),
                input.marker(),
                size(input.maxItems()));
        return ListRolesResponse.builder()
                .roles(page.items().stream().map(Roles::listed).toList())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    public DeleteRoleResponse delete(Call call, DeleteRoleRequest input) {
        String name = Objects.requireNonNull(input.roleName());
        store.deleteRole(call.scope(), name, role -> {
            if (!role.attached().isEmpty()) {
                throw IamErrors.hasAttachments();
            }
            if (!role.inline().isEmpty()) {
                throw IamErrors.hasPolicies();
            }
        });
        journal(call, "iam.DeleteRole", "arn:aws:iam::" + call.scope().account() + ":role/" + name, Outcome.COMPLETED);
        return DeleteRoleResponse.builder().build();
    }

    public UpdateRoleResponse update(Call call, UpdateRoleRequest input) {
        store.change(
                call.scope(),
                Objects.requireNonNull(input.roleName()),
                role -> role.described(
                        input.description() == null ? role.description() : input.description(),
                        input.maxSessionDuration() == null ? role.maxSessionDuration() : input.maxSessionDuration()));
        return UpdateRoleResponse.builder().build();
    }

    public UpdateRoleDescriptionResponse describe(Call call, UpdateRoleDescriptionRequest input) {
        RoleState role = store.change(
                call.scope(),
                Objects.requireNonNull(input.roleName()),
                known -> known.described(input.description(), known.maxSessionDuration()));
        return UpdateRoleDescriptionResponse.builder().role(description(role)).build();
    }

    public UpdateAssumeRolePolicyResponse trust(Call call, UpdateAssumeRolePolicyRequest input) {
        String document = Documents.checked(Objects.requireNonNull(input.policyDocument()));
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> role.withTrust(document));
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    public PutRolePermissionsBoundaryResponse bound(Call call, PutRolePermissionsBoundaryRequest input) {
        String boundary = Objects.requireNonNull(input.permissionsBoundary());
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> role.withBoundary(boundary));
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    public DeleteRolePermissionsBoundaryResponse unbound(Call call, DeleteRolePermissionsBoundaryRequest input) {
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> role.withBoundary(null));
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }

    public TagRoleResponse tag(Call call, TagRoleRequest input) {
        Map<String, String> tags = tags(input.tags());
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> role.tagged(tags, List.of()));
        return TagRoleResponse.builder().build();
    }

    public UntagRoleResponse untag(Call call, UntagRoleRequest input) {
        List<String> keys = input.tagKeys() == null ? List.of() : input.tagKeys();
        store.change(call.scope(), Objects.requireNonNull(input.roleName()), role -> role.tagged(Map.of(), keys));
        return UntagRoleResponse.builder().build();
    }

    public ListRoleTagsResponse tags(Call call, ListRoleTagsRequest input) {
        RoleState role = store.role(call.scope(), Objects.requireNonNull(input.roleName()));
        Page<Tag> page = tagPage(role.tags(), input.marker(), size(input.maxItems()));
        return ListRoleTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    /** What a listing shows of a role. Source: IAM API Reference, ListRoles. */
    private static Role listed(RoleState role) {
        return description(role).toBuilder()
                .permissionsBoundary(null)
                .roleLastUsed(null)
                .tags(null)
                .build();
    }

    private static Role description(RoleState role) {
        String boundary = role.boundary();
        return Role.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .createDate(role.created())
                .assumeRolePolicyDocument(Documents.encoded(role.trust()))
                .description(role.description())
                .maxSessionDuration(role.maxSessionDuration())
                .permissionsBoundary(
                        boundary == null
                                ? null
                                : AttachedPermissionsBoundary.builder()
                                        .permissionsBoundaryType("Policy")
                                        .permissionsBoundaryArn(boundary)
                                        .build())
                .tags(role.tags().isEmpty() ? null : tagList(role.tags()))
                .roleLastUsed(RoleLastUsed.builder().build())
                .build();
    }

    static Map<String, String> tags(@Nullable List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Tag tag : tags == null ? List.<Tag>of() : tags) {
            map.put(Objects.requireNonNull(tag.key()), Objects.requireNonNull(tag.value()));
        }
        return map;
    }

    /** How many entries a page has. */
    static int size(@Nullable Integer maxItems) {
        return maxItems == null ? PAGE : maxItems;
    }

    static Page<Tag> tagPage(Map<String, String> tags, @Nullable String marker, int maxItems) {
        return Page.of(tagList(new TreeMap<>(tags)), tag -> Objects.requireNonNull(tag.key()), marker, maxItems);
    }

    static List<Tag> tagList(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private void journal(Call call, String kind, String arn, Outcome outcome) {
        kernel.journal().record(call.cause(), call.scope(), kind, "", arn, "", outcome, "");
    }
}
