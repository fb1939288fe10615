package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.ValidationException;

class TestCasesTest {
    private static final String MOCKS = """
            {`StateMachines`:{`orders`:{`TestCases`:{
                `Happy`:{`Charge`:`Charged`},
                `Retried`:{`Charge`:`ChargedLate`},
                `Each`:{`Call`:`Sequence`},
                `Approved`:{`Ask`:`Approval`,`Work`:`Approval`,`Child`:`Approval`}}}},
             `MockedResponses`:{
                `Charged`:{`0`:{`Return`:{`Payload`:{`paid`:true}}}},
                `ChargedLate`:{`0`:{`Throw`:{`Error`:`Busy`,`Cause`:`later`}},`1-2`:{`Throw`:{`Error`:`Busy`}},
                  `3`:{`Return`:{`Payload`:{`paid`:`late`}}}},
                `Sequence`:{`0`:{`Throw`:{`Error`:`Boom`}},`1`:{`Return`:1},`2`:{`Return`:2}},
                `Approval`:{`0`:{`Return`:`yes`}}}}""";
    private static final String CHARGE = """
            {`StartAt`:`Charge`,`States`:{`Charge`:{`Type`:`Task`,`Resource`:`arn:aws:states:::lambda:invoke`,
             `Parameters`:{`FunctionName`:`none`},`Retry`:[{`ErrorEquals`:[`Busy`],`MaxAttempts`:5}],
             `OutputPath`:`$.Payload`,`End`:true}}}""";

    @TempDir
    Path dir;

    private WeirServer weir;
    private SfnClient states;

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(dir.resolve("MockConfigFile.json"), MOCKS.replace('`', '"'));
        weir = WeirServer.start(WeirConfig.ephemeral().withMocks(file));
        weir.clock().freeze();
        states = Clients.of(weir, SfnClient.builder());
    }

    @AfterEach
    void stop() {
        weir.close();
    }

    private DescribeExecutionResponse run(String definition, String testCase) {
        return run(definition, testCase, "{}");
    }

    private DescribeExecutionResponse run(String definition, String testCase, String input) {
        String machine = states.createStateMachine(b -> b.name("orders" + (testCase.isEmpty() ? "-real" : ""))
                        .roleArn("arn:aws:iam::000000000000:role/r")
                        .definition(definition.replace('`', '"')))
                .stateMachineArn();
        String execution = states.startExecution(
                        b -> b.stateMachineArn(machine + testCase).input(input))
                .executionArn();
        weir.untilQuiet();
        return states.describeExecution(b -> b.executionArn(execution));
    }

    @Test
    void aTestCaseAnswersForTheServices() {
        DescribeExecutionResponse happy = run(CHARGE, "#Happy");
        assertEquals(ExecutionStatus.SUCCEEDED, happy.status(), happy.cause());
        assertEquals("{\"paid\":true}", happy.output());
        DescribeExecutionResponse retried = run(CHARGE, "#Retried");
        assertEquals("{\"paid\":\"late\"}", retried.output());
        assertEquals(
                3,
                states.getExecutionHistory(b -> b.executionArn(retried.executionArn())).events().stream()
                        .filter(event -> event.type() == HistoryEventType.TASK_FAILED)
                        .count());
        // Without a test case the function is called, which there is not.
        assertEquals(ExecutionStatus.FAILED, run(CHARGE, "").status());
    }

    @Test
    void expressWorkflowsHaveTestCasesToo() {
        SfnClient plain = Clients.of(
                weir,
                SfnClient.builder()
                        .overrideConfiguration(
                                o -> o.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)));
        String machine = states.createStateMachine(b -> b.name("orders")
                        .type(StateMachineType.EXPRESS)
                        .roleArn("arn:aws:iam::000000000000:role/r")
                        .definition(CHARGE.replace('`', '"')))
                .stateMachineArn();
        assertEquals(
                "{\"paid\":true}",
                plain.startSyncExecution(b -> b.stateMachineArn(machine + "#Happy"))
                        .output());
    }

    @Test
    void callsAreCountedOverAllItemsAndAttempts() {
        String map = """
                {`StartAt`:`M`,`States`:{`M`:{`Type`:`Map`,`MaxConcurrency`:1,`End`:true,
                 `ItemProcessor`:{`StartAt`:`Call`,`States`:{`Call`:{`Type`:`Task`,`End`:true,
                  `Resource`:`arn:aws:states:::aws-sdk:sqs:listQueues`,
                  `Retry`:[{`ErrorEquals`:[`Boom`]}]}}}}}}""";
        DescribeExecutionResponse done = run(map, "#Each", "[1,2]");
        assertEquals("[1,2]", done.output(), done.cause());
        DescribeExecutionResponse more = run(map, "#Each", "[1,2,3]");
        assertEquals("The mocked response 'Sequence' of state 'Call' has no answer for call 3", more.cause());
    }

    @Test
    void whatWaitsForTokensActivitiesAndExecutionsIsMockedToo() {
        DescribeExecutionResponse done = run("""
                {`StartAt`:`Ask`,`States`:{
                 `Ask`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage.waitForTaskToken`,`Next`:`Work`,
                  `Parameters`:{`QueueUrl`:`u`,`MessageBody.$`:`$$.Task.Token`}},
                 `Work`:{`Type`:`Task`,`Resource`:`arn:aws:states:us-east-1:000000000000:activity:a`,`Next`:`Child`},
                 `Child`:{`Type`:`Task`,`Resource`:`arn:aws:states:::states:startExecution.sync:2`,`End`:true,
                  `Parameters`:{`StateMachineArn`:`arn:aws:states:us-east-1:000000000000:stateMachine:none`}}}}""", "#Approved");
        assertEquals(ExecutionStatus.SUCCEEDED, done.status(), done.cause());
        assertEquals("\"yes\"", done.output());
        assertEquals(
                2,
                states.getExecutionHistory(b -> b.executionArn(done.executionArn())).events().stream()
                        .map(HistoryEvent::type)
                        .filter(HistoryEventType.TASK_SUBMITTED::equals)
                        .count());
    }

    @Test
    void whatIsNotInTheFileIsSaid() throws Exception {
        SfnException refused = assertThrows(ValidationException.class, () -> run(CHARGE, "#Sad"));
        assertEquals(
                "The mock configuration file has no test case 'Sad' of a state machine 'orders'",
                refused.awsErrorDetails().errorMessage());
        Path wrong = Files.writeString(
                dir.resolve("wrong.json"), MOCKS.replace('`', '"').replace("\"1-2\"", "\"one\""));
        IllegalArgumentException fault = assertThrows(
                IllegalArgumentException.class, () -> WeirConfig.ephemeral().withMocks(wrong));
        assertTrue(
                fault.getMessage().contains("MockedResponses.ChargedLate.one is no number of a call"),
                fault.getMessage());
    }
}
