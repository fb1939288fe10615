package dev.weir.mcp.client;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A running weir at an address, and for whom it is called. */
public final class WeirClient implements AutoCloseable {
    /** Answers are small, but for a function's payload of 6 MB and pages of messages. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI endpoint;
    private final Scope scope;
    private final IntConsumer waiting;

    private WeirClient(HttpClient http, URI endpoint, Scope scope, IntConsumer waiting) {
        this.http = http;
        this.endpoint = endpoint;
        this.scope = scope;
        this.waiting = waiting;
    }

    /** @param scope whose resources are meant where only a name is given */
    public static WeirClient of(URI endpoint, Scope scope) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        return new WeirClient(http, endpoint, scope, seconds -> {});
    }

    /** The same, which calls {@code waiting} with the number of seconds for each second that it waits for an answer. */
    public WeirClient reporting(IntConsumer waiting) {
        return new WeirClient(http, endpoint, scope, waiting);
    }

    /** The same for another weir, such as a fork of this one. */
    public WeirClient at(URI other) {
        return new WeirClient(http, other, scope, waiting);
    }

    /** The same for whoever owns what the ARN names. */
    public WeirClient owning(String nameOrArn) {
        Arn arn = arn(nameOrArn);
        if (arn == null || arn.account().isEmpty() || arn.region().isEmpty()) {
            return this;
        }
        return new WeirClient(http, endpoint, new Scope(arn.account(), arn.region()), waiting);
    }

    private static @Nullable Arn arn(String text) {
        try {
            return text.startsWith("arn:") ? Arn.parse(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public Scope scope() {
        return scope;
    }

    /** An empty JSON object, to be filled. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Calls an operation of AWS's API.
     *
     * @param service as the SDK for Java calls it, such as {@code sfn}
     * @throws RefusedException the operation's own error
     */
    public ObjectNode aws(String service, String operation, JsonNode input) {
        String path =
                "/_weir/api/" + service + "/" + operation + "?account=" + scope.account() + "&region=" + scope.region();
        return (ObjectNode) json("POST", path, input);
    }

    /** Reads weir's own API. */
    public JsonNode get(String path) {
        return json("GET", path, null);
    }

    /** Changes something through weir's own API. */
    public JsonNode post(String path, JsonNode body) {
        return json("POST", path, body);
    }

    /** Removes something through weir's own API. */
    public JsonNode delete(String path) {
        return json("DELETE", path, null);
    }

    private JsonNode json(String method, String path, @Nullable JsonNode body) {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer = send(method, path, Map.of("Content-Type", "application/json"), bytes);
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new RefusedException("", "what answers at " + endpoint + " is no weir");
        }
        if (answer.statusCode() != 200) {
            throw new RefusedException(
                    node.path("code").asString(""),
                    node.path("message").asString("weir answered with status " + answer.statusCode()));
        }
        return node;
    }

    /** A call of an AWS API in its own protocol, where the content is no text. */
    public void upload(String service, String path, byte[] body) {
        HttpResponse<byte[]> answer = send(
                "PUT",
                path,
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + scope.account() + "/20260101/" + scope.region() + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=weir"),
                body);
        if (answer.statusCode() >= 300 && answer.statusCode() != 409) {
            throw new RefusedException("", new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        for (int seconds = 1; ; seconds++) {
            try {
                return answer.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                waiting.accept(seconds);
            } catch (InterruptedException e) {
                boolean unused = answer.cancel(true);
                throw new CalledOffException();
            } catch (ExecutionException e) {
                if (String.valueOf(e.getCause()).contains("limit")) {
                    throw new RefusedException(
                            "", "the answer is larger than " + LARGEST + " bytes: ask for less at once");
                }
                throw new RefusedException(
                        "", "no weir answers at " + endpoint + ": start one with `weir up` (" + e.getCause() + ")");
            }
        }
    }

    /**
     * Reads lines of JSON for as long as they come.
     *
     * @param line whether to go on
     * @throws CalledOffException where the thread is interrupted
     */
    public void lines(String path, Predicate<JsonNode> line) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path)).build();
        try (InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
                BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String text;
            while ((text = reader.readLine()) != null) {
                if (!line.test(JsonMapper.shared().readTree(text))) {
                    return;
                }
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CalledOffException();
            }
            throw new UncheckedIOException("the connection to weir broke: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CalledOffException();
        }
    }

    /** As a part of a path or a query string. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
