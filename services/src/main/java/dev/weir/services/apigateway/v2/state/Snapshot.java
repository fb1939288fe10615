package dev.weir.services.apigateway.v2.state;

import dev.weir.api.apigatewayv2.Authorizer;
import dev.weir.api.apigatewayv2.Cors;
import dev.weir.api.apigatewayv2.Integration;
import dev.weir.api.apigatewayv2.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment took of its API.
 *
 * @param authorizers null where it is older than authorizers are
 */
public record Snapshot(
        List<Route> routes,
        List<Integration> integrations,
        @Nullable Cors cors,
        @Nullable List<Authorizer> authorizers) {}
