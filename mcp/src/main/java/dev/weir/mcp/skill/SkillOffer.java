package dev.weir.mcp.skill;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The skills to read, by the tool of AWS's knowledge server and as resources, and their patterns as prompts. */
public final class SkillOffer implements Offer {
    private static final String TASK = "task";

    private final Skills skills;

    public SkillOffer(Skills skills) {
        this.skills = skills;
    }

    @Override
    public List<Tool> tools() {
        List<String> names = skills.all().stream().map(Skill::name).toList();
        return List.of(Tool.of(
                        "aws___retrieve_skill",
                        "Read a skill",
                        "How to build serverless and event-driven applications that hold under duplicates and failures: patterns,"
                                + " with samples that run. Read it before you design or review one. SKILL.md by default; it"
                                + " names the other files.")
                .input(Fields.none()
                        .need("skill_name", Fields.oneOf("", names))
                        .may("file", Fields.text("path within the skill, such as references/eda-patterns.md")))
                .output(Fields.none()
                        .need("skill_name", Fields.text())
                        .need("file", Fields.text())
                        .need("content", Fields.text())
                        .may("files", Fields.list()))
                .does(Effect.READS, this::retrieve));
    }

    private Answer retrieve(Call call) {
        String name = call.text("skill_name");
        Skill skill = skills.find(name)
                .orElseThrow(() -> new RefusedException(
                        "not_found",
                        "there is no skill `" + name + "`, but "
                                + skills.all().stream().map(Skill::name).toList()));
        String file = call.text("file", Skill.MAIN);
        String text = skill.text(file)
                .orElseThrow(() -> new RefusedException(
                        "not_found",
                        "`" + name + "` has no file `" + file + "`, but "
                                + skill.files().keySet()));
        ObjectNode content =
                WeirClient.object().put("skill_name", name).put("file", file).put("content", text);
        if (file.equals(Skill.MAIN)) {
            ArrayNode files = content.putArray("files");
            skill.files().keySet().forEach(files::add);
        }
        return Answer.of(content);
    }

    @Override
    public List<SyncResourceSpecification> resources() {
        List<SyncResourceSpecification> resources = new ArrayList<>();
        for (Skill skill : skills.all()) {
            skill.files().forEach((path, bytes) -> resources.add(resource(skill, path, bytes.length)));
        }
        return resources;
    }

    private static SyncResourceSpecification resource(Skill skill, String path, long size) {
        String uri = skill.uri(path);
        McpSchema.Resource.Builder resource = McpSchema.Resource.builder(uri, skill.name() + "/" + path)
                .mimeType(Skill.type(path))
                .size(size);
        if (path.equals(Skill.MAIN)) {
            resource.description(skill.description());
        }
        return new SyncResourceSpecification(
                resource.build(),
                (exchange, request) -> new McpSchema.ReadResourceResult(List.of(new McpSchema.TextResourceContents(
                        uri, Skill.type(path), skill.text(path).orElse("")))));
    }

    @Override
    public List<SyncPromptSpecification> prompts() {
        Skill skill = skills.all().getFirst();
        return Pattern.ALL.stream().map(pattern -> prompt(skill, pattern)).toList();
    }

    private static SyncPromptSpecification prompt(Skill skill, Pattern pattern) {
        String says =
                "Build it where " + pattern.when() + ": as it holds under failure, run and broken on this machine";
        McpSchema.Prompt prompt = new McpSchema.Prompt(
                pattern.name(),
                pattern.title(),
                says,
                List.of(new McpSchema.PromptArgument(TASK, "what the application is to do", false)));
        return new SyncPromptSpecification(
                prompt,
                (exchange, request) -> new McpSchema.GetPromptResult(
                        says,
                        List.of(new McpSchema.PromptMessage(
                                McpSchema.Role.USER,
                                McpSchema.TextContent.builder(text(skill, pattern, request.arguments()))
                                        .build()))));
    }

    private static String text(Skill skill, Pattern pattern, Map<String, Object> arguments) {
        Object task = arguments == null ? null : arguments.get(TASK);
        StringBuilder text = new StringBuilder("Build this on AWS by the pattern \"" + pattern.title() + "\"");
        text.append(task == null ? ". Ask me what it is to do.\n" : ": " + task + "\n");
        text.append("""

                1. Read the pattern below, and the samples.
                2. Write a SAM template and its code. Look up what you are not sure of (aws___search_documentation).
                3. Deploy it to weir (sam_deploy), send it an event, see what came of it (trace, sam_logs).
                4. Break it: the event twice, a failure in the middle, a death after each write. Move time with clock. Where something is \
                lost or done twice, mend it and try again.
                5. Tell me what you ran, what held, and what you could not try here.

                """);
        text.append("Samples (aws___retrieve_skill, or as resources):\n");
        skill.files().keySet().stream()
                .filter(path ->
                        pattern.samples().stream().anyMatch(sample -> path.startsWith("samples/" + sample + "/")))
                .forEach(path -> text.append("- ").append(skill.uri(path)).append('\n'));
        return text.append('\n').append(pattern.text(skill)).toString();
    }
}
