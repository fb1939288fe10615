package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Arns;
import dev.weir.deploy.sam.model.Expect;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An authorizer of an HTTP API.
 *
 * @param declaration what the template says of it; null for the built-in IAM authorizer
 */
record HttpAuthorizer(String name, @Nullable ObjectNode declaration) {
    private static final List<String> LAMBDA_ONLY = List.of(
            "FunctionArn",
            "FunctionInvokeRole",
            "EnableFunctionDefaultPermissions",
            "Identity",
            "AuthorizerPayloadFormatVersion",
            "EnableSimpleResponses");
    private static final List<String> OAUTH_ONLY = List.of("AuthorizationScopes", "JwtConfiguration", "IdentitySource");

    /** Reads the authorizers of an API. */
    static Map<String, HttpAuthorizer> of(SamResource api, @Nullable JsonNode auth) {
        Map<String, HttpAuthorizer> authorizers = new LinkedHashMap<>();
        if (Json.isTrue(Json.get(auth, "EnableIamAuthorizer"))) {
            authorizers.put("AWS_IAM", new HttpAuthorizer("AWS_IAM", null));
        }
        JsonNode declared = Json.get(auth, "Authorizers");
        if (Json.truthy(declared)) {
            Expect expect = api.expect();
            for (Map.Entry<String, JsonNode> entry : Json.entries(expect.map(declared, "Auth.Authorizers"))) {
                String name = entry.getKey();
                ObjectNode declaration = expect.map(entry.getValue(), "Auth.Authorizers." + name);
                if (declaration.has("OpenIdConnectUrl")) {
                    throw api.invalid(("'OpenIdConnectUrl' is no longer a supported property for authorizer '%s'."
                                    + " Please refer to the AWS SAM documentation.")
                            .formatted(name));
                }
                authorizers.put(name, new HttpAuthorizer(name, declaration).checked(api));
            }
        }
        return authorizers;
    }

    private @Nullable JsonNode get(String... path) {
        return Json.get(declaration, path);
    }

    private boolean isJwt() {
        return Json.truthy(get("JwtConfiguration"));
    }

    private HttpAuthorizer checked(SamResource api) {
        JsonNode scopes = get("AuthorizationScopes");
        if (scopes != null) {
            api.expect().list(scopes, "Authorizers." + name + ".AuthorizationScopes");
        }
        JsonNode jwt = get("JwtConfiguration");
        if (Json.truthy(jwt)) {
            api.expect().map(jwt, "JwtConfiguration");
        }
        for (String property : isJwt() ? LAMBDA_ONLY : OAUTH_ONLY) {
            if (get(property) != null && property.equals("EnableFunctionDefaultPermissions")) {
                throw api.invalid("EnableFunctionDefaultPermissions is only supported for Lambda Authorizer.");
            }
            if (get(property) != null) {
                throw api.invalid("%s must be defined only for %s Authorizer."
                        .formatted(property, isJwt() ? "Lambda" : "OAuth2"));
            }
        }
        if (isJwt()) {
            if (!Json.truthy(get("IdentitySource"))) {
                throw api.invalid(name + " OAuth2 Authorizer must define 'IdentitySource'.");
            }
            return this;
        }
        if (!Json.truthy(get("FunctionArn"))) {
            throw api.invalid(name + " Lambda Authorizer must define 'FunctionArn'.");
        }
        if (!Json.truthy(get("AuthorizerPayloadFormatVersion"))) {
            throw api.invalid(name + " Lambda Authorizer must define 'AuthorizerPayloadFormatVersion'.");
        }
        JsonNode permissions = get("EnableFunctionDefaultPermissions");
        if (permissions != null) {
            api.expect().bool(permissions, "Authorizers." + name + ".EnableFunctionDefaultPermissions");
        }
        JsonNode identity = get("Identity");
        if (Json.truthy(identity)) {
            api.expect().map(identity, "Authorizers." + name + ".Identity");
            for (String source : List.of("Headers", "QueryStrings", "StageVariables", "Context")) {
                JsonNode names = get("Identity", source);
                if (Json.truthy(names)) {
                    api.expect().texts(names, "Authorizers.%s.Identity.%s".formatted(name, source));
                }
            }
        }
        return this;
    }

    @Nullable
    JsonNode functionArn() {
        return get("FunctionArn");
    }

    JsonNode scopes() {
        JsonNode scopes = get("AuthorizationScopes");
        return scopes == null ? Json.array() : scopes;
    }

    boolean needsPermission() {
        return Json.truthy(functionArn()) && Json.truthy(get("EnableFunctionDefaultPermissions"));
    }

    /** The authorizer as the API's definition declares it. */
    ObjectNode definition(Arns arns) {
        if (declaration == null) {
            return Json.object(
                    "type",
                    "apiKey",
                    "name",
                    "Authorization",
                    "in",
                    "header",
                    "x-amazon-apigateway-authtype",
                    "awsSigv4");
        }
        if (isJwt()) {
            ObjectNode jwt = Json.object();
            for (Map.Entry<String, JsonNode> member : Json.entries(get("JwtConfiguration"))) {
                String key = member.getKey();
                jwt.set(Character.toLowerCase(key.charAt(0)) + key.substring(1), member.getValue());
            }
            return Json.object(
                    "type",
                    "oauth2",
                    "x-amazon-apigateway-authorizer",
                    Json.object("jwtConfiguration", jwt, "identitySource", get("IdentitySource"), "type", "jwt"));
        }
        JsonNode role = get("FunctionInvokeRole");
        boolean hasRole = Json.truthy(role) && !"NONE".equals(Json.text(role));
        List<String> sources = RestAuthorizer.identitySources(
                get("Identity"), "$request.header.", "$request.querystring.", "$stageVariables.", "$context.");
        JsonNode simple = get("EnableSimpleResponses");
        ObjectNode authorizer = Json.object(
                "type",
                "request",
                "authorizerUri",
                Intrinsics.sub(
                        arns.withoutAccount(
                                "apigateway", "lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations"),
                        Json.object("__FunctionArn__", functionArn())),
                "authorizerCredentials",
                hasRole ? role : null,
                "authorizerResultTtlInSeconds",
                get("Identity", "ReauthorizeEvery"),
                "identitySource",
                Json.truthy(get("Identity")) ? sources : null,
                "authorizerPayloadFormatVersion",
                get("AuthorizerPayloadFormatVersion"),
                "enableSimpleResponses",
                Json.truthy(simple) ? simple : null);
        return Json.object(
                "type", "apiKey", "name", "Unused", "in", "header", "x-amazon-apigateway-authorizer", authorizer);
    }
}
