package dev.weir.tests.dynamodb;

import dev.weir.junit.WeirServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests in plain JSON: also those that no SDK would send. */
final class JsonCalls {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WeirServer weir;
    private final String api;

    /** @param api what the target header begins with */
    JsonCalls(WeirServer weir, String api) {
        this.weir = weir;
        this.api = api;
    }

    JsonNode answer(String operation, JsonNode input) {
        HttpRequest request = HttpRequest.newBuilder(weir.endpoint())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", api + "." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(input.toString()))
                .build();
        try {
            return JsonMapper.shared()
                    .readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
