package dev.weir.services.apigateway.v2.domain;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.api.apigatewayv2.Authorizer;
import dev.weir.api.apigatewayv2.Cors;
import dev.weir.api.apigatewayv2.Integration;
import dev.weir.api.apigatewayv2.JWTConfiguration;
import dev.weir.services.apigateway.proxy.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAPI 3.0 document as HTTP APIs are imported from. Source: API Gateway Developer Guide, "Using OpenAPI
 * definitions to import HTTP APIs".
 */
public final class OpenApiDocument {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "x-amazon-apigateway-any-method");
    private static final String INTEGRATION = "x-amazon-apigateway-integration";
    private static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
    private static final String CORS = "x-amazon-apigateway-cors";
    private static final String TAG = "x-amazon-apigateway-tag-value";

    private final ObjectNode document;

    public OpenApiDocument(ObjectNode document) {
        this.document = document;
        if (!document.path("openapi").asString("").startsWith("3.")) {
            throw ApiGatewayV2Errors.badDocument("its version: HTTP APIs are imported from OpenAPI 3 only");
        }
    }

    /**
     * A path's method.
     *
     * @param integration without an id; null where it has none
     * @param authorizer the name of the security scheme that it needs; null where it needs none
     * @param scopes of which a caller needs one
     */
    public record Operation(
            String routeKey,
            @Nullable String name,
            @Nullable Integration integration,
            @Nullable String authorizer,
            List<String> scopes) {}

    /** The security schemes that are authorizers, without ids. */
    public List<Authorizer> authorizers() {
        List<Authorizer> authorizers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> scheme :
                document.path("components").path("securitySchemes").properties()) {
            JsonNode node = scheme.getValue().path(AUTHORIZER);
            if (node.isObject()) {
                authorizers.add(authorizer(scheme.getKey(), node));
            }
        }
        return authorizers;
    }

    private static Authorizer authorizer(String name, JsonNode node) {
        JsonNode source = node.path("identitySource");
        JsonNode jwt = node.path("jwtConfiguration");
        return Authorizer.builder()
                .name(name)
                .authorizerType(
                        node.path("type").asString("").equalsIgnoreCase("jwt") || jwt.isObject() ? "JWT" : "REQUEST")
                .identitySource(
                        source.isString()
                                ? Arrays.stream(source.asString().split(","))
                                        .map(String::strip)
                                        .toList()
                                : source.isArray() ? texts(source) : null)
                .jwtConfiguration(jwt.isObject() ? Records.copy(jwt, JWTConfiguration.class) : null)
                .authorizerUri(text(node, "authorizerUri"))
                .authorizerPayloadFormatVersion(text(node, "authorizerPayloadFormatVersion"))
                .authorizerCredentialsArn(text(node, "authorizerCredentials"))
                .authorizerResultTtlInSeconds(
                        node.has("authorizerResultTtlInSeconds")
                                ? Integer.valueOf(node.path("authorizerResultTtlInSeconds")
                                        .asInt(0))
                                : null)
                .enableSimpleResponses(
                        node.has("enableSimpleResponses")
                                ? Boolean.valueOf(
                                        node.path("enableSimpleResponses").asString())
                                : null)
                .build();
    }

    private static List<String> texts(JsonNode list) {
        return list.values().stream().map(element -> element.asString("")).toList();
    }

    /** The API with what the document says of it as a whole. */
    public Api describe(Api api) {
        JsonNode info = document.path("info");
        Map<String, String> tags = new LinkedHashMap<>(api.tags() == null ? Map.of() : api.tags());
        for (JsonNode tag : document.path("tags")) {
            if (tag.has(TAG)) {
                tags.put(tag.path("name").asString(""), tag.path(TAG).asString(""));
            }
        }
        JsonNode cors = document.path(CORS);
        return api.toBuilder()
                .name(info.has("title") ? info.path("title").asString("") : api.name())
                .description(info.has("description") ? info.path("description").asString("") : api.description())
                .version(info.has("version") ? info.path("version").asString("") : api.version())
                .corsConfiguration(cors.isObject() ? Records.copy(cors, Cors.class) : api.corsConfiguration())
                .tags(tags)
                .build();
    }

    /** All methods of all paths. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(operation(path.getKey(), method.getKey(), method.getValue()));
                }
            }
        }
        return operations;
    }

    private Operation operation(String path, String method, JsonNode node) {
        JsonNode security = node.has("security") ? node.path("security") : document.path("security");
        if (security.size() > 1 || (security.size() == 1 && security.get(0).size() > 1)) {
            throw ApiGatewayV2Errors.unsupported("several security schemes of " + method + " " + path);
        }
        Map.Entry<String, JsonNode> scheme = security.isEmpty()
                ? null
                : security.get(0).properties().stream().findFirst().orElse(null);
        String authorizer = scheme == null || scheme.getKey().equals("NONE") ? null : scheme.getKey();
        List<String> scopes = scheme == null || authorizer == null ? List.of() : texts(scheme.getValue());
        String verb = method.startsWith("x-") ? RouteKey.ANY : method.toUpperCase(Locale.ROOT);
        String key = path.equals("/$default") || path.equals(RouteKey.DEFAULT) ? RouteKey.DEFAULT : verb + " " + path;
        JsonNode name = node.path("operationId");
        return new Operation(
                key,
                name.isString() ? name.asString() : null,
                integration(path, node.path(INTEGRATION)),
                authorizer,
                scopes);
    }

    private @Nullable Integration integration(String path, JsonNode node) {
        JsonNode found = node;
        String reference = node.path("$ref").asString("");
        if (reference.startsWith("#/")) {
            found = document.at(reference.substring(1));
        }
        if (!found.isObject()) {
            return null;
        }
        for (String name : found.propertyNames()) {
            if (!Set.of(
                            "type",
                            "httpMethod",
                            "uri",
                            "payloadFormatVersion",
                            "timeoutInMillis",
                            "description",
                            "connectionType",
                            "connectionId",
                            "integrationSubtype",
                            "requestParameters",
                            "responseParameters",
                            "credentials",
                            "tlsConfig",
                            "passthroughBehavior")
                    .contains(name)) {
                throw ApiGatewayV2Errors.unsupported("'" + name + "' of the integration of " + path);
            }
        }
        return Integration.builder()
                .integrationType(found.path("type").asString("").toUpperCase(Locale.ROOT))
                .integrationMethod(text(found, "httpMethod"))
                .integrationUri(text(found, "uri"))
                .payloadFormatVersion(text(found, "payloadFormatVersion"))
                .timeoutInMillis(
                        found.has("timeoutInMillis")
                                ? Integer.valueOf(found.path("timeoutInMillis").asInt(0))
                                : null)
                .description(text(found, "description"))
                .connectionType(text(found, "connectionType"))
                .connectionId(text(found, "connectionId"))
                .integrationSubtype(text(found, "integrationSubtype"))
                .credentialsArn(text(found, "credentials"))
                .requestParameters(found.has("requestParameters") ? Map.of("", "") : null)
                .responseParameters(found.has("responseParameters") ? Map.of("", Map.of()) : null)
                .build();
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString() : null;
    }
}
