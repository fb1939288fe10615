package dev.weir.mcp.design;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What functions get from each event source, as a sample and as a type of the function's language. */
public final class SampleOffer implements Offer {
    private static final List<String> SOURCES = List.of(
            "api-gw",
            "http-api",
            "function-url",
            "websocket",
            "authorizer",
            "sqs",
            "sns",
            "eventbridge",
            "schedule",
            "dynamodb",
            "kinesis",
            "s3",
            "cloudwatch-logs",
            "step-functions");

    private static final List<String> LANGUAGES = List.of("nodejs", "python", "java", "go", "dotnet", "rust", "php");

    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "get_lambda_event_schemas",
                        "Sample events",
                        "A sample of the event that a function gets from a source, to invoke it with, and the library and type"
                                + " that describe it in the function's language.")
                .input(Fields.none()
                        .need("event_source", Fields.oneOf("", SOURCES))
                        .may("runtime", Fields.oneOf("one language; default: all", LANGUAGES)))
                .output(Fields.none()
                        .may("sample", Fields.object())
                        .may("types", Fields.object())
                        .open())
                .does(Effect.READS, SampleOffer::sample));
    }

    private static Answer sample(Call call) {
        String source = call.text("event_source");
        ObjectNode content = WeirClient.object();
        content.set("sample", Resources.json("samples/" + source + ".json"));
        JsonNode types = Resources.json("types.json").path(source);
        ObjectNode wanted = content.putObject("types");
        types.forEachEntry((language, type) -> {
            if (call.text("runtime", language).equals(language)) {
                wanted.set(language, type);
            }
        });
        return Answer.of(content);
    }
}
