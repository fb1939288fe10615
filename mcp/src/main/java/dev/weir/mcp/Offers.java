package dev.weir.mcp;

import dev.weir.mcp.application.ApplicationOffer;
import dev.weir.mcp.application.RunOffer;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.design.DesignOffer;
import dev.weir.mcp.design.MappingOffer;
import dev.weir.mcp.design.SampleOffer;
import dev.weir.mcp.documentation.DocumentationOffer;
import dev.weir.mcp.functions.FunctionOffer;
import dev.weir.mcp.functions.FunctionTools;
import dev.weir.mcp.messages.AnyOperation;
import dev.weir.mcp.messages.BusOffer;
import dev.weir.mcp.messages.QueueOffer;
import dev.weir.mcp.messages.SchemaOffer;
import dev.weir.mcp.messages.TopicOffer;
import dev.weir.mcp.resources.DeployedOffer;
import dev.weir.mcp.skill.SkillOffer;
import dev.weir.mcp.skill.Skills;
import dev.weir.mcp.time.TimeOffer;
import dev.weir.mcp.time.TruthOffer;
import dev.weir.mcp.tool.LiveTools;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.workflows.WorkflowOffer;
import dev.weir.mcp.workflows.WorkflowTools;
import java.util.List;

/** All that weir offers; what is new is registered here. */
final class Offers {
    private Offers() {}

    /** What is always there. */
    static List<Offer> all(McpSettings settings, WeirClient weir) {
        return List.of(
                new DesignOffer(),
                new SampleOffer(),
                new MappingOffer(),
                new ApplicationOffer(),
                new RunOffer(),
                new FunctionOffer(),
                new WorkflowOffer(),
                new QueueOffer(),
                new TopicOffer(),
                new BusOffer(),
                new SchemaOffer(),
                new AnyOperation(),
                new TimeOffer(),
                new TruthOffer(),
                new DeployedOffer(weir),
                DocumentationOffer.standard(),
                new SkillOffer(Skills.bundled()));
    }

    /** What comes and goes with what is deployed. */
    static List<LiveTools.Source> live(McpSettings settings) {
        return List.of(new FunctionTools(settings), new WorkflowTools(settings));
    }
}
