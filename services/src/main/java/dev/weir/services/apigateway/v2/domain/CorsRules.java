package dev.weir.services.apigateway.v2.domain;

import dev.weir.api.apigatewayv2.Cors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an API's CORS configuration adds to answers. Source: API Gateway Developer Guide, "Configure CORS for HTTP APIs
 * in API Gateway".
 */
public final class CorsRules {
    private static final String PREFIX = "access-control-";

    private CorsRules() {}

    /** Whether it is the browser that asks, before it sends the request proper. */
    public static boolean isPreflight(String method, @Nullable String origin, @Nullable String requestMethod) {
        return method.equals("OPTIONS") && origin != null && requestMethod != null;
    }

    /** The headers of the answer to a preflight request; none where the origin is not allowed. */
    public static Map<String, List<String>> preflight(Cors cors, String origin) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (allow(headers, cors, origin)) {
            list(headers, "access-control-allow-methods", cors.allowMethods());
            list(headers, "access-control-allow-headers", cors.allowHeaders());
            Integer maxAge = cors.maxAge();
            if (maxAge != null) {
                headers.put("access-control-max-age", List.of(maxAge.toString()));
            }
        }
        return headers;
    }

    /** An answer's headers with the API's CORS headers in place of the integration's. */
    public static Map<String, List<String>> apply(
            Cors cors, @Nullable String origin, Map<String, List<String>> answered) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answered.forEach((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
                headers.put(name, values);
            }
        });
        if (origin != null && allow(headers, cors, origin)) {
            list(headers, "access-control-expose-headers", cors.exposeHeaders());
        }
        return headers;
    }

    private static boolean allow(Map<String, List<String>> headers, Cors cors, String origin) {
        boolean credentials = Boolean.TRUE.equals(cors.allowCredentials());
        String allowed = null;
        for (String pattern : cors.allowOrigins() == null ? List.<String>of() : cors.allowOrigins()) {
            if (pattern.equals("*")) {
                allowed = credentials ? origin : "*";
            } else if (allowed == null && matches(pattern, origin)) {
                allowed = origin;
            }
        }
        if (allowed == null) {
            return false;
        }
        headers.put("access-control-allow-origin", List.of(allowed));
        if (credentials) {
            headers.put("access-control-allow-credentials", List.of("true"));
        }
        return true;
    }

    /** {@code http://*} and {@code https://*} stand for every host. */
    private static boolean matches(String pattern, String origin) {
        return pattern.endsWith("://*")
                ? origin.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equalsIgnoreCase(origin);
    }

    private static void list(Map<String, List<String>> headers, String name, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            headers.put(name, List.of(String.join(",", values)));
        }
    }
}
