package dev.weir.services.events.domain;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The request that an event becomes on its way to an API destination. What the connection adds comes over what the target
 * adds. Source: Amazon EventBridge User Guide, "API destinations as targets", "Headers included in API destination requests".
 */
public final class HttpCall {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String method;
    private final String url;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private HttpCall(String method, String url, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
    }

    /** What a connection adds, each as name and value. */
    public interface Additions {
        Map<String, String> headerValues();

        Map<String, String> queryValues();

        Map<String, String> bodyValues();
    }

    /**
     * @param endpoint each {@code *} in it is replaced by a path parameter, in order; one that is left without stays
     * @param parameters {@code PathParameterValues}, {@code HeaderParameters}, {@code QueryStringParameters} as JSON
     */
    public static HttpCall of(String method, String endpoint, byte[] payload, String parameters, Additions additions) {
        JsonNode given = MAPPER.readTree(parameters);
        List<String> path = new ArrayList<>();
        given.path("PathParameterValues").values().forEach(value -> path.add(value.asString()));
        Map<String, String> query = texts(given.path("QueryStringParameters"));
        query.putAll(additions.queryValues());
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", List.of("application/json; charset=utf-8"));
        texts(given.path("HeaderParameters")).forEach((name, value) -> headers.put(name, List.of(value)));
        additions.headerValues().forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("User-Agent", List.of("Amazon/EventBridge/ApiDestinations"));
        headers.put("Range", List.of("bytes=0-1048575"));
        return new HttpCall(method, url(endpoint, path, query), headers, body(method, payload, additions.bodyValues()));
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }

    private static String url(String endpoint, List<String> path, Map<String, String> query) {
        StringBuilder url = new StringBuilder();
        int from = 0;
        for (String value : path) {
            int star = endpoint.indexOf('*', from);
            if (star < 0) {
                break;
            }
            url.append(endpoint, from, star).append(encoded(value));
            from = star + 1;
        }
        url.append(endpoint, from, endpoint.length());
        char next = url.indexOf("?") < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            url.append(next).append(encoded(parameter.getKey())).append('=').append(encoded(parameter.getValue()));
            next = '&';
        }
        return url.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Body parameters become fields of a payload that is an object. */
    private static byte[] body(String method, byte[] payload, Map<String, String> additions) {
        if (method.equals("GET") || method.equals("HEAD")) {
            return new byte[0];
        }
        if (additions.isEmpty()) {
            return payload;
        }
        try {
            if (MAPPER.readTree(payload) instanceof ObjectNode object) {
                additions.forEach(object::put);
                return MAPPER.writeValueAsBytes(object);
            }
            return payload;
        } catch (JacksonException e) {
            return payload;
        }
    }

    public void header(String name, String value) {
        headers.put(name, List.of(value));
    }

    public String method() {
        return method;
    }

    public String url() {
        return url;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }
}
