package dev.weir.services.apigateway.v2.resources;

import dev.weir.api.apigatewayv2.CreateDeploymentRequest;
import dev.weir.api.apigatewayv2.DeleteDeploymentRequest;
import dev.weir.api.apigatewayv2.NotFoundException;
import dev.weir.api.apigatewayv2.UpdateDeploymentRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.v2.operations.Stages;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGatewayV2::Deployment}. */
public final class DeploymentResource implements ResourceType {
    private final Stages stages;

    public DeploymentResource(Stages stages) {
        this.stages = stages;
    }

    private static CreateDeploymentRequest read(Properties properties) {
        CreateDeploymentRequest wanted = CreateDeploymentRequest.builder()
                .apiId(properties.requiredText("ApiId"))
                .description(properties.text("Description"))
                .stageName(properties.text("StageName"))
                .build();
        properties.done();
        return wanted;
    }

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Deployment";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ApiId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(Objects.requireNonNull(
                stages.deploy(request.call(), read(request.properties())).deploymentId()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        CreateDeploymentRequest wanted = read(request.properties());
        stages.updateDeployment(
                request.call(),
                UpdateDeploymentRequest.builder()
                        .apiId(wanted.apiId())
                        .deploymentId(physicalId)
                        .description(wanted.description())
                        .build());
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            stages.deleteDeployment(
                    request.call(),
                    DeleteDeploymentRequest.builder()
                            .apiId(request.properties().requiredText("ApiId"))
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
