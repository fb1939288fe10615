package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.IncludedData;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(WeirExtension.class)
class WorkflowsTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String PASS = "{`StartAt`:`P`,`States`:{`P`:{`Type`:`Pass`,`End`:true}}}";

    private final WeirServer weir;
    private final SfnClient states;
    private final SqsClient sqs;

    WorkflowsTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private String machine(String name, String definition) {
        return states.createStateMachine(b -> b.name(name).roleArn(ROLE).definition(definition.replace('`', '"')))
                .stateMachineArn();
    }

    private String start(String machine, String input) {
        return states.startExecution(b -> b.stateMachineArn(machine).input(input.replace('`', '"')))
                .executionArn();
    }

    private DescribeExecutionResponse end(String execution) {
        weir.untilQuiet();
        return states.describeExecution(b -> b.executionArn(execution));
    }

    @Test
    void aMonthOfWaitingIsAMoment() {
        String machine = machine("m", """
                {`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`Seconds`:2592000,`Next`:`P`},
                 `P`:{`Type`:`Pass`,`Parameters`:{`at.$`:`$$.State.EnteredTime`,`x.$`:`$.x`},`End`:true}}}""");
        String execution = start(machine, "{`x`:1}");
        assertEquals(
                ExecutionStatus.RUNNING,
                states.describeExecution(b -> b.executionArn(execution)).status());
        weir.advance(Duration.ofDays(30));
        DescribeExecutionResponse done = end(execution);
        assertEquals(ExecutionStatus.SUCCEEDED, done.status());
        assertTrue(done.output().endsWith("\"x\":1}"), done.output());
        assertEquals(Duration.ofDays(30), Duration.between(done.startDate(), done.stopDate()));
    }

    @Test
    void aHistoryIsReadForwardsAndBackwardsPageByPage() {
        String execution = start(machine("m", PASS), "{}");
        GetExecutionHistoryResponse all = states.getExecutionHistory(b -> b.executionArn(execution));
        assertEquals(
                List.of(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.PASS_STATE_ENTERED,
                        HistoryEventType.PASS_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED),
                all.events().stream().map(HistoryEvent::type).toList());
        assertEquals(
                "{}", all.events().getFirst().executionStartedEventDetails().input());
        GetExecutionHistoryResponse last = states.getExecutionHistory(
                b -> b.executionArn(execution).reverseOrder(true).maxResults(3));
        assertEquals(
                List.of(4L, 3L, 2L),
                last.events().stream().map(HistoryEvent::id).toList());
        GetExecutionHistoryResponse first = states.getExecutionHistory(
                b -> b.executionArn(execution).reverseOrder(true).maxResults(3).nextToken(last.nextToken()));
        assertEquals(List.of(1L), first.events().stream().map(HistoryEvent::id).toList());
        assertNull(first.nextToken());
    }

    @Test
    void aTaskTokenIsAnsweredOnce() {
        String url = sqs.createQueue(b -> b.queueName("q")).queueUrl();
        String machine = machine("m", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`TimeoutSeconds`:3600,`End`:true,
                 `Resource`:`arn:aws:states:::sqs:sendMessage.waitForTaskToken`,
                 `Parameters`:{`QueueUrl`:`%s`,`MessageBody`:{`token.$`:`$$.Task.Token`}}}}}""".formatted(url));
        String execution = start(machine, "{}");
        weir.advance(Duration.ofSeconds(1));
        String body =
                sqs.receiveMessage(b -> b.queueUrl(url)).messages().getFirst().body();
        String token = body.substring("{\"token\":\"".length(), body.length() - 2);
        states.sendTaskHeartbeat(b -> b.taskToken(token));
        states.sendTaskSuccess(b -> b.taskToken(token).output("{\"approved\":true}"));
        DescribeExecutionResponse done = end(execution);
        assertEquals("{\"approved\":true}", done.output());
        assertThrows(
                TaskTimedOutException.class,
                () -> states.sendTaskSuccess(b -> b.taskToken(token).output("{}")));
        assertThrows(
                InvalidTokenException.class,
                () -> states.sendTaskSuccess(b -> b.taskToken("nonsense").output("{}")));
        assertTrue(states.getExecutionHistory(b -> b.executionArn(execution)).events().stream()
                .anyMatch(event -> event.type() == HistoryEventType.TASK_SUBMITTED));
    }

    @Test
    void anActivityIsWorkedOn() {
        String activity = states.createActivity(b -> b.name("a")).activityArn();
        String execution = start(
                machine("m", "{`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`Resource`:`" + activity + "`,`End`:true}}}"),
                "{`n`:1}");
        var task = states.getActivityTask(b -> b.activityArn(activity).workerName("w"));
        assertEquals("{\"n\":1}", task.input());
        states.sendTaskFailure(
                b -> b.taskToken(task.taskToken()).error("Broken").cause("why"));
        DescribeExecutionResponse done = end(execution);
        assertEquals(ExecutionStatus.FAILED, done.status());
        assertEquals("Broken", done.error());
        assertEquals("why", done.cause());
    }

    @Test
    void anySdkOperationIsATaskAndOneThatWeirLacksFailsByName() {
        String machine = machine("m", """
                {`QueryLanguage`:`JSONata`,`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,
                 `Resource`:`arn:aws:states:::aws-sdk:sqs:createQueue`,`Arguments`:{`QueueName`:`made`}}}}""");
        assertTrue(end(start(machine, "{}")).output().contains("/made"));
        String lacking = machine("l", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,
                 `Resource`:`arn:aws:states:::aws-sdk:ec2:describeInstances`}}}""");
        DescribeExecutionResponse failed = end(start(lacking, "{}"));
        assertEquals(ExecutionStatus.FAILED, failed.status());
        assertTrue(failed.cause().contains("aws-sdk:ec2:describeInstances"), failed.cause());
        String waiting = machine("w", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,`Parameters`:{`Cluster`:`c`},
                 `Resource`:`arn:aws:states:::ecs:runTask.sync`}}}""");
        assertTrue(end(start(waiting, "{}")).cause().contains("ecs:runTask.sync"));
        String missing = machine("n", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,`Parameters`:{`QueueName`:`none`},
                 `Resource`:`arn:aws:states:::aws-sdk:sqs:getQueueUrl`}}}""");
        assertEquals("Sqs.QueueDoesNotExistException", end(start(missing, "{}")).error());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws-sdk:dynamodb:getItem | {`TableName`:`none`,`Key`:{}} | DynamoDb.ResourceNotFoundException"
                        + " | Requested resource not found (Service: DynamoDb, Status Code: 400, Request ID: #) (SDK Attempt Count: 1)",
                "aws-sdk:s3:getObject | {`Bucket`:`none-such`,`Key`:`k`} | S3.NoSuchBucketException"
                        + " | The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: #) (SDK Attempt Count: 1)",
                "states:startExecution | {`StateMachineArn`:`arn:aws:states:us-east-1:000000000000:stateMachine:no`}"
                        + " | StepFunctions.StateMachineDoesNotExistException | State Machine Does Not Exist:"
                        + " 'arn:aws:states:us-east-1:000000000000:stateMachine:no' (Service: AWSStepFunctions; Status Code: 400;"
                        + " Error Code: StateMachineDoesNotExist; Request ID: #; Proxy: null)",
                "sqs:sendMessage | {`QueueUrl`:`http://127.0.0.1/000000000000/q`} | SQS.AmazonSQSException"
                        + " | The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400;"
                        + " Error Code: MissingRequiredParameterException; Request ID: #; Proxy: null)"
            })
    void errorsHaveTheNamesAndTextsThatAwsGivesThem(String resource, String parameters, String error, String cause) {
        sqs.createQueue(b -> b.queueName("q"));
        DescribeExecutionResponse failed = end(start(machine("m", """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,
                 `Resource`:`arn:aws:states:::%s`,`Parameters`:%s}}}""".formatted(resource, parameters)), "{}"));
        assertEquals(error, failed.error(), failed.cause());
        assertEquals(cause, failed.cause().replaceFirst("[0-9a-f]{8}-[0-9a-f-]{27}", "#"));
    }

    @Test
    void expressWorkflowsAnswerAtOnce() {
        String machine = states.createStateMachine(b ->
                        b.name("x").roleArn(ROLE).type(StateMachineType.EXPRESS).definition(PASS.replace('`', '"')))
                .stateMachineArn();
        // The SDK would put "sync-" before the host's name, which is an address here.
        SfnClient plain = Clients.of(
                weir,
                SfnClient.builder()
                        .overrideConfiguration(
                                o -> o.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)));
        var answer = plain.startSyncExecution(b -> b.stateMachineArn(machine).input("{\"a\":1}"));
        assertEquals(SyncExecutionStatus.SUCCEEDED, answer.status());
        assertEquals("{\"a\":1}", answer.output());
        assertThrows(
                StateMachineTypeNotSupportedException.class,
                () -> states.listExecutions(b -> b.stateMachineArn(machine)));
    }

    @Test
    void dataIsLeftOutWhereItIsNotWanted() {
        String machine = machine("m", PASS);
        String execution = start(machine, "{`secret`:1}");
        weir.untilQuiet();
        DescribeExecutionResponse described =
                states.describeExecution(b -> b.executionArn(execution).includedData(IncludedData.METADATA_ONLY));
        assertNull(described.input());
        assertNull(described.output());
        assertEquals(false, described.outputDetails().included());
        assertEquals(
                "{}",
                states.describeStateMachine(b -> b.stateMachineArn(machine).includedData(IncludedData.METADATA_ONLY))
                        .definition());
        assertEquals(
                "{}",
                states.describeStateMachineForExecution(
                                b -> b.executionArn(execution).includedData(IncludedData.METADATA_ONLY))
                        .definition());
    }

    @Test
    void executionsHaveNamesAndAreListedNewestFirst() {
        String machine = machine("m", "{`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`Seconds`:10,`End`:true}}}");
        String one = states.startExecution(
                        b -> b.stateMachineArn(machine).name("one").input("{}"))
                .executionArn();
        assertEquals(
                one,
                states.startExecution(
                                b -> b.stateMachineArn(machine).name("one").input("{}"))
                        .executionArn());
        assertThrows(
                ExecutionAlreadyExistsException.class,
                () -> states.startExecution(
                        b -> b.stateMachineArn(machine).name("one").input("{\"a\":1}")));
        weir.advance(Duration.ofSeconds(1));
        String two = states.startExecution(b -> b.stateMachineArn(machine).name("two"))
                .executionArn();
        states.stopExecution(b -> b.executionArn(two).error("E").cause("c"));
        assertEquals(
                List.of("two", "one"),
                states.listExecutions(b -> b.stateMachineArn(machine)).executions().stream()
                        .map(ExecutionListItem::name)
                        .toList());
        assertEquals(
                List.of("two"),
                states
                        .listExecutions(b -> b.stateMachineArn(machine).statusFilter(ExecutionStatus.ABORTED))
                        .executions()
                        .stream()
                        .map(ExecutionListItem::name)
                        .toList());
        assertEquals(ExecutionStatus.SUCCEEDED, end(one).status());
    }

    @Test
    void whatIsWrongWithADefinitionIsSaid() {
        InvalidDefinitionException refused = assertThrows(
                InvalidDefinitionException.class,
                () -> machine(
                        "m",
                        "{`StartAt`:`pass1`,`States`:{`pass1`:{`Type`:`Pass`,`Next`:`pass3`},"
                                + "`pass2`:{`Type`:`Pass`,`End`:true}}}"));
        assertEquals(
                "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at"
                        + " /States/pass1/Next, MISSING_TRANSITION_TARGET: State \"pass2\" is not reachable. at"
                        + " /States/pass2'",
                refused.awsErrorDetails().errorMessage());
        assertEquals(
                ValidateStateMachineDefinitionResultCode.FAIL,
                states.validateStateMachineDefinition(b -> b.definition("{}")).result());
        SfnException none = assertThrows(
                StateMachineDoesNotExistException.class,
                () -> start("arn:aws:states:us-east-1:000000000000:stateMachine:no", "{}"));
        assertEquals(
                "State Machine Does Not Exist: 'arn:aws:states:us-east-1:000000000000:stateMachine:no'",
                none.awsErrorDetails().errorMessage());
    }
}
