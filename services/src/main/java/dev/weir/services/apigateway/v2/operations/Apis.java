package dev.weir.services.apigateway.v2.operations;

import dev.weir.api.apigatewayv2.*;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.state.ApiWriter;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;
import dev.weir.services.apigateway.v2.domain.OpenApiDocument;
import dev.weir.services.apigateway.v2.domain.RouteKey;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.shapes.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** HTTP APIs: by hand, in one go with a target, and from OpenAPI documents. */
public final class Apis {
    private static final int ID = 10;
    private static final int PAGE = 100;
    private static final String API_KEY = "$request.header.x-api-key";
    private static final String ROUTE = "$request.method $request.path";

    private final Kernel kernel;
    private final ApiStore<Api> store;
    private final Deploying deploying;
    private final Journaling journal;

    public Apis(Kernel kernel, ApiStore<Api> store, Deploying deploying, Journaling journal) {
        this.kernel = kernel;
        this.store = store;
        this.deploying = deploying;
        this.journal = journal;
    }

    /** Where an API is called; the port is the one that the caller used. */
    public static String endpoint(Call call, String apiId) {
        int colon = call.authority().lastIndexOf(':');
        String port = colon < 0 ? "" : call.authority().substring(colon);
        return "http://" + apiId + ".execute-api.localhost" + port;
    }

    private static Api shown(Call call, Api api) {
        return api.toBuilder()
                .apiEndpoint(endpoint(call, Objects.requireNonNull(api.apiId())))
                .tags(api.tags() == null ? Map.of() : api.tags())
                .build();
    }

    public CreateApiResponse create(Call call, CreateApiRequest input) {
        if (!"HTTP".equals(input.protocolType())) {
            throw ApiGatewayV2Errors.unsupported("APIs of protocol " + input.protocolType());
        }
        String target = input.target();
        if (target == null && input.routeKey() != null) {
            throw ApiGatewayV2Errors.bad("Route key is only supported for quick create: a target is required");
        }
        checkCors(input.corsConfiguration());
        String id = kernel.ids().alphanumeric(ID);
        Api api = defaults(id).toBuilder()
                .name(input.name())
                .description(input.description())
                .version(input.version())
                .corsConfiguration(input.corsConfiguration())
                .disableExecuteApiEndpoint(Boolean.TRUE.equals(input.disableExecuteApiEndpoint()))
                .ipAddressType(input.ipAddressType() == null ? "ipv4" : input.ipAddressType())
                .tags(input.tags())
                .build();
        Boolean unused = store.create(call.scope(), id, api, writer -> {
            if (target != null) {
                quickCreate(writer, input.routeKey(), target);
            }
            return true;
        });
        journal.accepted(call, "CreateApi", id, id);
        return Records.copy(shown(call, api), CreateApiResponse.class);
    }

    private Api defaults(String id) {
        return Api.builder()
                .apiId(id)
                .protocolType("HTTP")
                .apiKeySelectionExpression(API_KEY)
                .routeSelectionExpression(ROUTE)
                .createdDate(kernel.clock().now())
                .disableExecuteApiEndpoint(false)
                .ipAddressType("ipv4")
                .build();
    }

    /** An integration with the target, a route to it, and a stage that deploys both. */
    private void quickCreate(ApiWriter<Api> api, @Nullable String routeKey, String target) {
        boolean function = FunctionUri.namesFunction(target);
        Integration integration = Integrations.checked(Integration.builder()
                .integrationId(kernel.ids().alphanumeric(Integrations.ID))
                .apiGatewayManaged(true)
                .integrationType(function ? "AWS_PROXY" : "HTTP_PROXY")
                .integrationMethod(function ? "POST" : "ANY")
                .integrationUri(target)
                .payloadFormatVersion(function ? "2.0" : "1.0")
                .build());
        api.put(HttpPart.INTEGRATION, Objects.requireNonNull(integration.integrationId()), integration);
        Route route = Routes.checked(Route.builder()
                .routeId(kernel.ids().alphanumeric(Routes.ID))
                .apiGatewayManaged(true)
                .routeKey(routeKey == null ? RouteKey.DEFAULT : routeKey)
                .target("integrations/" + integration.integrationId())
                .build());
        api.put(HttpPart.ROUTE, Objects.requireNonNull(route.routeId()), route);
        Stage stage = Stage.builder()
                .stageName("$default")
                .apiGatewayManaged(true)
                .autoDeploy(true)
                .createdDate(kernel.clock().now())
                .lastUpdatedDate(kernel.clock().now())
                .build();
        Deploying.put(api, deploying.automatic(api, stage));
    }

    public GetApiResponse get(Call call, GetApiRequest input) {
        String id = Objects.requireNonNull(input.apiId());
        Api api = store.read(call.scope(), id, reader -> reader.api());
        return Records.copy(shown(call, api), GetApiResponse.class);
    }

    public GetApisResponse list(Call call, GetApisRequest input) {
        Page<Api> page = Page.of(
                store.all(call.scope()),
                api -> Objects.requireNonNull(api.apiId()),
                input.nextToken(),
                limit(input.maxResults()));
        return GetApisResponse.builder()
                .items(page.items().stream().map(api -> shown(call, api)).toList())
                .nextToken(page.next())
                .build();
    }

    static int limit(@Nullable String maxResults) {
        try {
            int limit = maxResults == null ? PAGE : Integer.parseInt(maxResults);
            return Math.max(1, limit);
        } catch (NumberFormatException e) {
            throw ApiGatewayV2Errors.bad("Invalid maxResults value specified: " + maxResults);
        }
    }

    public UpdateApiResponse update(Call call, UpdateApiRequest input) {
        String id = Objects.requireNonNull(input.apiId());
        checkCors(input.corsConfiguration());
        Api changed = store.write(call.scope(), id, writer -> {
            Api api = Records.merge(
                    writer.api(),
                    input.toBuilder()
                            .routeKey(null)
                            .target(null)
                            .credentialsArn(null)
                            .build(),
                    Api.class);
            writer.put(api);
            retarget(writer, input);
            deploying.changed(writer);
            return api;
        });
        journal.accepted(call, "UpdateApi", id, id);
        return Records.copy(shown(call, changed), UpdateApiResponse.class);
    }

    /** What was created in one go is updated so. */
    private static void retarget(ApiWriter<Api> api, UpdateApiRequest input) {
        String target = input.target();
        for (Integration integration : api.all(HttpPart.INTEGRATION)) {
            if (target != null && Boolean.TRUE.equals(integration.apiGatewayManaged())) {
                api.put(
                        HttpPart.INTEGRATION,
                        Objects.requireNonNull(integration.integrationId()),
                        Integrations.checked(
                                integration.toBuilder().integrationUri(target).build()));
            }
        }
        for (Route route : api.all(HttpPart.ROUTE)) {
            if (input.routeKey() != null && Boolean.TRUE.equals(route.apiGatewayManaged())) {
                api.put(
                        HttpPart.ROUTE,
                        Objects.requireNonNull(route.routeId()),
                        Routes.checked(
                                route.toBuilder().routeKey(input.routeKey()).build()));
            }
        }
    }

    public DeleteApiResponse delete(Call call, DeleteApiRequest input) {
        String id = Objects.requireNonNull(input.apiId());
        store.delete(call.scope(), id);
        journal.accepted(call, "DeleteApi", id, id);
        return DeleteApiResponse.builder().build();
    }

    public DeleteCorsConfigurationResponse deleteCors(Call call, DeleteCorsConfigurationRequest input) {
        String id = Objects.requireNonNull(input.apiId());
        Boolean unused = store.write(call.scope(), id, writer -> {
            writer.put(writer.api().toBuilder().corsConfiguration(null).build());
            deploying.changed(writer);
            return true;
        });
        journal.accepted(call, "DeleteCorsConfiguration", id, id);
        return DeleteCorsConfigurationResponse.builder().build();
    }

    public ImportApiResponse importApi(Call call, ImportApiRequest input) {
        OpenApiDocument document = document(input.body(), input.basepath());
        String id = kernel.ids().alphanumeric(ID);
        Api api = document.describe(defaults(id));
        Boolean unused = store.create(call.scope(), id, api, writer -> {
            fill(writer, document);
            return true;
        });
        journal.accepted(call, "ImportApi", id, id);
        return Records.copy(shown(call, api), ImportApiResponse.class);
    }

    public ReimportApiResponse reimport(Call call, ReimportApiRequest input) {
        String id = Objects.requireNonNull(input.apiId());
        OpenApiDocument document = document(input.body(), input.basepath());
        Api changed = store.write(call.scope(), id, writer -> {
            Api api = document.describe(writer.api());
            writer.put(api);
            writer.clear(HttpPart.ROUTE);
            writer.clear(HttpPart.INTEGRATION);
            writer.clear(HttpPart.AUTHORIZER);
            fill(writer, document);
            deploying.changed(writer);
            return api;
        });
        journal.accepted(call, "ReimportApi", id, id);
        return Records.copy(shown(call, changed), ReimportApiResponse.class);
    }

    private static OpenApiDocument document(@Nullable String body, @Nullable String basepath) {
        if (basepath != null && !basepath.equals("ignore")) {
            throw ApiGatewayV2Errors.unsupported("the import of APIs with basepath " + basepath);
        }
        try {
            return new OpenApiDocument(Records.document(Objects.requireNonNull(body)));
        } catch (IllegalArgumentException e) {
            throw ApiGatewayV2Errors.badDocument(String.valueOf(e.getMessage()));
        }
    }

    private void fill(ApiWriter<Api> api, OpenApiDocument document) {
        Map<String, Authorizer> authorizers = new HashMap<>();
        for (Authorizer authorizer : document.authorizers()) {
            String id = kernel.ids().alphanumeric(Authorizers.ID);
            Authorizer made =
                    Authorizers.checked(authorizer.toBuilder().authorizerId(id).build());
            api.put(HttpPart.AUTHORIZER, id, made);
            authorizers.put(Objects.requireNonNull(made.name()), made);
        }
        for (OpenApiDocument.Operation operation : document.operations()) {
            Integration integration = operation.integration();
            String target = null;
            if (integration != null) {
                String id = kernel.ids().alphanumeric(Integrations.ID);
                api.put(
                        HttpPart.INTEGRATION,
                        id,
                        Integrations.checked(
                                integration.toBuilder().integrationId(id).build()));
                target = "integrations/" + id;
            }
            Authorizer authorizer = operation.authorizer() == null ? null : authorizers.get(operation.authorizer());
            if (operation.authorizer() != null && authorizer == null) {
                throw ApiGatewayV2Errors.unsupported(
                        "the security scheme " + operation.authorizer() + " of " + operation.routeKey());
            }
            String id = kernel.ids().alphanumeric(Routes.ID);
            api.put(
                    HttpPart.ROUTE,
                    id,
                    Routes.checked(Route.builder()
                            .routeId(id)
                            .routeKey(operation.routeKey())
                            .operationName(operation.name())
                            .target(target)
                            .authorizationType(
                                    authorizer == null
                                            ? "NONE"
                                            : "JWT".equals(authorizer.authorizerType()) ? "JWT" : "CUSTOM")
                            .authorizerId(authorizer == null ? null : authorizer.authorizerId())
                            .authorizationScopes(operation.scopes().isEmpty() ? null : operation.scopes())
                            .build()));
        }
    }

    private static void checkCors(@Nullable Cors cors) {
        if (cors != null
                && Boolean.TRUE.equals(cors.allowCredentials())
                && Objects.requireNonNullElse(cors.allowOrigins(), List.<String>of())
                        .contains("*")) {
            throw ApiGatewayV2Errors.bad("allow-credentials is not supported for origin *");
        }
    }
}
