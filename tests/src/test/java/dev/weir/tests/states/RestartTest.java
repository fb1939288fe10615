package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What must be the same after weir was stopped and started again. */
class RestartTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    @TempDir
    Path dir;

    private WeirServer weir;
    private SfnClient states;

    @BeforeEach
    void start() throws Exception {
        Path mocks = Files.writeString(dir.resolve("mocks.json"), """
                {"StateMachines":{"counted":{"TestCases":{"Case":{"A":"R"}}}},
                 "MockedResponses":{"R":{"0":{"Throw":{"Error":"E"}},"1":{"Return":"second"}}}}""");
        weir = WeirServer.start(WeirConfig.ephemeral()
                .withMocks(mocks)
                .withStorage(new WeirConfig.Storage.Directory(dir.resolve("data"), WeirConfig.Durability.PROCESS)));
        weir.clock().freeze();
        states = Clients.of(weir, SfnClient.builder());
    }

    @AfterEach
    void stop() {
        weir.close();
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    private String start(String name, String definition) {
        String machine = states.createStateMachine(
                        b -> b.name(name).roleArn(ROLE).definition(definition.replace('`', '"')))
                .stateMachineArn();
        return states.startExecution(b -> b.stateMachineArn(machine + (name.equals("counted") ? "#Case" : "")))
                .executionArn();
    }

    private DescribeExecutionResponse describe(String execution) {
        return states.describeExecution(b -> b.executionArn(execution));
    }

    @Test
    void aTaskStillWaitsForTheExecutionThatItStarted() throws Exception {
        String first = start("c", "{`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`Seconds`:3600,`End`:true}}}");
        String child = describe(first).stateMachineArn();
        String parent = start("p", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,`Parameters`:{`StateMachineArn`:`%s`},
                 `ResultSelector`:{`status.$`:`$.Status`},
                 `Resource`:`arn:aws:states:::states:startExecution.sync:2`}}}""".formatted(child));
        weir.advance(Duration.ofSeconds(10));
        restart();
        assertEquals(ExecutionStatus.RUNNING, describe(parent).status());
        weir.advance(Duration.ofHours(2));
        assertEquals("{\"status\":\"SUCCEEDED\"}", describe(parent).output());
        assertEquals(
                2,
                states.listExecutions(b -> b.stateMachineArn(child))
                        .executions()
                        .size());
    }

    @Test
    void whatFailedIsRedriven() throws Exception {
        String execution = start("m", """
                {`StartAt`:`A`,`States`:{`A`:{`Type`:`Pass`,`Result`:1,`ResultPath`:`$.a`,`Next`:`Q`},
                 `Q`:{`Type`:`Task`,`Resource`:`arn:aws:states:::aws-sdk:sqs:getQueueUrl`,`End`:true,
                  `Parameters`:{`QueueName`:`late`},`ResultPath`:`$.q`,`OutputPath`:`$.a`}}}""");
        weir.untilQuiet();
        assertEquals(ExecutionStatus.FAILED, describe(execution).status());
        restart();
        Clients.of(weir, SqsClient.builder()).createQueue(b -> b.queueName("late"));
        states.redriveExecution(b -> b.executionArn(execution));
        weir.untilQuiet();
        assertEquals("1", describe(execution).output());
    }

    @Test
    void callsOfATestCaseAreStillCounted() throws Exception {
        String execution = start("counted", """
                {`StartAt`:`A`,`States`:{`A`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage`,`End`:true,
                 `Parameters`:{`QueueUrl`:`u`,`MessageBody`:`m`},
                 `Retry`:[{`ErrorEquals`:[`E`],`IntervalSeconds`:600}]}}}""");
        weir.advance(Duration.ofSeconds(5));
        restart();
        weir.advance(Duration.ofMinutes(20));
        assertEquals(
                "\"second\"", describe(execution).output(), describe(execution).cause());
    }

    @Test
    void anAliasGoesOnToShift() throws Exception {
        String template = """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Machine:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Role: arn:aws:iam::000000000000:role/r
                      AutoPublishAlias: live
                      UseAliasAsEventTarget: true
                      DeploymentPreference: {Type: CANARY, Percentage: 10, Interval: 60}
                      Definition: {StartAt: P, States: {P: {Type: Pass, Result: RESULT, End: true}}}
                      Events: {Put: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}}
                Outputs: {Alias: {Value: !Ref MachineAliaslive}}
                """;
        Stacks stacks = new Stacks(weir);
        assertEquals("CREATE_COMPLETE", stacks.create("s", template.replace("RESULT", "1")));
        String alias = stacks.outputs("s").get("Alias");
        assertEquals("UPDATE_COMPLETE", stacks.update("s", template.replace("RESULT", "2"), Map.of()));
        restart();
        assertEquals(
                2,
                states.describeStateMachineAlias(b -> b.stateMachineAliasArn(alias))
                        .routingConfiguration()
                        .size());
        weir.advance(Duration.ofMinutes(61));
        assertEquals(
                1,
                states.describeStateMachineAlias(b -> b.stateMachineAliasArn(alias))
                        .routingConfiguration()
                        .size());
        Clients.of(weir, EventBridgeClient.builder())
                .putEvents(b -> b.entries(e -> e.source("shop").detailType("d").detail("{}")));
        weir.untilQuiet();
        var runs = states.listExecutions(b -> b.stateMachineArn(alias)).executions();
        assertEquals(1, runs.size());
        assertTrue(runs.getFirst().stateMachineVersionArn().endsWith(":2"));
    }
}
