package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Arns;
import dev.weir.deploy.sam.model.Expect;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.SamResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An authorizer of a REST API.
 *
 * @param declaration what the template says of it; null for the built-in IAM authorizer
 */
record RestAuthorizer(String name, @Nullable ObjectNode declaration) {
    static final String IAM = "AWS_IAM";
    private static final Set<String> PAYLOADS = Set.of("TOKEN", "REQUEST");
    private static final String IDENTITY_TYPE =
            "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity,"
                    + " LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).";

    /** Reads the authorizers of an API, the built-in one included where it is the default. */
    static Map<String, RestAuthorizer> of(SamResource api, @Nullable JsonNode auth, boolean withDefault) {
        Map<String, RestAuthorizer> authorizers = new LinkedHashMap<>();
        if (withDefault && IAM.equals(Json.text(auth, "DefaultAuthorizer"))) {
            authorizers.put(IAM, new RestAuthorizer(IAM, null));
        }
        JsonNode declared = Json.get(auth, "Authorizers");
        if (Json.truthy(declared)) {
            Expect expect = api.expect();
            ObjectNode map = expect.map(declared, "Auth.Authorizers");
            for (Map.Entry<String, JsonNode> entry : Json.entries(map)) {
                ObjectNode declaration = expect.map(entry.getValue(), "Auth.Authorizers." + entry.getKey());
                authorizers.put(entry.getKey(), checked(api, entry.getKey(), declaration));
            }
        }
        return authorizers;
    }

    private static RestAuthorizer checked(SamResource api, String name, ObjectNode declaration) {
        RestAuthorizer authorizer = new RestAuthorizer(name, declaration);
        JsonNode payload = authorizer.get("FunctionPayloadType");
        if (payload != null && !PAYLOADS.contains(payload.asString(""))) {
            throw api.invalid(
                    "%s Authorizer has invalid 'FunctionPayloadType': %s.".formatted(name, PythonText.of(payload)));
        }
        JsonNode identity = authorizer.get("Identity");
        if (authorizer.isRequest() && authorizer.missesIdentitySource(api)) {
            throw api.invalid(name
                    + " Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables,"
                    + " or Context.");
        }
        JsonNode scopes = authorizer.get("AuthorizationScopes");
        if (scopes != null) {
            api.expect().list(scopes, "Authorizers." + name + ".AuthorizationScopes");
        }
        if (Json.truthy(identity) && !Intrinsics.isIntrinsic(identity)) {
            if (identity == null || !identity.isObject()) {
                throw api.invalid(IDENTITY_TYPE);
            }
            if (authorizer.isRequest()) {
                for (String source : List.of("Headers", "QueryStrings", "StageVariables", "Context")) {
                    if (Json.get(identity, source) != null) {
                        api.expect()
                                .texts(
                                        Json.get(identity, source),
                                        "Authorizers.%s.Identity.%s".formatted(name, source));
                    }
                }
            }
        }
        return authorizer;
    }

    private @Nullable JsonNode get(String... path) {
        return Json.get(declaration, path);
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
        return Json.truthy(functionArn()) && !Json.truthy(get("DisableFunctionDefaultPermissions"));
    }

    private boolean isCognito() {
        return Json.truthy(get("UserPoolArn"));
    }

    private boolean isRequest() {
        return "REQUEST".equals(Json.text(get("FunctionPayloadType")));
    }

    private boolean missesIdentitySource(SamResource api) {
        JsonNode identity = get("Identity");
        if (!Json.truthy(identity)) {
            return true;
        }
        if (identity == null || !identity.isObject()) {
            throw api.invalid(IDENTITY_TYPE);
        }
        boolean missing = !Json.truthy(Json.get(identity, "Headers"))
                && !Json.truthy(Json.get(identity, "QueryStrings"))
                && !Json.truthy(Json.get(identity, "StageVariables"))
                && !Json.truthy(Json.get(identity, "Context"));
        JsonNode cached = Json.get(identity, "ReauthorizeEvery");
        boolean never = cached != null && cached.isNumber() && cached.asInt() == 0 || "0".equals(Json.text(cached));
        return missing && !never;
    }

    /** The authorizer as the API's definition declares it. */
    ObjectNode definition(Arns arns) {
        ObjectNode definition = Json.object("type", "apiKey", "name", headerName(), "in", "header");
        definition.put(
                "x-amazon-apigateway-authtype",
                declaration == null ? "awsSigv4" : isCognito() ? "cognito_user_pools" : "custom");
        if (declaration == null) {
            return definition;
        }
        ObjectNode authorizer;
        JsonNode pool = get("UserPoolArn");
        if (isCognito() && pool != null) {
            authorizer = Json.object("type", "cognito_user_pools", "providerARNs", Json.array(Json.asList(pool)));
        } else {
            authorizer = lambda(arns);
        }
        if (!isRequest() || isCognito()) {
            JsonNode expression = get("Identity", "ValidationExpression");
            if (Json.truthy(expression)) {
                Json.put(authorizer, "identityValidationExpression", expression);
            }
        }
        definition.set("x-amazon-apigateway-authorizer", authorizer);
        return definition;
    }

    private ObjectNode lambda(Arns arns) {
        ObjectNode authorizer = Json.object(
                "type",
                isRequest() ? "request" : "token",
                "authorizerUri",
                Intrinsics.sub(
                        arns.withoutAccount(
                                "apigateway", "lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations"),
                        functionVariable()),
                "authorizerResultTtlInSeconds",
                get("Identity", "ReauthorizeEvery"));
        JsonNode role = get("FunctionInvokeRole");
        if (Json.truthy(role) && !"NONE".equals(Json.text(role))) {
            Json.put(authorizer, "authorizerCredentials", role);
        }
        if (isRequest()) {
            String sources = String.join(
                    ", ",
                    identitySources(
                            get("Identity"),
                            "method.request.header.",
                            "method.request.querystring.",
                            "stageVariables.",
                            "context."));
            if (!sources.isEmpty()) {
                authorizer.put("identitySource", sources);
            }
        }
        return authorizer;
    }

    private ObjectNode functionVariable() {
        ObjectNode variables = Json.object();
        JsonNode function = functionArn();
        variables.set("__FunctionArn__", function == null ? variables.nullNode() : function);
        return variables;
    }

    private String headerName() {
        if (!isCognito() && isRequest()) {
            return "Unused";
        }
        String header = Json.text(get("Identity", "Header"));
        return header == null || header.isEmpty() ? "Authorization" : header;
    }

    /** What identifies a caller, each with the prefix of its kind. */
    static List<String> identitySources(
            @Nullable JsonNode identity, String header, String query, String variable, String context) {
        List<String> sources = new ArrayList<>();
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put("Headers", header);
        prefixes.put("QueryStrings", query);
        prefixes.put("StageVariables", variable);
        prefixes.put("Context", context);
        prefixes.forEach((kind, prefix) -> {
            if (Json.get(identity, kind) instanceof ArrayNode names) {
                Json.items(names).forEach(name -> sources.add(prefix + name.asString("")));
            }
        });
        return sources;
    }
}
