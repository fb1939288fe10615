package dev.weir.mcp.workflows;

import dev.weir.mcp.McpSettings;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Guard;
import dev.weir.mcp.tool.InputSchemas;
import dev.weir.mcp.tool.LiveTools;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool for each state machine that may be run. */
public final class WorkflowTools implements LiveTools.Source {
    private static final String PREFIX = "wf_";

    /** Longer than that, clients give up; there are jobs for it. */
    private static final int LONGEST_WAIT_SECONDS = 900;

    private final McpSettings settings;
    private final Guard guard;

    public WorkflowTools(McpSettings settings) {
        this.settings = settings;
        this.guard = new Guard(settings);
    }

    /** All state machines, page by page. */
    static List<JsonNode> list(WeirClient weir) {
        List<JsonNode> machines = new ArrayList<>();
        String token = "";
        do {
            ObjectNode request = WeirClient.object().put("MaxResults", 1000);
            if (!token.isEmpty()) {
                request.put("NextToken", token);
            }
            ObjectNode page = weir.aws("sfn", "listStateMachines", request);
            page.path("StateMachines").forEach(machines::add);
            token = page.path("NextToken").asString("");
        } while (!token.isEmpty());
        return machines;
    }

    static Map<String, String> tags(WeirClient weir, String arn) {
        return Names.tags(weir.owning(arn)
                .aws("sfn", "listTagsForResource", WeirClient.object().put("ResourceArn", arn))
                .path("Tags"));
    }

    static ObjectNode describe(WeirClient weir, String arn) {
        return weir.owning(arn)
                .aws("sfn", "describeStateMachine", WeirClient.object().put("StateMachineArn", arn));
    }

    @Override
    public String state(WeirClient weir) {
        if (!settings.write()) {
            return "";
        }
        StringBuilder state = new StringBuilder();
        for (JsonNode machine : list(weir)) {
            state.append(machine.path("StateMachineArn").asString(""))
                    .append(machine.path("CreationDate").asString(""));
        }
        return state.toString();
    }

    @Override
    public List<Tool> tools(WeirClient weir) {
        List<Tool> tools = new ArrayList<>();
        if (!settings.write()) {
            return tools;
        }
        Set<String> taken = new HashSet<>();
        for (JsonNode machine : list(weir)) {
            String name = machine.path("Name").asString("");
            String arn = machine.path("StateMachineArn").asString("");
            if (McpSettings.matches(settings.workflows(), name)) {
                Map<String, String> tags = tags(weir, arn);
                if (guard.covers(name, () -> tags)) {
                    tools.add(tool(weir, name, arn, tags, taken));
                }
            }
        }
        return tools;
    }

    private Tool tool(WeirClient weir, String name, String arn, Map<String, String> tags, Set<String> taken) {
        ObjectNode described = describe(weir, arn);
        boolean express = described.path("Type").asString("").equals("EXPRESS");
        String comment = Names.parsed(described.path("Definition").asString("{}"))
                .path("Comment")
                .asString("");
        Map<String, Object> input =
                InputSchemas.find(weir, tags.getOrDefault(settings.schemaTag(), ""), "the input, any JSON");
        return Tool.of(
                        Names.tool(PREFIX, name, taken),
                        "Run " + name,
                        "Runs the " + (express ? "express" : "standard") + " state machine " + name
                                + (comment.isEmpty() ? "." : ": " + shortened(comment)))
                .input(input(input))
                .output(output())
                .openWorld()
                .takesLong()
                .does(Effect.ADDS, call -> run(call, name, arn));
    }

    static Fields input(Map<String, Object> input) {
        return Fields.none()
                .may("input", input)
                .may("name", Fields.text("of the execution"))
                .may("wait_seconds", Fields.whole("0: return at once", 0, LONGEST_WAIT_SECONDS));
    }

    static Fields output() {
        return Fields.none()
                .may("execution_arn", Fields.text())
                .may("status", Fields.text())
                .may("output", Map.of())
                .may("error", Fields.text())
                .open();
    }

    private static Answer run(Call call, String name, String arn) {
        call.guard().change("state machine", name, () -> tags(call.weir(), arn));
        boolean express = describe(call.weir(), arn).path("Type").asString("").equals("EXPRESS");
        return Execution.run(call, arn, express);
    }

    private static String shortened(String says) {
        return says.length() <= 500 ? says : says.substring(0, 500) + "…";
    }
}
