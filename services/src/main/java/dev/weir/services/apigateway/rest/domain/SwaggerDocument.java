package dev.weir.services.apigateway.rest.domain;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.api.apigateway.Integration;
import dev.weir.api.apigateway.IntegrationResponse;
import dev.weir.api.apigateway.Method;
import dev.weir.api.apigateway.MethodResponse;
import dev.weir.api.apigateway.RestApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Swagger 2.0 or OpenAPI 3.0 document as REST APIs are imported from. Source: API Gateway Developer Guide, "OpenAPI
 * extensions for API Gateway".
 */
public final class SwaggerDocument {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "x-amazon-apigateway-any-method");
    private static final Set<String> REFUSED = Set.of(
            "x-amazon-apigateway-gateway-responses",
            "x-amazon-apigateway-request-validator",
            "x-amazon-apigateway-minimum-compression-size");
    private static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
    private static final String INTEGRATION = "x-amazon-apigateway-integration";

    private final ObjectNode document;

    public SwaggerDocument(ObjectNode document) {
        this.document = document;
        boolean known = document.path("swagger").asString("").startsWith("2")
                || document.path("openapi").asString("").startsWith("3");
        if (!known) {
            throw ApiGatewayErrors.bad("Unable to build importer with provided input.");
        }
        refuse(document, "the document");
    }

    private static void refuse(JsonNode node, String where) {
        for (String name : REFUSED) {
            if (node.has(name)) {
                throw ApiGatewayErrors.unsupported(name + " of " + where);
            }
        }
    }

    /** A path's methods. */
    public record PathItem(String path, List<Method> methods) {}

    /** The API with what the document says of it as a whole. */
    public RestApi describe(RestApi api) {
        JsonNode info = document.path("info");
        List<String> binary = new ArrayList<>();
        document.path("x-amazon-apigateway-binary-media-types").forEach(type -> binary.add(type.asString("")));
        JsonNode policy = document.path("x-amazon-apigateway-policy");
        return api.toBuilder()
                .name(info.has("title") ? info.path("title").asString("") : api.name())
                .description(info.has("description") ? info.path("description").asString("") : api.description())
                .version(info.has("version") ? info.path("version").asString("") : api.version())
                .binaryMediaTypes(binary.isEmpty() ? api.binaryMediaTypes() : binary)
                .policy(policy.isObject() ? policy.toString() : api.policy())
                .build();
    }

    /** All paths. */
    public List<PathItem> paths() {
        List<PathItem> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            List<Method> methods = new ArrayList<>();
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    methods.add(method(path.getKey(), method.getKey(), method.getValue()));
                }
            }
            paths.add(new PathItem(path.getKey(), methods));
        }
        return paths;
    }

    private JsonNode schemes() {
        return document.has("securityDefinitions")
                ? document.path("securityDefinitions")
                : document.path("components").path("securitySchemes");
    }

    /** The security schemes that are authorizers, without ids; methods name theirs as {@code authorizerId}. */
    public List<Authorizer> authorizers() {
        List<Authorizer> authorizers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> scheme : schemes().properties()) {
            JsonNode node = scheme.getValue().path(AUTHORIZER);
            if (node.isObject()) {
                String type = node.path("type").asString("").toUpperCase(Locale.ROOT);
                String source = text(node, "identitySource");
                String header = text(scheme.getValue(), "name");
                authorizers.add(Authorizer.builder()
                        .name(scheme.getKey())
                        .type(type)
                        .authType(text(scheme.getValue(), "x-amazon-apigateway-authtype"))
                        .authorizerUri(text(node, "authorizerUri"))
                        .authorizerCredentials(text(node, "authorizerCredentials"))
                        .identitySource(
                                source == null && type.equals("TOKEN") ? "method.request.header." + header : source)
                        .identityValidationExpression(text(node, "identityValidationExpression"))
                        .authorizerResultTtlInSeconds(
                                node.has("authorizerResultTtlInSeconds")
                                        ? Integer.valueOf(node.path("authorizerResultTtlInSeconds")
                                                .asInt(0))
                                        : null)
                        .build());
            }
        }
        return authorizers;
    }

    private Method method(String path, String key, JsonNode node) {
        String where = key + " " + path;
        JsonNode security = node.has("security") ? node.path("security") : document.path("security");
        String authorizer = null;
        for (JsonNode scheme : security) {
            for (String name : scheme.propertyNames()) {
                if (!name.equals("NONE")) {
                    if (authorizer != null
                            || !schemes().path(name).path(AUTHORIZER).isObject()) {
                        throw ApiGatewayErrors.unsupported("security " + scheme + " of " + where);
                    }
                    authorizer = name;
                }
            }
        }
        refuse(node, where);
        String verb = key.startsWith("x-") ? MethodRules.ANY : key.toUpperCase(Locale.ROOT);
        Map<String, MethodResponse> responses = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> response : node.path("responses").properties()) {
            if (response.getKey().matches("[1-5][0-9][0-9]")) {
                responses.put(response.getKey(), response(response.getKey(), response.getValue()));
            }
        }
        return MethodRules.checked(Method.builder()
                .httpMethod(verb)
                .operationName(text(node, "operationId"))
                .authorizationType(authorizer == null ? "NONE" : "CUSTOM")
                .authorizerId(authorizer)
                .methodResponses(responses.isEmpty() ? null : responses)
                .methodIntegration(integration(node.path(INTEGRATION)))
                .build());
    }

    private static MethodResponse response(String status, JsonNode node) {
        Map<String, Boolean> parameters = new LinkedHashMap<>();
        for (String header : node.path("headers").propertyNames()) {
            parameters.put("method.response.header." + header, false);
        }
        return MethodResponse.builder()
                .statusCode(status)
                .responseParameters(parameters.isEmpty() ? null : parameters)
                .build();
    }

    private @Nullable Integration integration(JsonNode given) {
        JsonNode node = given;
        String reference = given.path("$ref").asString("");
        if (reference.startsWith("#/")) {
            node = document.at(reference.substring(1));
        }
        if (!node.isObject()) {
            return null;
        }
        Map<String, IntegrationResponse> responses = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> response : node.path("responses").properties()) {
            String status = text(response.getValue(), "statusCode");
            String pattern = response.getKey();
            responses.put(
                    status == null ? "200" : status,
                    IntegrationResponse.builder()
                            .statusCode(status == null ? "200" : status)
                            .selectionPattern(pattern.equals("default") ? null : pattern)
                            .responseParameters(texts(response.getValue().path("responseParameters")))
                            .responseTemplates(texts(response.getValue().path("responseTemplates")))
                            .build());
        }
        return Integration.builder()
                .type(node.path("type").asString("").toUpperCase(Locale.ROOT))
                .httpMethod(text(node, "httpMethod"))
                .uri(text(node, "uri"))
                .credentials(text(node, "credentials"))
                .passthroughBehavior(upper(text(node, "passthroughBehavior")))
                .contentHandling(text(node, "contentHandling"))
                .connectionType(text(node, "connectionType"))
                .requestParameters(texts(node.path("requestParameters")))
                .requestTemplates(texts(node.path("requestTemplates")))
                .responseTransferMode(text(node, "responseTransferMode"))
                .timeoutInMillis(
                        node.has("timeoutInMillis")
                                ? Integer.valueOf(node.path("timeoutInMillis").asInt(0))
                                : null)
                .integrationResponses(responses.isEmpty() ? null : responses)
                .build();
    }

    private static @Nullable String upper(@Nullable String text) {
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString() : null;
    }

    private static @Nullable Map<String, String> texts(JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asString()));
        return map;
    }
}
