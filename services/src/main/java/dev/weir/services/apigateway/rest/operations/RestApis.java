package dev.weir.services.apigateway.rest.operations;

import dev.weir.api.apigateway.*;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.rest.domain.AuthorizerRules;
import dev.weir.services.apigateway.rest.domain.MethodRules;
import dev.weir.services.apigateway.rest.domain.SwaggerDocument;
import dev.weir.services.apigateway.rest.state.RestPart;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.state.ApiWriter;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** REST APIs: by hand and from documents. */
public final class RestApis {
    private static final int ID = 10;
    private static final int PAGE = 25;

    private final Kernel kernel;
    private final ApiStore<RestApi> store;

    public RestApis(Kernel kernel, ApiStore<RestApi> store) {
        this.kernel = kernel;
        this.store = store;
    }

    /** The ARN by which API Gateway names a REST API. */
    public static String arn(Scope scope, String apiId) {
        return "arn:aws:apigateway:" + scope.region() + "::/restapis/" + apiId;
    }

    /** Writes an accepted change to the journal. */
    void accepted(Call call, String operation, String apiId, String subject) {
        Cause unused = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "apigateway." + operation,
                        "",
                        arn(call.scope(), apiId),
                        subject,
                        Outcome.ACCEPTED,
                        "");
    }

    public RestApi create(Call call, CreateRestApiRequest input) {
        if (input.cloneFrom() != null) {
            throw ApiGatewayErrors.unsupported("cloning of APIs");
        }
        if (input.minimumCompressionSize() != null) {
            throw ApiGatewayErrors.unsupported("compression of answers (minimumCompressionSize)");
        }
        if (input.description() != null && input.description().isEmpty()) {
            throw ApiGatewayErrors.bad("Description cannot be an empty string");
        }
        RestApi api = Records.merge(
                empty(), input.toBuilder().endpointConfiguration(null).build(), RestApi.class);
        List<String> binary = api.binaryMediaTypes();
        api = api.toBuilder()
                .endpointConfiguration(endpoint(input.endpointConfiguration()))
                .binaryMediaTypes(binary == null || binary.isEmpty() ? null : binary)
                .build();
        return keep(call, "CreateRestApi", api, null);
    }

    private RestApi empty() {
        return RestApi.builder()
                .id(kernel.ids().alphanumeric(ID))
                .createdDate(kernel.clock().now())
                .apiKeySource("HEADER")
                .disableExecuteApiEndpoint(false)
                .rootResourceId(kernel.ids().alphanumeric(ID))
                .endpointConfiguration(endpoint(null))
                .build();
    }

    private static EndpointConfiguration endpoint(@Nullable EndpointConfiguration given) {
        List<String> types = given == null || given.types() == null ? List.of("EDGE") : given.types();
        if (types.size() > 1) {
            throw ApiGatewayErrors.bad("Cannot create an api with multiple Endpoint Types.");
        }
        boolean closed = types.contains("PRIVATE");
        String addresses = given == null || given.ipAddressType() == null
                ? (closed ? "dualstack" : "ipv4")
                : given.ipAddressType();
        if (closed && !addresses.equals("dualstack")) {
            throw ApiGatewayErrors.bad("Only dualstack ipAddressType is supported for Private APIs.");
        }
        return EndpointConfiguration.builder()
                .types(types)
                .ipAddressType(addresses)
                .vpcEndpointIds(given == null ? null : given.vpcEndpointIds())
                .build();
    }

    private RestApi keep(Call call, String operation, RestApi api, @Nullable SwaggerDocument document) {
        String id = Objects.requireNonNull(api.id());
        Boolean unused = store.create(call.scope(), id, api, writer -> {
            putRoot(writer);
            if (document != null) {
                fill(writer, document);
            }
            return true;
        });
        accepted(call, operation, id, id);
        return api;
    }

    private static void putRoot(ApiWriter<RestApi> api) {
        String root = Objects.requireNonNull(api.api().rootResourceId());
        api.put(RestPart.RESOURCE, root, Resource.builder().id(root).path("/").build());
    }

    public RestApi get(Call call, GetRestApiRequest input) {
        return store.read(call.scope(), Objects.requireNonNull(input.restApiId()), reader -> reader.api());
    }

    public dev.weir.api.apigateway.RestApis list(Call call, GetRestApisRequest input) {
        Page<RestApi> page = Page.of(
                store.all(call.scope()),
                api -> Objects.requireNonNull(api.id()),
                input.position(),
                limit(input.limit()));
        return dev.weir.api.apigateway.RestApis.builder()
                .items(page.items())
                .position(page.next())
                .build();
    }

    static int limit(@Nullable Integer limit) {
        return limit == null ? PAGE : Math.clamp(limit, 1, 500);
    }

    public RestApi update(Call call, UpdateRestApiRequest input) {
        String id = Objects.requireNonNull(input.restApiId());
        RestApi changed = store.write(call.scope(), id, writer -> {
            RestApi api = writer.api();
            for (PatchOperation patch :
                    Objects.requireNonNullElse(input.patchOperations(), List.<PatchOperation>of())) {
                api = patched(api, patch);
            }
            writer.put(api);
            return api;
        });
        accepted(call, "UpdateRestApi", id, id);
        return changed;
    }

    /** Gives an API those of the properties that are there, as a stack's update does. */
    public void replace(Call call, String id, CreateRestApiRequest wanted) {
        if (wanted.minimumCompressionSize() != null || wanted.cloneFrom() != null) {
            throw ApiGatewayErrors.unsupported("compression of answers, and cloning of APIs");
        }
        EndpointConfiguration endpoint =
                wanted.endpointConfiguration() == null ? null : endpoint(wanted.endpointConfiguration());
        Boolean unused = store.write(call.scope(), id, writer -> {
            writer.put(Records.merge(
                    writer.api(),
                    wanted.toBuilder().endpointConfiguration(endpoint).build(),
                    RestApi.class));
            return true;
        });
        accepted(call, "UpdateRestApi", id, id);
    }

    private static RestApi patched(RestApi api, PatchOperation patch) {
        String path = Objects.requireNonNullElse(patch.path(), "");
        String value = patch.value();
        RestApi.Builder changed = api.toBuilder();
        if (path.startsWith("/binaryMediaTypes/")) {
            List<String> types = new ArrayList<>(api.binaryMediaTypes() == null ? List.of() : api.binaryMediaTypes());
            String type = path.substring("/binaryMediaTypes/".length()).replace("~1", "/");
            types.remove(type);
            if (!"remove".equals(patch.op())) {
                types.add("replace".equals(patch.op()) && value != null ? value : type);
            }
            return changed.binaryMediaTypes(types).build();
        }
        if (!"replace".equals(patch.op())) {
            throw ApiGatewayErrors.bad("Invalid patch operation specified. Must be one of: [replace]");
        }
        return switch (path) {
            case "/name" -> changed.name(value).build();
            case "/description" -> changed.description(value).build();
            case "/version" -> changed.version(value).build();
            case "/policy" -> changed.policy(value).build();
            case "/disableExecuteApiEndpoint" ->
                changed.disableExecuteApiEndpoint(Boolean.valueOf(value)).build();
            default -> throw ApiGatewayErrors.badPatchPath(path);
        };
    }

    public DeleteRestApiResponse delete(Call call, DeleteRestApiRequest input) {
        String id = Objects.requireNonNull(input.restApiId());
        store.delete(call.scope(), id);
        accepted(call, "DeleteRestApi", id, id);
        return DeleteRestApiResponse.builder().build();
    }

    public RestApi importApi(Call call, ImportRestApiRequest input) {
        checkParameters(input.parameters());
        SwaggerDocument document = document(input.body());
        return keep(call, "ImportRestApi", document.describe(withEndpoint(empty(), input.parameters())), document);
    }

    /** What resources and methods the document names are put, or take the place of all. */
    public RestApi put(Call call, PutRestApiRequest input) {
        String id = Objects.requireNonNull(input.restApiId());
        checkParameters(input.parameters());
        SwaggerDocument document = document(input.body());
        RestApi changed = store.write(call.scope(), id, writer -> {
            RestApi api = document.describe(writer.api());
            writer.put(api);
            if (!"merge".equals(input.mode())) {
                writer.clear(RestPart.RESOURCE);
                writer.clear(RestPart.AUTHORIZER);
                putRoot(writer);
            }
            fill(writer, document);
            return api;
        });
        accepted(call, "PutRestApi", id, id);
        return changed;
    }

    private static void checkParameters(@Nullable Map<String, String> parameters) {
        if (parameters != null) {
            String base = parameters.getOrDefault("basepath", "ignore");
            if (!base.equals("ignore")) {
                throw ApiGatewayErrors.unsupported("the import of APIs with basepath " + base);
            }
        }
    }

    private static RestApi withEndpoint(RestApi api, @Nullable Map<String, String> parameters) {
        String type = parameters == null ? null : parameters.get("endpointConfigurationTypes");
        return type == null
                ? api
                : api.toBuilder()
                        .endpointConfiguration(endpoint(EndpointConfiguration.builder()
                                .types(List.of(type))
                                .build()))
                        .build();
    }

    private static SwaggerDocument document(byte @Nullable [] body) {
        try {
            return new SwaggerDocument(
                    Records.document(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw ApiGatewayErrors.bad("Unable to build importer with provided input.");
        }
    }

    private void fill(ApiWriter<RestApi> api, SwaggerDocument document) {
        Map<String, String> authorizers = new HashMap<>();
        api.all(RestPart.AUTHORIZER)
                .forEach(known ->
                        authorizers.put(Objects.requireNonNull(known.name()), Objects.requireNonNull(known.id())));
        for (Authorizer declared : document.authorizers()) {
            String id = authorizers.computeIfAbsent(Objects.requireNonNull(declared.name()), name -> kernel.ids()
                    .alphanumeric(RestAuthorizers.ID));
            api.put(
                    RestPart.AUTHORIZER,
                    id,
                    AuthorizerRules.checked(declared.toBuilder().id(id).build()));
        }
        Map<String, Resource> byPath = new HashMap<>();
        api.all(RestPart.RESOURCE).forEach(resource -> byPath.put(Objects.requireNonNull(resource.path()), resource));
        for (SwaggerDocument.PathItem item : document.paths()) {
            Resource resource = ensure(api, byPath, item.path());
            String id = Objects.requireNonNull(resource.id());
            Map<String, Method> methods =
                    new LinkedHashMap<>(resource.resourceMethods() == null ? Map.of() : resource.resourceMethods());
            for (Method declared : item.methods()) {
                String authorizer = declared.authorizerId();
                Method method = declared.toBuilder()
                        .authorizerId(authorizer == null ? null : authorizers.get(authorizer))
                        .build();
                Integration integration = method.methodIntegration();
                methods.put(
                        Objects.requireNonNull(method.httpMethod()),
                        integration == null
                                ? method
                                : method.toBuilder()
                                        .methodIntegration(MethodRules.checked(integration, id))
                                        .build());
            }
            Resource filled = resource.toBuilder()
                    .resourceMethods(methods.isEmpty() ? null : methods)
                    .build();
            byPath.put(item.path(), filled);
            api.put(RestPart.RESOURCE, id, filled);
        }
    }

    /** The resource at the path, made with those above it where it is missing. */
    private Resource ensure(ApiWriter<RestApi> api, Map<String, Resource> byPath, String given) {
        String path = given.length() > 1 && given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        Resource known = byPath.get(path);
        if (known != null) {
            return known;
        }
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            throw ApiGatewayErrors.bad("Invalid path specified: " + given);
        }
        Resource parent = ensure(api, byPath, slash == 0 ? "/" : path.substring(0, slash));
        String part = path.substring(slash + 1);
        MethodRules.checkPathPart(part);
        String id = kernel.ids().alphanumeric(Resources.ID);
        Resource made = Resource.builder()
                .id(id)
                .parentId(parent.id())
                .pathPart(part)
                .path(path)
                .build();
        byPath.put(path, made);
        api.put(RestPart.RESOURCE, id, made);
        return made;
    }
}
