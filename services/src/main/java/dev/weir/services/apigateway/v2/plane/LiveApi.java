package dev.weir.services.apigateway.v2.plane;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.api.apigatewayv2.Authorizer;
import dev.weir.api.apigatewayv2.Cors;
import dev.weir.api.apigatewayv2.Integration;
import dev.weir.api.apigatewayv2.Route;
import dev.weir.api.apigatewayv2.RouteSettings;
import dev.weir.api.apigatewayv2.Stage;
import dev.weir.kernel.Scope;
import dev.weir.services.apigateway.proxy.RouteTable;
import dev.weir.services.apigateway.state.ApiReader;
import dev.weir.services.apigateway.v2.domain.RouteKey;
import dev.weir.services.apigateway.v2.operations.Deploying;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.services.apigateway.v2.state.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API with its stages, ready to serve; made again after each change. */
record LiveApi(Scope scope, Api api, Map<String, LiveStage> stages) {
    /**
     * What a stage serves.
     *
     * @param fallback the {@code $default} route
     */
    record LiveStage(
            Stage stage,
            @Nullable Cors cors,
            RouteTable<Map<String, Route>> routes,
            @Nullable Route fallback,
            Map<String, Integration> integrations,
            Map<String, Authorizer> authorizers) {

        /** The route that takes a request. Source: "Create routes for HTTP APIs in API Gateway", routing. */
        Optional<Taken> route(String method, String path) {
            Optional<RouteTable.Match<Map<String, Route>>> match =
                    routes.find(path, methods -> methods.containsKey(method) || methods.containsKey(RouteKey.ANY));
            if (match.isPresent()) {
                Map<String, Route> methods = match.get().value();
                Route route = methods.containsKey(method) ? methods.get(method) : methods.get(RouteKey.ANY);
                return Optional.of(
                        new Taken(Objects.requireNonNull(route), match.get().parameters()));
            }
            return Optional.ofNullable(fallback).map(route -> new Taken(route, Map.of()));
        }

        /** The route's own settings, else the stage's; null where neither has any. */
        @Nullable
        RouteSettings settings(String routeKey) {
            Map<String, RouteSettings> own = stage.routeSettings();
            return own != null && own.containsKey(routeKey) ? own.get(routeKey) : stage.defaultRouteSettings();
        }

        Map<String, String> variables() {
            Map<String, String> variables = stage.stageVariables();
            return variables == null ? Map.of() : variables;
        }

        /** Who judges the route's callers; null where anybody may call. */
        @Nullable
        Authorizer authorizer(Route route) {
            String id = "NONE".equals(route.authorizationType()) ? null : route.authorizerId();
            return id == null ? null : Objects.requireNonNull(authorizers.get(id), "the authorizer of a route");
        }

        @Nullable
        Integration integration(Route route) {
            String target = route.target();
            return target == null ? null : integrations.get(target.substring(target.indexOf('/') + 1));
        }
    }

    record Taken(Route route, Map<String, String> parameters) {}

    static LiveApi load(ApiReader<Api> reader) {
        Map<String, LiveStage> stages = new HashMap<>();
        Snapshot now = Deploying.asItStands(reader);
        for (Stage stage : reader.all(HttpPart.STAGE)) {
            String deployment = stage.deploymentId();
            Snapshot served = now;
            if (!Boolean.TRUE.equals(stage.autoDeploy())) {
                served = deployment == null
                        ? new Snapshot(List.of(), List.of(), null, List.of())
                        : reader.find(HttpPart.SNAPSHOT, deployment)
                                .orElseGet(() -> new Snapshot(List.of(), List.of(), null, List.of()));
            }
            stages.put(Objects.requireNonNull(stage.stageName()), compile(stage, served));
        }
        return new LiveApi(reader.scope(), reader.api(), stages);
    }

    private static LiveStage compile(Stage stage, Snapshot served) {
        RouteTable<Map<String, Route>> routes = new RouteTable<>();
        Route fallback = null;
        for (Route route : served.routes()) {
            RouteKey key =
                    RouteKey.parse(Objects.requireNonNull(route.routeKey())).orElseThrow();
            if (key.isDefault()) {
                fallback = route;
            } else {
                routes.at(key.path(), HashMap::new).put(key.method(), route);
            }
        }
        Map<String, Integration> integrations = new HashMap<>();
        for (Integration integration : served.integrations()) {
            integrations.put(Objects.requireNonNull(integration.integrationId()), integration);
        }
        Map<String, Authorizer> authorizers = new HashMap<>();
        for (Authorizer authorizer : Objects.requireNonNullElse(served.authorizers(), List.<Authorizer>of())) {
            authorizers.put(Objects.requireNonNull(authorizer.authorizerId()), authorizer);
        }
        return new LiveStage(stage, served.cors(), routes, fallback, integrations, authorizers);
    }
}
