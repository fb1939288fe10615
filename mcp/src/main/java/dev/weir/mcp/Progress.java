package dev.weir.mcp;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the client how far a call is, where it asked to be told. */
final class Progress {
    private final McpSyncServerExchange exchange;
    private final @Nullable Object token;
    private String last = "working";
    private double count;

    Progress(McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
        this.exchange = exchange;
        Map<String, Object> meta = request.meta();
        this.token = meta == null ? null : meta.get("progressToken");
    }

    void say(String line) {
        last = line;
        send(line);
    }

    /** Another second has gone by. */
    void beat(int seconds) {
        send(last + " (" + seconds + " s)");
    }

    private void send(String message) {
        if (token != null) {
            count++;
            exchange.progressNotification(new McpSchema.ProgressNotification(token, count, null, message));
        }
    }
}
