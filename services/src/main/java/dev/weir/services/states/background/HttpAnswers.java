package dev.weir.services.states.background;

import dev.weir.fabric.http.HttpResponse;
import dev.weir.services.states.data.Data;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** HTTP as tasks write and read it. */
final class HttpAnswers {
    private HttpAnswers() {}

    /** An answer as the task's result has it. */
    static ObjectNode result(HttpResponse response) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode headers = result.putObject("Headers");
        response.headers().forEach((name, values) -> {
            // The status line of HTTP/2.
            if (!name.startsWith(":")) {
                ArrayNode all = headers.putArray(name);
                values.forEach(all::add);
            }
        });
        JsonNode body = body(response);
        if (body != null) {
            result.set("ResponseBody", body);
        }
        result.put("StatusCode", response.status());
        result.put("StatusText", reason(response.status()));
        return result;
    }

    static boolean fine(HttpResponse response) {
        return response.status() >= 200 && response.status() < 300;
    }

    static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static @Nullable JsonNode body(HttpResponse response) {
        if (response.body().length == 0) {
            return null;
        }
        String text = text(response);
        String type = response.headers().entrySet().stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals("content-type"))
                .map(each -> each.getValue().isEmpty() ? "" : each.getValue().getFirst())
                .findFirst()
                .orElse("");
        JsonNode parsed = type.contains("json") || type.isEmpty() ? Data.parse(text) : null;
        return parsed == null ? JsonNodeFactory.instance.stringNode(text) : parsed;
    }

    /** A query, percent-encoded, without its question mark. */
    static String query(Map<String, List<String>> parameters) {
        StringJoiner query = new StringJoiner("&");
        parameters.forEach((name, values) -> values.forEach(value -> query.add(encoded(name) + "=" + encoded(value))));
        return query.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The reason phrase of a status. Source: RFC 9110. */
    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 203 -> "Non-Authoritative Information";
            case 204 -> "No Content";
            case 205 -> "Reset Content";
            case 206 -> "Partial Content";
            default -> "";
        };
    }
}
