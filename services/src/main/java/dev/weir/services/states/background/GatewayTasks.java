package dev.weir.services.states.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.state.ExecutionRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Calls of APIs of API Gateway. Source: AWS Step Functions Developer Guide, "Create API Gateway REST APIs with Step
 * Functions".
 */
final class GatewayTasks {
    private static final Set<String> KNOWN = Set.of(
            "ApiEndpoint",
            "Method",
            "Headers",
            "Stage",
            "Path",
            "QueryParameters",
            "RequestBody",
            "AllowNullValues",
            "AuthType");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final Kernel kernel;
    private final Fabric fabric;

    GatewayTasks(Kernel kernel, Fabric fabric) {
        this.kernel = kernel;
        this.fabric = fabric;
    }

    Answer invoke(ExecutionRecord execution, JsonNode input) {
        HttpRequest request;
        try {
            request = request(execution, new Parameters(input));
        } catch (Parameters.WrongException e) {
            return Answer.wrong(String.valueOf(e.getMessage()));
        }
        Optional<HttpResponse> response =
                fabric.of("execute-api", DataPlane.class).flatMap(plane -> plane.handle(request));
        if (response.isEmpty()) {
            return Answer.wrong("weir has no API at " + request.authority());
        }
        return HttpAnswers.fine(response.get())
                ? new Answer.Result(HttpAnswers.result(response.get()))
                : new Answer.Failure("ApiGateway." + response.get().status(), HttpAnswers.text(response.get()));
    }

    private HttpRequest request(ExecutionRecord execution, Parameters parameters) throws Parameters.WrongException {
        parameters.only(KNOWN);
        String method = parameters.required("Method");
        if (!METHODS.contains(method)) {
            throw new Parameters.WrongException("The value \"" + method + "\" of \"Method\" is no method of HTTP");
        }
        String endpoint = parameters.required("ApiEndpoint").replaceFirst("^https?://", "");
        // An endpoint of weir's own may have a path, such as /_aws/execute-api/abc123.
        int slash = endpoint.indexOf('/');
        StringBuilder path =
                new StringBuilder(slash < 0 ? "" : endpoint.substring(slash).replaceFirst("/$", ""));
        for (String part : new String[] {parameters.text("Stage"), parameters.text("Path")}) {
            if (part != null && !part.isEmpty()) {
                path.append(part.startsWith("/") ? "" : "/").append(part);
            }
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json"));
        headers.put(
                "user-agent",
                List.of("Amazon|StepFunctions|ApiGatewayInvoke|"
                        + execution.scope().region()));
        Map<String, String> written = new LinkedHashMap<>();
        parameters.lists("Headers").forEach((name, values) -> {
            headers.put(name.toLowerCase(Locale.ROOT), values);
            written.put(name.toLowerCase(Locale.ROOT), name);
        });
        JsonNode body = parameters.input().get("RequestBody");
        boolean nulls = parameters.input().path("AllowNullValues").asBoolean(false);
        boolean empty = body == null || (body.isNull() && !nulls);
        return new HttpRequest(
                execution.scope(),
                kernel.ids().uuid(),
                method,
                slash < 0 ? endpoint : endpoint.substring(0, slash),
                path.isEmpty() ? "/" : path.toString(),
                HttpAnswers.query(parameters.lists("QueryParameters")),
                headers,
                empty ? new byte[0] : Data.text(body).getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                execution.cause(),
                written);
    }
}
