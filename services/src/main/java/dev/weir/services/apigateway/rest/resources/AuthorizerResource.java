package dev.weir.services.apigateway.rest.resources;

import dev.weir.api.apigateway.CreateAuthorizerRequest;
import dev.weir.api.apigateway.DeleteAuthorizerRequest;
import dev.weir.api.apigateway.NotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.rest.operations.RestAuthorizers;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGateway::Authorizer}. */
public final class AuthorizerResource implements ResourceType {
    private final RestAuthorizers authorizers;

    public AuthorizerResource(RestAuthorizers authorizers) {
        this.authorizers = authorizers;
    }

    private static CreateAuthorizerRequest read(Properties properties) {
        CreateAuthorizerRequest wanted = CreateAuthorizerRequest.builder()
                .restApiId(properties.requiredText("RestApiId"))
                .name(properties.requiredText("Name"))
                .type(properties.requiredText("Type"))
                .authType(properties.text("AuthType"))
                .authorizerUri(properties.text("AuthorizerUri"))
                .authorizerCredentials(properties.text("AuthorizerCredentials"))
                .authorizerResultTtlInSeconds(properties.integer("AuthorizerResultTtlInSeconds"))
                .identitySource(properties.text("IdentitySource"))
                .identityValidationExpression(properties.text("IdentityValidationExpression"))
                .providerARNs(properties.has("ProviderARNs") ? properties.texts("ProviderARNs") : null)
                .build();
        properties.done();
        return wanted;
    }

    @Override
    public String name() {
        return "AWS::ApiGateway::Authorizer";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RestApiId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(Objects.requireNonNull(
                authorizers.create(request.call(), read(request.properties())).id()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        authorizers.replace(request.call(), physicalId, read(request.properties()));
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            authorizers.delete(
                    request.call(),
                    DeleteAuthorizerRequest.builder()
                            .restApiId(request.properties().requiredText("RestApiId"))
                            .authorizerId(physicalId)
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, Map.of("AuthorizerId", StringNode.valueOf(id)));
    }
}
