package dev.weir.services.apigateway.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a function behind a proxy integration answered. Source: API Gateway Developer Guide, "Output format of a Lambda
 * function for proxy integration" and "Lambda function response for format 2.0".
 *
 * @param headers names as the function wrote them
 * @param body as returned, Base64 where {@code base64}
 */
public record FunctionAnswer(int status, Map<String, List<String>> headers, String body, boolean base64) {
    private static final Set<String> MEMBERS =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");
    private static final int OK = 200;

    /** Reads an answer of format 1.0; empty where it is malformed. All members are optional, others are not allowed. */
    public static Optional<FunctionAnswer> v1(byte[] payload) {
        if (!(parse(payload) instanceof ObjectNode answer) || !MEMBERS.containsAll(answer.propertyNames())) {
            return Optional.empty();
        }
        return read(answer);
    }

    /**
     * Reads an answer of format 2.0, where JSON that has no {@code statusCode} is the body itself; empty where it is
     * malformed.
     */
    public static Optional<FunctionAnswer> v2(byte[] payload) {
        JsonNode answer = parse(payload);
        if (answer == null) {
            return Optional.empty();
        }
        if (answer instanceof ObjectNode object && object.has("statusCode")) {
            return read(object);
        }
        String body = answer.isString() ? answer.asString() : new String(payload, StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json"));
        return Optional.of(new FunctionAnswer(OK, headers, body, false));
    }

    private static @Nullable JsonNode parse(byte[] payload) {
        try {
            return payload.length == 0 ? null : JsonMapper.shared().readTree(payload);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static Optional<FunctionAnswer> read(ObjectNode answer) {
        int status = status(answer.path("statusCode"));
        JsonNode body = answer.path("body");
        boolean hasBody = !body.isMissingNode() && !body.isNull();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (status < 0
                || hasBody && !body.isString()
                || !addHeaders(headers, answer.path("headers"))
                || !addHeaders(headers, answer.path("multiValueHeaders"))) {
            return Optional.empty();
        }
        for (JsonNode cookie : answer.path("cookies")) {
            headers.computeIfAbsent("set-cookie", name -> new ArrayList<>(1)).add(cookie.asString(""));
        }
        return Optional.of(new FunctionAnswer(
                status,
                headers,
                hasBody ? body.asString() : "",
                answer.path("isBase64Encoded").asBoolean(false)));
    }

    /** -1 where it is no status. */
    private static int status(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return OK;
        }
        int status;
        try {
            status = node.isInt() ? node.intValue() : Integer.parseInt(node.asString("-"));
        } catch (NumberFormatException e) {
            return -1;
        }
        return status >= 100 && status < 600 ? status : -1;
    }

    /** Values of {@code multiValueHeaders} come after the single ones, each value once. */
    private static boolean addHeaders(Map<String, List<String>> headers, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return true;
        }
        if (!(node instanceof ObjectNode object)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> header : object.properties()) {
            List<String> values = headers.computeIfAbsent(header.getKey(), name -> new ArrayList<>(1));
            List<JsonNode> given = new ArrayList<>();
            if (header.getValue().isArray()) {
                header.getValue().forEach(given::add);
            } else {
                given.add(header.getValue());
            }
            for (JsonNode value : given) {
                if (!value.isValueNode()) {
                    return false;
                }
                if (!value.isNull() && !values.contains(value.asString())) {
                    values.add(value.asString());
                }
            }
        }
        return true;
    }

    /** Whether a header is there, in whatever case. */
    public boolean has(String lowerCaseName) {
        return headers.keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(lowerCaseName));
    }

    /**
     * The body's bytes.
     *
     * @param decode whether Base64 is decoded
     * @throws IllegalArgumentException where it is no Base64
     */
    public byte[] bytes(boolean decode) {
        return base64 && decode ? Base64.getMimeDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }
}
