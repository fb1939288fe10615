package dev.weir.services.apigateway.v2.operations;

import dev.weir.api.apigatewayv2.*;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.state.ApiReader;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;
import dev.weir.services.apigateway.v2.domain.RouteKey;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.shapes.Call;
import java.util.Objects;

/** Routes. */
public final class Routes {
    static final int ID = 7;
    private static final String TARGET = "integrations/";

    private final Kernel kernel;
    private final ApiStore<Api> store;
    private final Deploying deploying;
    private final Journaling journal;

    public Routes(Kernel kernel, ApiStore<Api> store, Deploying deploying, Journaling journal) {
        this.kernel = kernel;
        this.store = store;
        this.deploying = deploying;
        this.journal = journal;
    }

    public CreateRouteResult create(Call call, CreateRouteRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = kernel.ids().alphanumeric(ID);
        Route made =
                checked(Records.copy(input, Route.class).toBuilder().routeId(id).build());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            checkPlace(api, made);
            api.put(HttpPart.ROUTE, id, made);
            deploying.changed(api);
            return true;
        });
        journal.accepted(call, "CreateRoute", apiId, Objects.requireNonNull(made.routeKey()));
        return Records.copy(made, CreateRouteResult.class);
    }

    public UpdateRouteResult update(Call call, UpdateRouteRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.routeId());
        Route changed = store.write(call.scope(), apiId, api -> {
            Route merged = checked(Records.merge(api.get(HttpPart.ROUTE, id), input, Route.class));
            checkPlace(api, merged);
            api.put(HttpPart.ROUTE, id, merged);
            deploying.changed(api);
            return merged;
        });
        journal.accepted(call, "UpdateRoute", apiId, Objects.requireNonNull(changed.routeKey()));
        return Records.copy(changed, UpdateRouteResult.class);
    }

    /** At most 300 routes make an API, so that looking at each of them is cheap. */
    private static void checkPlace(ApiReader<Api> api, Route route) {
        for (Route other : api.all(HttpPart.ROUTE)) {
            if (Objects.equals(other.routeKey(), route.routeKey())
                    && !Objects.equals(other.routeId(), route.routeId())) {
                throw ApiGatewayV2Errors.routeExists(Objects.requireNonNull(route.routeKey()));
            }
        }
        String authorizer = route.authorizerId();
        if (authorizer != null && !"NONE".equals(route.authorizationType())) {
            Authorizer known = api.get(HttpPart.AUTHORIZER, authorizer);
            boolean jwt = "JWT".equals(known.authorizerType());
            if (jwt != "JWT".equals(route.authorizationType())) {
                throw ApiGatewayV2Errors.bad("Authorizer type " + known.authorizerType()
                        + " does not fit authorization type " + route.authorizationType());
            }
        }
        String target = route.target();
        if (target != null) {
            Integration unused = api.get(HttpPart.INTEGRATION, target.substring(TARGET.length()));
        }
    }

    public GetRouteResult get(Call call, GetRouteRequest input) {
        Route route = store.read(
                call.scope(),
                Objects.requireNonNull(input.apiId()),
                api -> api.get(HttpPart.ROUTE, Objects.requireNonNull(input.routeId())));
        return Records.copy(route, GetRouteResult.class);
    }

    public GetRoutesResponse list(Call call, GetRoutesRequest input) {
        Page<Route> page = Page.of(
                store.read(call.scope(), Objects.requireNonNull(input.apiId()), api -> api.all(HttpPart.ROUTE)),
                route -> Objects.requireNonNull(route.routeId()),
                input.nextToken(),
                Apis.limit(input.maxResults()));
        return GetRoutesResponse.builder()
                .items(page.items())
                .nextToken(page.next())
                .build();
    }

    public DeleteRouteResponse delete(Call call, DeleteRouteRequest input) {
        String apiId = Objects.requireNonNull(input.apiId());
        String id = Objects.requireNonNull(input.routeId());
        Route gone = store.write(call.scope(), apiId, api -> {
            Route route = api.get(HttpPart.ROUTE, id);
            api.remove(HttpPart.ROUTE, id);
            deploying.changed(api);
            return route;
        });
        journal.accepted(call, "DeleteRoute", apiId, Objects.requireNonNull(gone.routeKey()));
        return DeleteRouteResponse.builder().build();
    }

    /** The route with AWS's defaults; refuses what AWS or weir does not take. */
    static Route checked(Route given) {
        String key = Objects.requireNonNullElse(given.routeKey(), "");
        if (RouteKey.parse(key).isEmpty()) {
            throw ApiGatewayV2Errors.badRouteKey();
        }
        String authorization = Objects.requireNonNullElse(given.authorizationType(), "NONE");
        boolean authorized = authorization.equals("CUSTOM") || authorization.equals("JWT");
        if (authorized && given.authorizerId() == null) {
            throw ApiGatewayV2Errors.bad("Authorizer ID is required for authorization type " + authorization);
        }
        if (!authorized && !authorization.equals("NONE")) {
            throw ApiGatewayV2Errors.unsupported("authorization type " + authorization + " of routes");
        }
        if (Boolean.TRUE.equals(given.apiKeyRequired())) {
            throw ApiGatewayV2Errors.bad("API keys are not supported for HTTP APIs");
        }
        String target = given.target();
        if (target != null && !target.startsWith(TARGET)) {
            throw ApiGatewayV2Errors.bad("Invalid route target specified " + target);
        }
        return given.toBuilder()
                .authorizationType(authorization)
                .apiKeyRequired(false)
                .build();
    }
}
