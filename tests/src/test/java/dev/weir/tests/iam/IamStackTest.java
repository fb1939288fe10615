package dev.weir.tests.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** Roles and policies as CloudFormation makes, changes, replaces and deletes them. */
@ExtendWith(WeirExtension.class)
class IamStackTest {
    private static final String TEMPLATE = """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  Path: %s
                  AssumeRolePolicyDocument:
                    Version: '2012-10-17'
                    Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
                  ManagedPolicyArns: [%s]
                  Policies:
                    - PolicyName: inline
                      PolicyDocument: {Statement: [{Effect: Allow, Action: '%s', Resource: '*'}]}
              Shared:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  PolicyDocument: {Statement: [{Effect: Allow, Action: '%3$s', Resource: '*'}]}
                  Roles: [!Ref Role]
              Added:
                Type: AWS::IAM::Policy
                Properties:
                  PolicyName: added
                  PolicyDocument: {Statement: [{Effect: Allow, Action: '%3$s', Resource: '*'}]}
                  Roles: [!Ref Role]
            Outputs:
              Arn: {Value: !GetAtt Role.Arn}
              Shared: {Value: !Ref Shared}
            """;

    @Test
    void rolesAndPoliciesFollowTheTemplate(WeirServer weir) {
        Stacks stacks = new Stacks(weir);
        IamClient iam = Clients.of(weir, IamClient.builder());
        String bare = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
        assertEquals("CREATE_COMPLETE", stacks.create("roles", TEMPLATE.formatted("/", bare, "s3:Get*")));
        String role = stacks.physicalId("roles", "Role");
        String shared = stacks.outputs("roles").get("Shared");
        assertEquals(
                "arn:aws:iam::000000000000:role/" + role,
                stacks.outputs("roles").get("Arn"));
        assertEquals(List.of(shared, bare).stream().sorted().toList(), attached(iam, role));
        assertEquals(
                List.of("added", "inline"),
                iam.listRolePolicies(b -> b.roleName(role)).policyNames());

        String arn = "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess";
        assertEquals("UPDATE_COMPLETE", stacks.update("roles", TEMPLATE.formatted("/", arn, "s3:Put*")));
        assertEquals(role, stacks.physicalId("roles", "Role"));
        assertEquals(List.of(shared, arn).stream().sorted().toList(), attached(iam, role));
        assertTrue(iam.getRolePolicy(b -> b.roleName(role).policyName("added"))
                .policyDocument()
                .contains("Put"));
        String version = iam.getPolicy(b -> b.policyArn(shared)).policy().defaultVersionId();
        assertTrue(iam.getPolicyVersion(b -> b.policyArn(shared).versionId(version))
                .policyVersion()
                .document()
                .contains("Put"));

        assertEquals("UPDATE_COMPLETE", stacks.update("roles", TEMPLATE.formatted("/other/", arn, "s3:Put*")));
        assertNotEquals(role, stacks.physicalId("roles", "Role"));
        assertEquals(1, iam.listRoles().roles().size());

        assertEquals("DELETE_COMPLETE", stacks.delete("roles"));
        assertTrue(iam.listRoles().roles().isEmpty());
        assertTrue(iam.listPolicies().policies().isEmpty());
    }

    private static List<String> attached(IamClient iam, String role) {
        return iam.listAttachedRolePolicies(b -> b.roleName(role)).attachedPolicies().stream()
                .map(AttachedPolicy::policyArn)
                .sorted()
                .toList();
    }
}
