package dev.weir.services.apigateway.v2.resources;

import dev.weir.api.apigatewayv2.CreateIntegrationRequest;
import dev.weir.api.apigatewayv2.DeleteIntegrationRequest;
import dev.weir.api.apigatewayv2.NotFoundException;
import dev.weir.api.apigatewayv2.UpdateIntegrationRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.v2.operations.Integrations;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGatewayV2::Integration}. */
public final class IntegrationResource implements ResourceType {
    private final Integrations integrations;

    public IntegrationResource(Integrations integrations) {
        this.integrations = integrations;
    }

    private static CreateIntegrationRequest read(Properties properties) {
        CreateIntegrationRequest wanted = CreateIntegrationRequest.builder()
                .apiId(properties.requiredText("ApiId"))
                .integrationType(properties.requiredText("IntegrationType"))
                .integrationSubtype(properties.text("IntegrationSubtype"))
                .integrationMethod(properties.text("IntegrationMethod"))
                .integrationUri(properties.text("IntegrationUri"))
                .payloadFormatVersion(properties.text("PayloadFormatVersion"))
                .timeoutInMillis(properties.integer("TimeoutInMillis"))
                .connectionType(properties.text("ConnectionType"))
                .connectionId(properties.text("ConnectionId"))
                .credentialsArn(properties.text("CredentialsArn"))
                .description(properties.text("Description"))
                .build();
        properties.done();
        return wanted;
    }

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Integration";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ApiId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(Objects.requireNonNull(
                integrations.create(request.call(), read(request.properties())).integrationId()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        integrations.update(
                request.call(),
                Records.copy(read(request.properties()), UpdateIntegrationRequest.class).toBuilder()
                        .integrationId(physicalId)
                        .build());
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            integrations.delete(
                    request.call(),
                    DeleteIntegrationRequest.builder()
                            .apiId(request.properties().requiredText("ApiId"))
                            .integrationId(physicalId)
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, Map.of("IntegrationId", StringNode.valueOf(id)));
    }
}
