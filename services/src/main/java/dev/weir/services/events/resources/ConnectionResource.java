package dev.weir.services.events.resources;

import dev.weir.api.events.*;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.events.operations.Connections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Events::Connection}. {@code Ref} is its name. */
public final class ConnectionResource implements ResourceType {
    private static final int MAX_NAME = 64;

    private final Connections connections;

    public ConnectionResource(Connections connections) {
        this.connections = connections;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable String description,
            String type,
            @Nullable String kmsKey,
            CreateConnectionAuthRequestParameters auth) {
        static Wanted read(Properties properties) {
            Properties auth = properties.object("AuthParameters");
            Wanted wanted = new Wanted(
                    properties.text("Name"),
                    properties.text("Description"),
                    properties.requiredText("AuthorizationType"),
                    properties.text("KmsKeyIdentifier"),
                    auth == null
                            ? CreateConnectionAuthRequestParameters.builder().build()
                            : auth(auth));
            properties.done();
            return wanted;
        }

        private static CreateConnectionAuthRequestParameters auth(Properties auth) {
            Properties basic = auth.object("BasicAuthParameters");
            Properties key = auth.object("ApiKeyAuthParameters");
            Properties oauth = auth.object("OAuthParameters");
            return CreateConnectionAuthRequestParameters.builder()
                    .basicAuthParameters(
                            basic == null
                                    ? null
                                    : CreateConnectionBasicAuthRequestParameters.builder()
                                            .username(basic.requiredText("Username"))
                                            .password(basic.requiredText("Password"))
                                            .build())
                    .apiKeyAuthParameters(
                            key == null
                                    ? null
                                    : CreateConnectionApiKeyAuthRequestParameters.builder()
                                            .apiKeyName(key.requiredText("ApiKeyName"))
                                            .apiKeyValue(key.requiredText("ApiKeyValue"))
                                            .build())
                    .oAuthParameters(oauth == null ? null : oauth(oauth))
                    .invocationHttpParameters(http(auth.object("InvocationHttpParameters")))
                    .build();
        }

        private static CreateConnectionOAuthRequestParameters oauth(Properties oauth) {
            Properties client = oauth.object("ClientParameters");
            return CreateConnectionOAuthRequestParameters.builder()
                    .clientParameters(
                            client == null
                                    ? null
                                    : CreateConnectionOAuthClientRequestParameters.builder()
                                            .clientID(client.requiredText("ClientID"))
                                            .clientSecret(client.requiredText("ClientSecret"))
                                            .build())
                    .authorizationEndpoint(oauth.requiredText("AuthorizationEndpoint"))
                    .httpMethod(oauth.requiredText("HttpMethod"))
                    .oAuthHttpParameters(http(oauth.object("OAuthHttpParameters")))
                    .build();
        }

        private static @Nullable ConnectionHttpParameters http(@Nullable Properties http) {
            if (http == null) {
                return null;
            }
            List<ConnectionHeaderParameter> headers = http.objects("HeaderParameters").stream()
                    .map(one -> ConnectionHeaderParameter.builder()
                            .key(one.requiredText("Key"))
                            .value(one.requiredText("Value"))
                            .isValueSecret(one.bool("IsValueSecret"))
                            .build())
                    .toList();
            List<ConnectionQueryStringParameter> query = http.objects("QueryStringParameters").stream()
                    .map(one -> ConnectionQueryStringParameter.builder()
                            .key(one.requiredText("Key"))
                            .value(one.requiredText("Value"))
                            .isValueSecret(one.bool("IsValueSecret"))
                            .build())
                    .toList();
            List<ConnectionBodyParameter> body = http.objects("BodyParameters").stream()
                    .map(one -> ConnectionBodyParameter.builder()
                            .key(one.requiredText("Key"))
                            .value(one.requiredText("Value"))
                            .isValueSecret(one.bool("IsValueSecret"))
                            .build())
                    .toList();
            return ConnectionHttpParameters.builder()
                    .headerParameters(headers)
                    .queryStringParameters(query)
                    .bodyParameters(body)
                    .build();
        }
    }

    @Override
    public String name() {
        return "AWS::Events::Connection";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request.properties());
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        CreateConnectionResponse unused = connections.create(
                request.call(),
                CreateConnectionRequest.builder()
                        .name(name)
                        .description(wanted.description())
                        .authorizationType(wanted.type())
                        .authParameters(wanted.auth())
                        .kmsKeyIdentifier(wanted.kmsKey())
                        .build());
        return provisioned(request, name);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request.properties());
        UpdateConnectionResponse unused = connections.update(
                request.call(),
                UpdateConnectionRequest.builder()
                        .name(physicalId)
                        .description(wanted.description())
                        .authorizationType(wanted.type())
                        .authParameters(Connections.change(wanted.auth()))
                        .kmsKeyIdentifier(wanted.kmsKey())
                        .build());
        return provisioned(request, physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            DeleteConnectionResponse unused = connections.delete(
                    request.call(),
                    DeleteConnectionRequest.builder().name(physicalId).build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }

    private Provisioned provisioned(ResourceRequest request, String name) {
        DescribeConnectionResponse made = connections.describe(
                request.call(), DescribeConnectionRequest.builder().name(name).build());
        String arn = Objects.requireNonNull(made.connectionArn());
        return new Provisioned(
                name,
                Map.of(
                        "Arn", StringNode.valueOf(arn),
                        "ArnForPolicy", StringNode.valueOf(arn.substring(0, arn.lastIndexOf('/')) + "/*"),
                        "SecretArn", StringNode.valueOf(Objects.requireNonNull(made.secretArn()))));
    }
}
