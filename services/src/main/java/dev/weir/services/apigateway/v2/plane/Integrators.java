package dev.weir.services.apigateway.v2.plane;

import dev.weir.api.apigatewayv2.Integration;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.apigateway.proxy.EventBody;
import dev.weir.services.apigateway.proxy.EventV1;
import dev.weir.services.apigateway.proxy.EventV2;
import dev.weir.services.apigateway.proxy.FunctionAnswer;
import dev.weir.services.apigateway.proxy.FunctionCall;
import dev.weir.services.apigateway.proxy.FunctionUri;
import dev.weir.services.apigateway.proxy.Incoming;
import dev.weir.services.apigateway.proxy.Percent;
import dev.weir.services.apigateway.v2.domain.RouteKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls what lies behind a route. */
public final class Integrators {
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "content-length", "host", "keep-alive", "transfer-encoding", "upgrade", "expect");
    private static final int MAX_TIMEOUT = 30_000;

    private final FunctionCall functions;
    private final HttpOut http;

    public Integrators(FunctionCall functions, HttpOut http) {
        this.functions = functions;
        this.http = http;
    }

    /** @param reason why the gateway itself made the answer; empty where it did not */
    record Outcome(HttpResponse response, String reason) {
        static Outcome failed(int status, String message, String reason) {
            return new Outcome(HttpApiPlane.Answers.message(status, message, Map.of()), reason);
        }
    }

    /** @param authorizer what the route's authorizer lets the integration know; null where it has none */
    Outcome call(
            Incoming in,
            LiveApi.Taken taken,
            Integration integration,
            Map<String, String> variables,
            @Nullable ObjectNode authorizer,
            Cause cause) {
        String uri = FunctionUri.resolve(Objects.requireNonNull(integration.integrationUri()), variables);
        Integer timeout = integration.timeoutInMillis();
        Duration patience = Duration.ofMillis(timeout == null ? MAX_TIMEOUT : timeout);
        return "HTTP_PROXY".equals(integration.integrationType())
                ? proxy(in, taken, integration, uri, patience)
                : invoke(in, taken, integration, uri, variables, authorizer, patience, cause);
    }

    private Outcome invoke(
            Incoming in,
            LiveApi.Taken taken,
            Integration integration,
            String uri,
            Map<String, String> variables,
            @Nullable ObjectNode authorizer,
            Duration patience,
            Cause cause) {
        Optional<Arn> function = FunctionUri.function(uri);
        if (function.isEmpty()) {
            return Outcome.failed(500, "Internal Server Error", "the integration names no function: " + uri);
        }
        boolean second = "2.0".equals(integration.payloadFormatVersion());
        String routeKey = Objects.requireNonNull(taken.route().routeKey());
        ObjectNode event = second
                ? EventV2.of(in, routeKey, taken.parameters(), variables)
                : EventV1.of(in, taker(in, routeKey), taken.parameters(), variables, EventBody.ofHttpApi(in));
        if (authorizer != null) {
            // Format 1.0 has no level for the kind of authorizer.
            JsonNode shown =
                    second ? authorizer : authorizer.values().iterator().next();
            ((ObjectNode) event.path("requestContext")).set("authorizer", shown);
        }
        String route = in.request().method() + in.path();
        FunctionCall.Result result = functions.call(
                in, route, function.get(), JsonMapper.shared().writeValueAsBytes(event), patience, cause);
        return switch (result) {
            case FunctionCall.Result.Answered answered -> answer(answered.answer(), second);
            case FunctionCall.Result.TimedOut timedOut ->
                Outcome.failed(503, "Service Unavailable", "the function did not answer within " + patience);
            case FunctionCall.Result.Failed failed -> Outcome.failed(500, "Internal Server Error", failed.reason());
        };
    }

    static EventV1.Taker taker(Incoming in, String routeKey) {
        RouteKey key = RouteKey.parse(routeKey).orElseThrow();
        return new EventV1.Taker(
                key.isDefault() ? RouteKey.DEFAULT : key.path(), routeKey, Percent.decode(in.fullPath()), null, null);
    }

    private static Outcome answer(Invocable.Answer answer, boolean second) {
        if (answer.error() != null) {
            return Outcome.failed(500, "Internal Server Error", "the function failed: " + answer.error());
        }
        Optional<FunctionAnswer> read =
                second ? FunctionAnswer.v2(answer.payload()) : FunctionAnswer.v1(answer.payload());
        if (read.isEmpty()) {
            return Outcome.failed(500, "Internal Server Error", "the function's answer is malformed");
        }
        FunctionAnswer given = read.get();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        given.headers().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                headers.put(name, values);
            }
        });
        if (!given.has("content-type")) {
            headers.put("content-type", List.of("text/plain;charset=UTF-8"));
        }
        try {
            return new Outcome(new HttpResponse(given.status(), headers, given.bytes(true)), "");
        } catch (IllegalArgumentException notBase64) {
            return Outcome.failed(500, "Internal Server Error", "the function's body is no Base64");
        }
    }

    private Outcome proxy(Incoming in, LiveApi.Taken taken, Integration integration, String uri, Duration patience) {
        String target = uri;
        for (Map.Entry<String, String> parameter : taken.parameters().entrySet()) {
            String value = parameter.getValue().replace(" ", "%20");
            target = target.replace("{" + parameter.getKey() + "}", value)
                    .replace("{" + parameter.getKey() + "+}", value);
        }
        String query = in.request().query();
        if (!query.isEmpty()) {
            target += (target.contains("?") ? "&" : "?") + query;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        in.headers().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name) && !name.startsWith("x-forwarded-")) {
                headers.put(name, values);
            }
        });
        String method = integration.integrationMethod();
        try {
            HttpResponse answer = http.send(
                    method == null || method.equals("ANY") ? in.request().method() : method,
                    URI.create(target),
                    headers,
                    in.request().body(),
                    patience);
            Map<String, List<String>> kept = new LinkedHashMap<>();
            answer.headers().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT)) && !name.startsWith(":")) {
                    kept.put(name, values);
                }
            });
            return new Outcome(new HttpResponse(answer.status(), kept, answer.body()), "");
        } catch (IOException e) {
            return Outcome.failed(503, "Service Unavailable", uri + " did not answer: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return Outcome.failed(500, "Internal Server Error", "not a URI: " + target);
        }
    }
}
