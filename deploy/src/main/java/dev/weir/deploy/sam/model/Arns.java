package dev.weir.deploy.sam.model;

/** ARNs as the transform writes them: for one partition, region and account left to CloudFormation. */
public record Arns(String partition) {
    /** An ARN in the stack's region and account, for {@code Fn::Sub}. */
    public String regional(String service, String resource) {
        return "arn:%s:%s:${AWS::Region}:${AWS::AccountId}:%s".formatted(partition, service, resource);
    }

    /** An ARN in the stack's region without an account, for {@code Fn::Sub}. */
    public String withoutAccount(String service, String resource) {
        return "arn:%s:%s:${AWS::Region}:%s".formatted(partition, service, resource);
    }

    /** One of AWS's managed policies. */
    public String managedPolicy(String name) {
        return "arn:%s:iam::aws:policy/%s".formatted(partition, name);
    }
}
