package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.library.Library;
import dev.weir.server.control.ControlApi;
import dev.weir.tests.house.Modules;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An agent's whole job on a fresh weir, with nothing but the tools. */
class AgentSessionTest {
    @TempDir
    Path directory;

    @Test
    void fromNothingToNothing() throws IOException {
        try (WeirServer weir = Agent.weir(Agent.ALL);
                Agent agent = Agent.of(weir)) {
            findDocumentation(agent);
            String project = directory.resolve("shop").toString();
            agent.done("get_serverless_templates", "{'template_type':'Workflow'}");
            agent.done("sam_init", "{'project_directory':'" + project + "','application_template':'workflow'}");

            JsonNode deployed = agent.done("sam_deploy", "{'project_directory':'" + project + "'}");
            assertEquals("CREATE_COMPLETE", deployed.path("status").asString());
            assertTrue(agent.progress().stream().anyMatch(line -> line.startsWith("Reserve CREATE")), "no progress");
            String charge = tool(agent, "fn_shop-Charge-");
            String fulfil = tool(agent, "wf_shop-Fulfil-");

            assertEquals(
                    1,
                    agent.done(charge, "{'event':{'order':1}}")
                            .path("payload")
                            .path("done")
                            .size());

            // A fault in the code, its log, and the mend.
            Path code = directory.resolve("shop/functions/Charge/index.mjs");
            String good = Files.readString(code);
            Files.writeString(code, good.replace("return {", "throw new Error('card declined');\n  return {"));
            agent.done("sam_deploy", "{'project_directory':'" + project + "'}");
            JsonNode failed = agent.failed(fulfil, "{'input':{'order':2}}");
            assertEquals("FAILED", failed.path("status").asString());
            String log = agent.done("sam_logs", "{'stack_name':'shop','filter':'ERROR'}")
                    .toString();
            assertTrue(log.contains("card declined"), log);
            Files.writeString(code, good);
            agent.done("sam_deploy", "{'project_directory':'" + project + "'}");

            // The failed execution goes on where it failed.
            String execution = failed.path("execution_arn").asString();
            agent.done("workflow", "{'action':'redrive','execution':'" + execution + "'}");
            agent.done("clock", "{'action':'until_quiet'}");
            String history = agent.done("workflow", "{'action':'history','execution':'" + execution + "'}")
                    .toString();
            assertTrue(history.contains("ExecutionRedriven") && history.contains("ExecutionSucceeded"), history);

            agent.progress().clear();
            JsonNode run = agent.done(fulfil, "{'input':{'order':3}}");
            assertEquals(3, run.path("output").path("done").size());
            assertTrue(
                    agent.progress().containsAll(List.of("in state Reserve", "in state Charge", "in state Send")),
                    agent.progress().toString());

            // Events: one that starts the workflow, one that goes nowhere.
            JsonNode put = agent.done(
                    "event_bus",
                    "{'action':'put','bus':'Events','events':[{'source':'shop','detail-type':'OrderPlaced','detail':{}},"
                            + "{'source':'shop','detail-type':'OrderLost','detail':{}}]}");
            agent.done("clock", "{'action':'until_quiet'}");
            String lost = put.path("event_ids").path(1).asString();
            JsonNode why =
                    agent.done("why", "{'id':'" + lost + "'}").path("missed").path(0);
            assertEquals("pattern", why.path("kind").asString());
            assertTrue(why.path("text").asString().contains("detail-type"), why.toString());
            String placed = put.path("event_ids").path(0).asString();
            assertTrue(agent.done("trace", "{'id':'" + placed + "'}").toString().contains("states.Execution"));

            // A message that waits a day, and the day that passes.
            agent.done("snapshot", "{'action':'save','name':'before'}");
            agent.done("queue", "{'action':'create','queue':'later'}");
            agent.done("queue", "{'action':'send','queue':'later','body':'x','delay_seconds':900}");
            String before = agent.done("clock", "{'action':'show'}").path("now").asString();
            String after = agent.done("clock", "{'action':'advance','by':'1d'}")
                    .path("now")
                    .asString();
            assertTrue(after.compareTo(before) > 0);
            assertEquals(
                    1,
                    agent.done("queue", "{'action':'receive','queue':'later'}")
                            .path("messages")
                            .size());
            agent.done("queue", "{'action':'delete_queue','queue':'later'}");

            // Names are completed, and what they name can be read.
            var completed = agent.client()
                    .completeCompletion(McpSchema.CompleteRequest.builder(
                                    new McpSchema.ResourceReference("weir://functions/{name}"),
                                    new McpSchema.CompleteRequest.CompleteArgument("name", "shop-Ch"))
                            .build());
            String name = completed.completion().values().getFirst();
            var read = agent.client().readResource(new McpSchema.ReadResourceRequest("weir://functions/" + name));
            assertTrue(((McpSchema.TextResourceContents) read.contents().getFirst())
                    .text()
                    .contains("nodejs22.x"));

            JsonNode metrics =
                    agent.done("get_metrics", "{'stack_name':'shop'}").path("functions");
            assertEquals(3, metrics.size());

            JsonNode deleted = agent.done("application", "{'action':'delete','application_name':'shop'}");
            assertEquals("DELETE_COMPLETE", deleted.path("status").asString());
            assertTrue(agent.tools().stream().noneMatch(tool -> tool.startsWith("fn_") || tool.startsWith("wf_")));
        }
    }

    /** Where the offline documentation is built on this machine; to build it takes longer than this test. */
    private static void findDocumentation(Agent agent) throws IOException {
        Path cache = Path.of(System.getProperty("weir.cache", System.getProperty("user.home") + "/.cache/weir"));
        try (Library library = new Library(cache, Modules.root(), ControlApi.VERSION)) {
            if (library.manifest().isPresent()) {
                JsonNode found =
                        agent.done("aws___search_documentation", "{'search_phrase':'Step Functions RedriveExecution'}");
                assertTrue(found.toString().contains("API_RedriveExecution"), found.toString());
            }
        }
    }

    private static String tool(Agent agent, String prefix) {
        return agent.tools().stream()
                .filter(name -> name.startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tool " + prefix + " among " + agent.tools()));
    }
}
