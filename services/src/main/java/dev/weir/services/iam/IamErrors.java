package dev.weir.services.iam;

import dev.weir.api.iam.DeleteConflictException;
import dev.weir.api.iam.EntityAlreadyExistsException;
import dev.weir.api.iam.LimitExceededException;
import dev.weir.api.iam.MalformedPolicyDocumentException;
import dev.weir.api.iam.NoSuchEntityException;
import dev.weir.shapes.AwsException;

/** Every error that IAM raises, in AWS's wording. */
public final class IamErrors {
    private IamErrors() {}

    public static AwsException noRole(String name) {
        return new NoSuchEntityException("The role with name " + name + " cannot be found.");
    }

    public static AwsException noRolePolicy(String name) {
        return new NoSuchEntityException("The role policy with name " + name + " cannot be found.");
    }

    public static AwsException noPolicy(String arn) {
        return new NoSuchEntityException("Policy " + arn + " was not found.");
    }

    public static AwsException notAttachable(String arn) {
        return new NoSuchEntityException("Policy " + arn + " does not exist or is not attachable.");
    }

    public static AwsException notAttached(String arn) {
        return new NoSuchEntityException("Policy " + arn + " was not found.");
    }

    public static AwsException noVersion(String arn, String version) {
        return new NoSuchEntityException(
                "Policy " + arn + " version " + version + " does not exist or is not attachable.");
    }

    public static AwsException roleExists(String name) {
        return new EntityAlreadyExistsException("Role with name " + name + " already exists.");
    }

    public static AwsException policyExists(String name) {
        return new EntityAlreadyExistsException(
                "A policy called " + name + " already exists. Duplicate names are not allowed.");
    }

    public static AwsException hasPolicies() {
        return new DeleteConflictException("Cannot delete entity, must delete policies first.");
    }

    public static AwsException hasAttachments() {
        return new DeleteConflictException("Cannot delete entity, must detach all policies first.");
    }

    public static AwsException policyInUse() {
        return new DeleteConflictException("Cannot delete a policy attached to entities.");
    }

    public static AwsException policyHasVersions() {
        return new DeleteConflictException(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
    }

    public static AwsException defaultVersion() {
        return new DeleteConflictException("Cannot delete the default version of a policy.");
    }

    public static AwsException tooManyVersions() {
        return new LimitExceededException(
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
    }

    public static AwsException notJson() {
        return new MalformedPolicyDocumentException("This policy contains invalid Json");
    }

    public static AwsException badArn() {
        return new AwsException("ValidationError", 400, "Invalid ARN:  Could not be parsed!");
    }

    public static AwsException documentUnknown(String arn) {
        return new AwsException(
                "NotImplemented", 501, "weir does not know the document of the AWS managed policy " + arn + ".");
    }
}
