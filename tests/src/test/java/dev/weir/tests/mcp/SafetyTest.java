package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.mcp.McpSettings;
import dev.weir.tests.Clients;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients may not do. */
class SafetyTest {
    /** All tools that take an action, and each other tool, with arguments that would change something or show secrets. */
    private static final List<List<String>> GUARDED = List.of(
            List.of("queue", "{'action':'send','queue':'other','body':'x'}"),
            List.of("queue", "{'action':'receive','queue':'other'}"),
            List.of("queue", "{'action':'delete','queue':'other','receipt_handles':['x']}"),
            List.of("queue", "{'action':'set_visibility','queue':'other','receipt_handles':['x']}"),
            List.of("queue", "{'action':'purge','queue':'other'}"),
            List.of("queue", "{'action':'redrive','queue':'other'}"),
            List.of("queue", "{'action':'cancel_redrive','queue':'other','task_handle':'x'}"),
            List.of("queue", "{'action':'create','queue':'another'}"),
            List.of("queue", "{'action':'configure','queue':'other','attributes':{'Policy':''}}"),
            List.of("queue", "{'action':'delete_queue','queue':'other'}"),
            List.of("topic", "{'action':'create','topic':'other'}"),
            List.of("topic", "{'action':'publish','topic':'other','message':'x'}"),
            List.of("topic", "{'action':'subscribe','topic':'other','protocol':'sqs','endpoint':'x'}"),
            List.of("topic", "{'action':'unsubscribe','subscription':'arn:aws:sns:us-east-1:000000000000:other:1'}"),
            List.of("topic", "{'action':'configure','topic':'other','attributes':{'Policy':''}}"),
            List.of("topic", "{'action':'delete','topic':'other'}"),
            List.of("event_bus", "{'action':'put','event':{'source':'a','detail-type':'b'}}"),
            List.of("event_bus", "{'action':'put_rule','rule':'other','schedule':'rate(1 day)'}"),
            List.of("event_bus", "{'action':'delete_rule','rule':'other'}"),
            List.of("event_bus", "{'action':'create','bus':'other'}"),
            List.of("event_bus", "{'action':'delete','bus':'other'}"),
            List.of("schemas", "{'action':'put','registry':'r','schema':'other','content':{}}"),
            List.of("workflow", "{'action':'start','machine':'other'}"),
            List.of("workflow", "{'action':'test_state','definition':{}}"),
            List.of(
                    "workflow",
                    "{'action':'stop','execution':'arn:aws:states:us-east-1:000000000000:execution:other:1'}"),
            List.of(
                    "workflow",
                    "{'action':'redrive','execution':'arn:aws:states:us-east-1:000000000000:execution:other:1'}"),
            List.of("workflow", "{'action':'send_success','task_token':'x'}"),
            List.of("workflow", "{'action':'send_failure','task_token':'x'}"),
            List.of("workflow", "{'action':'heartbeat','task_token':'x'}"),
            List.of("clock", "{'action':'advance','by':'1h'}"),
            List.of("clock", "{'action':'freeze'}"),
            List.of("snapshot", "{'action':'load','name':'x'}"),
            List.of("snapshot", "{'action':'delete','name':'x'}"),
            List.of("call_aws", "{'service':'sqs','operation':'deleteQueue','parameters':{}}"));

    @Test
    void readOnlyIsTheDefault() {
        try (WeirServer weir = Agent.weir(McpSettings.SAFE);
                Agent agent = Agent.of(weir)) {
            for (McpSchema.Tool tool : agent.client().listTools().tools()) {
                assertTrue(tool.annotations().readOnlyHint(), tool.name() + " is listed, and changes things");
                assertFalse(tool.annotations().destructiveHint(), tool.name());
            }
            for (List<String> call : GUARDED) {
                String told = agent.refused(call.get(0), call.get(1));
                assertTrue(told.contains("read-only") || told.contains("enumeration"), call + ": " + told);
            }
            assertTrue(agent.client().getServerInstructions().contains("READ-ONLY"));
        }
    }

    @Test
    void secretsAreNotShownByDefault() {
        try (WeirServer weir = Agent.weir(McpSettings.SAFE.allowing(true, false));
                Agent agent = Agent.of(weir)) {
            agent.done("queue", "{'action':'create','queue':'other'}");
            for (String call : List.of(
                    "{'service':'dynamodb','operation':'Scan','parameters':{'TableName':'table'}}",
                    "{'service':'dynamodb','operation':'getItem','parameters':{}}",
                    "{'service':'s3','operation':'getObject','parameters':{}}",
                    "{'service':'sqs','operation':'receiveMessage','parameters':{}}",
                    "{'service':'lambda','operation':'getFunction','parameters':{}}",
                    "{'service':'cloudwatchlogs','operation':'filterLogEvents','parameters':{}}")) {
                String told = agent.refused("call_aws", call);
                assertTrue(told.contains("--allow-sensitive-data-access"), call + ": " + told);
            }
            String told = agent.refused("queue", "{'action':'peek','queue':'other'}");
            assertTrue(told.contains("enumeration"), told);
        }
    }

    @Test
    void filtersGuardEveryChange() {
        McpSettings confined = Agent.ALL.confinedTo(List.of("mine-*"), Map.of("team", "red"));
        try (WeirServer weir = Agent.weir(confined);
                Agent agent = Agent.of(weir);
                SqsClient sqs = Clients.of(weir, SqsClient.builder())) {
            sqs.createQueue(queue -> queue.queueName("other").tags(Map.of("team", "red")));
            sqs.createQueue(queue -> queue.queueName("mine-untagged"));
            for (List<String> call : GUARDED) {
                String told = agent.refused(call.get(0), call.get(1));
                assertTrue(
                        told.contains("only change") || told.contains("confined") || told.contains("only reads"),
                        call + ": " + told);
            }
            assertTrue(agent.refused("queue", "{'action':'purge','queue':'mine-untagged'}")
                    .contains("has the tags"));
            agent.done("queue", "{'action':'create','queue':'mine-new'}");
            agent.done("queue", "{'action':'send','queue':'mine-new','body':'x'}");
            JsonNode tags = agent.done("queue", "{'action':'describe','queue':'mine-new'}")
                    .path("tags");
            assertEquals("red", tags.path("team").asString());
            agent.done("call_aws", "{'service':'sqs','operation':'listQueues'}");
        }
    }

    @Test
    void theToolListIsSmall() {
        try (WeirServer weir = Agent.weir(Agent.ALL);
                Agent agent = Agent.of(weir)) {
            int fixed = agent.tools().size();
            assertTrue(fixed <= 30, fixed + " fixed tools");
            deployFunctions(agent);
            for (int i = 0; i < 10; i++) {
                agent.done(
                        "call_aws",
                        "{'service':'sfn','operation':'createStateMachine','parameters':{'Name':'fulfil-" + i
                                + "','RoleArn':'arn:aws:iam::000000000000:role/r','Definition':"
                                + "'{\\\"Comment\\\":\\\"Takes an order to its end.\\\",\\\"StartAt\\\":\\\"P\\\",\\\"States\\\":{"
                                + "\\\"P\\\":{\\\"Type\\\":\\\"Succeed\\\"}}}'}}");
            }
            McpSchema.ListToolsResult listed = agent.client().listTools();
            assertEquals(fixed + 30, listed.tools().size());
            String json = JsonMapper.shared().writeValueAsString(listed);
            assertTrue(json.length() < 60_000, "the tool list has " + json.length() + " characters");
            assertFalse(json.contains("$ref"));
            for (McpSchema.Tool tool : listed.tools()) {
                assertTrue(tool.description().length() < 2048, tool.name());
                assertTrue(tool.name().matches("[A-Za-z0-9_-]{1,48}"), tool.name());
                assertTrue(tool.annotations() != null && tool.outputSchema() != null, tool.name());
            }
            assertTrue(agent.client().getServerInstructions().length() < 2048);
        }
    }

    private static void deployFunctions(Agent agent) {
        StringBuilder template = new StringBuilder("{'Resources':{");
        for (int i = 0; i < 20; i++) {
            template.append(i == 0 ? "" : ",").append("'F").append(i).append("""
                    ':{'Type':'AWS::Lambda::Function','Properties':{'FunctionName':'order-service-function-%d',
                    'Description':'Takes orders of customers and keeps them.','Runtime':'nodejs22.x','Handler':'index.a',
                    'Role':'arn:aws:iam::000000000000:role/r','Code':{'ZipFile':'exports.a=async()=>1'}}}""".formatted(i));
        }
        String body = JsonMapper.shared()
                .writeValueAsString(template.append("}}").toString().replace('\'', '"'));
        JsonNode unused = agent.done(
                "call_aws",
                "{'service':'cloudformation','operation':'createStack','parameters':{'StackName':'many','TemplateBody':"
                        + body + "}}");
        JsonNode quiet = agent.done("clock", "{'action':'until_quiet'}");
        assertTrue(quiet.path("quiet").asBoolean());
    }
}
