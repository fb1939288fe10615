package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(WeirExtension.class)
class RedriveTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String SEND = """
            `Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage`,`End`:true,
             `Parameters`:{`QueueUrl`:`%s`,`MessageBody`:`m`}""";

    private final WeirServer weir;
    private final SfnClient states;
    private final SqsClient sqs;

    RedriveTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private String queue(String name) {
        return sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    private static String missing(String url) {
        return url.replaceFirst("[^/]*$", "late");
    }

    /** Takes out all messages; returns how many they were. */
    private int messages(String url) {
        var found =
                sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10)).messages();
        found.forEach(each -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(each.receiptHandle())));
        return found.size();
    }

    private String run(String definition) {
        String machine = states.createStateMachine(
                        b -> b.name("m").roleArn(ROLE).definition(definition.replace('`', '"')))
                .stateMachineArn();
        String execution = states.startExecution(b -> b.stateMachineArn(machine).input("{\"n\":1}"))
                .executionArn();
        weir.untilQuiet();
        return execution;
    }

    private DescribeExecutionResponse describe(String execution) {
        return states.describeExecution(b -> b.executionArn(execution));
    }

    private List<HistoryEvent> history(String execution) {
        return states.getExecutionHistory(b -> b.executionArn(execution)).events();
    }

    @Test
    void aRedriveGoesOnAtTheStateThatFailed() {
        String done = queue("done");
        String execution = run("""
                {`StartAt`:`A`,`States`:{
                 `A`:{%s},
                 `B`:{%s}}}""".formatted(
                        SEND.formatted(done).replace("`End`:true", "`Next`:`B`,`ResultPath`:null"),
                        SEND.formatted(missing(done))
                                .replace(
                                        "`MessageBody`:`m`",
                                        "`MessageBody.$`:`States.Format('{}', $$.Execution.RedriveCount)`")));
        assertEquals(ExecutionStatus.FAILED, describe(execution).status());
        assertEquals(ExecutionRedriveStatus.REDRIVABLE, describe(execution).redriveStatus());
        assertNull(describe(execution).redriveStatusReason());
        assertEquals(1, messages(done));
        int before = history(execution).size();

        states.redriveExecution(b -> b.executionArn(execution).clientToken("one"));
        weir.untilQuiet();
        DescribeExecutionResponse again = describe(execution);
        assertEquals(ExecutionStatus.FAILED, again.status());
        assertEquals(1, again.redriveCount());
        var same = states.redriveExecution(b -> b.executionArn(execution).clientToken("one"));
        assertEquals(again.redriveDate(), same.redriveDate());
        assertEquals(1, describe(execution).redriveCount());

        String late = queue("late");
        weir.advance(Duration.ofDays(13));
        states.redriveExecution(b -> b.executionArn(execution));
        weir.untilQuiet();
        assertEquals(ExecutionStatus.SUCCEEDED, describe(execution).status());
        assertEquals(2, describe(execution).redriveCount());
        assertEquals(0, messages(done));
        assertEquals(
                "2",
                sqs.receiveMessage(b -> b.queueUrl(late)).messages().getFirst().body());
        List<HistoryEvent> added =
                history(execution).subList(before, history(execution).size());
        assertEquals(
                List.of(
                        HistoryEventType.EXECUTION_REDRIVEN,
                        HistoryEventType.TASK_SCHEDULED,
                        HistoryEventType.TASK_STARTED,
                        HistoryEventType.TASK_FAILED,
                        HistoryEventType.EXECUTION_FAILED,
                        HistoryEventType.EXECUTION_REDRIVEN,
                        HistoryEventType.TASK_SCHEDULED,
                        HistoryEventType.TASK_STARTED,
                        HistoryEventType.TASK_SUCCEEDED,
                        HistoryEventType.TASK_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED),
                added.stream().map(HistoryEvent::type).toList());
        assertEquals(1, added.getFirst().executionRedrivenEventDetails().redriveCount());
        ExecutionNotRedrivableException refused = assertThrows(
                ExecutionNotRedrivableException.class, () -> states.redriveExecution(b -> b.executionArn(execution)));
        assertEquals(
                "Execution is SUCCEEDED and cannot be redriven",
                refused.awsErrorDetails().errorMessage());
        String machine = describe(execution).stateMachineArn();
        assertEquals(
                1,
                states.listExecutions(b -> b.stateMachineArn(machine).redriveFilter(ExecutionRedriveFilter.REDRIVEN))
                        .executions()
                        .size());
        assertEquals(
                0,
                states.listExecutions(
                                b -> b.stateMachineArn(machine).redriveFilter(ExecutionRedriveFilter.NOT_REDRIVEN))
                        .executions()
                        .size());
    }

    @Test
    void onlyTheBranchesAndItemsThatFailedRunAgain() {
        String done = queue("done");
        String execution =
                run("""
                {`StartAt`:`P`,`States`:{`P`:{`Type`:`Parallel`,`End`:true,`Branches`:[
                 {`StartAt`:`A`,`States`:{`A`:{%s}}},
                 {`StartAt`:`M`,`States`:{`M`:{`Type`:`Map`,`End`:true,`ItemsPath`:`$.items`,`MaxConcurrency`:1,
                   `ItemProcessor`:{`StartAt`:`C`,`States`:{
                    `C`:{`Type`:`Choice`,`Choices`:[{`Variable`:`$`,`NumericEquals`:2,`Next`:`L`}],`Default`:`D`},
                    `D`:{%s},`L`:{%s}}}}}}],
                 `Parameters`:{`items`:[1,2,3]}}}}""".formatted(SEND.formatted(done), SEND.formatted(done), SEND.formatted(missing(done))));
        assertEquals(ExecutionStatus.FAILED, describe(execution).status());
        assertEquals(2, messages(done));
        String late = queue("late");
        states.redriveExecution(b -> b.executionArn(execution));
        weir.untilQuiet();
        assertEquals(ExecutionStatus.SUCCEEDED, describe(execution).status());
        assertEquals(1, messages(late));
        // The third item had not begun.
        assertEquals(1, messages(done));
        assertEquals(
                1,
                history(execution).stream()
                        .filter(event -> event.type() == HistoryEventType.MAP_STATE_STARTED)
                        .count());
    }

    @Test
    void whatWasStoppedOrTimedOutIsTakenUpAgain() {
        String execution = run("""
                {`StartAt`:`W`,`TimeoutSeconds`:100,`States`:{`W`:{`Type`:`Wait`,`Seconds`:200,`End`:true}}}""");
        assertEquals(ExecutionStatus.TIMED_OUT, describe(execution).status());
        states.redriveExecution(b -> b.executionArn(execution));
        weir.advance(Duration.ofSeconds(50));
        assertEquals(ExecutionStatus.RUNNING, describe(execution).status());
        states.stopExecution(b -> b.executionArn(execution));
        assertEquals(ExecutionStatus.ABORTED, describe(execution).status());
        weir.advance(Duration.ofDays(14).plusSeconds(1));
        assertEquals("Execution redrivable period exceeded", describe(execution).redriveStatusReason());
        assertThrows(
                ExecutionNotRedrivableException.class, () -> states.redriveExecution(b -> b.executionArn(execution)));
    }
}
