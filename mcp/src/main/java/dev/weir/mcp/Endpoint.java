package dev.weir.mcp;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.transport.HttpTransport;
import dev.weir.mcp.transport.StdioTransport;
import dev.weir.server.Annex;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server over HTTP, for whoever has the token where one is asked for; and over two streams. */
final class Endpoint implements Annex {
    private final McpSettings settings;
    private final McpHost host;
    private final HttpTransport transport;

    /** @param offers null for weir's own */
    Endpoint(McpSettings settings, URI endpoint, @Nullable List<Offer> offers) {
        this.settings = settings;
        this.host = host(settings, WeirClient.of(endpoint, settings.scope()), offers);
        this.transport = new HttpTransport(host::before);
        host.serve(transport);
    }

    static void serve(McpSettings settings, URI endpoint, InputStream in, OutputStream out) throws IOException {
        try (McpHost host = host(settings, WeirClient.of(endpoint, settings.scope()), null)) {
            StdioTransport transport = new StdioTransport(in, out, host::before);
            host.serve(transport);
            transport.serve();
        }
    }

    private static McpHost host(McpSettings settings, WeirClient weir, @Nullable List<Offer> offers) {
        return offers != null
                ? new McpHost(settings, weir, offers, List.of())
                : new McpHost(settings, weir, Offers.all(settings, weir), Offers.live(settings));
    }

    @Override
    public void handle(Exchange exchange) {
        if (settings.token().isEmpty()) {
            if (settings.loopback()) {
                transport.handle(exchange);
            } else {
                refuse(
                        exchange,
                        403,
                        "weir listens on more than loopback, and then its MCP server wants a token: start it with"
                                + " --mcp-token-file FILE");
            }
        } else if (hasToken(exchange)) {
            transport.handle(exchange);
        } else {
            refuse(
                    exchange,
                    401,
                    "weir's MCP server wants the token that --mcp-token-file names: Authorization: Bearer TOKEN");
        }
    }

    private boolean hasToken(Exchange exchange) {
        String given = exchange.headers().first("Authorization", "");
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8),
                ("Bearer " + settings.token()).getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Exchange exchange, int status, String why) {
        Headers headers = Headers.of("Content-Type", "text/plain; charset=utf-8");
        if (status == 401) {
            headers.add("WWW-Authenticate", "Bearer");
        }
        exchange.respond(status, headers, (why + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        host.close();
    }
}
