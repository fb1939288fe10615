package dev.weir.services.apigateway.rest.domain;

import dev.weir.api.apigateway.Integration;
import dev.weir.api.apigateway.IntegrationResponse;
import dev.weir.api.apigateway.Method;
import dev.weir.services.apigateway.proxy.FunctionUri;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What AWS and weir take of methods and integrations, with AWS's defaults. */
public final class MethodRules {
    public static final String ANY = "ANY";
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", ANY);
    private static final int MIN_TIMEOUT = 50;
    private static final int MAX_TIMEOUT = 29_000;

    private MethodRules() {}

    /** A path part as resources may have it. */
    public static void checkPathPart(String part) {
        if (!part.matches("[a-zA-Z0-9._:-]+|\\{[a-zA-Z0-9._:-]+\\+?}")) {
            throw ApiGatewayErrors.badPathPart();
        }
    }

    public static boolean isVariable(String part) {
        return part.startsWith("{");
    }

    public static boolean isGreedy(String part) {
        return part.endsWith("+}");
    }

    /** The method with defaults. */
    public static Method checked(Method given) {
        if (!METHODS.contains(Objects.requireNonNullElse(given.httpMethod(), ""))) {
            throw ApiGatewayErrors.badMethod();
        }
        String authorization = Objects.requireNonNullElse(given.authorizationType(), "NONE");
        if (authorization.equals("CUSTOM") && given.authorizerId() == null) {
            throw ApiGatewayErrors.bad("Invalid authorizer ID specified. Setting the authorization type to CUSTOM or "
                    + "COGNITO_USER_POOLS requires a valid authorizer.");
        }
        if (!authorization.equals("NONE") && !authorization.equals("CUSTOM")) {
            throw ApiGatewayErrors.unsupported("authorization type " + authorization + " of methods");
        }
        Set<String> names = new HashSet<>();
        for (String parameter : given.requestParameters() == null
                ? Set.<String>of()
                : given.requestParameters().keySet()) {
            if (!names.add(parameter.substring(parameter.lastIndexOf('.') + 1))) {
                throw ApiGatewayErrors.bad("Parameter names must be unique across querystring, header and path");
            }
        }
        if (Boolean.TRUE.equals(given.apiKeyRequired())) {
            throw ApiGatewayErrors.unsupported("methods that require an API key");
        }
        if (given.requestValidatorId() != null) {
            throw ApiGatewayErrors.unsupported("request validators");
        }
        return given.toBuilder()
                .authorizationType(authorization)
                .apiKeyRequired(false)
                .build();
    }

    /** The integration with defaults. */
    public static Integration checked(Integration given, String resourceId) {
        String type = Objects.requireNonNullElse(given.type(), "");
        boolean proxy = type.equals("AWS_PROXY");
        if (!proxy && !type.equals("MOCK")) {
            throw ApiGatewayErrors.unsupported("integrations of type " + type + " in REST APIs");
        }
        String uri = Objects.requireNonNullElse(given.uri(), "");
        if (proxy && !FunctionUri.namesFunction(uri)) {
            throw ApiGatewayErrors.bad("AWS_PROXY integration only supports Lambda and Firehose invocations");
        }
        if (proxy && uri.contains("response-streaming-invocations")) {
            throw ApiGatewayErrors.unsupported("response streaming of integrations");
        }
        refuse("VPC_LINK".equals(given.connectionType()), "integrations through VPC links");
        refuse("STREAM".equals(given.responseTransferMode()), "response streaming of integrations");
        refuse(some(given.cacheKeyParameters()), "cache keys of integrations");
        refuse(
                given.requestParameters() != null && !given.requestParameters().isEmpty(),
                "parameter mapping of requests");
        Map<String, String> templates = given.requestTemplates();
        if (templates != null && !proxy) {
            refuse(templates.values().stream().anyMatch(MockIntegration::hasExpressions), "expressions in templates");
        }
        Integer timeout = given.timeoutInMillis();
        if (timeout != null && (timeout < MIN_TIMEOUT || timeout > MAX_TIMEOUT)) {
            throw ApiGatewayErrors.bad("Timeout should be between 50 ms and 29000 ms");
        }
        Map<String, IntegrationResponse> responses = given.integrationResponses();
        if (responses != null && !proxy) {
            responses.values().forEach(MethodRules::check);
        }
        return given.toBuilder()
                .passthroughBehavior(
                        given.passthroughBehavior() == null ? "WHEN_NO_MATCH" : given.passthroughBehavior())
                .timeoutInMillis(timeout == null ? Integer.valueOf(MAX_TIMEOUT) : timeout)
                .cacheNamespace(given.cacheNamespace() == null ? resourceId : given.cacheNamespace())
                .cacheKeyParameters(List.of())
                .build();
    }

    /** Refuses responses of mock integrations that weir cannot make. */
    public static void check(IntegrationResponse response) {
        Map<String, String> templates = response.responseTemplates();
        refuse(
                templates != null && templates.values().stream().anyMatch(MockIntegration::hasExpressions),
                "expressions in templates");
        Map<String, String> parameters = response.responseParameters();
        if (parameters != null) {
            parameters.forEach((name, value) ->
                    refuse(!MockIntegration.mapsLiteral(name, value), "response parameter " + name + ": " + value));
        }
    }

    private static boolean some(@Nullable List<String> list) {
        return list != null && !list.isEmpty();
    }

    private static void refuse(boolean when, String what) {
        if (when) {
            throw ApiGatewayErrors.unsupported(what);
        }
    }
}
