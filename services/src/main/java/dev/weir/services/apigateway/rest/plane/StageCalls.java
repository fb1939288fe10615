package dev.weir.services.apigateway.rest.plane;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.shapes.AwsException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to stages of REST APIs from other services, by ARNs such as
 * {@code arn:aws:execute-api:us-east-1:000000000000:abc123/prod/POST/orders/*}: each star in the path stands for a value
 * that the caller gives. Source: Amazon EventBridge User Guide, "Amazon API Gateway targets".
 */
public final class StageCalls implements EventTarget, Invocable {
    private final Kernel kernel;
    private final RestApiPlane plane;

    public StageCalls(Kernel kernel, RestApiPlane plane) {
        this.kernel = kernel;
        this.plane = plane;
    }

    private record Called(HttpResponse response, String requestId, Duration took) {}

    @Override
    public boolean exists(Arn arn) {
        return plane.has(arn.resource().split("/", 2)[0]);
    }

    /** One attempt; throttling and failures of the API's own may be tried again. */
    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Called called = call(
                delivery.target(), delivery.principal(), delivery.payload(), delivery.attributes(), delivery.cause());
        return new Delivered(called.requestId(), delivery.cause());
    }

    @Override
    public Answer invoke(Invocation invocation) {
        try {
            Called called = call(
                    invocation.function(),
                    invocation.principal(),
                    invocation.payload(),
                    invocation.attributes(),
                    invocation.cause());
            return new Answer(
                    called.response().body(),
                    null,
                    called.requestId(),
                    "",
                    new byte[0],
                    called.took(),
                    invocation.cause());
        } catch (DeliveryException e) {
            throw new AwsException(e.code(), e.retryable() ? 500 : 400, e.getMessage());
        }
    }

    private Called call(
            Arn arn, String principal, byte[] payload, Map<String, Delivery.Attribute> attributes, Cause cause)
            throws DeliveryException {
        String[] parts = arn.resource().split("/", 4);
        if (parts.length < 3) {
            throw new DeliveryException("INVALID_PARAMETER", arn + " names no stage and method.", false);
        }
        Delivery.Attribute given = attributes.get(Delivery.HTTP_PARAMETERS);
        JsonNode parameters = JsonMapper.shared().readTree(given == null || given.text() == null ? "{}" : given.text());
        String requestId = kernel.ids().uuid();
        Instant start = kernel.clock().now();
        HttpRequest request = new HttpRequest(
                new Scope(arn.account(), arn.region()),
                requestId,
                parts[2].equals("*") ? "POST" : parts[2],
                parts[0] + ".execute-api." + arn.region() + ".amazonaws.com",
                "/" + parts[1] + path(parts.length == 4 ? parts[3] : "", parameters.path("PathParameterValues")),
                query(parameters.path("QueryStringParameters")),
                headers(principal, parameters.path("HeaderParameters")),
                payload,
                "127.0.0.1",
                cause);
        HttpResponse response = plane.handle(request)
                .orElseThrow(() -> new DeliveryException(
                        "ResourceNotFoundException", "There is no REST API at " + arn + ".", false));
        int status = response.status();
        if (status < 200 || status >= 300) {
            throw new DeliveryException(
                    status == 429 ? "THROTTLING" : "HttpStatus" + status,
                    "HTTP status code " + status,
                    status == 429 || status >= 500);
        }
        return new Called(
                response, requestId, Duration.between(start, kernel.clock().now()));
    }

    private static String path(String pattern, JsonNode values) {
        StringBuilder path = new StringBuilder("/");
        int next = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && next < values.size()) {
                path.append(encoded(values.path(next++).asString("")));
            } else {
                path.append(c);
            }
        }
        return path.toString();
    }

    private static String query(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEachEntry((name, value) -> pairs.add(encoded(name) + "=" + encoded(value.asString(""))));
        return String.join("&", pairs);
    }

    private static Map<String, List<String>> headers(String principal, JsonNode parameters) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json"));
        headers.put("user-agent", List.of(principal));
        parameters.forEachEntry(
                (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value.asString(""))));
        return headers;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
