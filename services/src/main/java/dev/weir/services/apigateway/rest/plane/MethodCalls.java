package dev.weir.services.apigateway.rest.plane;

import dev.weir.api.apigateway.Integration;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.apigateway.proxy.EventBody;
import dev.weir.services.apigateway.proxy.EventV1;
import dev.weir.services.apigateway.proxy.FunctionAnswer;
import dev.weir.services.apigateway.proxy.FunctionCall;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Incoming;
import dev.weir.services.apigateway.proxy.Percent;
import dev.weir.services.apigateway.rest.domain.MockIntegration;
import dev.weir.services.apigateway.rest.plane.LiveRestApi.LiveStage;
import dev.weir.services.apigateway.rest.plane.LiveRestApi.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls what lies behind a method. */
final class MethodCalls {
    private static final int MAX_TIMEOUT = 29_000;
    private static final Set<String> DROPPED = Set.of("transfer-encoding", "keep-alive", "upgrade", "expect");
    private static final Set<String> REMAPPED =
            Set.of("connection", "content-length", "date", "host", "server", "user-agent", "www-authenticate");

    private final FunctionCall functions;

    MethodCalls(FunctionCall functions) {
        this.functions = functions;
    }

    /** @param authorizer what the method's authorizer lets the integration know; null where it has none */
    GatewayAnswer call(
            Incoming in,
            LiveStage stage,
            Taken taken,
            Integration integration,
            @Nullable ObjectNode authorizer,
            Cause cause) {
        return "MOCK".equals(integration.type())
                ? mock(in, integration)
                : invoke(in, stage, taken, integration, authorizer, cause);
    }

    private static GatewayAnswer mock(Incoming in, Integration integration) {
        String type = in.header("content-type");
        return MockIntegration.answer(integration, type == null ? null : EventBody.mediaType(type))
                .map(answer -> new GatewayAnswer(
                        new HttpResponse(
                                answer.status(), answer.headers(), answer.body().getBytes(StandardCharsets.UTF_8)),
                        ""))
                .orElseGet(() -> GatewayAnswer.failed(500, "no integration response of the mock fits"));
    }

    private GatewayAnswer invoke(
            Incoming in,
            LiveStage stage,
            Taken taken,
            Integration integration,
            @Nullable ObjectNode authorizer,
            Cause cause) {
        String uri = FunctionUri.resolve(Objects.requireNonNull(integration.uri()), stage.variables());
        Optional<Arn> function = FunctionUri.function(uri);
        if (function.isEmpty()) {
            return GatewayAnswer.failed(500, "the integration names no function: " + uri);
        }
        EventBody body = EventBody.ofRestApi(in, stage.binaryMediaTypes());
        ObjectNode node = EventV1.of(in, taker(in, stage, taken), taken.parameters(), stage.variables(), body);
        if (authorizer != null) {
            ((ObjectNode) node.path("requestContext")).set("authorizer", authorizer);
        }
        byte[] event = JsonMapper.shared().writeValueAsBytes(node);
        Integer timeout = integration.timeoutInMillis();
        Duration patience = Duration.ofMillis(timeout == null ? MAX_TIMEOUT : timeout);
        String route = in.request().method() + in.path();
        return switch (functions.call(in, route, function.get(), event, patience, cause)) {
            case FunctionCall.Result.Answered answered -> answer(in, stage, answered.answer());
            case FunctionCall.Result.TimedOut timedOut ->
                GatewayAnswer.timedOut("the function did not answer within " + patience);
            case FunctionCall.Result.Failed failed -> GatewayAnswer.failed(500, failed.reason());
        };
    }

    static EventV1.Taker taker(Incoming in, LiveStage stage, Taken taken) {
        return new EventV1.Taker(
                Objects.requireNonNull(taken.resource().path()),
                Objects.requireNonNull(taken.resource().id()),
                Percent.decode(in.path()),
                stage.stage().deploymentId(),
                taken.method().operationName());
    }

    private static GatewayAnswer answer(Incoming in, LiveStage stage, Invocable.Answer answer) {
        if (answer.error() != null) {
            return GatewayAnswer.failed(502, "the function failed: " + answer.error());
        }
        FunctionAnswer given = FunctionAnswer.v1(answer.payload()).orElse(null);
        if (given == null) {
            return GatewayAnswer.failed(502, "the function's answer is malformed");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (!given.has("content-type")) {
            headers.put("content-type", List.of("application/json"));
        }
        given.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (REMAPPED.contains(lower)) {
                headers.put("x-amzn-remapped-" + lower, values);
            } else if (!DROPPED.contains(lower)) {
                headers.put(name, values);
            }
        });
        headers.put("x-amzn-trace-id", in.headers().getOrDefault("x-amzn-trace-id", List.of()));
        try {
            return new GatewayAnswer(
                    new HttpResponse(given.status(), headers, given.bytes(wantsBinary(in, stage))), "");
        } catch (IllegalArgumentException notBase64) {
            return GatewayAnswer.failed(502, "the function's body is no Base64");
        }
    }

    /** Base64 is decoded where the first media type that the caller accepts is one of the API's binary ones. */
    private static boolean wantsBinary(Incoming in, LiveStage stage) {
        String accept = in.header("accept");
        String first = accept == null ? "" : accept.split(",", 2)[0];
        return EventBody.matches(stage.binaryMediaTypes(), EventBody.mediaType(first));
    }
}
