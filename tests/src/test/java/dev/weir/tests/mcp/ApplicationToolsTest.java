package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Applications made, deployed, tried and deleted by the tools. */
class ApplicationToolsTest {
    private static WeirServer weir;
    private static Agent agent;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        weir = Agent.weir(Agent.ALL);
        agent = Agent.of(weir);
    }

    @AfterAll
    static void stop() {
        agent.close();
        weir.close();
    }

    private JsonNode init(String arguments) {
        return agent.done("sam_init", "{'project_directory':'" + directory + "'," + arguments + "}");
    }

    private JsonNode deploy(String directory) {
        return agent.done("sam_deploy", "{'project_directory':'" + directory + "'}");
    }

    @Test
    void everyTemplateDeploysInEveryRuntime() {
        for (JsonNode template : agent.done("get_serverless_templates", "{}").path("templates")) {
            for (String runtime : new String[] {"nodejs22.x", "python3.12"}) {
                String name = template.path("name").asString() + "-" + runtime.replace(".", "-");
                init("'project_name':'" + name + "','runtime':'" + runtime + "','application_template':'"
                        + template.path("name").asString() + "'");
                JsonNode deployed = deploy(directory + "/" + name);
                assertEquals("CREATE_COMPLETE", deployed.path("status").asString(), name);
                JsonNode deleted = agent.done("application", "{'action':'delete','application_name':'" + name + "'}");
                assertEquals("DELETE_COMPLETE", deleted.path("status").asString(), name);
            }
        }
    }

    @Test
    void aWorkerGivesBackOnlyWhatFailed() throws IOException {
        init("'project_name':'work','application_template':'queue-worker'");
        Path code = directory.resolve("work/functions/Worker/index.mjs");
        Files.writeString(
                code,
                Files.readString(code)
                        .replace(
                                "const work = async (record) => {",
                                "const work = async (record) => {\n  if (record.body === 'bad') throw new Error('no');"));
        JsonNode deployed = deploy(directory + "/work");
        String queue = physical(deployed, "Work");
        String dead = physical(deployed, "WorkDeadLetters");
        agent.done("queue", "{'action':'send','queue':'" + queue + "','bodies':['good','bad','fine']}");
        agent.done("clock", "{'action':'until_quiet'}");
        assertEquals(
                0,
                agent.done("queue", "{'action':'peek','queue':'" + queue + "'}")
                        .path("messages")
                        .size());
        JsonNode lost =
                agent.done("queue", "{'action':'peek','queue':'" + dead + "'}").path("messages");
        assertEquals(1, lost.size());
        assertEquals("bad", lost.path(0).path("body").asString());
        String log = agent.done("sam_logs", "{'stack_name':'work','filter':'failed'}")
                .path("lines")
                .toString();
        assertTrue(log.contains("Error: no"), log);
        JsonNode worker = agent.done("get_metrics", "{'stack_name':'work','resource':'Worker'}")
                .path("functions")
                .path(0);
        assertTrue(worker.path("invocations").asInt() >= 5, worker.toString());
        assertTrue(worker.path("duration_ms").path("max").asDouble() > 0, worker.toString());
        assertEquals(0, worker.path("errors").asInt());
    }

    private static String physical(JsonNode deployed, String logical) {
        return deployed.path("resources")
                .valueStream()
                .filter(resource -> resource.path("logical_id").asString().equals(logical))
                .map(resource -> resource.path("physical_id").asString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFunctionIsTriedInACopy() {
        init("'project_name':'copy','application_template':'hello-world','runtime':'python3.12'");
        JsonNode answer = agent.done(
                "sam_local_invoke",
                "{'project_directory':'" + directory
                        + "/copy','resource_name':'Hello','event_data':{'routeKey':'GET /hello'}}");
        assertEquals(200, answer.path("payload").path("statusCode").asInt());
        assertFalse(
                agent.done("application", "{'action':'list'}").toString().contains("\"copy\""),
                "the world was changed");
    }

    @Test
    void whatCannotBeDeployedIsExplained() throws IOException {
        Files.writeString(directory.resolve("template.yaml"), """
                Resources:
                  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 99999999}}
                """);
        JsonNode failed =
                agent.failed("sam_deploy", "{'project_directory':'" + directory + "','application_name':'bad'}");
        assertEquals("ROLLBACK_COMPLETE", failed.path("status").asString());
        assertTrue(failed.path("reason").asString().startsWith("Q: "), failed.toString());
        Files.writeString(directory.resolve("template.yaml"), "Resources: {Q: {Type: AWS::SQS::Queue}}");
        JsonNode mended =
                agent.done("sam_deploy", "{'project_directory':'" + directory + "','application_name':'bad'}");
        assertEquals("CREATE_COMPLETE", mended.path("status").asString());
        JsonNode same = agent.done("sam_deploy", "{'project_directory':'" + directory + "','application_name':'bad'}");
        assertEquals("nothing has changed", same.path("note").asString());
        assertTrue(
                agent.refused("sam_deploy", "{'project_directory':'relative'}").contains("absolute"));
        assertTrue(agent.refused("sam_init", "{'project_directory':'" + directory + "'}")
                .contains("not empty"));
        assertTrue(agent.refused("sam_build", "{'project_directory':'" + directory + "/no'}")
                .contains("cannot read"));
    }

    @Test
    void descriptionsThatCannotBeAreRefused() {
        Map<String, String> refusals = Map.of(
                "{'components':[{'type':'fridge','name':'F'}]}", "the type must be one of",
                "{'components':[{'type':'queue','name':'a b'}]}", "no logical id",
                "{'components':[{'type':'queue','name':'A'},{'type':'topic','name':'A'}]}", "two components",
                "{'components':[{'type':'queue','name':'A'}],'connections':[{'from':'A','to':'B'}]}",
                        "no component is called so",
                "{'components':[{'type':'queue','name':'A'},{'type':'topic','name':'B'}],'connections':[{'from':'A','to':'B'}]}",
                        "nothing flows from a queue to a topic",
                "{'components':[{'type':'workflow','name':'W'}]}", "calls no function",
                "{'components':[{'type':'function','name':'F'}],'runtime':'cobol'}", "not for cobol");
        refusals.forEach((given, told) -> {
            String said = agent.refused("generate_sam_template", given);
            assertTrue(said.contains(told), said);
        });
    }

    @Test
    void everySourceHasASample() {
        var tool = agent.client().listTools().tools().stream()
                .filter(each -> each.name().equals("get_lambda_event_schemas"))
                .findFirst()
                .orElseThrow();
        JsonNode schema = JsonMapper.shared().valueToTree(tool.inputSchema());
        for (JsonNode source : schema.path("properties").path("event_source").path("enum")) {
            JsonNode answer = agent.done(
                    "get_lambda_event_schemas", "{'event_source':'" + source.asString() + "','runtime':'java'}");
            assertTrue(
                    answer.path("sample").isObject() && !answer.path("sample").isEmpty(), source.asString());
            assertTrue(answer.path("types").size() <= 1, source.asString());
        }
    }

    @Test
    void faultsOfMappingsAreFound() {
        agent.done("queue", "{'action':'create','queue':'plain'}");
        JsonNode answer = agent.done(
                "esm_guidance",
                "{'action':'validate','mapping':{'EventSourceArn':'arn:aws:sqs:us-east-1:000000000000:plain','BatchSize':50,"
                        + "'ParallelizationFactor':2,'ScalingConfig':{'MaximumConcurrency':1}}}");
        String found = answer.path("findings").toString();
        for (String fault : new String[] {
            "ParallelizationFactor is not for sqs",
            "MaximumConcurrency must be from 2",
            "MaximumBatchingWindowInSeconds of at",
            "ReportBatchItemFailures",
            "no dead-letter queue"
        }) {
            assertTrue(found.contains(fault), fault + ": " + found);
        }
        assertEquals(false, answer.path("valid").asBoolean());
        assertTrue(agent.done("esm_guidance", "{'action':'guidance','event_source':'kinesis'}")
                .path("guidance")
                .path("kinesis")
                .has("setup"));
    }
}
