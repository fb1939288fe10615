package dev.weir.tests.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

@ExtendWith(WeirExtension.class)
class IamClientTest {
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String DOCUMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}]}";
    private static final String BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

    private IamClient iam;

    @BeforeEach
    void client(WeirServer weir) {
        iam = Clients.of(weir, IamClient.builder());
    }

    private Role role(String name) {
        return iam.createRole(b -> b.roleName(name).assumeRolePolicyDocument(TRUST))
                .role();
    }

    private String policy(String name) {
        return iam.createPolicy(b -> b.policyName(name).policyDocument(DOCUMENT))
                .policy()
                .arn();
    }

    @Test
    void aRoleIsKeptAsItWasGiven() {
        Role made = iam.createRole(b -> b.roleName("orders")
                        .path("/team/")
                        .description("runs orders")
                        .maxSessionDuration(7200)
                        .assumeRolePolicyDocument(TRUST)
                        .tags(Tag.builder().key("team").value("orders").build()))
                .role();
        assertEquals("arn:aws:iam::000000000000:role/team/orders", made.arn());
        assertTrue(made.roleId().matches("AROA[A-Z0-9]{17}"), made.roleId());
        Role role = iam.getRole(b -> b.roleName("orders")).role();
        assertEquals(TRUST, URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
        assertEquals("runs orders", role.description());
        assertEquals(7200, role.maxSessionDuration());
        assertEquals(made.createDate(), role.createDate());
        assertEquals("orders", role.tags().get(0).value());
        iam.updateRole(b -> b.roleName("orders").description("other"));
        assertEquals(7200, iam.getRole(b -> b.roleName("orders")).role().maxSessionDuration());
        assertEquals("other", iam.getRole(b -> b.roleName("orders")).role().description());
        iam.untagRole(b -> b.roleName("orders").tagKeys("team"));
        assertFalse(iam.listRoleTags(b -> b.roleName("orders")).hasTags()
                && !iam.listRoleTags(b -> b.roleName("orders")).tags().isEmpty());
    }

    @Test
    void whatIsMissingOrThereTwiceHasItsOwnError() {
        role("orders");
        assertEquals(
                "The role with name nobody cannot be found.",
                assertThrows(NoSuchEntityException.class, () -> iam.getRole(b -> b.roleName("nobody")))
                        .awsErrorDetails()
                        .errorMessage());
        assertEquals(
                "Role with name orders already exists.",
                assertThrows(EntityAlreadyExistsException.class, () -> role("orders"))
                        .awsErrorDetails()
                        .errorMessage());
        assertThrows(
                MalformedPolicyDocumentException.class,
                () -> iam.createRole(b -> b.roleName("bad").assumeRolePolicyDocument("no json")));
        assertThrows(
                NoSuchEntityException.class,
                () -> iam.getRolePolicy(b -> b.roleName("orders").policyName("none")));
        assertThrows(
                NoSuchEntityException.class,
                () -> iam.attachRolePolicy(
                        b -> b.roleName("orders").policyArn("arn:aws:iam::000000000000:policy/none")));
        assertThrows(
                NoSuchEntityException.class,
                () -> iam.listEntitiesForPolicy(b -> b.policyArn("arn:aws:iam::000000000000:policy/none")));
    }

    @Test
    void aRoleThatHasPoliciesIsNotDeleted() {
        role("orders");
        iam.putRolePolicy(b -> b.roleName("orders").policyName("read").policyDocument(DOCUMENT));
        iam.attachRolePolicy(b -> b.roleName("orders").policyArn(BASIC));
        assertEquals(
                DOCUMENT,
                URLDecoder.decode(
                        iam.getRolePolicy(b -> b.roleName("orders").policyName("read"))
                                .policyDocument(),
                        StandardCharsets.UTF_8));
        assertThrows(DeleteConflictException.class, () -> iam.deleteRole(b -> b.roleName("orders")));
        iam.detachRolePolicy(b -> b.roleName("orders").policyArn(BASIC));
        assertThrows(DeleteConflictException.class, () -> iam.deleteRole(b -> b.roleName("orders")));
        iam.deleteRolePolicy(b -> b.roleName("orders").policyName("read"));
        iam.deleteRole(b -> b.roleName("orders"));
        assertThrows(NoSuchEntityException.class, () -> iam.getRole(b -> b.roleName("orders")));
    }

    @Test
    void rolesAreListedByPathPageByPage() {
        IntStream.range(0, 7).forEach(i -> role("plain-" + i));
        iam.createRole(b -> b.roleName("special").path("/team/").assumeRolePolicyDocument(TRUST));
        assertEquals(
                8, iam.listRolesPaginator(b -> b.maxItems(3)).roles().stream().count());
        assertEquals(
                List.of("special"),
                iam.listRoles(b -> b.pathPrefix("/team/")).roles().stream()
                        .map(Role::roleName)
                        .toList());
    }

    @Test
    void whatARoleHasIsListedPageByPage() {
        role("orders");
        IntStream.range(0, 5)
                .forEach(i -> iam.putRolePolicy(
                        b -> b.roleName("orders").policyName("p" + i).policyDocument(DOCUMENT)));
        assertEquals(
                List.of("p0", "p1", "p2", "p3", "p4"),
                iam.listRolePoliciesPaginator(b -> b.roleName("orders").maxItems(2)).policyNames().stream()
                        .toList());
        iam.attachRolePolicy(b -> b.roleName("orders").policyArn(BASIC));
        String own = policy("own");
        iam.attachRolePolicy(b -> b.roleName("orders").policyArn(own));
        assertEquals(
                List.of("AWSLambdaBasicExecutionRole", "own").stream().sorted().toList(),
                iam.listAttachedRolePoliciesPaginator(b -> b.roleName("orders").maxItems(1)).attachedPolicies().stream()
                        .map(AttachedPolicy::policyName)
                        .sorted()
                        .toList());
        assertEquals(
                List.of(BASIC),
                iam
                        .listAttachedRolePolicies(b -> b.roleName("orders").pathPrefix("/service-role/"))
                        .attachedPolicies()
                        .stream()
                        .map(AttachedPolicy::policyArn)
                        .toList());
    }

    @Test
    void aPolicyHasUpToFiveVersions() {
        String arn = policy("read");
        assertEquals("arn:aws:iam::000000000000:policy/read", arn);
        IntStream.range(0, 4)
                .forEach(i -> iam.createPolicyVersion(
                        b -> b.policyArn(arn).policyDocument(DOCUMENT).setAsDefault(i == 1)));
        assertThrows(
                LimitExceededException.class,
                () -> iam.createPolicyVersion(b -> b.policyArn(arn).policyDocument(DOCUMENT)));
        assertEquals("v3", iam.getPolicy(b -> b.policyArn(arn)).policy().defaultVersionId());
        assertEquals(
                5,
                iam.listPolicyVersionsPaginator(b -> b.policyArn(arn).maxItems(2)).versions().stream()
                        .map(PolicyVersion::versionId)
                        .distinct()
                        .count());
        assertThrows(
                DeleteConflictException.class,
                () -> iam.deletePolicyVersion(b -> b.policyArn(arn).versionId("v3")));
        assertThrows(DeleteConflictException.class, () -> iam.deletePolicy(b -> b.policyArn(arn)));
        iam.setDefaultPolicyVersion(b -> b.policyArn(arn).versionId("v5"));
        List.of("v1", "v2", "v3", "v4")
                .forEach(v -> iam.deletePolicyVersion(b -> b.policyArn(arn).versionId(v)));
        iam.deletePolicy(b -> b.policyArn(arn));
        assertThrows(NoSuchEntityException.class, () -> iam.getPolicy(b -> b.policyArn(arn)));
    }

    @Test
    void aPolicyKnowsWhomItIsAttachedTo() {
        String arn = policy("read");
        IntStream.range(0, 5).forEach(i -> {
            role("r" + i);
            iam.attachRolePolicy(b -> b.roleName("r" + i).policyArn(arn));
            iam.attachRolePolicy(b -> b.roleName("r" + i).policyArn(arn));
        });
        assertEquals(5, iam.getPolicy(b -> b.policyArn(arn)).policy().attachmentCount());
        assertEquals(
                List.of("r0", "r1", "r2", "r3", "r4"),
                iam.listEntitiesForPolicyPaginator(b -> b.policyArn(arn).maxItems(2)).stream()
                        .map(ListEntitiesForPolicyResponse::policyRoles)
                        .flatMap(List::stream)
                        .map(PolicyRole::roleName)
                        .toList());
        assertTrue(iam.listEntitiesForPolicy(b -> b.policyArn(arn).entityFilter(EntityType.USER))
                .policyRoles()
                .isEmpty());
        assertThrows(DeleteConflictException.class, () -> iam.deletePolicy(b -> b.policyArn(arn)));
        IntStream.range(0, 5)
                .forEach(i -> iam.detachRolePolicy(b -> b.roleName("r" + i).policyArn(arn)));
        assertEquals(0, iam.getPolicy(b -> b.policyArn(arn)).policy().attachmentCount());
        assertThrows(
                NoSuchEntityException.class,
                () -> iam.detachRolePolicy(b -> b.roleName("r0").policyArn(arn)));
        assertTrue(iam.listPolicies(b -> b.onlyAttached(true).scope(PolicyScopeType.LOCAL))
                .policies()
                .isEmpty());
        iam.deletePolicy(b -> b.policyArn(arn));
    }

    @Test
    void whatWeirDoesNotKnowIsRefusedByName() {
        assertEquals(
                "weir does not know the document of the AWS managed policy " + BASIC + ".",
                assertThrows(
                                IamException.class,
                                () -> iam.getPolicyVersion(
                                        b -> b.policyArn(BASIC).versionId("v1")))
                        .awsErrorDetails()
                        .errorMessage());
        IamException refused = assertThrows(IamException.class, () -> iam.createUser(b -> b.userName("bob")));
        assertTrue(refused.awsErrorDetails().errorMessage().contains("CreateUser"), refused.getMessage());
    }

    @Test
    void accountsHaveWorldsOfTheirOwn(WeirServer weir) {
        role("orders");
        IamClient other = Clients.of(weir, "123456789012", IamClient.builder());
        assertTrue(other.listRoles().roles().isEmpty());
    }
}
