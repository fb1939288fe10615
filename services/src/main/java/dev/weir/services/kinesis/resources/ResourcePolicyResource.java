package dev.weir.services.kinesis.resources;

import dev.weir.api.kinesis.DeleteResourcePolicyInput;
import dev.weir.api.kinesis.KinesisOperations;
import dev.weir.api.kinesis.PutResourcePolicyInput;
import dev.weir.api.kinesis.ResourceNotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code AWS::Kinesis::ResourcePolicy}. */
public final class ResourcePolicyResource implements ResourceType {
    private final KinesisOperations operations;

    public ResourcePolicyResource(KinesisOperations operations) {
        this.operations = operations;
    }

    @Override
    public String name() {
        return "AWS::Kinesis::ResourcePolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ResourceArn");
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
        String arn = properties.requiredText("ResourceArn");
        JsonNode policy = properties.json("ResourcePolicy");
        properties.done();
        if (policy == null) {
            throw new PropertyException("#: required key [ResourcePolicy] not found");
        }
        operations.putResourcePolicy(
                request.call(),
                PutResourcePolicyInput.builder()
                        .resourceARN(arn)
                        .policy(policy.toString())
                        .build());
        return new Provisioned(arn, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            operations.deleteResourcePolicy(
                    request.call(),
                    DeleteResourcePolicyInput.builder().resourceARN(physicalId).build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }
}
