package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.mcp.Mcp;
import dev.weir.mcp.McpSettings;
import dev.weir.server.WeirConfig;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the MCP server, made with the official SDK. */
final class Agent implements AutoCloseable {
    static final McpSettings ALL = McpSettings.SAFE.allowing(true, true);

    private final McpSyncClient client;
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final List<String> updated = new CopyOnWriteArrayList<>();
    private final Semaphore toolsChanged = new Semaphore(0);
    private final Semaphore resourcesUpdated = new Semaphore(0);

    Agent(McpClientTransport transport) {
        client = McpClient.sync(transport)
                .requestTimeout(Duration.ofMinutes(2))
                .progressConsumer(notice -> progress.add(notice.message()))
                .toolsChangeConsumer(tools -> toolsChanged.release())
                .resourcesUpdateConsumer(contents -> {
                    contents.forEach(content -> updated.add(content.uri()));
                    resourcesUpdated.release();
                })
                .build();
        McpSchema.InitializeResult unused = client.initialize();
    }

    /** A weir with the MCP server. */
    static WeirServer weir(McpSettings settings) {
        return WeirServer.start(WeirConfig.ephemeral().withAnnex(Mcp.PATH, Mcp.annex(settings)));
    }

    /** A client over streamable HTTP. */
    static Agent of(WeirServer weir) {
        return new Agent(
                HttpClientStreamableHttpTransport.builder(weir.endpoint().toString())
                        .endpoint(Mcp.PATH)
                        .openConnectionOnStartup(true)
                        .build());
    }

    McpSyncClient client() {
        return client;
    }

    List<String> progress() {
        return progress;
    }

    List<String> updated() {
        return updated;
    }

    Semaphore toolsChanged() {
        return toolsChanged;
    }

    Semaphore resourcesUpdated() {
        return resourcesUpdated;
    }

    List<String> tools() {
        return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
    }

    /** The arguments are JSON, with single quotes for double ones. */
    McpSchema.CallToolResult call(String tool, String arguments) {
        Map<?, ?> parsed = JsonMapper.shared().readValue(arguments.replace('\'', '"'), Map.class);
        @SuppressWarnings("unchecked")
        Map<String, Object> given = (Map<String, Object>) parsed;
        return client.callTool(McpSchema.CallToolRequest.builder(tool)
                .arguments(given)
                .progressToken("token-" + tool)
                .build());
    }

    /** What a call gives that must go well. */
    JsonNode done(String tool, String arguments) {
        McpSchema.CallToolResult result = call(tool, arguments);
        assertTrue(!Boolean.TRUE.equals(result.isError()), () -> tool + " failed: " + text(result));
        return JsonMapper.shared().valueToTree(result.structuredContent());
    }

    /** What a call gives whose subject failed, such as a function that threw. */
    JsonNode failed(String tool, String arguments) {
        McpSchema.CallToolResult result = call(tool, arguments);
        assertEquals(true, result.isError(), () -> tool + " did not fail: " + text(result));
        return JsonMapper.shared().valueToTree(result.structuredContent());
    }

    /** What a refused call is told. */
    String refused(String tool, String arguments) {
        McpSchema.CallToolResult result = call(tool, arguments);
        assertEquals(true, result.isError(), () -> tool + " was not refused: " + text(result));
        return text(result);
    }

    static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    @Override
    public void close() {
        client.close();
    }
}
