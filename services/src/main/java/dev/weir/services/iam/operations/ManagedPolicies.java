package dev.weir.services.iam.operations;

import dev.weir.api.iam.*;
import dev.weir.api.iam.Tag;
import dev.weir.fabric.Page;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.services.iam.IamErrors;
import dev.weir.services.iam.state.IamStore;
import dev.weir.services.iam.state.PolicyState;
import dev.weir.services.iam.state.RoleState;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Managed policies and their versions. */
public final class ManagedPolicies {
    private static final int MAX_VERSIONS = 5;
    private static final int ID_LENGTH = 17;

    private final Kernel kernel;
    private final IamStore store;

    public ManagedPolicies(Kernel kernel, IamStore store) {
        this.kernel = kernel;
        this.store = store;
    }

    public CreatePolicyResponse create(Call call, CreatePolicyRequest input) {
        String path = input.path() == null ? "/" : input.path();
        String name = Objects.requireNonNull(input.policyName());
        Instant now = kernel.clock().now();
        String document = Documents.checked(Objects.requireNonNull(input.policyDocument()));
        PolicyState policy = new PolicyState(
                path,
                name,
                "ANPA" + kernel.ids().alphanumeric(ID_LENGTH).toUpperCase(Locale.ROOT),
                "arn:aws:iam::" + call.scope().account() + ":policy" + path + name,
                now,
                now,
                input.description(),
                "v1",
                1,
                List.of(new PolicyState.Version("v1", document, now)),
                Roles.tags(input.tags()));
        store.create(call.scope(), policy);
        return CreatePolicyResponse.builder()
                .policy(description(call.scope(), policy))
                .build();
    }

    public GetPolicyResponse get(Call call, GetPolicyRequest input) {
        String arn = Objects.requireNonNull(input.policyArn());
        if (IamStore.managed(arn)) {
            return GetPolicyResponse.builder()
                    .policy(Policy.builder()
                            .policyName(arn.substring(arn.lastIndexOf('/') + 1))
                            .arn(arn)
                            .path(path(arn))
                            .isAttachable(true)
                            .attachmentCount(store.attachments(call.scope(), arn))
                            .build())
                    .build();
        }
        return GetPolicyResponse.builder()
                .policy(description(call.scope(), store.policy(call.scope(), arn)))
                .build();
    }

    public ListPoliciesResponse list(Call call, ListPoliciesRequest input) {
        if ("AWS".equals(input.scope())) {
            throw new AwsException("NotImplemented", 501, "weir does not list AWS managed policies (Scope AWS).");
        }
        String prefix = input.pathPrefix() == null ? "/" : input.pathPrefix();
        boolean attached = Boolean.TRUE.equals(input.onlyAttached());
        if ("PermissionsBoundary".equals(input.policyUsageFilter())) {
            throw new AwsException(
                    "NotImplemented", 501, "weir does not list policies by their use as PermissionsBoundary.");
        }
        Page<PolicyState> page = Page.collect(
                (after, limit) -> store.policies(call.scope(), after, limit),
                PolicyState::arn,
                policy -> policy.path().startsWith(prefix)
                        && (!attached || store.attachments(call.scope(), policy.arn()) > 0),
                input.marker(),
                Roles.size(input.maxItems()));
        return ListPoliciesResponse.builder()
                .policies(page.items().stream()
                        .map(policy -> listed(call.scope(), policy))
                        .toList())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    public DeletePolicyResponse delete(Call call, DeletePolicyRequest input) {
        store.deletePolicy(call.scope(), Objects.requireNonNull(input.policyArn()));
        return DeletePolicyResponse.builder().build();
    }

    public CreatePolicyVersionResponse createVersion(Call call, CreatePolicyVersionRequest input) {
        String document = Documents.checked(Objects.requireNonNull(input.policyDocument()));
        Instant now = kernel.clock().now();
        PolicyState changed = store.changePolicy(call.scope(), Objects.requireNonNull(input.policyArn()), policy -> {
            if (policy.versions().size() == MAX_VERSIONS) {
                throw IamErrors.tooManyVersions();
            }
            return policy.withVersion(document, Boolean.TRUE.equals(input.setAsDefault()), now);
        });
        return CreatePolicyVersionResponse.builder()
                .policyVersion(version(changed, changed.versions().getLast(), false))
                .build();
    }

    public GetPolicyVersionResponse getVersion(Call call, GetPolicyVersionRequest input) {
        String arn = Objects.requireNonNull(input.policyArn());
        if (IamStore.managed(arn)) {
            throw IamErrors.documentUnknown(arn);
        }
        PolicyState policy = store.policy(call.scope(), arn);
        return GetPolicyVersionResponse.builder()
                .policyVersion(version(policy, find(policy, Objects.requireNonNull(input.versionId())), true))
                .build();
    }

    public ListPolicyVersionsResponse listVersions(Call call, ListPolicyVersionsRequest input) {
        PolicyState policy = store.policy(call.scope(), Objects.requireNonNull(input.policyArn()));
        Page<PolicyState.Version> page =
                Page.of(policy.versions(), PolicyState.Version::id, input.marker(), Roles.size(input.maxItems()));
        return ListPolicyVersionsResponse.builder()
                .versions(page.items().stream()
                        .map(version -> version(policy, version, false))
                        .toList())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    public DeletePolicyVersionResponse deleteVersion(Call call, DeletePolicyVersionRequest input) {
        String id = Objects.requireNonNull(input.versionId());
        store.changePolicy(call.scope(), Objects.requireNonNull(input.policyArn()), policy -> {
            if (policy.defaultVersion().equals(find(policy, id).id())) {
                throw IamErrors.defaultVersion();
            }
            return policy.withoutVersion(id);
        });
        return DeletePolicyVersionResponse.builder().build();
    }

    public SetDefaultPolicyVersionResponse setDefault(Call call, SetDefaultPolicyVersionRequest input) {
        Instant now = kernel.clock().now();
        store.changePolicy(
                call.scope(),
                Objects.requireNonNull(input.policyArn()),
                policy -> policy.withDefault(
                        find(policy, Objects.requireNonNull(input.versionId())).id(), now));
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    public ListEntitiesForPolicyResponse entities(Call call, ListEntitiesForPolicyRequest input) {
        String arn = Objects.requireNonNull(input.policyArn());
        if (!IamStore.managed(arn)) {
            PolicyState unused = store.policy(call.scope(), arn);
        }
        if ("PermissionsBoundary".equals(input.policyUsageFilter())) {
            throw new AwsException(
                    "NotImplemented", 501, "weir does not list entities by their use of a PermissionsBoundary.");
        }
        String filter = input.entityFilter();
        boolean roles = filter == null || filter.equals("Role");
        String prefix = input.pathPrefix() == null ? "/" : input.pathPrefix();
        Page<RoleState> page = Page.collect(
                (after, limit) -> roles ? store.attachedTo(call.scope(), arn, after, limit) : List.<RoleState>of(),
                RoleState::name,
                role -> role.path().startsWith(prefix),
                input.marker(),
                Roles.size(input.maxItems()));
        return ListEntitiesForPolicyResponse.builder()
                .policyRoles(page.items().stream()
                        .map(role -> PolicyRole.builder()
                                .roleName(role.name())
                                .roleId(role.id())
                                .build())
                        .toList())
                .policyGroups(List.of())
                .policyUsers(List.of())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    /** The path in a policy's ARN: what lies between {@code policy} and its name. */
    static String path(String arn) {
        int start = arn.indexOf("policy/") + "policy".length();
        return arn.substring(start, Math.max(start, arn.lastIndexOf('/')) + 1);
    }

    public TagPolicyResponse tag(Call call, TagPolicyRequest input) {
        Map<String, String> tags = Roles.tags(input.tags());
        store.changePolicy(
                call.scope(), Objects.requireNonNull(input.policyArn()), policy -> policy.tagged(tags, List.of()));
        return TagPolicyResponse.builder().build();
    }

    public UntagPolicyResponse untag(Call call, UntagPolicyRequest input) {
        List<String> keys = input.tagKeys() == null ? List.of() : input.tagKeys();
        store.changePolicy(
                call.scope(), Objects.requireNonNull(input.policyArn()), policy -> policy.tagged(Map.of(), keys));
        return UntagPolicyResponse.builder().build();
    }

    public ListPolicyTagsResponse tags(Call call, ListPolicyTagsRequest input) {
        PolicyState policy = store.policy(call.scope(), Objects.requireNonNull(input.policyArn()));
        Page<Tag> page = Roles.tagPage(policy.tags(), input.marker(), Roles.size(input.maxItems()));
        return ListPolicyTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.more())
                .marker(page.last())
                .build();
    }

    private static PolicyState.Version find(PolicyState policy, String id) {
        return policy.versions().stream()
                .filter(version -> version.id().equals(id))
                .findFirst()
                .orElseThrow(() -> IamErrors.noVersion(policy.arn(), id));
    }

    private static PolicyVersion version(PolicyState policy, PolicyState.Version version, boolean document) {
        return PolicyVersion.builder()
                .document(document ? Documents.encoded(version.document()) : null)
                .versionId(version.id())
                .isDefaultVersion(version.id().equals(policy.defaultVersion()))
                .createDate(version.created())
                .build();
    }

    /** What a listing shows of a policy. Source: IAM API Reference, ListPolicies. */
    private Policy listed(Scope scope, PolicyState policy) {
        return description(scope, policy).toBuilder()
                .description(null)
                .tags(null)
                .build();
    }

    private Policy description(Scope scope, PolicyState policy) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersion())
                .attachmentCount(store.attachments(scope, policy.arn()))
                .permissionsBoundaryUsageCount(0)
                .isAttachable(true)
                .description(policy.description())
                .createDate(policy.created())
                .updateDate(policy.updated())
                .tags(policy.tags().isEmpty() ? null : Roles.tagList(policy.tags()))
                .build();
    }
}
