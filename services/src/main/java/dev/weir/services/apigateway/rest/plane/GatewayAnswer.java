package dev.weir.services.apigateway.rest.plane;

import dev.weir.fabric.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer, and why the gateway itself made it; empty where it did not. Source: API Gateway Developer Guide, "Gateway
 * response types for API Gateway".
 */
record GatewayAnswer(HttpResponse response, String reason) {
    static GatewayAnswer forbidden(String reason) {
        return made(403, "ForbiddenException", "{\"message\":\"Forbidden\"}", reason);
    }

    static GatewayAnswer missingToken(String reason) {
        return made(
                403, "MissingAuthenticationTokenException", "{\"message\":\"Missing Authentication Token\"}", reason);
    }

    /** Source: API Gateway Developer Guide, "Gateway response types", UNAUTHORIZED. */
    static GatewayAnswer unauthorized(String reason) {
        return made(401, "UnauthorizedException", "{\"message\":\"Unauthorized\"}", reason);
    }

    /** ACCESS_DENIED, whose body says {@code Message}. */
    static GatewayAnswer denied(boolean explicit, String reason) {
        return made(
                403,
                "AccessDeniedException",
                "{\"Message\":\"User is not authorized to access this resource"
                        + (explicit ? " with an explicit deny" : "") + "\"}",
                reason);
    }

    /** AUTHORIZER_FAILURE. */
    static GatewayAnswer authorizerFailed(String reason) {
        return made(500, "AuthorizerFailureException", "{\"message\":null}", reason);
    }

    static GatewayAnswer throttled(String reason) {
        return made(429, "TooManyRequestsException", "{\"message\":\"Too Many Requests\"}", reason);
    }

    static GatewayAnswer timedOut(String reason) {
        return made(504, "InternalServerErrorException", "{\"message\": \"Endpoint request timed out\"}", reason);
    }

    /** @param status 500 where the integration could not be called, 502 where its answer was of no use */
    static GatewayAnswer failed(int status, String reason) {
        return made(status, "InternalServerErrorException", "{\"message\": \"Internal server error\"}", reason);
    }

    private static GatewayAnswer made(int status, String type, String body, String reason) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json"));
        headers.put("x-amzn-errortype", List.of(type));
        return new GatewayAnswer(new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)), reason);
    }
}
