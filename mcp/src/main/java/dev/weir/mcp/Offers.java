package dev.weir.mcp;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.time.TimeOffer;
import dev.weir.mcp.time.TruthOffer;
import dev.weir.mcp.tool.LiveTools;
import dev.weir.mcp.tool.Offer;
import java.util.List;

/** All that weir offers; what is new is registered here. */
final class Offers {
    private Offers() {}

    /** What is always there. */
    static List<Offer> all(McpSettings settings, WeirClient weir) {
        return List.of(new TimeOffer(), new TruthOffer());
    }

    /** What comes and goes with what is deployed. */
    static List<LiveTools.Source> live(McpSettings settings) {
        return List.of();
    }
}
