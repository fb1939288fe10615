package dev.weir.services.states.resources;

import dev.weir.api.states.DeleteStateMachineVersionInput;
import dev.weir.api.states.PublishStateMachineVersionInput;
import dev.weir.api.states.PublishStateMachineVersionOutput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.states.operations.Versions;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::StepFunctions::StateMachineVersion}. {@code Ref} is its ARN. */
public final class StateMachineVersionResource implements ResourceType {
    private final Versions versions;

    public StateMachineVersionResource(Versions versions) {
        this.versions = versions;
    }

    @Override
    public String name() {
        return "AWS::StepFunctions::StateMachineVersion";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("StateMachineArn", "StateMachineRevisionId", "Description");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        PublishStateMachineVersionInput.Builder input = PublishStateMachineVersionInput.builder()
                .stateMachineArn(properties.requiredText("StateMachineArn"))
                .revisionId(properties.text("StateMachineRevisionId"))
                .description(properties.text("Description"));
        properties.done();
        PublishStateMachineVersionOutput published = versions.publish(request.call(), input.build());
        return provisioned(String.valueOf(published.stateMachineVersionArn()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        var unused = versions.delete(
                request.call(),
                DeleteStateMachineVersionInput.builder()
                        .stateMachineVersionArn(physicalId)
                        .build());
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, Map.of("Arn", StringNode.valueOf(arn)));
    }
}
