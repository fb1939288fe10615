package dev.weir.services.apigateway.rest.domain;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.api.apigateway.PatchOperation;
import dev.weir.services.apigateway.auth.IdentitySource;
import dev.weir.services.apigateway.proxy.FunctionUri;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What authorizers of REST APIs must be like. Source: API Gateway API Reference, "CreateAuthorizer". */
public final class AuthorizerRules {
    /** In seconds, where an authorizer does not say. */
    public static final int TTL = 300;

    private static final int LONGEST = 3600;

    private AuthorizerRules() {}

    /** The sources of a caller's identity, in order. */
    public static List<IdentitySource> sources(@Nullable String identitySource) {
        return identitySource == null || identitySource.isBlank()
                ? List.of()
                : Pattern.compile(",")
                        .splitAsStream(identitySource)
                        .map(source -> IdentitySource.parse(source)
                                .orElseThrow(
                                        () -> ApiGatewayErrors.bad("Invalid identity source specified: " + source)))
                        .toList();
    }

    /** The authorizer with defaults; refuses what AWS or weir does not take. */
    public static Authorizer checked(Authorizer given) {
        String type = Objects.requireNonNullElse(given.type(), "");
        boolean token = type.equals("TOKEN");
        if (!token && !type.equals("REQUEST")) {
            throw ApiGatewayErrors.unsupported("authorizers of type " + type);
        }
        String uri = Objects.requireNonNullElse(given.authorizerUri(), "");
        if (!FunctionUri.namesFunction(uri)) {
            throw ApiGatewayErrors.bad(
                    "Invalid Authorizer URI: " + uri
                            + ". Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.");
        }
        List<IdentitySource> sources = sources(given.identitySource());
        int ttl = Objects.requireNonNullElse(given.authorizerResultTtlInSeconds(), TTL);
        if (ttl < 0 || ttl > LONGEST) {
            throw ApiGatewayErrors.bad("Authorizer result TTL should be between 0 and 3600 seconds");
        }
        if (token && (sources.size() != 1 || !sources.getFirst().kind().equals("request.header"))) {
            throw ApiGatewayErrors.bad("Identity source for a TOKEN authorizer is one header");
        }
        if (!token && ttl > 0 && sources.isEmpty()) {
            throw ApiGatewayErrors.bad("Identity source is required when caching is enabled");
        }
        String expression = given.identityValidationExpression();
        if (expression != null) {
            try {
                Pattern unused = Pattern.compile(expression);
            } catch (PatternSyntaxException e) {
                throw ApiGatewayErrors.bad("Invalid identity validation expression specified: " + expression);
            }
        }
        return given.toBuilder()
                .authType(given.authType() == null ? "custom" : given.authType())
                .authorizerResultTtlInSeconds(ttl)
                .build();
    }

    /** The authorizer with the patch. */
    public static Authorizer patched(Authorizer authorizer, PatchOperation patch) {
        if (!"replace".equals(patch.op())) {
            throw ApiGatewayErrors.bad("Invalid patch operation specified. Must be one of: [replace]");
        }
        String value = patch.value();
        Authorizer.Builder changed = authorizer.toBuilder();
        return switch (Objects.requireNonNullElse(patch.path(), "")) {
            case "/name" -> changed.name(value).build();
            case "/type" -> changed.type(value).build();
            case "/authType" -> changed.authType(value).build();
            case "/authorizerUri" -> changed.authorizerUri(value).build();
            case "/authorizerCredentials" ->
                changed.authorizerCredentials(value).build();
            case "/identitySource" -> changed.identitySource(value).build();
            case "/identityValidationExpression" ->
                changed.identityValidationExpression(value).build();
            case "/authorizerResultTtlInSeconds" ->
                changed.authorizerResultTtlInSeconds(Integer.valueOf(value)).build();
            default -> throw ApiGatewayErrors.badPatchPath(String.valueOf(patch.path()));
        };
    }
}
