package dev.weir.tests.kinesis;

import dev.weir.junit.WeirServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls in plain JSON, for operations that are younger than the SDK at hand, and to see the protocol itself. */
final class JsonCalls {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WeirServer weir;

    JsonCalls(WeirServer weir) {
        this.weir = weir;
    }

    HttpResponse<String> call(String operation, String body) {
        HttpRequest request = HttpRequest.newBuilder(weir.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
