package dev.weir.services.states.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.http.Connected;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.state.ExecutionRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls of HTTP endpoints, authorized by a connection of EventBridge. Source: AWS Step Functions Developer Guide, "Call
 * HTTPS APIs in Step Functions workflows".
 */
final class HttpTasks {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String CONNECTION = "ConnectionArn";
    private static final Connected.Additions NOTHING = new Connected.Additions(Map.of(), Map.of(), Map.of());
    private static final Set<String> KNOWN = Set.of(
            "ApiEndpoint",
            "Method",
            "Authentication",
            "InvocationConfig",
            "Headers",
            "QueryParameters",
            "RequestBody",
            "Transform");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Set<String> ENCODINGS = Set.of("NONE", "URL_ENCODED");
    private static final Set<String> FORMATS = Set.of("INDICES", "REPEAT", "COMMAS", "BRACKETS", "NONE");

    private final Kernel kernel;
    private final Fabric fabric;
    private final HttpOut http;

    HttpTasks(Kernel kernel, Fabric fabric, HttpOut http) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.http = http;
    }

    /** A request as it goes out. */
    record Outgoing(String method, URI uri, Map<String, List<String>> headers, byte[] body) {}

    /**
     * What was sent and what came back.
     *
     * @param plain the request without what the connection added
     */
    record Exchange(
            @Nullable Outgoing request,
            @Nullable Outgoing plain,
            @Nullable HttpResponse response,
            Answer answer) {}

    Answer invoke(ExecutionRecord execution, JsonNode input) {
        return exchange(execution, input).answer();
    }

    Exchange exchange(ExecutionRecord execution, JsonNode input) {
        Arn connection;
        Outgoing request;
        Outgoing plain;
        Connected connected = fabric.of("events", Connected.class).orElse(null);
        try {
            Parameters parameters = new Parameters(input);
            parameters.only(KNOWN);
            connection = connection(parameters);
            if (connected == null) {
                return failed(null, null, "Events.ConnectionResource.ConnectionNotFound", "There are no connections.");
            }
            plain = request(execution, parameters, NOTHING);
            request = request(execution, parameters, connected.additions(connection, execution.cause()));
        } catch (Parameters.WrongException e) {
            return new Exchange(null, null, null, Answer.wrong(String.valueOf(e.getMessage())));
        } catch (Connected.RefusedException e) {
            return failed(
                    null,
                    null,
                    e.missing()
                            ? "Events.ConnectionResource.ConnectionNotFound"
                            : "Events.ConnectionResource.InvalidConnectionState",
                    String.valueOf(e.getMessage()));
        }
        HttpResponse response;
        try {
            response = http.send(request.method(), request.uri(), request.headers(), request.body(), TIMEOUT);
        } catch (IOException e) {
            return failed(request, plain, "States.Http.Socket", "The endpoint gave no answer in time.");
        }
        boolean fine = HttpAnswers.fine(response);
        var unused = kernel.journal()
                .record(
                        execution.cause(),
                        execution.scope(),
                        "states.HttpInvoke",
                        execution.arn(),
                        connection.toString(),
                        "",
                        fine ? Outcome.COMPLETED : Outcome.FAILED,
                        fine ? "" : "the endpoint answered " + response.status(),
                        Map.of("status", Integer.toString(response.status()), "method", request.method()));
        if (response.status() == 401 || response.status() == 407) {
            connected.refused(connection);
        }
        return new Exchange(
                request,
                plain,
                response,
                fine
                        ? new Answer.Result(HttpAnswers.result(response))
                        : new Answer.Failure(
                                "States.Http.StatusCode." + response.status(), HttpAnswers.text(response)));
    }

    private static Exchange failed(@Nullable Outgoing request, @Nullable Outgoing plain, String error, String cause) {
        return new Exchange(request, plain, null, new Answer.Failure(error, cause));
    }

    private static Arn connection(Parameters parameters) throws Parameters.WrongException {
        JsonNode authentication = parameters.input().get("Authentication");
        JsonNode config = parameters.input().get("InvocationConfig");
        JsonNode holder = authentication == null ? config : authentication;
        String arn = holder == null ? "" : holder.path(CONNECTION).asString("");
        if (!Arn.isArn(arn)) {
            throw new Parameters.WrongException("The field \"" + CONNECTION + "\" is required but was missing");
        }
        return Arn.parse(arn);
    }

    private static Outgoing request(ExecutionRecord execution, Parameters parameters, Connected.Additions additions)
            throws Parameters.WrongException {
        String method = parameters.required("Method");
        if (!METHODS.contains(method)) {
            throw new Parameters.WrongException("The value \"" + method + "\" of \"Method\" is no method of HTTP");
        }
        Map<String, List<String>> query = parameters.lists("QueryParameters");
        additions.query().forEach((name, value) -> query.put(name, List.of(value)));
        String url = parameters.required("ApiEndpoint");
        String more = HttpAnswers.query(query);
        URI uri;
        try {
            uri = URI.create(more.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + more);
        } catch (IllegalArgumentException e) {
            throw new Parameters.WrongException("The value of \"ApiEndpoint\" is no URL");
        }
        if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new Parameters.WrongException("The value of \"ApiEndpoint\" is no URL");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        parameters.lists("Headers").forEach((name, values) -> put(headers, name, values));
        additions.headers().forEach((name, value) -> put(headers, name, List.of(value)));
        put(
                headers,
                "User-Agent",
                List.of("Amazon|StepFunctions|HttpInvoke|" + execution.scope().region()));
        put(headers, "Range", List.of("bytes=0-262144"));
        JsonNode transform = parameters.input().path("Transform");
        String encoding = transform.path("RequestBodyEncoding").asString("NONE");
        if (!ENCODINGS.contains(encoding)) {
            throw new Parameters.WrongException(
                    "The value of \"RequestBodyEncoding\" must be one of [NONE, URL_ENCODED]");
        }
        String format =
                transform.path("RequestEncodingOptions").path("ArrayFormat").asString("INDICES");
        if (!FORMATS.contains(format)) {
            throw new Parameters.WrongException("The value of \"ArrayFormat\" must be one of " + FORMATS);
        }
        JsonNode body = parameters.input().get("RequestBody");
        if (!additions.body().isEmpty() && (body == null || body.isObject())) {
            ObjectNode completed = body instanceof ObjectNode object
                    ? object.deepCopy()
                    : tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            additions.body().forEach(completed::put);
            body = completed;
        }
        byte[] bytes = new byte[0];
        if (body != null && !body.isNull()) {
            boolean form = encoding.equals("URL_ENCODED");
            if (form && !type(headers).startsWith("application/x-www-form-urlencoded")) {
                throw new Parameters.WrongException("The header \"Content-Type\" must be"
                        + " \"application/x-www-form-urlencoded\" where \"RequestBodyEncoding\" is \"URL_ENCODED\"");
            }
            bytes = (form ? form(body, format) : body.isString() ? body.asString() : Data.text(body))
                    .getBytes(StandardCharsets.UTF_8);
            if (!form && type(headers).isEmpty()) {
                put(headers, "Content-Type", List.of("application/json"));
            }
        }
        return new Outgoing(method, uri, headers, bytes);
    }

    /** Names of headers are the same however they are written. */
    private static void put(Map<String, List<String>> headers, String name, List<String> values) {
        headers.keySet().removeIf(known -> known.equalsIgnoreCase(name));
        headers.put(name, values);
    }

    private static String type(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase("content-type"))
                .map(each -> String.join(",", each.getValue()).toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    /** A body as a form. Arrays are written as the format says: {@code array[0]=a}, {@code array=a,b} and so on. */
    static String form(JsonNode body, String format) throws Parameters.WrongException {
        if (!body.isObject()) {
            throw new Parameters.WrongException("A request body that is URL-encoded must be a JSON object");
        }
        StringJoiner form = new StringJoiner("&");
        body.properties().forEach(each -> add(form, each.getKey(), each.getValue(), format));
        return form.toString();
    }

    private static void add(StringJoiner form, String name, JsonNode value, String format) {
        if (value.isObject()) {
            value.properties().forEach(each -> add(form, name + "[" + each.getKey() + "]", each.getValue(), format));
        } else if (!value.isArray()) {
            form.add(HttpAnswers.encoded(name) + "=" + HttpAnswers.encoded(value.asString(value.toString())));
        } else if (format.equals("COMMAS")) {
            StringJoiner all = new StringJoiner(",");
            value.forEach(element -> all.add(element.asString(element.toString())));
            form.add(HttpAnswers.encoded(name) + "=" + HttpAnswers.encoded(all.toString()));
        } else if (format.equals("NONE")) {
            form.add(HttpAnswers.encoded(name) + "=" + HttpAnswers.encoded(Data.text(value)));
        } else {
            for (int i = 0; i < value.size(); i++) {
                String each =
                        switch (format) {
                            case "INDICES" -> name + "[" + i + "]";
                            case "BRACKETS" -> name + "[]";
                            default -> name;
                        };
                add(form, each, value.get(i), format);
            }
        }
    }
}
