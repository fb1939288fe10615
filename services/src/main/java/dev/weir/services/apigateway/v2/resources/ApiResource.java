package dev.weir.services.apigateway.v2.resources;

import dev.weir.api.apigatewayv2.Cors;
import dev.weir.api.apigatewayv2.CreateApiRequest;
import dev.weir.api.apigatewayv2.DeleteApiRequest;
import dev.weir.api.apigatewayv2.ImportApiRequest;
import dev.weir.api.apigatewayv2.NotFoundException;
import dev.weir.api.apigatewayv2.ReimportApiRequest;
import dev.weir.api.apigatewayv2.TagResourceRequest;
import dev.weir.api.apigatewayv2.UpdateApiRequest;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.PropertyMaps;
import dev.weir.services.apigateway.proxy.TemplateBody;
import dev.weir.services.apigateway.v2.operations.Apis;
import dev.weir.services.apigateway.v2.operations.Journaling;
import dev.weir.services.apigateway.v2.operations.Tags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGatewayV2::Api}. */
public final class ApiResource implements ResourceType {
    private final Apis apis;
    private final Tags tags;
    private final Fabric fabric;

    public ApiResource(Apis apis, Tags tags, Fabric fabric) {
        this.apis = apis;
        this.tags = tags;
        this.fabric = fabric;
    }

    /** @param body null where the API is not made from a document */
    private record Wanted(
            CreateApiRequest api,
            @Nullable String basePath,
            @Nullable String body,
            Map<String, String> tags) {}

    private Wanted read(ResourceRequest request) {
        Properties properties = request.properties();
        Properties cors = properties.object("CorsConfiguration");
        CreateApiRequest api = CreateApiRequest.builder()
                .name(properties.text("Name"))
                .protocolType(properties.text("ProtocolType"))
                .description(properties.text("Description"))
                .version(properties.text("Version"))
                .corsConfiguration(cors == null ? null : cors(cors))
                .credentialsArn(properties.text("CredentialsArn"))
                .disableExecuteApiEndpoint(properties.bool("DisableExecuteApiEndpoint"))
                .ipAddressType(properties.text("IpAddressType"))
                .routeKey(properties.text("RouteKey"))
                .routeSelectionExpression(properties.text("RouteSelectionExpression"))
                .target(properties.text("Target"))
                .build();
        Wanted wanted = new Wanted(
                api,
                properties.text("BasePath"),
                TemplateBody.read(fabric, request.call().scope(), properties),
                PropertyMaps.tags(request.tags(), properties));
        // Weir refuses what it does not support, so an import never has warnings.
        Boolean unused = properties.bool("FailOnWarnings");
        properties.done();
        return wanted;
    }

    private static Cors cors(Properties properties) {
        return Cors.builder()
                .allowCredentials(properties.bool("AllowCredentials"))
                .allowHeaders(list(properties, "AllowHeaders"))
                .allowMethods(list(properties, "AllowMethods"))
                .allowOrigins(list(properties, "AllowOrigins"))
                .exposeHeaders(list(properties, "ExposeHeaders"))
                .maxAge(properties.integer("MaxAge"))
                .build();
    }

    private static @Nullable List<String> list(Properties properties, String name) {
        return properties.has(name) ? properties.texts(name) : null;
    }

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Api";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ProtocolType");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = read(request);
        if (wanted.body() == null) {
            String id = Objects.requireNonNull(apis.create(
                            request.call(),
                            wanted.api().toBuilder()
                                    .name(
                                            wanted.api().name() == null
                                                    ? request.logicalId()
                                                    : wanted.api().name())
                                    .tags(wanted.tags())
                                    .build())
                    .apiId());
            return provisioned(request, id);
        }
        String id = Objects.requireNonNull(apis.importApi(
                        request.call(),
                        ImportApiRequest.builder()
                                .body(wanted.body())
                                .basepath(wanted.basePath())
                                .build())
                .apiId());
        try {
            describe(request, id, wanted);
        } catch (RuntimeException e) {
            delete(request, id);
            throw e;
        }
        return provisioned(request, id);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = read(request);
        if (wanted.body() != null) {
            apis.reimport(
                    request.call(),
                    ReimportApiRequest.builder()
                            .apiId(physicalId)
                            .body(wanted.body())
                            .basepath(wanted.basePath())
                            .build());
        }
        describe(request, physicalId, wanted);
        return provisioned(request, physicalId);
    }

    /** Properties beside the document go before what it says. */
    private void describe(ResourceRequest request, String id, Wanted wanted) {
        CreateApiRequest api = wanted.api();
        apis.update(
                request.call(),
                UpdateApiRequest.builder()
                        .apiId(id)
                        .name(api.name())
                        .description(api.description())
                        .version(api.version())
                        .corsConfiguration(api.corsConfiguration())
                        .disableExecuteApiEndpoint(api.disableExecuteApiEndpoint())
                        .ipAddressType(api.ipAddressType())
                        .routeKey(api.routeKey())
                        .target(api.target())
                        .build());
        if (!wanted.tags().isEmpty()) {
            tags.tag(
                    request.call(),
                    TagResourceRequest.builder()
                            .resourceArn(Journaling.arn(request.call().scope(), id))
                            .tags(wanted.tags())
                            .build());
        }
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            apis.delete(
                    request.call(), DeleteApiRequest.builder().apiId(physicalId).build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private static Provisioned provisioned(ResourceRequest request, String id) {
        return new Provisioned(
                id,
                Map.of(
                        "ApiId", StringNode.valueOf(id),
                        "ApiEndpoint", StringNode.valueOf(Apis.endpoint(request.call(), id))));
    }
}
