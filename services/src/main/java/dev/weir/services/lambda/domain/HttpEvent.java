package dev.weir.services.lambda.domain;

import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests and answers of function URLs: payload format version 2.0. Source: AWS Lambda Developer Guide, "Request and
 * response payloads".
 */
public final class HttpEvent {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HttpEvent() {}

    public static byte[] of(HttpRequest request, String urlId, Instant now) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
        event.put("rawPath", path);
        event.put("rawQueryString", request.query());
        List<String> cookies = request.headers().getOrDefault("cookie", List.of());
        if (!cookies.isEmpty()) {
            var list = event.putArray("cookies");
            cookies.forEach(line -> {
                for (String cookie : line.split(";")) {
                    list.add(cookie.trim());
                }
            });
        }
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach((name, values) -> {
            if (!name.equals("cookie")) {
                headers.put(name, String.join(",", values));
            }
        });
        Map<String, String> query = query(request.query());
        if (!query.isEmpty()) {
            ObjectNode parameters = event.putObject("queryStringParameters");
            query.forEach(parameters::put);
        }
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", "anonymous");
        context.put("apiId", urlId);
        context.put("domainName", request.authority().replaceFirst(":\\d+$", ""));
        context.put("domainPrefix", urlId);
        ObjectNode http = context.putObject("http");
        http.put("method", request.method());
        http.put("path", path);
        http.put("protocol", "HTTP/1.1");
        http.put("sourceIp", request.ip());
        http.put("userAgent", String.join(",", request.headers().getOrDefault("user-agent", List.of())));
        context.put("requestId", request.requestId());
        context.put("routeKey", "$default");
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        if (request.body().length > 0) {
            boolean text = isText(String.join(",", request.headers().getOrDefault("content-type", List.of())));
            event.put(
                    "body",
                    text
                            ? new String(request.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body()));
            event.put("isBase64Encoded", !text);
        } else {
            event.put("isBase64Encoded", false);
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What a function's answer means as HTTP. */
    public static HttpResponse response(byte[] payload) {
        JsonNode answer;
        try {
            answer = JsonMapper.shared().readTree(payload);
        } catch (JacksonException e) {
            return plain(payload);
        }
        if (!answer.isObject() || !answer.has("statusCode")) {
            return plain(answer.isString() ? answer.asString().getBytes(StandardCharsets.UTF_8) : payload);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(header.getValue().asString(""))));
        headers.putIfAbsent("content-type", List.of("application/json"));
        List<String> cookies = new ArrayList<>();
        answer.path("cookies").forEach(cookie -> cookies.add(cookie.asString("")));
        if (!cookies.isEmpty()) {
            headers.put("set-cookie", cookies);
        }
        JsonNode body = answer.path("body");
        String text = body.isMissingNode() || body.isNull() ? "" : body.isString() ? body.asString() : body.toString();
        byte[] bytes = answer.path("isBase64Encoded").asBoolean(false)
                ? Base64.getMimeDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return new HttpResponse(answer.path("statusCode").asInt(200), headers, bytes);
    }

    private static HttpResponse plain(byte[] body) {
        return new HttpResponse(200, Map.of("content-type", List.of("application/json")), body);
    }

    private static boolean isText(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.startsWith("application/json")
                || type.startsWith("application/javascript")
                || type.startsWith("application/xml")
                || type.contains("+json")
                || type.contains("+xml");
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = URLDecoder.decode(equals < 0 ? part : part.substring(0, equals), StandardCharsets.UTF_8);
                String value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
                parameters.merge(name, value, (a, b) -> a + "," + b);
            }
        }
        return parameters;
    }
}
