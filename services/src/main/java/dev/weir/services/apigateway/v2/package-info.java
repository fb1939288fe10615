/**
 * API Gateway V2: HTTP APIs.
 *
 * <p>Reading order: {@link dev.weir.services.apigateway.state.ApiStore} (keys, space {@code apigatewayv2}),
 * {@link dev.weir.services.apigateway.v2.plane.HttpApiPlane} (how a request goes through a stage),
 * {@link dev.weir.services.apigateway.proxy.RouteTable}, {@link dev.weir.services.apigateway.proxy.EventV2}, then the
 * operations. A stage that deploys by itself serves the API as it stands; the others serve the snapshot of their
 * deployment.
 *
 * <p>Differs from AWS: WebSocket APIs, IAM authorization, VPC links, parameter mapping, integration
 * subtypes, custom domains and exports are refused by name. Access log settings are kept, but nothing is logged.
 * Permissions of functions are not checked. A stage keeps one deployment that was made by itself, the last. Forwarded
 * headers say {@code http} and weir's port.
 */
@NullMarked
package dev.weir.services.apigateway.v2;

import org.jspecify.annotations.NullMarked;
