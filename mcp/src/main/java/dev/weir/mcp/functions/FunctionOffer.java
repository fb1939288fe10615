package dev.weir.mcp.functions;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A look at all functions, and a way to those without a tool of their own. */
public final class FunctionOffer implements Offer {
    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "functions",
                        "Lambda functions",
                        "Lists and describes functions. Those that may be invoked have a tool fn_NAME each.")
                .input(Invocation.input(Fields.any("invoke: the event, any JSON"))
                        .may("name", Fields.text("name or ARN; list: part of a name")))
                .output(Fields.none()
                        .may("functions", Fields.list())
                        .may("configuration", Fields.object())
                        .may("event_sources", Fields.list())
                        .open())
                .action("list", Effect.READS, "names, runtimes, states", FunctionOffer::list)
                .action(
                        "describe",
                        Effect.READS,
                        "configuration, event sources, tags, permissions (`name`)",
                        FunctionOffer::describe)
                .action("invoke", Effect.ADDS, "calls it (`name`, `event`)", FunctionOffer::invoke));
    }

    private static Answer list(Call call) {
        String part = call.text("name", "").toLowerCase(Locale.ROOT);
        ObjectNode content = WeirClient.object();
        ArrayNode functions = content.putArray("functions");
        for (JsonNode function : FunctionTools.list(call.weir())) {
            if (function.path("FunctionName")
                    .asString("")
                    .toLowerCase(Locale.ROOT)
                    .contains(part)) {
                ObjectNode brief = functions.addObject();
                for (String field : List.of("FunctionName", "Runtime", "Handler", "State", "Description")) {
                    if (!function.path(field).asString("").isEmpty()) {
                        brief.set(field, function.path(field));
                    }
                }
            }
        }
        return Answer.of(content);
    }

    private static Answer describe(Call call) {
        String name = call.text("name");
        WeirClient weir = call.weir().owning(name);
        ObjectNode function =
                weir.aws("lambda", "getFunction", WeirClient.object().put("FunctionName", name));
        ObjectNode configuration = (ObjectNode) function.path("Configuration");
        if (!call.guard().settings().sensitive()
                && configuration.path("Environment").path("Variables") instanceof ObjectNode variables) {
            variables.propertyNames().stream().toList().forEach(variable -> variables.put(variable, "(hidden)"));
        }
        ObjectNode content = WeirClient.object();
        content.set("configuration", configuration);
        for (String field : List.of("Tags", "Concurrency")) {
            if (function.has(field)) {
                content.set(field.toLowerCase(Locale.ROOT), function.path(field));
            }
        }
        content.set(
                "event_sources",
                weir.aws(
                                "lambda",
                                "listEventSourceMappings",
                                WeirClient.object().put("FunctionName", name))
                        .path("EventSourceMappings"));
        content.set(
                "aliases",
                weir.aws("lambda", "listAliases", WeirClient.object().put("FunctionName", name))
                        .path("Aliases"));
        try {
            content.set(
                    "policy",
                    Names.parsed(
                            weir.aws("lambda", "getPolicy", WeirClient.object().put("FunctionName", name))
                                    .path("Policy")
                                    .asString("{}")));
        } catch (RefusedException e) {
            content.putNull("policy");
        }
        return Answer.of(content);
    }

    private static Answer invoke(Call call) {
        String name = call.text("name");
        WeirClient weir = call.weir();
        String arn = weir.owning(name)
                .aws("lambda", "getFunctionConfiguration", WeirClient.object().put("FunctionName", name))
                .path("FunctionArn")
                .asString("");
        call.guard().change("function", Names.last(arn), () -> FunctionTools.tags(weir, arn));
        JsonNode event = call.node("event");
        return Invocation.of(call, weir, name, event.isMissingNode() ? "" : event.toString());
    }
}
