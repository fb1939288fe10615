package dev.weir.services.apigateway.v2.resources;

import dev.weir.api.apigatewayv2.CreateRouteRequest;
import dev.weir.api.apigatewayv2.DeleteRouteRequest;
import dev.weir.api.apigatewayv2.NotFoundException;
import dev.weir.api.apigatewayv2.UpdateRouteRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.v2.operations.Routes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGatewayV2::Route}. */
public final class RouteResource implements ResourceType {
    private final Routes routes;

    public RouteResource(Routes routes) {
        this.routes = routes;
    }

    private static CreateRouteRequest read(Properties properties) {
        CreateRouteRequest wanted = CreateRouteRequest.builder()
                .apiId(properties.requiredText("ApiId"))
                .routeKey(properties.requiredText("RouteKey"))
                .target(properties.text("Target"))
                .operationName(properties.text("OperationName"))
                .authorizationType(properties.text("AuthorizationType"))
                .authorizerId(properties.text("AuthorizerId"))
                .authorizationScopes(
                        properties.has("AuthorizationScopes") ? properties.texts("AuthorizationScopes") : null)
                .apiKeyRequired(properties.bool("ApiKeyRequired"))
                .build();
        properties.done();
        return wanted;
    }

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Route";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ApiId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(Objects.requireNonNull(
                routes.create(request.call(), read(request.properties())).routeId()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        CreateRouteRequest wanted = read(request.properties());
        routes.update(
                request.call(),
                Records.copy(wanted, UpdateRouteRequest.class).toBuilder()
                        .routeId(physicalId)
                        .build());
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            routes.delete(
                    request.call(),
                    DeleteRouteRequest.builder()
                            .apiId(request.properties().requiredText("ApiId"))
                            .routeId(physicalId)
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, Map.of("RouteId", StringNode.valueOf(id)));
    }
}
