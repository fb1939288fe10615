package dev.weir.fabric.resource;

import java.util.Set;

/**
 * A CloudFormation resource type. Source: CloudFormation Template Reference, one page per type.
 *
 * <p>All methods may throw {@link dev.weir.shapes.AwsException}; its message becomes the resource's status reason.
 */
public interface ResourceType {
    /** Such as {@code AWS::SQS::Queue}. */
    String name();

    /** Properties whose change means replacement ("Update requires: Replacement"), by name at the top level. */
    Set<String> replacing();

    /** Creates the resource; on failure nothing is left of it. */
    Provisioned create(ResourceRequest request);

    /**
     * Changes the resource in place. Where the answer has another physical id, a new resource has taken its place: the
     * old one is deleted, with the properties it had, once the stack's update is complete.
     *
     * @param previous the properties it has now
     */
    Provisioned update(ResourceRequest request, String physicalId, Properties previous);

    /** Deletes the resource; normal where it is gone already. */
    void delete(ResourceRequest request, String physicalId);
}
