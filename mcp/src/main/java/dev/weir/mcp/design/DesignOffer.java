package dev.weir.mcp.design;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ready applications to start from, and templates out of descriptions. */
public final class DesignOffer implements Offer {
    private static final String RUNTIME = "nodejs22.x";

    @Override
    public List<Tool> tools() {
        return List.of(starts(), init(), generate());
    }

    private static Tool starts() {
        return Tool.of(
                        "get_serverless_templates",
                        "Applications to start from",
                        "Lists what sam_init can make, with the components of each; all of them run on weir as they are.")
                .input(Fields.none()
                        .may("template_type", Fields.oneOf("", List.of("API", "Event", "Workflow")))
                        .may("name", Fields.text("one template, whole: template.yaml and code"))
                        .may("runtime", Fields.text("with name: nodejs… or python…; default: " + RUNTIME)))
                .output(Fields.none()
                        .may("templates", Fields.list())
                        .may("files", Fields.object())
                        .open())
                .does(Effect.READS, DesignOffer::listed);
    }

    private static Answer listed(Call call) {
        ObjectNode content = WeirClient.object();
        if (call.has("name")) {
            JsonNode template = template(call.text("name"));
            content.set("files", files(design(template, call)));
            return Answer.of(content);
        }
        ArrayNode templates = content.putArray("templates");
        for (JsonNode template : Resources.json("templates.json")) {
            if (call.text("template_type", template.path("type").asString())
                    .equals(template.path("type").asString())) {
                ObjectNode brief = templates.addObject();
                for (String field : List.of("name", "type", "description")) {
                    brief.set(field, template.path(field));
                }
                ArrayNode components = brief.putArray("components");
                template.path("components")
                        .forEach(component ->
                                components.add(component.path("type").asString() + " "
                                        + component.path("name").asString()));
            }
        }
        return Answer.of(content);
    }

    private static JsonNode template(String name) {
        return Resources.json("templates.json")
                .valueStream()
                .filter(template -> template.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "", "there is no template " + name + ": get_serverless_templates lists them"));
    }

    private static Design design(JsonNode description, Call call) {
        return new Design(
                description.path("components"),
                description.path("connections"),
                Design.Language.of(call.text("runtime", RUNTIME)));
    }

    private static ObjectNode files(Design design) {
        ObjectNode files = WeirClient.object().put("template.yaml", design.template());
        design.code().forEach(files::put);
        return files;
    }

    private static Tool init() {
        return Tool.of(
                        "sam_init",
                        "Start an application",
                        "Writes a SAM application into a new directory: template.yaml and code that holds under failure. Then edit"
                                + " it, and sam_deploy.")
                .input(Fields.none()
                        .need("project_directory", Fields.text("absolute path of a directory that is new or empty"))
                        .may("project_name", Fields.text("a directory of this name in it, instead"))
                        .may("application_template", Fields.text("see get_serverless_templates; default: hello-world"))
                        .may("runtime", Fields.text("nodejs… or python…; default: " + RUNTIME))
                        .may(
                                "components",
                                Fields.list("instead of a template, as in generate_sam_template", Fields.object()))
                        .may("connections", Fields.list("of the components", Fields.object())))
                .output(Fields.none()
                        .may("directory", Fields.text())
                        .may("files", Fields.list())
                        .open())
                .does(Effect.ADDS, DesignOffer::written);
    }

    private static Answer written(Call call) {
        JsonNode description =
                call.has("components") ? call.arguments() : template(call.text("application_template", "hello-world"));
        Design design = design(description, call);
        Path directory = Path.of(call.text("project_directory"));
        if (!directory.isAbsolute()) {
            throw new RefusedException("", "`project_directory` must be an absolute path");
        }
        if (call.has("project_name")) {
            directory = directory.resolve(call.text("project_name"));
        }
        ObjectNode content = WeirClient.object().put("directory", directory.toString());
        ArrayNode names = content.putArray("files");
        try {
            Files.createDirectories(directory);
            try (var inside = Files.list(directory)) {
                if (inside.findAny().isPresent()) {
                    throw new RefusedException("", directory + " is not empty, and nothing of yours is overwritten");
                }
            }
            for (Map.Entry<String, JsonNode> file : files(design).properties()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue().asString());
                names.add(file.getKey());
            }
        } catch (IOException e) {
            throw new RefusedException("", directory + " cannot be written: " + e.getMessage());
        }
        return Answer.of(content);
    }

    private static Tool generate() {
        return Tool.of(
                        "generate_sam_template",
                        "SAM template from components",
                        "Makes a SAM template and code from components and what flows between them, with dead-letter queues,"
                                + " partial batch failures, least permissions. components: [{type, name, …}], types "
                                + Design.TYPES
                                + "; table has key, sort; queue has fifo; schedule has expression. connections: [{from, to, …}]:"
                                + " api→function has method, path; bus→… has pattern; topic→… may have filter;"
                                + " function→queue/topic/bus/table/bucket/stream/workflow grants writing; workflow→function adds"
                                + " its next step. Writes nothing: sam_init with the same arguments does.")
                .input(Fields.none()
                        .need("components", Fields.list("[{\"type\":\"queue\",\"name\":\"Work\"}, …]", Fields.object()))
                        .may("connections", Fields.list("[{\"from\":\"Work\",\"to\":\"Worker\"}, …]", Fields.object()))
                        .may("runtime", Fields.text("nodejs… or python…; default: " + RUNTIME)))
                .output(Fields.none().may("files", Fields.object()).open())
                .does(Effect.READS, call -> {
                    ObjectNode content = WeirClient.object();
                    content.set("files", files(design(call.arguments(), call)));
                    return Answer.of(content);
                });
    }
}
