package dev.weir.services.states.resources;

import dev.weir.api.states.CreateActivityInput;
import dev.weir.api.states.CreateActivityOutput;
import dev.weir.api.states.DeleteActivityInput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.states.operations.Workers;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::StepFunctions::Activity}. {@code Ref} is its ARN. */
public final class ActivityResource implements ResourceType {
    private static final int MAX_NAME = 80;

    private final Workers workers;

    public ActivityResource(Workers workers) {
        this.workers = workers;
    }

    @Override
    public String name() {
        return "AWS::StepFunctions::Activity";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name", "EncryptionConfiguration", "Tags");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String given = properties.text("Name");
        String name = given == null ? request.generatedName(MAX_NAME) : given;
        CreateActivityOutput made = workers.create(
                request.call(),
                CreateActivityInput.builder()
                        .name(name)
                        .tags(Tags.of(request, properties))
                        .build());
        properties.done();
        return provisioned(String.valueOf(made.activityArn()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        var unused = workers.delete(
                request.call(),
                DeleteActivityInput.builder().activityArn(physicalId).build());
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(
                arn,
                Map.of(
                        "Arn",
                        StringNode.valueOf(arn),
                        "Name",
                        StringNode.valueOf(arn.substring(arn.lastIndexOf(':') + 1))));
    }
}
