/**
 * API Gateway: what becomes of {@code AWS::Serverless::Api}, {@code HttpApi} and {@code WebSocketApi}, and the editors
 * ({@link dev.weir.deploy.sam.api.SwaggerEditor}, {@link dev.weir.deploy.sam.api.OpenApiEditor}) with which the events
 * of functions write themselves into an API's definition.
 */
@NullMarked
package dev.weir.deploy.sam.api;

import org.jspecify.annotations.NullMarked;
