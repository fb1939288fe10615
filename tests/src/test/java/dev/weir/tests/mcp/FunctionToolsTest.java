package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Functions and state machines as tools. */
class FunctionToolsTest {
    private static final String TEMPLATE = """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}
              Greet:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: greet
                  Description: Says hello.
                  Runtime: nodejs22.x
                  Handler: index.handler
                  Role: !GetAtt Role.Arn
                  Environment: {Variables: {SECRET: hush}}
                  Tags: [{Key: input-schema-arn, Value: "arn:aws:schemas:us-east-1:000000000000:schema/shop/Greeting"}]
                  Code:
                    ZipFile: |
                      exports.handler = async event => {
                        console.log('greeting', event.name);
                        if (!event.name) throw new Error('who?');
                        return {hello: event.name};
                      };
              Standard:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  StateMachineName: slow.flow
                  RoleArn: !GetAtt Role.Arn
                  DefinitionString: !Sub |
                    {"Comment":"Greets after a while.","StartAt":"Rest","States":{
                     "Rest":{"Type":"Wait","Seconds":1,"Next":"Greet"},
                     "Greet":{"Type":"Task","Resource":"${Greet.Arn}","End":true}}}
              Express:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  StateMachineName: quick
                  StateMachineType: EXPRESS
                  RoleArn: !GetAtt Role.Arn
                  DefinitionString: '{"StartAt":"P","States":{"P":{"Type":"Pass","Result":{"n":1},"End":true}}}'
            """;

    private static WeirServer weir;
    private static Agent agent;

    @BeforeAll
    static void deploy() throws InterruptedException {
        weir = Agent.weir(Agent.ALL);
        agent = Agent.of(weir);
        agent.done(
                "schemas",
                "{'action':'put','registry':'shop','schema':'Greeting','content':{'$schema':'http://json-schema.org/draft-04/schema#',"
                        + "'type':'object','required':['name'],'properties':{'name':{'$ref':'#/definitions/name'}},"
                        + "'definitions':{'name':{'type':'string','description':'whom to greet'}}}}");
        agent.done(
                "call_aws",
                "{'service':'cloudformation','operation':'createStack','parameters':{'StackName':'app','Capabilities':"
                        + "['CAPABILITY_IAM'],'TemplateBody':"
                        + JsonMapper.shared().writeValueAsString(TEMPLATE).replace("'", "\\u0027") + "}}");
        assertTrue(agent.toolsChanged().tryAcquire(30, TimeUnit.SECONDS), "the client was not told of new tools");
        JsonNode unused = agent.done("clock", "{'action':'until_quiet'}");
    }

    @AfterAll
    static void stop() {
        agent.close();
        weir.close();
    }

    private static McpSchema.Tool tool(String name) {
        return agent.client().listTools().tools().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tool " + name + " among " + agent.tools()));
    }

    @Test
    void aFunctionIsAToolWithItsSchema() {
        McpSchema.Tool greet = tool("fn_greet");
        assertTrue(greet.description().contains("Says hello."), greet.description());
        JsonNode schema = JsonMapper.shared().valueToTree(greet.inputSchema());
        assertEquals(
                "string",
                schema.path("properties")
                        .path("event")
                        .path("properties")
                        .path("name")
                        .path("type")
                        .asString());
        assertFalse(schema.toString().contains("$ref"));
        assertEquals(false, greet.annotations().readOnlyHint());
        JsonNode answer = agent.done("fn_greet", "{'event':{'name':'Ann'}}");
        assertEquals("Ann", answer.path("payload").path("hello").asString());
        assertTrue(answer.path("log_tail").asString().contains("greeting Ann"));
        String refusal = agent.refused("fn_greet", "{'event':{}}");
        assertTrue(refusal.contains("name"), refusal);
    }

    @Test
    void aFailureIsToldWhole() {
        JsonNode failure = agent.failed("functions", "{'action':'invoke','name':'greet','event':{'name':''}}");
        assertEquals("Unhandled", failure.path("function_error").asString());
        assertEquals("who?", failure.path("payload").path("errorMessage").asString());
        assertTrue(failure.path("log_tail").asString().contains("who?"));
    }

    @Test
    void functionsAreInvokedInOtherWays() {
        assertEquals(
                202,
                agent.done("fn_greet", "{'event':{'name':'Bob'},'invocation_type':'Event'}")
                        .path("status")
                        .asInt());
        assertEquals(
                204,
                agent.done("fn_greet", "{'event':{'name':'Bob'},'invocation_type':'DryRun'}")
                        .path("status")
                        .asInt());
        String refusal = agent.refused("fn_greet", "{'event':{'name':'Bob'},'qualifier':'nix'}");
        assertTrue(refusal.startsWith("ResourceNotFoundException"), refusal);
    }

    @Test
    void functionsAreListedAndDescribed() {
        assertEquals(
                "greet",
                agent.done("functions", "{'action':'list','name':'GRE'}")
                        .path("functions")
                        .path(0)
                        .path("FunctionName")
                        .asString());
        JsonNode described = agent.done("functions", "{'action':'describe','name':'greet'}");
        assertEquals(
                "hush",
                described
                        .path("configuration")
                        .path("Environment")
                        .path("Variables")
                        .path("SECRET")
                        .asString());
    }

    @Test
    void aStandardWorkflowIsFollowedByState() {
        agent.progress().clear();
        JsonNode done = agent.done("wf_slow_flow", "{'input':{'name':'Ann'}}");
        assertEquals("SUCCEEDED", done.path("status").asString());
        assertEquals("Ann", done.path("output").path("hello").asString());
        assertTrue(
                agent.progress().containsAll(List.of("in state Rest", "in state Greet")),
                agent.progress().toString());
        JsonNode failed = agent.failed("wf_slow_flow", "{'input':{}}");
        assertEquals("FAILED", failed.path("status").asString());
        assertEquals("who?", failed.path("cause").path("errorMessage").asString());
        JsonNode history = agent.done(
                "workflow",
                "{'action':'history','execution':'"
                        + failed.path("execution_arn").asString() + "'}");
        assertEquals(
                "ExecutionStarted", history.path("events").path(0).path("Type").asString());
        assertEquals(
                1,
                agent.done("workflow", "{'action':'executions','machine':'slow.flow','status':'FAILED'}")
                        .path("executions")
                        .size());
    }

    @Test
    void aStateIsTriedAlone() {
        JsonNode answer = agent.done(
                "workflow",
                "{'action':'test_state','definition':{'Type':'Pass','Parameters':{'n.$':'$.m'},'Next':'B'},'input':{'m':3}}");
        assertEquals("SUCCEEDED", answer.path("Status").asString());
        assertEquals("{\"n\":3}", answer.path("Output").asString().replace(" ", ""));
        assertEquals("B", answer.path("NextState").asString());
    }

    @Test
    void anExpressWorkflowAnswersAtOnce() {
        assertEquals(1, agent.done("wf_quick", "{}").path("output").path("n").asInt());
    }

    @Test
    void aLongRunIsAJob() throws InterruptedException {
        agent.client().subscribeResource(new McpSchema.SubscribeRequest("weir://jobs/job-1"));
        JsonNode started = agent.done("wf_slow_flow", "{'input':{'name':'Eve'},'background':true}");
        assertEquals("job-1", started.path("job_id").asString());
        assertEquals("running", started.path("state").asString());
        assertTrue(agent.resourcesUpdated().tryAcquire(20, TimeUnit.SECONDS), "no update of the job's resource");
        JsonNode done = agent.done("job", "{'action':'status','job_id':'job-1','wait_seconds':30}");
        assertEquals("done", done.path("state").asString());
        assertEquals("Eve", done.path("result").path("output").path("hello").asString());
        assertTrue(done.path("progress").toString().contains("in state Greet"));
        var read = agent.client().readResource(new McpSchema.ReadResourceRequest("weir://jobs/job-1"));
        assertTrue(((McpSchema.TextResourceContents) read.contents().getFirst())
                .text()
                .contains("\"done\""));
        JsonNode second = agent.done("clock", "{'action':'show','background':true}");
        JsonNode cancelled = agent.done(
                "job", "{'action':'cancel','job_id':'" + second.path("job_id").asString() + "'}");
        assertTrue(List.of("cancelled", "done").contains(cancelled.path("state").asString()));
        assertEquals(2, agent.done("job", "{'action':'list'}").path("jobs").size());
    }

    @Test
    void workflowsAreStoppedAndTasksAnswered() {
        agent.done(
                "call_aws",
                "{'service':'sfn','operation':'createStateMachine','parameters':{'Name':'ask','RoleArn':"
                        + "'arn:aws:iam::000000000000:role/r','Definition':'{\\\"StartAt\\\":\\\"Q\\\",\\\"States\\\":{\\\"Q\\\":{"
                        + "\\\"Type\\\":\\\"Task\\\",\\\"Resource\\\":\\\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\\\","
                        + "\\\"Parameters\\\":{\\\"QueueUrl\\\":\\\"" + weir.endpoint() + "/000000000000/asked\\\","
                        + "\\\"MessageBody.$\\\":\\\"$$.Task.Token\\\"},\\\"End\\\":true}}}'}}");
        agent.done("queue", "{'action':'create','queue':'asked'}");
        assertTrue(agent.tools().contains("wf_ask"));
        String first =
                agent.done("wf_ask", "{'wait_seconds':0}").path("execution_arn").asString();
        agent.done("clock", "{'action':'until_quiet','limit':'1s'}");
        String token = agent.done("queue", "{'action':'peek','queue':'asked'}")
                .path("messages")
                .path(0)
                .path("body")
                .asString();
        agent.done("workflow", "{'action':'send_success','task_token':'" + token + "','input':{'yes':1}}");
        assertEquals(Map.of("SUCCEEDED", 1L), statuses(), "the answered execution " + first);
        String second =
                agent.done("wf_ask", "{'wait_seconds':1}").path("execution_arn").asString();
        agent.done("workflow", "{'action':'stop','execution':'" + second + "','error':'Enough'}");
        assertEquals(Map.of("SUCCEEDED", 1L, "ABORTED", 1L), statuses());
    }

    private static Map<String, Long> statuses() {
        return agent.done("workflow", "{'action':'executions','machine':'ask'}")
                .path("executions")
                .valueStream()
                .collect(Collectors.groupingBy(one -> one.path("Status").asString(), Collectors.counting()));
    }
}
