/**
 * API Gateway: REST APIs.
 *
 * <p>Reading order: {@link dev.weir.services.apigateway.state.ApiStore} (keys, space {@code apigateway}; and {@code
 * apigateway "account" account region}), {@link dev.weir.services.apigateway.rest.plane.RestApiPlane} (how a request goes
 * through a stage), {@link dev.weir.services.apigateway.proxy.EventV1}, then the operations. A resource is one document
 * with its methods and their integrations; a deployment keeps a copy of all of them.
 *
 * <p>Differs from AWS: integrations are Lambda proxies and mocks with fixed templates; all others, templates with
 * expressions, authorization by IAM and Cognito, API keys, usage plans, request validators, models, gateway responses,
 * caching, canaries, custom domains and exports are refused by name. Resource policies and access log settings are
 * kept, not acted on. Permissions of functions are not checked. Forwarded headers say {@code http} and weir's port.
 */
@NullMarked
package dev.weir.services.apigateway.rest;

import org.jspecify.annotations.NullMarked;
