package dev.weir.mcp.messages;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The schema registry of EventBridge. */
public final class SchemaOffer implements Offer {
    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "schemas",
                        "Event schemas (EventBridge Schemas)",
                        "Registries and the schemas of events in them. Tag a function or state machine with a schema's ARN, and its"
                                + " tool takes its input by that schema.")
                .input(Fields.none()
                        .may("registry", Fields.text("name"))
                        .may("schema", Fields.text("name"))
                        .may("keywords", Fields.text("search"))
                        .may("content", Fields.object("put: OpenAPI 3, or JSON Schema draft 4")))
                .output(Fields.none()
                        .may("registries", Fields.list())
                        .may("schemas", Fields.list())
                        .may("content", Fields.object())
                        .open())
                .action("registries", Effect.READS, "registries (anchors: list_registries)", SchemaOffer::registries)
                .action("list", Effect.READS, "schemas of a `registry`", SchemaOffer::list)
                .action("search", Effect.READS, "by `keywords` in a `registry` (search_schema)", SchemaOffer::search)
                .action("describe", Effect.READS, "(`registry`, `schema`) (describe_schema)", SchemaOffer::describe)
                .action("put", Effect.ADDS, "a schema or its next version; makes the registry", SchemaOffer::put));
    }

    private static Answer registries(Call call) {
        ObjectNode content = WeirClient.object();
        content.set(
                "registries",
                call.weir()
                        .aws("schemas", "listRegistries", WeirClient.object())
                        .path("Registries"));
        return Answer.of(content);
    }

    private static Answer list(Call call) {
        ObjectNode content = WeirClient.object();
        content.set(
                "schemas",
                call.weir()
                        .aws("schemas", "listSchemas", WeirClient.object().put("RegistryName", call.text("registry")))
                        .path("Schemas"));
        return Answer.of(content);
    }

    private static Answer search(Call call) {
        ObjectNode content = WeirClient.object();
        content.set(
                "schemas",
                call.weir()
                        .aws(
                                "schemas",
                                "searchSchemas",
                                WeirClient.object()
                                        .put("RegistryName", call.text("registry"))
                                        .put("Keywords", call.text("keywords")))
                        .path("Schemas"));
        return Answer.of(content);
    }

    private static Answer describe(Call call) {
        ObjectNode described = call.weir()
                .aws(
                        "schemas",
                        "describeSchema",
                        WeirClient.object()
                                .put("RegistryName", call.text("registry"))
                                .put("SchemaName", call.text("schema")));
        described.set("content", Names.parsed(described.path("Content").asString("{}")));
        described.remove("Content");
        return Answer.of(described);
    }

    private static Answer put(Call call) {
        String registry = call.text("registry");
        String schema = call.text("schema");
        WeirClient weir = call.weir();
        boolean known = weir.aws("schemas", "listRegistries", WeirClient.object())
                .path("Registries")
                .valueStream()
                .anyMatch(one -> one.path("RegistryName").asString("").equals(registry));
        call.guard().create("schema", schema);
        if (!known) {
            call.guard().create("registry", registry);
            ObjectNode unused =
                    weir.aws("schemas", "createRegistry", WeirClient.object().put("RegistryName", registry));
        }
        String type = call.node("content").has("openapi") ? "OpenApi3" : "JSONSchemaDraft4";
        ObjectNode request = WeirClient.object()
                .put("RegistryName", registry)
                .put("SchemaName", schema)
                .put("Type", type)
                .put("Content", call.node("content").toString());
        boolean exists = weir.aws("schemas", "listSchemas", WeirClient.object().put("RegistryName", registry))
                .path("Schemas")
                .valueStream()
                .anyMatch(one -> one.path("SchemaName").asString("").equals(schema));
        return Answer.of(weir.aws("schemas", exists ? "updateSchema" : "createSchema", request));
    }
}
