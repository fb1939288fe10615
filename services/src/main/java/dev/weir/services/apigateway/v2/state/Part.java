package dev.weir.services.apigateway.v2.state;

import dev.weir.api.apigatewayv2.Deployment;
import dev.weir.api.apigatewayv2.Integration;
import dev.weir.api.apigatewayv2.Route;
import dev.weir.api.apigatewayv2.Stage;

/**
 * A kind of thing that an API consists of.
 *
 * @param what as errors call it
 */
public record Part<T>(String key, Class<T> type, String what) {
    public static final Part<Route> ROUTE = new Part<>("route", Route.class, "Route");
    public static final Part<Integration> INTEGRATION = new Part<>("integration", Integration.class, "Integration");
    public static final Part<Stage> STAGE = new Part<>("stage", Stage.class, "Stage");
    public static final Part<Deployment> DEPLOYMENT = new Part<>("deployment", Deployment.class, "Deployment");
    /** What each deployment serves; those of stages that deploy by themselves serve the API as it stands. */
    public static final Part<Snapshot> SNAPSHOT = new Part<>("snapshot", Snapshot.class, "Deployment");
}
