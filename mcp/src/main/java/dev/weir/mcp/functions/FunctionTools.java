package dev.weir.mcp.functions;

import dev.weir.mcp.McpSettings;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
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

/** A tool for each function that may be called. */
public final class FunctionTools implements LiveTools.Source {
    private static final String PREFIX = "fn_";

    private final McpSettings settings;
    private final Guard guard;

    public FunctionTools(McpSettings settings) {
        this.settings = settings;
        this.guard = new Guard(settings);
    }

    /** All functions, whatever they are many. */
    static List<JsonNode> list(WeirClient weir) {
        List<JsonNode> functions = new ArrayList<>();
        String marker = "";
        do {
            ObjectNode request = WeirClient.object().put("MaxItems", 50);
            if (!marker.isEmpty()) {
                request.put("Marker", marker);
            }
            ObjectNode page = weir.aws("lambda", "listFunctions", request);
            page.path("Functions").forEach(functions::add);
            marker = page.path("NextMarker").asString("");
        } while (!marker.isEmpty());
        return functions;
    }

    static Map<String, String> tags(WeirClient weir, String arn) {
        return Names.tags(weir.owning(arn)
                .aws("lambda", "listTags", WeirClient.object().put("Resource", arn))
                .path("Tags"));
    }

    @Override
    public String state(WeirClient weir) {
        if (!settings.write()) {
            return "";
        }
        StringBuilder state = new StringBuilder();
        for (JsonNode function : list(weir)) {
            state.append(function.path("FunctionArn").asString(""))
                    .append(function.path("RevisionId").asString(""));
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
        for (JsonNode function : list(weir)) {
            String name = function.path("FunctionName").asString("");
            String arn = function.path("FunctionArn").asString("");
            if (McpSettings.matches(settings.functions(), name)) {
                Map<String, String> tags = tags(weir, arn);
                if (guard.covers(name, () -> tags)) {
                    tools.add(tool(weir, function, name, arn, tags, taken));
                }
            }
        }
        return tools;
    }

    private Tool tool(
            WeirClient weir, JsonNode function, String name, String arn, Map<String, String> tags, Set<String> taken) {
        String says = function.path("Description").asString("");
        Map<String, Object> event =
                InputSchemas.find(weir, tags.getOrDefault(settings.schemaTag(), ""), "the event, any JSON");
        return Tool.of(
                        Names.tool(PREFIX, name, taken),
                        "Invoke " + name,
                        "Invokes the Lambda function " + name + "." + (says.isEmpty() ? "" : " " + shortened(says)))
                .input(Invocation.input(event))
                .output(Invocation.output())
                .openWorld()
                .does(Effect.ADDS, call -> invoke(call, name, arn));
    }

    private static Answer invoke(Call call, String name, String arn) {
        call.guard().change("function", name, () -> tags(call.weir(), arn));
        JsonNode event = call.node("event");
        return Invocation.of(call, call.weir(), arn, event.isMissingNode() ? "" : event.toString());
    }

    private static String shortened(String says) {
        return says.length() <= 500 ? says : says.substring(0, 500) + "…";
    }
}
