package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code weir mcp}. */
class StdioTest {
    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weir.cli.Main",
                "mcp"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    @Test
    void itAttachesToAWeirThatRuns() {
        try (WeirServer weir = WeirServer.start();
                Agent agent = agent("--port", String.valueOf(weir.port()), "--allow-write")) {
            agent.done("queue", "{'action':'create','queue':'here'}");
            assertEquals(
                    "here",
                    agent.done("queue", "{'action':'list'}")
                            .path("queues")
                            .path(0)
                            .asString());
            assertFalse(agent.tools().contains("sam_logs"), "logs are offered without being allowed");
            String id = agent.done("queue", "{'action':'send','queue':'here','body':'x'}")
                    .path("message_ids")
                    .path(0)
                    .asString();
            assertTrue(agent.done("trace", "{'id':'" + id + "'}").path("total").asInt() >= 1);
        }
    }

    private static Agent agent(String... arguments) {
        ServerParameters parameters =
                ServerParameters.builder(java()).args(command(arguments)).build();
        return new Agent(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()));
    }

    @Test
    void itStartsOneOtherwiseAndSpeaksNothingButMessages() throws IOException, InterruptedException {
        List<String> command = command("--port", "0");
        command.addFirst(java());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try (OutputStream out = process.getOutputStream();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            send(out, "this is no JSON");
            assertEquals(-32700, read(in).path("error").path("code").asInt());
            send(out, "{\"a\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");
            assertTrue(read(in).path("error").path("message").asString().contains("larger than 8 MB"));
            send(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                            + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
            assertEquals(
                    "weir",
                    read(in).path("result").path("serverInfo").path("name").asString());
            send(out, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            send(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"clock\",\"arguments\":{"
                            + "\"action\":\"show\"}}}");
            JsonNode answer = read(in);
            assertEquals(2, answer.path("id").asInt());
            assertEquals(
                    "wall",
                    answer.path("result").path("structuredContent").path("mode").asString());
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "weir mcp goes on without its client");
        assertEquals(0, process.exitValue());
    }

    private static void send(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static JsonNode read(BufferedReader in) throws IOException {
        return JsonMapper.shared().readTree(in.readLine());
    }
}
