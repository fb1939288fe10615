package dev.weir.deploy.cloudformation.resources;

import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.Map;
import java.util.Set;

/**
 * A type that stands for nothing on AWS either: {@code AWS::CDK::Metadata} is a note, and a
 * {@code AWS::CloudFormation::WaitConditionHandle} without its condition a name.
 */
public record InertType(String name) implements ResourceType {
    @Override
    public Set<String> replacing() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return new Provisioned(request.generatedName(128), Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return new Provisioned(physicalId, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {}
}
