package dev.weir.services.apigateway.v2.state;

import dev.weir.api.apigatewayv2.Authorizer;
import dev.weir.api.apigatewayv2.Deployment;
import dev.weir.api.apigatewayv2.Integration;
import dev.weir.api.apigatewayv2.Route;
import dev.weir.api.apigatewayv2.Stage;
import dev.weir.services.apigateway.state.Part;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;

/** What an HTTP API consists of. */
public final class HttpPart {
    public static final Part<Route> ROUTE = part("route", Route.class, "Route");
    public static final Part<Integration> INTEGRATION = part("integration", Integration.class, "Integration");
    public static final Part<Authorizer> AUTHORIZER = part("authorizer", Authorizer.class, "Authorizer");
    public static final Part<Stage> STAGE = part("stage", Stage.class, "Stage");
    public static final Part<Deployment> DEPLOYMENT = part("deployment", Deployment.class, "Deployment");
    /** What each deployment serves; those of stages that deploy by themselves serve the API as it stands. */
    public static final Part<Snapshot> SNAPSHOT = part("snapshot", Snapshot.class, "Deployment");

    private HttpPart() {}

    private static <T> Part<T> part(String key, Class<T> type, String what) {
        return new Part<>(key, type, id -> ApiGatewayV2Errors.missing(what, id));
    }
}
