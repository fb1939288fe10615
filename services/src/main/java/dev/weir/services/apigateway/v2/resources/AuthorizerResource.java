package dev.weir.services.apigateway.v2.resources;

import dev.weir.api.apigatewayv2.CreateAuthorizerRequest;
import dev.weir.api.apigatewayv2.DeleteAuthorizerRequest;
import dev.weir.api.apigatewayv2.JWTConfiguration;
import dev.weir.api.apigatewayv2.NotFoundException;
import dev.weir.api.apigatewayv2.UpdateAuthorizerRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.v2.operations.Authorizers;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGatewayV2::Authorizer}. */
public final class AuthorizerResource implements ResourceType {
    private final Authorizers authorizers;

    public AuthorizerResource(Authorizers authorizers) {
        this.authorizers = authorizers;
    }

    private static CreateAuthorizerRequest read(Properties properties) {
        Properties jwt = properties.object("JwtConfiguration");
        CreateAuthorizerRequest wanted = CreateAuthorizerRequest.builder()
                .apiId(properties.requiredText("ApiId"))
                .name(properties.requiredText("Name"))
                .authorizerType(properties.requiredText("AuthorizerType"))
                .authorizerUri(properties.text("AuthorizerUri"))
                .authorizerCredentialsArn(properties.text("AuthorizerCredentialsArn"))
                .authorizerPayloadFormatVersion(properties.text("AuthorizerPayloadFormatVersion"))
                .authorizerResultTtlInSeconds(properties.integer("AuthorizerResultTtlInSeconds"))
                .enableSimpleResponses(properties.bool("EnableSimpleResponses"))
                .identitySource(properties.has("IdentitySource") ? properties.texts("IdentitySource") : null)
                .identityValidationExpression(properties.text("IdentityValidationExpression"))
                .jwtConfiguration(
                        jwt == null
                                ? null
                                : JWTConfiguration.builder()
                                        .audience(jwt.texts("Audience"))
                                        .issuer(jwt.text("Issuer"))
                                        .build())
                .build();
        properties.done();
        return wanted;
    }

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Authorizer";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ApiId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(Objects.requireNonNull(
                authorizers.create(request.call(), read(request.properties())).authorizerId()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        CreateAuthorizerRequest wanted = read(request.properties());
        authorizers.update(
                request.call(),
                Records.copy(wanted, UpdateAuthorizerRequest.class).toBuilder()
                        .authorizerId(physicalId)
                        .build());
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            authorizers.delete(
                    request.call(),
                    DeleteAuthorizerRequest.builder()
                            .apiId(request.properties().requiredText("ApiId"))
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
