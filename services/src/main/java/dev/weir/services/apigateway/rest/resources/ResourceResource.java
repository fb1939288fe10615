package dev.weir.services.apigateway.rest.resources;

import dev.weir.api.apigateway.CreateResourceRequest;
import dev.weir.api.apigateway.DeleteResourceRequest;
import dev.weir.api.apigateway.NotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.rest.operations.Resources;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGateway::Resource}. */
public final class ResourceResource implements ResourceType {
    private final Resources resources;

    public ResourceResource(Resources resources) {
        this.resources = resources;
    }

    private static CreateResourceRequest read(Properties properties) {
        CreateResourceRequest wanted = CreateResourceRequest.builder()
                .restApiId(properties.requiredText("RestApiId"))
                .parentId(properties.requiredText("ParentId"))
                .pathPart(properties.requiredText("PathPart"))
                .build();
        properties.done();
        return wanted;
    }

    @Override
    public String name() {
        return "AWS::ApiGateway::Resource";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RestApiId", "ParentId", "PathPart");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(Objects.requireNonNull(
                resources.create(request.call(), read(request.properties())).id()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        CreateResourceRequest unused = read(request.properties());
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            resources.delete(
                    request.call(),
                    DeleteResourceRequest.builder()
                            .restApiId(request.properties().requiredText("RestApiId"))
                            .resourceId(physicalId)
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, Map.of("ResourceId", StringNode.valueOf(id)));
    }
}
