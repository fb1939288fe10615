package dev.weir.services.apigateway.rest.plane;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.api.apigateway.Integration;
import dev.weir.api.apigateway.MethodSetting;
import dev.weir.api.apigateway.RestApi;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.apigateway.auth.FunctionAuthorizer;
import dev.weir.services.apigateway.auth.Verdict;
import dev.weir.services.apigateway.proxy.Address;
import dev.weir.services.apigateway.proxy.Buckets;
import dev.weir.services.apigateway.proxy.FunctionCall;
import dev.weir.services.apigateway.proxy.Incoming;
import dev.weir.services.apigateway.rest.operations.RestApis;
import dev.weir.services.apigateway.rest.plane.LiveRestApi.LiveStage;
import dev.weir.services.apigateway.rest.plane.LiveRestApi.Taken;
import dev.weir.services.apigateway.state.ApiStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Takes requests for REST APIs: stage, resource and method, throttling, integration. */
public final class RestApiPlane implements DataPlane {
    private static final int BURST = 5000;
    private static final int RATE = 10_000;

    private final Kernel kernel;
    private final ApiStore<RestApi> store;
    private final MethodCalls calls;
    private final Authorization authorization;
    private final Buckets buckets;
    private final Cache live;

    /** @param live APIs ready to serve; whoever changes one takes it out */
    public RestApiPlane(
            Kernel kernel,
            ApiStore<RestApi> store,
            FunctionCall functions,
            FunctionAuthorizer authorizers,
            Cache live) {
        this.kernel = kernel;
        this.store = store;
        this.calls = new MethodCalls(functions);
        this.authorization = new Authorization(authorizers);
        this.buckets = new Buckets(kernel.clock());
        this.live = live;
    }

    /** APIs ready to serve. */
    public static final class Cache {
        private final ConcurrentMap<String, LiveRestApi> apis = new ConcurrentHashMap<>();

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

    /** Empty where there is no REST API of that id: it may be an HTTP API. */
    @Override
    public Optional<HttpResponse> handle(HttpRequest request) {
        return Address.of(request).flatMap(address -> {
            LiveRestApi api = live.apis.computeIfAbsent(address.api(), this::load);
            return api == null ? Optional.empty() : Optional.of(serve(api, request, address));
        });
    }

    /** Whether there is a REST API of that id. */
    boolean has(String apiId) {
        return live.apis.computeIfAbsent(apiId, this::load) != null;
    }

    private @Nullable LiveRestApi load(String apiId) {
        Scope owner = store.owner(apiId).orElse(null);
        return owner == null ? null : store.read(owner, apiId, LiveRestApi::load);
    }

    private HttpResponse serve(LiveRestApi api, HttpRequest request, Address address) {
        String stageName = address.firstSegment();
        LiveStage stage = api.stages().get(stageName);
        Incoming in = Incoming.of(
                kernel, request, address, api.scope(), stageName, address.afterFirstSegment(), address.path());
        GatewayAnswer answer;
        if (stage == null) {
            answer = refuse(in, Outcome.FAILED, GatewayAnswer.forbidden("there is no stage '" + stageName + "'"));
        } else if (Boolean.TRUE.equals(api.api().disableExecuteApiEndpoint())) {
            answer = refuse(in, Outcome.FAILED, GatewayAnswer.forbidden("the API's own endpoint is disabled"));
        } else {
            answer = take(stage, in);
        }
        Map<String, List<String>> headers =
                new LinkedHashMap<>(answer.response().headers());
        headers.put("x-amzn-requestid", List.of(request.requestId()));
        headers.put("x-amz-apigw-id", List.of(in.extendedId()));
        return new HttpResponse(
                answer.response().status(), headers, answer.response().body());
    }

    private GatewayAnswer take(LiveStage stage, Incoming in) {
        String verb = in.request().method();
        Taken taken = stage.take(verb, in.path());
        Integration integration = taken == null ? null : taken.method().methodIntegration();
        if (taken == null || integration == null) {
            return refuse(in, Outcome.FAILED, GatewayAnswer.missingToken("no method takes " + verb + " " + in.path()));
        }
        String path = Objects.requireNonNull(taken.resource().path());
        String route = Objects.requireNonNull(taken.method().httpMethod()) + " " + path;
        MethodSetting setting =
                stage.setting(path, Objects.requireNonNull(taken.method().httpMethod()));
        if (setting != null && throttled(in, route, setting)) {
            return refuse(
                    in,
                    Outcome.THROTTLED,
                    GatewayAnswer.throttled("throttling limit (rate " + setting.throttlingRateLimit() + ", burst "
                            + setting.throttlingBurstLimit() + ") of " + route));
        }
        Cause cause = record(in.request().cause(), in, "apigateway.Request", Outcome.ACCEPTED, route);
        Authorizer authorizer = stage.authorizer(taken.method());
        GatewayAnswer answer = authorizer == null
                ? calls.call(in, stage, taken, integration, null, cause)
                : switch (authorization.judge(in, stage, taken, authorizer, cause)) {
                    case Verdict.Allowed allowed ->
                        calls.call(in, stage, taken, integration, allowed.authorizer(), cause);
                    case Verdict.Denied denied -> GatewayAnswer.denied(denied.explicit(), denied.reason());
                    case Verdict.Unauthorized unauthorized -> GatewayAnswer.unauthorized(unauthorized.reason());
                    case Verdict.Failed failed -> GatewayAnswer.authorizerFailed(failed.reason());
                };
        String reason = answer.reason();
        Cause unused = record(
                cause,
                in,
                "apigateway.Response",
                reason.isEmpty() ? Outcome.COMPLETED : Outcome.FAILED,
                answer.response().status() + (reason.isEmpty() ? "" : ": " + reason));
        return answer;
    }

    private boolean throttled(Incoming in, String route, MethodSetting setting) {
        Double rate = setting.throttlingRateLimit();
        Integer burst = setting.throttlingBurstLimit();
        if (rate == null && burst == null) {
            return false;
        }
        String name = in.address().api() + "/" + in.stage() + "/" + route;
        return !buckets.take(name, rate == null ? RATE : rate, burst == null ? BURST : burst);
    }

    private GatewayAnswer refuse(Incoming in, Outcome outcome, GatewayAnswer answer) {
        Cause unused = record(
                in.request().cause(),
                in,
                "apigateway.Request",
                outcome,
                answer.response().status() + ": " + answer.reason());
        return answer;
    }

    private Cause record(Cause cause, Incoming in, String kind, Outcome outcome, String reason) {
        return kernel.journal()
                .record(
                        cause,
                        in.scope(),
                        kind,
                        "",
                        RestApis.arn(in.scope(), in.address().api()),
                        in.request().requestId(),
                        outcome,
                        reason,
                        Map.of(
                                "method",
                                in.request().method(),
                                "path",
                                in.address().path()));
    }
}
