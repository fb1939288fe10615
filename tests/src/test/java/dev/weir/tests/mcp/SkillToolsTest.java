package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.mcp.McpSettings;
import dev.weir.mcp.skill.Skill;
import dev.weir.mcp.skill.Skills;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The skill through the protocol: tool, resources and prompts have the same files, also for clients that may only read. */
@Timeout(60)
class SkillToolsTest {
    private static final Skill SKILL =
            Skills.bundled().find("aws-serverless-eda").orElseThrow();

    private static WeirServer weir;
    private static Agent agent;

    @BeforeAll
    static void start() {
        weir = Agent.weir(McpSettings.SAFE);
        agent = Agent.of(weir);
    }

    @AfterAll
    static void stop() {
        agent.close();
        weir.close();
    }

    @Test
    void theToolReadsTheSkillAndItsFiles() {
        JsonNode main = agent.done("aws___retrieve_skill", "{'skill_name':'aws-serverless-eda'}");
        assertEquals(SKILL.text(Skill.MAIN).orElseThrow(), main.path("content").asString(""));
        assertEquals(SKILL.files().size(), main.path("files").size());
        JsonNode saga = agent.done(
                "aws___retrieve_skill", "{'skill_name':'aws-serverless-eda','file':'samples/saga/template.yaml'}");
        assertTrue(saga.path("content").asString("").contains("CancelPayment"), saga.toString());
        String missing =
                agent.refused("aws___retrieve_skill", "{'skill_name':'aws-serverless-eda','file':'../secrets'}");
        assertTrue(missing.startsWith("not_found") && missing.contains("references/eda-patterns.md"), missing);
    }

    @Test
    void everyFileIsAResource() {
        List<McpSchema.Resource> resources = agent.client().listResources().resources().stream()
                .filter(resource -> resource.uri().startsWith("skill://"))
                .toList();
        assertEquals(SKILL.files().size(), resources.size());
        for (McpSchema.Resource resource : resources) {
            String path = resource.uri().substring("skill://aws-serverless-eda/".length());
            McpSchema.TextResourceContents content = (McpSchema.TextResourceContents)
                    agent.client().readResource(resource).contents().getFirst();
            assertEquals(SKILL.text(path).orElseThrow(), content.text());
        }
    }

    @Test
    void eachPatternIsAPromptWithItsTextAndSamplesThatAreThere() {
        List<McpSchema.Prompt> prompts = agent.client().listPrompts().prompts();
        assertEquals(
                List.of(
                        "api-microservice",
                        "async-task",
                        "event-router",
                        "event-sourcing",
                        "fan-out",
                        "queue-based-work",
                        "saga",
                        "scheduled-job",
                        "stream-processing",
                        "webhook"),
                prompts.stream().map(McpSchema.Prompt::name).sorted().toList());
        for (McpSchema.Prompt prompt : prompts) {
            String text = text(prompt.name(), Map.of("task", "sell tickets"));
            assertTrue(text.contains(": sell tickets\n") && text.contains("\n## "), text);
            text.lines()
                    .filter(line -> line.startsWith("- skill://"))
                    .forEach(line -> assertTrue(
                            SKILL.files().containsKey(line.substring("- skill://aws-serverless-eda/".length())), line));
        }
        assertTrue(text("saga", Map.of()).contains("Ask me what it is to do"));
        assertTrue(text("saga", Map.of()).contains("samples/saga/steps.py"));
    }

    private static String text(String prompt, Map<String, Object> arguments) {
        McpSchema.GetPromptResult result = agent.client().getPrompt(new McpSchema.GetPromptRequest(prompt, arguments));
        return ((McpSchema.TextContent) result.messages().getFirst().content()).text();
    }
}
