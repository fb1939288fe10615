package dev.weir.services.apigateway.v2.plane;

import dev.weir.api.apigatewayv2.Authorizer;
import dev.weir.api.apigatewayv2.JWTConfiguration;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.apigateway.auth.FunctionAuthorizer;
import dev.weir.services.apigateway.auth.FunctionAuthorizer.Said;
import dev.weir.services.apigateway.auth.IdentitySource;
import dev.weir.services.apigateway.auth.JwtAuthorizer;
import dev.weir.services.apigateway.auth.Verdict;
import dev.weir.services.apigateway.proxy.EventBody;
import dev.weir.services.apigateway.proxy.EventV1;
import dev.weir.services.apigateway.proxy.EventV2;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Incoming;
import dev.weir.services.apigateway.v2.operations.Journaling;
import dev.weir.services.apigateway.v2.plane.LiveApi.LiveStage;
import dev.weir.services.apigateway.v2.plane.LiveApi.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a request may pass its route. Source: API Gateway Developer Guide, "Control access to HTTP APIs with AWS
 * Lambda authorizers" and "… with JWT authorizers in API Gateway".
 */
public final class Authorization {
    private final FunctionAuthorizer functions;
    private final JwtAuthorizer tokens;

    public Authorization(FunctionAuthorizer functions, JwtAuthorizer tokens) {
        this.functions = functions;
        this.tokens = tokens;
    }

    /** Forgets what authorizers said, and issuers' keys. */
    public void clear() {
        functions.clear();
        tokens.clear();
    }

    /** What the route's authorizer says of the request. */
    Verdict judge(Incoming in, LiveStage stage, Taken taken, Authorizer authorizer, Cause cause) {
        String routeKey = Objects.requireNonNull(taken.route().routeKey());
        List<String> identity = new ArrayList<>();
        Verdict verdict = null;
        for (String source : Objects.requireNonNullElse(authorizer.identitySource(), List.<String>of())) {
            String value = IdentitySource.parse(source).orElseThrow().value(in, routeKey, stage.variables());
            if (value == null) {
                verdict = new Verdict.Unauthorized("the request lacks " + source);
                break;
            }
            identity.add(value);
        }
        if (verdict == null) {
            verdict = "JWT".equals(authorizer.authorizerType())
                    ? token(taken, authorizer, identity.getFirst())
                    : function(in, stage, taken, authorizer, identity, cause);
        }
        functions.record(
                cause,
                in,
                Journaling.arn(in.scope(), in.address().api()),
                Objects.requireNonNullElse(authorizer.name(), ""),
                verdict);
        return verdict;
    }

    private Verdict token(Taken taken, Authorizer authorizer, String token) {
        JWTConfiguration jwt = Objects.requireNonNull(authorizer.jwtConfiguration());
        Verdict verdict = tokens.judge(
                token,
                Objects.requireNonNull(jwt.issuer()),
                Objects.requireNonNullElse(jwt.audience(), List.of()),
                Objects.requireNonNullElse(taken.route().authorizationScopes(), List.of()));
        return verdict instanceof Verdict.Allowed allowed
                ? new Verdict.Allowed(under("jwt", allowed.authorizer()))
                : verdict;
    }

    private static ObjectNode under(String name, ObjectNode node) {
        ObjectNode outer = JsonMapper.shared().createObjectNode();
        outer.set(name, node);
        return outer;
    }

    private Verdict function(
            Incoming in, LiveStage stage, Taken taken, Authorizer authorizer, List<String> identity, Cause cause) {
        String routeKey = Objects.requireNonNull(taken.route().routeKey());
        Map<String, String> variables = stage.variables();
        String route = in.request().method() + in.path();
        String arn = in.executionArn(route);
        ObjectNode event;
        if ("2.0".equals(authorizer.authorizerPayloadFormatVersion())) {
            event = EventV2.of(in, routeKey, taken.parameters(), variables);
            event.put("type", "REQUEST");
            event.put("routeArn", arn);
            ArrayNode sources = event.putArray("identitySource");
            identity.forEach(sources::add);
        } else {
            event = EventV1.of(
                    in, Integrators.taker(in, routeKey), taken.parameters(), variables, EventBody.ofHttpApi(in));
            event.put("type", "REQUEST");
            event.put("methodArn", arn);
            event.put("identitySource", String.join(",", identity));
            event.put("authorizationToken", String.join(",", identity));
        }
        event.remove(List.of("body", "isBase64Encoded"));
        Integer ttl = authorizer.authorizerResultTtlInSeconds();
        FunctionAuthorizer.Settings settings = new FunctionAuthorizer.Settings(
                Objects.requireNonNull(authorizer.authorizerId()),
                FunctionUri.resolve(Objects.requireNonNull(authorizer.authorizerUri()), variables),
                Boolean.TRUE.equals(authorizer.enableSimpleResponses()),
                Duration.ofSeconds(ttl == null ? 0 : ttl));
        return switch (functions.ask(in, settings, identity, event, cause)) {
            case Said.Not not -> not.verdict();
            case Said.Granted granted ->
                granted.grant().verdict(arn, under("lambda", granted.grant().context()));
        };
    }
}
