package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

@ExtendWith(WeirExtension.class)
class NestedTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String PASS = "{`StartAt`:`P`,`States`:{`P`:{`Type`:`Pass`,`Result`:{`a`:1},`End`:true}}}";

    private final WeirServer weir;
    private final SfnClient states;

    NestedTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private String machine(String name, String definition) {
        return states.createStateMachine(b -> b.name(name).roleArn(ROLE).definition(definition.replace('`', '"')))
                .stateMachineArn();
    }

    private String start(String machine) {
        return states.startExecution(b -> b.stateMachineArn(machine)).executionArn();
    }

    private DescribeExecutionResponse end(String execution) {
        weir.untilQuiet();
        return states.describeExecution(b -> b.executionArn(execution));
    }

    private static String parent(String pattern, String child, String more) {
        return """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,%s
                 `Parameters`:{`StateMachineArn`:`%s`,`Name`:`child`,`Input`:{`n`:7}},
                 `Resource`:`arn:aws:states:::states:startExecution%s`}}}""".formatted(more, child, pattern);
    }

    @Test
    void aTaskWaitsForTheExecutionThatItStarts() {
        String child = machine("c", "{`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`Seconds`:3600,`End`:true}}}");
        String execution = start(machine("p", parent(".sync:2", child, "")));
        weir.advance(Duration.ofSeconds(10));
        String childArn = child.replace(":stateMachine:", ":execution:") + ":child";
        assertEquals(
                ExecutionStatus.RUNNING,
                states.describeExecution(b -> b.executionArn(childArn)).status());
        DescribeExecutionResponse done = end(execution);
        assertEquals(ExecutionStatus.SUCCEEDED, done.status());
        assertTrue(done.output().contains("\"Output\":{\"n\":7}"), done.output());
        assertTrue(done.output().contains("\"Input\":{\"n\":7},\"InputDetails\":{\"Included\":true}"), done.output());
        List<HistoryEvent> history =
                states.getExecutionHistory(b -> b.executionArn(execution)).events();
        assertEquals(
                List.of(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.TASK_STATE_ENTERED,
                        HistoryEventType.TASK_SCHEDULED,
                        HistoryEventType.TASK_STARTED,
                        HistoryEventType.TASK_SUBMITTED,
                        HistoryEventType.TASK_SUCCEEDED,
                        HistoryEventType.TASK_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED),
                history.stream().map(HistoryEvent::type).toList());
        assertEquals(
                "startExecution.sync:2",
                history.get(4).taskSubmittedEventDetails().resource());
        assertTrue(history.get(4).taskSubmittedEventDetails().output().contains(childArn));
    }

    @Test
    void withoutTheTwoInputAndOutputAreTexts() {
        String child = machine("c", PASS);
        DescribeExecutionResponse done = end(start(machine("p", parent(".sync", child, ""))));
        assertTrue(done.output().contains("\"Output\":\"{\\\"a\\\":1}\""), done.output());
        assertTrue(done.output().contains("\"Status\":\"SUCCEEDED\""), done.output());
        // The name is taken now.
        DescribeExecutionResponse again = end(start(machine("q", parent(".sync", child, ""))));
        assertEquals("StepFunctions.ExecutionAlreadyExistsException", again.error());
    }

    @Test
    void whatFailsWithinFailsTheTask() {
        String child = machine("c", "{`StartAt`:`F`,`States`:{`F`:{`Type`:`Fail`,`Error`:`E`,`Cause`:`why`}}}");
        DescribeExecutionResponse failed = end(start(machine("p", parent(".sync:2", child, ""))));
        assertEquals("States.TaskFailed", failed.error());
        assertTrue(failed.cause().startsWith("{\"Cause\":\"why\",\"Error\":\"E\",\"ExecutionArn\":"), failed.cause());
        assertTrue(failed.cause().contains("\"Status\":\"FAILED\""), failed.cause());
        DescribeExecutionResponse none = end(start(machine("n", parent(".sync", child.replace(":c", ":none"), ""))));
        assertEquals("StepFunctions.StateMachineDoesNotExistException", none.error());
        String express = states.createStateMachine(
                        b -> b.name("x").roleArn(ROLE).type("EXPRESS").definition(PASS.replace('`', '"')))
                .stateMachineArn();
        assertEquals(
                "StepFunctions.StateMachineTypeNotSupportedException",
                end(start(machine("e", parent(".sync", express, "")))).error());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverIsNotWaitedForIsStopped(boolean byTimeout) {
        String child = machine("c", "{`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`Seconds`:99999,`End`:true}}}");
        String execution = start(machine("p", parent(".sync", child, byTimeout ? "`TimeoutSeconds`:60," : "")));
        weir.advance(Duration.ofSeconds(byTimeout ? 60 : 10));
        if (!byTimeout) {
            states.stopExecution(b -> b.executionArn(execution));
        }
        assertEquals(
                byTimeout ? ExecutionStatus.FAILED : ExecutionStatus.ABORTED,
                end(execution).status());
        assertEquals(
                ExecutionStatus.ABORTED,
                end(child.replace(":stateMachine:", ":execution:") + ":child").status());
    }

    @Test
    void aTokenIsAnsweredFromWithin() {
        String child = machine("c", """
                {`StartAt`:`A`,`States`:{`A`:{`Type`:`Task`,`End`:true,`Resource`:`arn:aws:states:::aws-sdk:sfn:sendTaskSuccess`,
                 `Parameters`:{`TaskToken.$`:`$.token`,`Output`:`{\\`ok\\`:true}`}}}}""");
        String waiting = machine("p", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,
                 `Parameters`:{`StateMachineArn`:`%s`,`Input`:{`token.$`:`$$.Task.Token`}},
                 `Resource`:`arn:aws:states:::states:startExecution.waitForTaskToken`}}}""".formatted(child));
        assertEquals("{\"ok\":true}", end(start(waiting)).output());
        String asking = machine("r", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,`Parameters`:{`StateMachineArn`:`%s`,`Name`:`one`},
                 `Resource`:`arn:aws:states:::states:startExecution`}}}""".formatted(machine("plain", PASS)));
        assertTrue(end(start(asking)).output().contains(":execution:plain:one\""));
    }
}
