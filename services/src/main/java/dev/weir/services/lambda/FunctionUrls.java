package dev.weir.services.lambda;

import dev.weir.api.lambda.Cors;
import dev.weir.fabric.Invocable.Answer;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.services.lambda.background.Invoker;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.domain.HttpEvent;
import dev.weir.services.lambda.state.CodeStore;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.services.lambda.state.UrlRecord;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Function URLs, and archives of functions and layers to be fetched. Source: AWS Lambda Developer Guide, "Invoking Lambda
 * function URLs". Authorization by IAM is not enforced.
 */
final class FunctionUrls implements DataPlane {
    private static final String HOST = ".lambda-url.";
    private static final String CODE = "/_aws/lambda/code/";

    private final Kernel kernel;
    private final CodeStore code;
    private final Invoker invoker;

    FunctionUrls(Kernel kernel, CodeStore code, Invoker invoker) {
        this.kernel = kernel;
        this.code = code;
        this.invoker = invoker;
    }

    @Override
    public boolean serves(String host, String path) {
        return host.contains(HOST) || path.startsWith(CODE);
    }

    @Override
    public Optional<HttpResponse> handle(HttpRequest request) {
        if (request.path().startsWith(CODE)) {
            String sha = request.path().substring(CODE.length()).replace(".zip", "");
            byte[] bytes = code.read(sha);
            return Optional.of(
                    bytes.length == 0
                            ? message(404, "Not Found")
                            : new HttpResponse(200, Map.of("content-type", List.of("application/zip")), bytes));
        }
        String authority = request.authority();
        if (!authority.contains(HOST)) {
            return Optional.empty();
        }
        String id = authority.substring(0, authority.indexOf('.'));
        UrlRecord url = kernel.store().read(tx -> LambdaState.urlById(tx, id));
        if (url == null) {
            return Optional.of(message(404, "Not Found"));
        }
        String origin = first(request, "origin");
        Cors cors = url.cors();
        if (cors != null && request.method().equals("OPTIONS") && !origin.isEmpty()) {
            return Optional.of(new HttpResponse(200, corsHeaders(cors, origin, true), new byte[0]));
        }
        HttpResponse response = call(request, url);
        if (cors == null || origin.isEmpty()) {
            return Optional.of(response);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>(response.headers());
        headers.putAll(corsHeaders(cors, origin, false));
        return Optional.of(new HttpResponse(response.status(), headers, response.body()));
    }

    private HttpResponse call(HttpRequest request, UrlRecord url) {
        if (request.body().length > Invoker.MAX_SYNC) {
            return message(413, "Request Entity Too Large");
        }
        String qualifier = url.place().qualifier();
        FunctionName name = new FunctionName(
                url.place().scope(), url.place().name(), qualifier.equals("$LATEST") ? null : qualifier);
        byte[] event = HttpEvent.of(request, url.id(), kernel.clock().now());
        try {
            Answer answer = invoker.invoke(
                    new Invoker.Request(name, event, "", "", request.requestId(), null, 1, request.cause()));
            return answer.error() == null
                    ? HttpEvent.response(answer.payload())
                    : message(502, "Internal Server Error");
        } catch (AwsException e) {
            return message(
                    e.status() == 429 ? 429 : 502, e.status() == 429 ? "Rate Exceeded." : "Internal Server Error");
        }
    }

    private static HttpResponse message(int status, String text) {
        return new HttpResponse(
                status,
                Map.of("content-type", List.of("application/json")),
                ("{\"Message\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> corsHeaders(Cors cors, String origin, boolean preflight) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        List<String> origins = cors.allowOrigins() == null ? List.of() : cors.allowOrigins();
        if (!origins.contains("*") && !origins.contains(origin)) {
            return headers;
        }
        headers.put("access-control-allow-origin", List.of(origin));
        headers.put("vary", List.of("Origin"));
        if (Boolean.TRUE.equals(cors.allowCredentials())) {
            headers.put("access-control-allow-credentials", List.of("true"));
        }
        join(headers, "access-control-expose-headers", cors.exposeHeaders());
        if (preflight) {
            join(headers, "access-control-allow-methods", cors.allowMethods());
            join(headers, "access-control-allow-headers", cors.allowHeaders());
            if (cors.maxAge() != null) {
                headers.put("access-control-max-age", List.of(cors.maxAge().toString()));
            }
        }
        return headers;
    }

    private static void join(Map<String, List<String>> headers, String name, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            headers.put(name, List.of(String.join(",", values)));
        }
    }

    private static String first(HttpRequest request, String header) {
        List<String> values = request.headers().get(header.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }
}
