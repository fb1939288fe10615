package dev.weir.services.apigateway.rest.plane;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.apigateway.auth.FunctionAuthorizer;
import dev.weir.services.apigateway.auth.FunctionAuthorizer.Grant;
import dev.weir.services.apigateway.auth.FunctionAuthorizer.Said;
import dev.weir.services.apigateway.auth.IdentitySource;
import dev.weir.services.apigateway.auth.Verdict;
import dev.weir.services.apigateway.proxy.EventBody;
import dev.weir.services.apigateway.proxy.EventV1;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Incoming;
import dev.weir.services.apigateway.rest.domain.AuthorizerRules;
import dev.weir.services.apigateway.rest.operations.RestApis;
import dev.weir.services.apigateway.rest.plane.LiveRestApi.LiveStage;
import dev.weir.services.apigateway.rest.plane.LiveRestApi.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a request may pass its method. Source: API Gateway Developer Guide, "Use API Gateway Lambda authorizers".
 */
final class Authorization {
    private final FunctionAuthorizer functions;

    Authorization(FunctionAuthorizer functions) {
        this.functions = functions;
    }

    /** What the method's authorizer says of the request. */
    Verdict judge(Incoming in, LiveStage stage, Taken taken, Authorizer authorizer, Cause cause) {
        Verdict verdict = ask(in, stage, taken, authorizer, cause);
        functions.record(
                cause,
                in,
                RestApis.arn(in.scope(), in.address().api()),
                Objects.requireNonNullElse(authorizer.name(), ""),
                verdict);
        return verdict;
    }

    private Verdict ask(Incoming in, LiveStage stage, Taken taken, Authorizer authorizer, Cause cause) {
        String resource = Objects.requireNonNull(taken.resource().path());
        String arn = in.executionArn(in.request().method() + in.path());
        List<String> identity = new ArrayList<>();
        for (IdentitySource source : AuthorizerRules.sources(authorizer.identitySource())) {
            String value = source.value(in, in.request().method() + " " + resource, stage.variables());
            if (value == null) {
                return new Verdict.Unauthorized("the request lacks " + source.kind() + "." + source.name());
            }
            identity.add(value);
        }
        boolean token = "TOKEN".equals(authorizer.type());
        String expression = authorizer.identityValidationExpression();
        if (token && expression != null && !identity.getFirst().matches(expression)) {
            return new Verdict.Unauthorized("the token does not match " + expression);
        }
        ObjectNode event;
        if (token) {
            event = JsonMapper.shared().createObjectNode();
            event.put("type", "TOKEN");
            event.put("methodArn", arn);
            event.put("authorizationToken", identity.getFirst());
        } else {
            event = EventV1.of(
                    in,
                    MethodCalls.taker(in, stage, taken),
                    taken.parameters(),
                    stage.variables(),
                    EventBody.ofRestApi(in, stage.binaryMediaTypes()));
            event.remove(List.of("body", "isBase64Encoded"));
            event.put("type", "REQUEST");
            event.put("methodArn", arn);
        }
        FunctionAuthorizer.Settings settings = new FunctionAuthorizer.Settings(
                Objects.requireNonNull(authorizer.id()),
                FunctionUri.resolve(Objects.requireNonNull(authorizer.authorizerUri()), stage.variables()),
                false,
                Duration.ofSeconds(
                        Objects.requireNonNullElse(authorizer.authorizerResultTtlInSeconds(), AuthorizerRules.TTL)));
        return switch (functions.ask(in, settings, identity, event, cause)) {
            case Said.Not not -> not.verdict();
            case Said.Granted granted -> verdict(granted.grant(), arn);
        };
    }

    private static Verdict verdict(Grant grant, String arn) {
        if (grant.principal() == null) {
            return new Verdict.Failed("the authorizer's answer has no principalId");
        }
        ObjectNode context = context(grant);
        return context == null
                ? new Verdict.Failed("the authorizer's context has values that are neither text, number nor boolean")
                : grant.verdict(arn, context);
    }

    /** Numbers and booleans come as text. */
    private static @Nullable ObjectNode context(Grant grant) {
        ObjectNode context = JsonMapper.shared().createObjectNode();
        for (var entry : grant.context().properties()) {
            JsonNode value = entry.getValue();
            if (!value.isValueNode()) {
                return null;
            }
            context.put(entry.getKey(), value.isNull() ? null : value.asString());
        }
        context.put("principalId", grant.principal());
        context.put("integrationLatency", 0);
        return context;
    }
}
