package dev.weir.mcp;

import dev.weir.mcp.tool.Offer;
import dev.weir.server.Annex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;

/** The ways to the MCP server. Nothing of the SDK is named here: weir's start must not load it. */
public final class Mcp {
    /** Where a running weir has it. */
    public static final String PATH = "/_weir/mcp";

    private Mcp() {}

    /** The server under {@link #PATH} of a running weir, over streamable HTTP. */
    public static Annex.Factory annex(McpSettings settings) {
        return endpoint -> new Endpoint(settings, endpoint, null);
    }

    /** The same with other offers than weir's own, for tests of the layers below. */
    public static Annex.Factory annex(McpSettings settings, List<Offer> offers) {
        return endpoint -> new Endpoint(settings, endpoint, offers);
    }

    /** Serves one client over two streams until it closes its own. */
    public static void serve(McpSettings settings, URI endpoint, InputStream in, OutputStream out) throws IOException {
        Endpoint.serve(settings, endpoint, in, out);
    }
}
