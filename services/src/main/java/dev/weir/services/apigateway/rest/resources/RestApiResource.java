package dev.weir.services.apigateway.rest.resources;

import dev.weir.api.apigateway.CreateRestApiRequest;
import dev.weir.api.apigateway.DeleteRestApiRequest;
import dev.weir.api.apigateway.EndpointConfiguration;
import dev.weir.api.apigateway.GetRestApiRequest;
import dev.weir.api.apigateway.NotFoundException;
import dev.weir.api.apigateway.PutRestApiRequest;
import dev.weir.api.apigateway.RestApi;
import dev.weir.api.apigateway.TagResourceRequest;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.PropertyMaps;
import dev.weir.services.apigateway.proxy.TemplateBody;
import dev.weir.services.apigateway.rest.operations.RestApis;
import dev.weir.services.apigateway.rest.operations.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::ApiGateway::RestApi}. */
public final class RestApiResource implements ResourceType {
    private final RestApis apis;
    private final Settings settings;
    private final Fabric fabric;

    public RestApiResource(RestApis apis, Settings settings, Fabric fabric) {
        this.apis = apis;
        this.settings = settings;
        this.fabric = fabric;
    }

    /** @param body null where the API is not made from a document */
    private record Wanted(
            CreateRestApiRequest api,
            @Nullable String body,
            @Nullable String mode,
            @Nullable Map<String, String> parameters,
            Map<String, String> tags) {}

    private Wanted read(ResourceRequest request) {
        Properties properties = request.properties();
        Properties endpoint = properties.object("EndpointConfiguration");
        JsonNode policy = properties.json("Policy");
        CreateRestApiRequest api = CreateRestApiRequest.builder()
                .name(properties.text("Name"))
                .description(properties.text("Description"))
                .binaryMediaTypes(properties.has("BinaryMediaTypes") ? properties.texts("BinaryMediaTypes") : null)
                .apiKeySource(properties.text("ApiKeySourceType"))
                .minimumCompressionSize(properties.integer("MinimumCompressionSize"))
                .cloneFrom(properties.text("CloneFrom"))
                .disableExecuteApiEndpoint(properties.bool("DisableExecuteApiEndpoint"))
                .endpointConfiguration(endpoint == null ? null : endpoint(endpoint))
                .policy(policy == null ? null : policy.isString() ? policy.asString() : policy.toString())
                .build();
        Wanted wanted = new Wanted(
                api,
                TemplateBody.read(fabric, request.call().scope(), properties),
                properties.text("Mode"),
                PropertyMaps.texts(properties, "Parameters"),
                PropertyMaps.tagList(request.tags(), properties));
        // Weir refuses what it does not support, so an import never has warnings.
        Boolean unused = properties.bool("FailOnWarnings");
        properties.done();
        return wanted;
    }

    private static EndpointConfiguration endpoint(Properties properties) {
        return EndpointConfiguration.builder()
                .types(properties.has("Types") ? properties.texts("Types") : null)
                .ipAddressType(properties.text("IpAddressType"))
                .vpcEndpointIds(properties.has("VpcEndpointIds") ? properties.texts("VpcEndpointIds") : null)
                .build();
    }

    @Override
    public String name() {
        return "AWS::ApiGateway::RestApi";
    }

    @Override
    public Set<String> replacing() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = read(request);
        RestApi made = apis.create(
                request.call(),
                wanted.api().toBuilder()
                        .name(
                                wanted.api().name() == null
                                        ? request.logicalId()
                                        : wanted.api().name())
                        .tags(wanted.tags())
                        .build());
        String id = Objects.requireNonNull(made.id());
        try {
            put(request, id, wanted);
        } catch (RuntimeException e) {
            delete(request, id);
            throw e;
        }
        return provisioned(request, id);
    }

    private void put(ResourceRequest request, String id, Wanted wanted) {
        String body = wanted.body();
        if (body != null) {
            apis.put(
                    request.call(),
                    PutRestApiRequest.builder()
                            .restApiId(id)
                            .mode(wanted.mode() == null ? "overwrite" : wanted.mode())
                            .parameters(wanted.parameters())
                            .body(body.getBytes(StandardCharsets.UTF_8))
                            .build());
        }
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = read(request);
        put(request, physicalId, wanted);
        apis.replace(request.call(), physicalId, wanted.api());
        if (!wanted.tags().isEmpty()) {
            settings.tag(
                    request.call(),
                    TagResourceRequest.builder()
                            .resourceArn(RestApis.arn(request.call().scope(), physicalId))
                            .tags(wanted.tags())
                            .build());
        }
        return provisioned(request, physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            apis.delete(
                    request.call(),
                    DeleteRestApiRequest.builder().restApiId(physicalId).build());
        } catch (NotFoundException gone) {
            return;
        }
    }

    private Provisioned provisioned(ResourceRequest request, String id) {
        RestApi api = apis.get(request.call(), new GetRestApiRequest(id));
        return new Provisioned(
                id,
                Map.of(
                        "RestApiId", StringNode.valueOf(id),
                        "RootResourceId", StringNode.valueOf(Objects.requireNonNull(api.rootResourceId()))));
    }
}
