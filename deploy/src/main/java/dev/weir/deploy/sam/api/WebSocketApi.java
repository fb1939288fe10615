package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code AWS::Serverless::WebSocketApi} becomes: the API, per route an integration and a permission, a stage, and
 * what its authorizer and custom domain need.
 *
 * <p>AWS: "AWS::Serverless::WebSocketApi" in the SAM developer guide.
 */
public final class WebSocketApi {
    private static final String TAG = "websocketapi:createdBy";
    private static final String DEFAULT_STAGE = "default";
    private static final Set<String> SPECIAL_ROUTES = Set.of("$connect", "$disconnect", "$default");
    private static final String CONNECT = "$connect";
    private static final String INVOKE =
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s}/invocations";

    private final SamResource api;
    private final Workspace work;
    private final @Nullable ObjectNode auth;
    private final JsonNode routes;
    private final JsonNode stageName;

    /** Prepares one API. */
    public WebSocketApi(SamResource api, Workspace work) {
        this.api = api;
        this.work = work;
        this.auth = api.get("Auth") instanceof ObjectNode map && !map.isEmpty() ? map : null;
        JsonNode declared = api.get("Routes");
        this.routes = declared == null ? Json.object() : declared;
        JsonNode stage = api.get("StageName");
        this.stageName = stage == null ? Json.node(DEFAULT_STAGE) : stage;
    }

    /** The resources that the API becomes. */
    public List<CfnResource> transform() {
        if (routes.isEmpty()) {
            throw api.invalid("WebSocket API must have at least one route.");
        }
        JsonNode addressType = api.get("IpAddressType");
        if (addressType != null
                && !Intrinsics.isIntrinsic(addressType)
                && !Set.of("ipv4", "dualstack").contains(addressType.asString(""))) {
            throw api.invalid("IpAddressType must be 'ipv4' or 'dualstack'.");
        }
        JsonNode domain = work.parameters().resolve(api.get("Domain"));
        if (Json.truthy(Json.get(domain, "MutualTlsAuthentication"))) {
            throw api.invalid("Mutual TLS domain name association is not supported for Websocket APIs.");
        }
        if (auth != null && !routes.has(CONNECT)) {
            throw api.invalid("Authorization is only available if there is a $connect route.");
        }
        CfnResource gateway = gateway();
        List<CfnResource> made = Workspace.resourcesOf(gateway);
        List<String> routeIds = new ArrayList<>();
        CfnResource authorizer = null;
        for (Map.Entry<String, JsonNode> entry : Json.entries(routes)) {
            String key = entry.getKey();
            String base = api.logicalId() + routeId(key);
            CfnResource route = route(key, entry.getValue(), base);
            if (auth != null) {
                checkAuth(auth);
                if (key.equals(CONNECT)) {
                    authorizer = authorize(route, auth);
                }
            }
            routeIds.add(route.logicalId());
            made.add(route);
            made.add(integration(entry.getValue(), base));
            made.add(permission(key, entry.getValue(), base));
        }
        if (domain != null) {
            made.addAll(new CustomDomain(api, domain, work).forApiV2(Json.object(TAG, "SAM")));
        }
        made.add(stage(routeIds));
        if (authorizer != null && auth != null) {
            made.add(authorizer);
            if (!Json.truthy(Json.get(auth, "InvokeRole"))) {
                made.add(
                        RestApi.authorizerPermission(api, "", Json.get(auth, "AuthArn"), "${AWS::Partition}", gateway));
            }
        }
        Workspace.propagateTags(made, gateway.get("Tags"), Json.isTrue(api.get("PropagateTags")));
        return made;
    }

    private CfnResource gateway() {
        CfnResource gateway = new CfnResource("AWS::ApiGatewayV2::Api", api.logicalId(), api.attributes());
        for (String property : List.of(
                "ApiKeySelectionExpression",
                "Description",
                "DisableExecuteApiEndpoint",
                "DisableSchemaValidation",
                "IpAddressType",
                "RouteSelectionExpression")) {
            gateway.set(property, api.get(property));
        }
        JsonNode name = api.get("Name");
        ObjectNode tags = api.get("Tags") instanceof ObjectNode map ? map.deepCopy() : Json.object();
        tags.put(TAG, "SAM");
        return gateway.set("Name", name == null ? api.logicalId() : name)
                .set("Tags", tags)
                .set("ProtocolType", "WEBSOCKET");
    }

    private String routeId(String key) {
        String plain = SPECIAL_ROUTES.contains(key) ? key.substring(1) : key;
        if (!LogicalIds.isAlphanumeric(plain)) {
            throw api.invalid(("Route key '%s' must be alphanumeric."
                            + " Only $connect, $disconnect, and $default special routes are supported.")
                    .formatted(key));
        }
        return plain.substring(0, 1).toUpperCase(Locale.ROOT)
                + plain.substring(1).toLowerCase(Locale.ROOT);
    }

    private CfnResource route(String key, JsonNode spec, String base) {
        CfnResource route = new CfnResource("AWS::ApiGatewayV2::Route", base + "Route", api.passedOn())
                .set("RouteKey", key)
                .set("ApiId", Intrinsics.ref(api.logicalId()));
        for (String property : List.of(
                "ApiKeyRequired",
                "ModelSelectionExpression",
                "OperationName",
                "RequestModels",
                "RouteResponseSelectionExpression")) {
            route.set(property, Json.get(spec, property));
        }
        if (Json.truthy(Json.get(spec, "RequestParameters"))) {
            if (!key.equals(CONNECT)) {
                throw api.invalid("Request parameters are only supported for the $connect route in WebSocket APIs.");
            }
            route.set("RequestParameters", Json.get(spec, "RequestParameters"));
        }
        return route.set(
                "Target",
                Json.object(
                        "Fn::Join", Json.array("/", Json.array("integrations", Intrinsics.ref(base + "Integration")))));
    }

    private void checkAuth(ObjectNode auth) {
        String type = Json.text(auth, "AuthType");
        if (type == null || type.isEmpty()) {
            throw api.invalid("AuthType must be specified for additional auth configurations.");
        }
        switch (type.toUpperCase(Locale.ROOT)) {
            case "CUSTOM" -> {
                if (!Json.truthy(Json.get(auth, "AuthArn"))) {
                    throw api.invalid("AuthArn must be specified if AuthType is CUSTOM.");
                }
            }
            case "AWS_IAM", "NONE" -> {
                if (auth.size() > 1) {
                    throw api.invalid("No additional configurations supported for AuthType %s."
                            .formatted(type.toUpperCase(Locale.ROOT)));
                }
            }
            default -> throw api.invalid("AuthType is not one of AWS_IAM, CUSTOM or NONE.");
        }
    }

    private @Nullable CfnResource authorize(CfnResource route, ObjectNode auth) {
        String type = Json.text(auth, "AuthType");
        if (!"CUSTOM".equals(type)) {
            route.set("AuthorizationType", "AWS_IAM".equals(type) ? "AWS_IAM" : "NONE");
            return null;
        }
        String id = api.logicalId() + "ConnectAuthorizer";
        JsonNode name = Json.get(auth, "Name");
        CfnResource authorizer = new CfnResource("AWS::ApiGatewayV2::Authorizer", id, api.passedOn())
                .set("ApiId", Intrinsics.ref(api.logicalId()))
                .set("AuthorizerCredentialsArn", Json.get(auth, "InvokeRole"))
                .set("AuthorizerType", "REQUEST")
                .set(
                        "AuthorizerUri",
                        Intrinsics.sub(INVOKE.formatted("AuthArn"), Json.object("AuthArn", Json.get(auth, "AuthArn"))))
                .set("IdentitySource", Json.get(auth, "IdentitySource"))
                .set("Name", Json.truthy(name) ? name : id);
        route.set("AuthorizationType", "CUSTOM").set("AuthorizerId", authorizer.ref());
        return authorizer;
    }

    private JsonNode functionArn(JsonNode spec) {
        JsonNode arn = Json.get(spec, "FunctionArn");
        if (arn == null) {
            throw api.invalid("Route must have associated function.");
        }
        return arn;
    }

    private CfnResource integration(JsonNode spec, String base) {
        return new CfnResource("AWS::ApiGatewayV2::Integration", base + "Integration", api.passedOn())
                .set("ApiId", Intrinsics.ref(api.logicalId()))
                .set("IntegrationType", "AWS_PROXY")
                .set(
                        "IntegrationUri",
                        Intrinsics.sub(INVOKE.formatted("FunctionArn"), Json.object("FunctionArn", functionArn(spec))))
                .set("TimeoutInMillis", Json.get(spec, "IntegrationTimeout"));
    }

    private CfnResource permission(String key, JsonNode spec, String base) {
        return new CfnResource("AWS::Lambda::Permission", base + "Permission", api.passedOn())
                .set("Action", "lambda:InvokeFunction")
                .set("FunctionName", functionArn(spec))
                .set("Principal", "apigateway.amazonaws.com")
                .set(
                        "SourceArn",
                        Intrinsics.sub(
                                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${%s.ApiId}/%s/%s"
                                        .formatted(api.logicalId(), stageName.asString(""), key)));
    }

    private CfnResource stage(List<String> routeIds) {
        String name = Json.text(stageName);
        if ("$default".equals(name)) {
            throw api.invalid("Stages cannot be named $default for WebSocket APIs.");
        }
        String prefix = name == null ? "" : name.equals(DEFAULT_STAGE) ? "Default" : name;
        CfnResource stage = new CfnResource(
                        "AWS::ApiGatewayV2::Stage", api.logicalId() + prefix + "Stage", api.passedOn())
                .set("ApiId", Intrinsics.ref(api.logicalId()))
                .set("StageName", stageName)
                .set("StageVariables", api.get("StageVariables"))
                .set("AccessLogSettings", api.get("AccessLogSettings"))
                .set("DefaultRouteSettings", api.get("DefaultRouteSettings"))
                .set("Tags", Json.object(TAG, "SAM"))
                .set("AutoDeploy", true)
                .set("RouteSettings", api.get("RouteSettings"));
        if (api.has("RouteSettings")) {
            stage.dependsOn(routeIds.toArray(String[]::new));
        }
        return stage;
    }
}
