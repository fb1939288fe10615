package dev.weir.server;

import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link HttpOut} over the JDK's client, which is made when it is first needed. Follows no redirects. */
final class HttpClientOut implements HttpOut, AutoCloseable {
    /** The client sets these itself. */
    private static final Set<String> OWN = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final long LARGEST_ANSWER = 16L << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Kernel kernel;
    private final boolean simulated;
    private @Nullable HttpClient client;

    HttpClientOut(Kernel kernel, boolean simulated) {
        this.kernel = kernel;
        this.simulated = simulated;
    }

    @Override
    public HttpResponse send(String method, URI uri, Map<String, List<String>> headers, byte[] body, Duration timeout)
            throws IOException {
        String token = kernel.ids().uuid();
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(uri)
                    .timeout(timeout)
                    .method(
                            method,
                            body.length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
        } catch (IllegalArgumentException e) {
            throw new IOException("no such request can be made: " + e.getMessage(), e);
        }
        if (simulated && "127.0.0.1 localhost".contains(String.valueOf(uri.getHost()))) {
            // The target may be weir itself: its work must run while this waits.
            request.header(Front.WITHIN, token);
        }
        return wait(token, request.build());
    }

    private HttpResponse wait(String token, HttpRequest request) throws IOException {
        try {
            return kernel.tasks().outside(token, () -> {
                var answer = client().send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
                return new HttpResponse(answer.statusCode(), answer.headers().map(), answer.body());
            });
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait for " + request.uri() + " was abandoned", e);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();
            client = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
