package dev.weir.mcp.functions;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls a function and tells all that came of it. */
public final class Invocation {
    private Invocation() {}

    /** How it is to be called. */
    static Fields input(Map<String, Object> event) {
        return Fields.none()
                .may("event", event)
                .may(
                        "invocation_type",
                        Fields.oneOf("Event returns at once", List.of("RequestResponse", "Event", "DryRun")))
                .may("qualifier", Fields.text("version or alias"));
    }

    /** What comes of it. */
    static Fields output() {
        return Fields.none()
                .may("status", Fields.number())
                .may("payload", Map.of())
                .may("function_error", Fields.text())
                .may("log_tail", Fields.text())
                .open();
    }

    /**
     * Calls it.
     *
     * @param function name or ARN
     * @param event JSON text
     */
    public static Answer of(Call call, WeirClient weir, String function, String event) {
        String type = call.text("invocation_type", "RequestResponse");
        ObjectNode request = WeirClient.object()
                .put("FunctionName", function)
                .put("InvocationType", type)
                .put("Payload", event.isEmpty() ? "{}" : event);
        if (type.equals("RequestResponse")) {
            request.put("LogType", "Tail");
        }
        if (call.has("qualifier")) {
            request.put("Qualifier", call.text("qualifier"));
        }
        call.progress("invoking " + Names.last(function));
        ObjectNode result = weir.owning(function).aws("lambda", "invoke", request);
        ObjectNode content =
                WeirClient.object().put("status", result.path("StatusCode").asInt());
        String payload = result.path("Payload").asString("");
        if (!payload.isEmpty()) {
            content.set("payload", Names.parsed(payload));
        }
        JsonNode version = result.path("ExecutedVersion");
        if (version.isString()) {
            content.set("executed_version", version);
        }
        String error = result.path("FunctionError").asString("");
        if (!error.isEmpty()) {
            content.put("function_error", error);
        }
        log(call, result.path("LogResult").asString(""), content);
        return new Answer(content, !error.isEmpty());
    }

    private static void log(Call call, String encoded, ObjectNode content) {
        if (encoded.isEmpty()) {
            return;
        }
        if (call.guard().settings().sensitive()) {
            content.put("log_tail", new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } else {
            content.put("log_tail", "not shown without --allow-sensitive-data-access");
        }
    }
}
