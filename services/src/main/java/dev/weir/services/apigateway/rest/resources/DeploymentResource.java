package dev.weir.services.apigateway.rest.resources;

import dev.weir.api.apigateway.CreateDeploymentRequest;
import dev.weir.api.apigateway.DeleteDeploymentRequest;
import dev.weir.api.apigateway.DeleteStageRequest;
import dev.weir.api.apigateway.NotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.rest.operations.Stages;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGateway::Deployment}: the API as it stands when the deployment is made. */
public final class DeploymentResource implements ResourceType {
    private final Stages stages;

    public DeploymentResource(Stages stages) {
        this.stages = stages;
    }

    private static CreateDeploymentRequest read(Properties properties) {
        CreateDeploymentRequest wanted = CreateDeploymentRequest.builder()
                .restApiId(properties.requiredText("RestApiId"))
                .description(properties.text("Description"))
                .stageName(properties.text("StageName"))
                .build();
        properties.done();
        return wanted;
    }

    @Override
    public String name() {
        return "AWS::ApiGateway::Deployment";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RestApiId", "DeploymentCanarySettings");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(Objects.requireNonNull(
                stages.deploy(request.call(), read(request.properties())).id()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        CreateDeploymentRequest unused = read(request.properties());
        return provisioned(physicalId);
    }

    /** A stage that the deployment itself made goes with it. */
    @Override
    public void delete(ResourceRequest request, String physicalId) {
        CreateDeploymentRequest wanted = read(request.properties());
        try {
            String stage = wanted.stageName();
            boolean own = stage != null && stages.serves(request.call(), wanted.restApiId(), stage, physicalId);
            if (own) {
                stages.delete(
                        request.call(),
                        DeleteStageRequest.builder()
                                .restApiId(wanted.restApiId())
                                .stageName(stage)
                                .build());
            }
            stages.deleteDeployment(
                    request.call(),
                    DeleteDeploymentRequest.builder()
                            .restApiId(wanted.restApiId())
                            .deploymentId(physicalId)
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, Map.of("DeploymentId", StringNode.valueOf(id)));
    }
}
