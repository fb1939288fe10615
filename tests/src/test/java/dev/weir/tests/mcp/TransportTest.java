package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.mcp.Mcp;
import dev.weir.server.WeirConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that misbehave, over HTTP. */
class TransportTest {
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"%s\",\"capabilities\":{},"
                    + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static WeirServer weir;

    @BeforeAll
    static void start() {
        weir = Agent.weir(Agent.ALL);
    }

    @AfterAll
    static void stop() {
        weir.close();
    }

    private static HttpRequest.Builder request(String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(weir.endpoint() + Mcp.PATH))
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json");
        return session.isEmpty() ? request : request.header("Mcp-Session-Id", session);
    }

    private static HttpResponse<String> post(String session, String body) throws IOException, InterruptedException {
        return HTTP.send(request(session).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static String session() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("", INITIALIZE.formatted("2025-11-25"));
        String session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
        assertEquals(
                202,
                post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode());
        return session;
    }

    private static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments.replace('\'', '"') + "}}";
    }

    @Test
    void versionsAreAgreedUpon() throws IOException, InterruptedException {
        for (String version : List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")) {
            assertEquals(
                    version,
                    json(post("", INITIALIZE.formatted(version)))
                            .path("result")
                            .path("protocolVersion")
                            .asString());
        }
        assertEquals(
                "2025-11-25",
                json(post("", INITIALIZE.formatted("2031-01-01")))
                        .path("result")
                        .path("protocolVersion")
                        .asString());
    }

    @Test
    void whatIsNoMessageIsRefused() throws IOException, InterruptedException {
        String session = session();
        HttpResponse<String> broken = post(session, "{\"jsonrpc\":");
        assertEquals(400, broken.statusCode());
        assertEquals(-32700, json(broken).path("error").path("code").asInt());
        HttpResponse<String> other = post(session, "{\"hello\":1}");
        assertEquals(400, other.statusCode());
        assertEquals(-32600, json(other).path("error").path("code").asInt());
        assertEquals(400, post(session, "[]").statusCode());
        JsonNode unknown = json(post(session, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"fly\"}"));
        assertEquals(-32601, unknown.path("error").path("code").asInt());
        assertEquals(7, unknown.path("id").asInt());
        JsonNode tool = json(post(session, call(8, "fly", "{}")));
        assertEquals(-32602, tool.path("error").path("code").asInt());
        JsonNode wrong = json(post(session, call(9, "why", "{'id':[1]}")));
        assertTrue(wrong.path("result").path("isError").asBoolean());
        JsonNode missing = json(post(session, call(10, "why", "{}")));
        assertTrue(missing.path("result").path("isError").asBoolean());
        JsonNode noName =
                json(post(session, "{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"tools/call\",\"params\":{}}"));
        assertTrue(noName.has("error"), noName.toString());
        assertEquals(200, post(session, call(12, "clock", "{'action':'show'}")).statusCode());
    }

    @Test
    void sessionsAreNamed() throws IOException, InterruptedException {
        assertEquals(400, post("", call(1, "clock", "{'action':'show'}")).statusCode());
        assertEquals(
                404, post("nonsense", call(1, "clock", "{'action':'show'}")).statusCode());
        String session = session();
        HttpResponse<String> version = HTTP.send(
                request(session)
                        .header("MCP-Protocol-Version", "1999-01-01")
                        .POST(BodyPublishers.ofString(call(1, "clock", "{'action':'show'}")))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(400, version.statusCode());
        assertEquals(
                200,
                HTTP.send(request(session).DELETE().build(), BodyHandlers.ofString())
                        .statusCode());
        assertEquals(404, post(session, call(1, "clock", "{'action':'show'}")).statusCode());
        assertEquals(
                405,
                HTTP.send(request("").PUT(BodyPublishers.noBody()).build(), BodyHandlers.ofString())
                        .statusCode());
    }

    @Test
    void tooMuchIsRefusedInWords() throws IOException, InterruptedException {
        String session = session();
        String large = "x".repeat(10 * 1024 * 1024);
        HttpResponse<String> answer =
                post(session, call(1, "queue", "{'action':'send','queue':'q','body':'" + large + "'}"));
        assertEquals(413, answer.statusCode());
        assertTrue(json(answer).path("error").path("message").asString().contains("larger than 8 MB"));
        assertEquals(200, post(session, call(2, "clock", "{'action':'show'}")).statusCode());
    }

    @Test
    void pagesOfOthersAreKeptOut() throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                request("")
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString(INITIALIZE.formatted("2025-11-25")))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(403, answer.statusCode());
    }

    @Test
    void beyondLoopbackATokenIsNeeded() throws IOException, InterruptedException {
        WeirConfig config = WeirConfig.ephemeral();
        try (WeirServer open = WeirServer.start(config.withAnnex(Mcp.PATH, Mcp.annex(Agent.ALL.reachable(false, ""))));
                WeirServer guarded =
                        WeirServer.start(config.withAnnex(Mcp.PATH, Mcp.annex(Agent.ALL.reachable(false, "secret"))))) {
            assertEquals(403, initialize(open, "").statusCode());
            assertEquals(401, initialize(guarded, "").statusCode());
            assertEquals(401, initialize(guarded, "Bearer wrong").statusCode());
            assertEquals(200, initialize(guarded, "Bearer secret").statusCode());
        }
    }

    private static HttpResponse<String> initialize(WeirServer at, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at.endpoint() + Mcp.PATH))
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(INITIALIZE.formatted("2025-11-25")));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** A machine that waits until somebody moves the clock: its run goes on as long as that takes. */
    private static void createPatient() {
        try (Agent agent = Agent.of(weir)) {
            JsonNode unused = agent.done(
                    "call_aws",
                    "{'service':'sfn','operation':'createStateMachine','parameters':{'Name':'patient','RoleArn':"
                            + "'arn:aws:iam::000000000000:role/r','Definition':'{\\\"StartAt\\\":\\\"W\\\",\\\"States\\\":{"
                            + "\\\"W\\\":{\\\"Type\\\":\\\"Wait\\\",\\\"Seconds\\\":86400,\\\"End\\\":true}}}'}}");
        }
    }

    @Test
    void whatIsCalledOffEnds() throws Exception {
        createPatient();
        String session = session();
        CompletableFuture<HttpResponse<String>> running = HTTP.sendAsync(
                request(session)
                        .POST(BodyPublishers.ofString(
                                call(77, "workflow", "{'action':'start','machine':'patient','wait_seconds':900}")))
                        .build(),
                BodyHandlers.ofString());
        awaitExecution(1);
        assertEquals(
                202,
                post(
                                session,
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77}}")
                        .statusCode());
        String body = running.get(20, TimeUnit.SECONDS).body();
        assertTrue(!body.contains("\"result\""), "a called-off request was answered: " + body);
        assertEquals(200, post(session, call(78, "clock", "{'action':'show'}")).statusCode());
        weir.reset();
    }

    @Test
    void aClientMayVanishInTheMiddle() throws Exception {
        createPatient();
        String session = session();
        String body = call(1, "workflow", "{'action':'start','machine':'patient','wait_seconds':900}");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), weir.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + Mcp.PATH
                            + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json, text/event-stream\r\n"
                            + "Mcp-Session-Id: " + session + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitExecution(1);
        }
        assertEquals(200, post(session, call(2, "clock", "{'action':'show'}")).statusCode());
        assertTrue(weir.untilQuiet().quiet());
        weir.reset();
    }

    private static void awaitExecution(int count) throws Exception {
        var added = weir.kernel().journal().added();
        while (true) {
            long seen = added.version();
            long started = weir.kernel().journal().latest(200).stream()
                    .filter(hop -> hop.kind().equals("states.StartExecution"))
                    .count();
            if (started >= count) {
                return;
            }
            boolean unused = added.await(seen, Instant.MAX);
        }
    }
}
