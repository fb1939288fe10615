package dev.weir.services.apigateway.v2.plane;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.api.apigatewayv2.Authorizer;
import dev.weir.api.apigatewayv2.Cors;
import dev.weir.api.apigatewayv2.Integration;
import dev.weir.api.apigatewayv2.Route;
import dev.weir.api.apigatewayv2.RouteSettings;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.apigateway.auth.Verdict;
import dev.weir.services.apigateway.proxy.Address;
import dev.weir.services.apigateway.proxy.Buckets;
import dev.weir.services.apigateway.proxy.Incoming;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.v2.domain.CorsRules;
import dev.weir.services.apigateway.v2.operations.Journaling;
import dev.weir.services.apigateway.v2.plane.LiveApi.LiveStage;
import dev.weir.services.apigateway.v2.plane.LiveApi.Taken;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests for HTTP APIs: stage, preflight, route, throttling, integration. Asked after REST APIs' plane, it also
 * answers requests for APIs that do not exist.
 */
public final class HttpApiPlane implements DataPlane {
    private static final String KIND = "apigateway.Request";
    private static final int BURST = 5000;
    private static final int RATE = 10_000;

    private final Kernel kernel;
    private final ApiStore<Api> store;
    private final Integrators integrators;
    private final Authorization authorization;
    private final Buckets buckets;
    private final ConcurrentMap<String, LiveApi> live;

    /** @param live APIs ready to serve; whoever changes one takes it out */
    public HttpApiPlane(
            Kernel kernel, ApiStore<Api> store, Integrators integrators, Authorization authorization, Cache live) {
        this.kernel = kernel;
        this.store = store;
        this.integrators = integrators;
        this.authorization = authorization;
        this.buckets = new Buckets(kernel.clock());
        this.live = live.apis;
    }

    /** APIs ready to serve. */
    public static final class Cache {
        private final ConcurrentMap<String, LiveApi> apis = new ConcurrentHashMap<>();

        public void forget(String apiId) {
            apis.remove(apiId);
        }

        public void clear() {
            apis.clear();
        }
    }

    @Override
    public boolean serves(String host, String path) {
        return Address.names(host, path);
    }

    @Override
    public Optional<HttpResponse> handle(HttpRequest request) {
        return Address.of(request).map(address -> {
            LiveApi api = live.computeIfAbsent(address.api(), this::load);
            return api == null ? unknown(request, address) : serve(api, request, address);
        });
    }

    private @Nullable LiveApi load(String apiId) {
        Scope owner = store.owner(apiId).orElse(null);
        return owner == null ? null : store.read(owner, apiId, LiveApi::load);
    }

    private HttpResponse unknown(HttpRequest request, Address address) {
        record(
                request,
                request.requestId(),
                request.scope(),
                address,
                Outcome.FAILED,
                "there is no API " + address.api());
        return Answers.message(403, "Forbidden", Map.of("x-amzn-errortype", List.of("ForbiddenException")));
    }

    private HttpResponse serve(LiveApi api, HttpRequest request, Address address) {
        String first = address.firstSegment();
        boolean named = first.equals("$default") || first.equals("%24default");
        String stageName = !first.isEmpty() && api.stages().containsKey(first) ? first : "$default";
        LiveStage stage = api.stages().get(stageName);
        boolean staged = named || stageName.equals(first);
        String path = staged ? address.afterFirstSegment() : address.path();
        if (stage == null || Boolean.TRUE.equals(api.api().disableExecuteApiEndpoint())) {
            String why = stage == null ? "no stage takes " + address.path() : "the API's own endpoint is disabled";
            record(request, request.requestId(), api.scope(), address, Outcome.FAILED, "404: " + why);
            return Answers.message(404, "Not Found", Map.of());
        }
        Incoming in =
                Incoming.of(kernel, request, address, api.scope(), stageName, path, named ? path : address.path());
        Map<String, List<String>> own = new LinkedHashMap<>();
        own.put("apigw-requestid", List.of(in.extendedId()));
        Cors cors = stage.cors();
        String origin = in.header("origin");
        if (cors != null
                && origin != null
                && CorsRules.isPreflight(request.method(), origin, in.header("access-control-request-method"))) {
            own.putAll(CorsRules.preflight(cors, origin));
            record(request, in.extendedId(), api.scope(), address, Outcome.COMPLETED, "204: preflight");
            return new HttpResponse(204, own, new byte[0]);
        }
        HttpResponse answer = take(stage, in);
        Map<String, List<String>> headers =
                new LinkedHashMap<>(cors == null ? answer.headers() : CorsRules.apply(cors, origin, answer.headers()));
        headers.putAll(own);
        return new HttpResponse(answer.status(), headers, answer.body());
    }

    private HttpResponse take(LiveStage stage, Incoming in) {
        HttpRequest request = in.request();
        Taken taken = stage.route(request.method(), in.path()).orElse(null);
        Integration integration = taken == null ? null : stage.integration(taken.route());
        if (taken == null || integration == null) {
            String why = taken == null
                    ? "no route takes " + request.method() + " " + in.path()
                    : "route " + taken.route().routeKey() + " has no integration";
            record(request, in.extendedId(), in.scope(), in.address(), Outcome.FAILED, "404: " + why);
            return Answers.message(404, "Not Found", Map.of());
        }
        String routeKey = Objects.requireNonNull(taken.route().routeKey());
        RouteSettings settings = stage.settings(routeKey);
        if (settings != null && throttled(in, routeKey, settings)) {
            record(
                    request,
                    in.extendedId(),
                    in.scope(),
                    in.address(),
                    Outcome.THROTTLED,
                    "429: " + limit(settings) + " of " + routeKey);
            return Answers.message(429, "Too Many Requests", Map.of());
        }
        Cause cause = record(request, in.extendedId(), in.scope(), in.address(), Outcome.ACCEPTED, routeKey);
        Authorizer authorizer = stage.authorizer(taken.route());
        Integrators.Outcome outcome;
        if (authorizer == null) {
            outcome = integrators.call(in, taken, integration, stage.variables(), null, cause);
        } else {
            Verdict verdict = authorization.judge(in, stage, taken, authorizer, cause);
            outcome = verdict instanceof Verdict.Allowed allowed
                    ? integrators.call(in, taken, integration, stage.variables(), allowed.authorizer(), cause)
                    : refused(verdict, taken.route());
        }
        String status = outcome.response().status() + (outcome.reason().isEmpty() ? "" : ": " + outcome.reason());
        Cause unused = kernel.journal()
                .record(
                        cause,
                        in.scope(),
                        "apigateway.Response",
                        Journaling.arn(in.scope(), in.address().api()),
                        "",
                        in.extendedId(),
                        outcome.reason().isEmpty() ? Outcome.COMPLETED : Outcome.FAILED,
                        status);
        return outcome.response();
    }

    private static Integrators.Outcome refused(Verdict verdict, Route route) {
        return switch (verdict) {
            case Verdict.Unauthorized unauthorized ->
                refused(401, "Unauthorized", unauthorized.reason(), "invalid_token", route);
            case Verdict.Denied denied -> refused(403, "Forbidden", denied.reason(), "insufficient_scope", route);
            case Verdict.Failed failed -> Integrators.Outcome.failed(500, "Internal Server Error", failed.reason());
            case Verdict.Allowed allowed -> throw new IllegalArgumentException("an allowed request is not refused");
        };
    }

    private static Integrators.Outcome refused(int status, String message, String reason, String error, Route route) {
        boolean jwt = "JWT".equals(route.authorizationType());
        List<String> scopes = Objects.requireNonNullElse(route.authorizationScopes(), List.of());
        String challenge = "Bearer scope=\"" + String.join(" ", scopes) + "\" error=\"" + error
                + "\" error_description=\"" + reason.replace('"', '\'') + "\"";
        return new Integrators.Outcome(
                Answers.message(status, message, jwt ? Map.of("www-authenticate", List.of(challenge)) : Map.of()),
                reason);
    }

    private boolean throttled(Incoming in, String routeKey, RouteSettings settings) {
        Double rate = settings.throttlingRateLimit();
        Integer burst = settings.throttlingBurstLimit();
        if (rate == null && burst == null) {
            return false;
        }
        String name = in.address().api() + "/" + in.stage() + "/" + routeKey;
        return !buckets.take(name, rate == null ? RATE : rate, burst == null ? BURST : burst);
    }

    private static String limit(RouteSettings settings) {
        return "throttling limit (rate " + settings.throttlingRateLimit() + ", burst " + settings.throttlingBurstLimit()
                + ")";
    }

    private Cause record(HttpRequest request, String id, Scope scope, Address address, Outcome outcome, String reason) {
        return kernel.journal()
                .record(
                        request.cause(),
                        scope,
                        KIND,
                        "",
                        Journaling.arn(scope, address.api()),
                        id,
                        outcome,
                        reason,
                        Map.of("method", request.method(), "path", address.path()));
    }

    /** Answers that the gateway makes itself. */
    static final class Answers {
        private Answers() {}

        static HttpResponse message(int status, String message, Map<String, List<String>> more) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            headers.put("content-type", List.of("application/json"));
            headers.putAll(more);
            byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
            return new HttpResponse(status, headers, body);
        }
    }
}
