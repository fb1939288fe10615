package dev.weir.services.s3.resources;

import dev.weir.api.s3.DeleteBucketPolicyRequest;
import dev.weir.api.s3.PutBucketPolicyRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.s3.operations.Operations;
import dev.weir.shapes.AwsException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code AWS::S3::BucketPolicy}: a bucket's policy. Its physical id is the bucket's name. */
public final class BucketPolicyResource implements ResourceType {
    private final Operations s3;

    public BucketPolicyResource(Operations s3) {
        this.s3 = s3;
    }

    @Override
    public String name() {
        return "AWS::S3::BucketPolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Bucket");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return put(request);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return put(request);
    }

    private Provisioned put(ResourceRequest request) {
        Properties properties = request.properties();
        String bucket = properties.requiredText("Bucket");
        JsonNode document = properties.json("PolicyDocument");
        properties.done();
        if (document == null) {
            throw new PropertyException("#: required key [PolicyDocument] not found");
        }
        s3.settings()
                .putPolicy(
                        request.call(),
                        PutBucketPolicyRequest.builder()
                                .bucket(bucket)
                                .policy(document.isString() ? document.asString() : document.toString())
                                .build());
        return new Provisioned(bucket, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            s3.settings()
                    .deletePolicy(
                            request.call(),
                            DeleteBucketPolicyRequest.builder()
                                    .bucket(physicalId)
                                    .build());
        } catch (AwsException e) {
            if (!e.code().equals("NoSuchBucket")) {
                throw e;
            }
        }
    }
}
