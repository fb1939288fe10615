package dev.weir.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(WeirExtension.class)
class ControlApiTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void healthInBothDialects(WeirServer weir) throws Exception {
        assertEquals(
                "ready", call(weir, "GET", "/_weir/health", "").path("status").asString());
        assertTrue(call(weir, "GET", "/_localstack/health", "").path("services").isObject());
        assertTrue(call(weir, "GET", "/_localstack/info", "").has("version"));
    }

    @Test
    void theClockStopsAndMoves(WeirServer weir) throws Exception {
        JsonNode frozen = call(weir, "POST", "/_weir/clock", "{\"freeze\":true}");
        assertEquals("frozen", frozen.path("mode").asString());
        Instant then = Instant.parse(frozen.path("now").asString());

        JsonNode moved = call(weir, "POST", "/_weir/clock", "{\"advance\":\"PT1H\"}");

        assertEquals(
                then.plus(Duration.ofHours(1)), Instant.parse(moved.path("now").asString()));
        assertEquals(weir.now(), then.plus(Duration.ofHours(1)));
        call(weir, "POST", "/_weir/clock", "{\"untilQuiet\":true,\"limit\":\"PT5M\"}");
        Instant target = then.plus(Duration.ofDays(2));
        call(weir, "POST", "/_weir/clock", "{\"to\":\"" + target + "\"}");
        assertEquals(target, weir.now());
    }

    @Test
    void badCommandsAreRefusedByName(WeirServer weir) throws Exception {
        assertRefused(weir, "/_weir/clock", "{}", 400, "exactly one of");
        assertRefused(weir, "/_weir/clock", "{\"advance\":\"an hour\"}", 400, "cannot be parsed");
        assertRefused(weir, "/_weir/clock", "{\"advance\":\"PT-1H\"}", 400, "backwards");
        assertRefused(weir, "/_weir/clock", "[]", 400, "JSON object");
        assertRefused(weir, "/_weir/clock", "{", 400, "Unexpected end");
        assertRefused(weir, "/_weir/checkpoints", "{\"load\":\"none\"}", 404, "no checkpoint none");
        assertRefused(weir, "/_weir/checkpoints", "{\"save\":\"../x\"}", 400, "name");
        assertRefused(weir, "/_weir/whatever", "{}", 404, "docs/control-api.md");
    }

    private static void assertRefused(WeirServer weir, String path, String body, int status, String word)
            throws Exception {
        HttpResponse<String> answer = send(weir, "POST", path, body);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(word), answer.body());
    }

    @Test
    void checkpointsKeepTheState(WeirServer weir) throws Exception {
        byte[] key = {1};
        put(weir, key, "before");
        call(weir, "POST", "/_weir/checkpoints", "{\"save\":\"a\"}");
        put(weir, key, "after");

        JsonNode fork = call(weir, "POST", "/_weir/checkpoints", "{\"fork\":\"\"}");
        call(weir, "POST", "/_weir/checkpoints", "{\"load\":\"a\"}");

        assertEquals("before", get(weir, key));
        assertEquals(200, status(fork.path("endpoint").asString() + "/_weir/health"));
        send(URI.create(fork.path("endpoint").asString() + "/_weir/shutdown"), "POST", "");
        assertEquals(
                "a",
                call(weir, "GET", "/_weir/checkpoints", "")
                        .path("checkpoints")
                        .path(0)
                        .asString());
        call(weir, "DELETE", "/_weir/checkpoints/a", "");
        assertTrue(
                call(weir, "GET", "/_weir/checkpoints", "").path("checkpoints").isEmpty());
    }

    @Test
    void resetEmptiesEverything(WeirServer weir) throws Exception {
        put(weir, new byte[] {1}, "x");
        record(weir, Cause.NONE, "test.One");
        call(weir, "POST", "/_weir/reset", "");
        assertEquals("", get(weir, new byte[] {1}));
        assertEquals(0, weir.kernel().journal().latest(10).size());
        assertEquals(405, send(weir, "GET", "/_weir/reset", "").statusCode());
    }

    @Test
    void theJournalIsReadPageByPageAndAsTrees(WeirServer weir) throws Exception {
        Cause first = record(weir, Cause.NONE, "test.One");
        record(weir, first, "test.Two");
        record(weir, Cause.NONE, "test.Other");

        String lines = send(weir, "GET", "/_weir/journal?after=" + first.hop() + "&limit=1", "")
                .body();
        assertTrue(lines.contains("test.Two") && lines.lines().count() == 1, lines);
        JsonNode trace = call(weir, "GET", "/_weir/trace/" + first.hop(), "");
        assertEquals(2, trace.path("hops").size());
        assertEquals(first.hop(), trace.path("hops").path(1).path("cause").asLong());
        assertEquals(
                "test.Other",
                call(weir, "GET", "/_weir/trace/last", "")
                        .path("hops")
                        .path(0)
                        .path("kind")
                        .asString());
        assertEquals(404, send(weir, "GET", "/_weir/trace/nobody", "").statusCode());
    }

    @Test
    void theJournalCanBeFollowed(WeirServer weir) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(weir.endpoint() + "/_weir/journal?follow"))
                .build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            record(weir, Cause.NONE, "test.One");
            assertTrue(lines.readLine().contains("test.One"));
            record(weir, Cause.NONE, "test.Two");
            assertTrue(lines.readLine().contains("test.Two"));
        }
    }

    private static Cause record(WeirServer weir, Cause cause, String kind) {
        return weir.kernel().journal().record(cause, Scope.DEFAULT, kind, "", "t", "", Outcome.ACCEPTED, "");
    }

    private static void put(WeirServer weir, byte[] key, String value) {
        weir.kernel().store().write(tx -> {
            tx.put(key, value.getBytes(StandardCharsets.UTF_8));
            return null;
        });
    }

    private static String get(WeirServer weir, byte[] key) {
        byte[] value = weir.kernel().store().read(tx -> tx.get(key));
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static JsonNode call(WeirServer weir, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(weir, method, path, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(WeirServer weir, String method, String path, String body)
            throws Exception {
        return send(URI.create(weir.endpoint() + path), method, body);
    }

    private static int status(String uri) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> send(URI uri, String method, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
