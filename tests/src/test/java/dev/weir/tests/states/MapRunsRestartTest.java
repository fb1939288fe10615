package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.tests.WeirProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Map runs go on after weir has been killed. */
class MapRunsRestartTest {
    private static final int ITEMS = 120;
    private static final int AT_A_TIME = 4;

    @TempDir
    Path data;

    private static List<Message> receive(SqsClient sqs, String url) {
        List<Message> received = sqs.receiveMessage(b -> b.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(20)
                        .visibilityTimeout(600))
                .messages();
        assertTrue(!received.isEmpty(), "nothing came");
        return received;
    }

    @Test
    void aKilledMapRunGoesOnAndRunsNoCompletedItemAgain() throws Exception {
        String execution;
        List<String> bodies = new ArrayList<>();
        try (WeirProcess weir = WeirProcess.up(data)) {
            SfnClient states = weir.client(SfnClient.builder());
            SqsClient sqs = weir.client(SqsClient.builder());
            String items = sqs.createQueue(b -> b.queueName("items")).queueUrl();
            String ends = sqs.createQueue(b -> b.queueName("ends")).queueUrl();
            String definition = """
                    {`StartAt`:`M`,`States`:{`M`:{`Type`:`Map`,`MaxConcurrency`:%d,`Next`:`E`,`ResultPath`:null,
                     `ItemProcessor`:{`ProcessorConfig`:{`Mode`:`DISTRIBUTED`,`ExecutionType`:`STANDARD`},`StartAt`:`T`,
                      `States`:{`T`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage`,`End`:true,
                       `Parameters`:{`QueueUrl`:`%s`,`MessageBody.$`:`States.Format('{}', $)`}}}}},
                     `E`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage`,`End`:true,
                      `Parameters`:{`QueueUrl`:`%s`,`MessageBody`:`done`}}}}""".formatted(AT_A_TIME, items, ends).replace('`', '"');
            String machine = states.createStateMachine(b -> b.name("m")
                            .roleArn("arn:aws:iam::000000000000:role/r")
                            .definition(definition))
                    .stateMachineArn();
            String input =
                    IntStream.range(0, ITEMS).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
            execution = states.startExecution(b -> b.stateMachineArn(machine).input(input))
                    .executionArn();
            receive(sqs, items).forEach(message -> bodies.add(message.body()));
            weir.kill();
        }
        try (WeirProcess weir = WeirProcess.up(data)) {
            SfnClient states = weir.client(SfnClient.builder());
            SqsClient sqs = weir.client(SqsClient.builder());
            assertEquals(
                    "done",
                    receive(sqs, sqs.getQueueUrl(b -> b.queueName("ends")).queueUrl())
                            .getFirst()
                            .body());
            String items = sqs.getQueueUrl(b -> b.queueName("items")).queueUrl();
            while (new HashSet<>(bodies).size() < ITEMS) {
                receive(sqs, items).forEach(message -> bodies.add(message.body()));
            }
            // What had no answer yet is asked for again, nothing else.
            assertTrue(bodies.size() <= ITEMS + AT_A_TIME, "sent " + bodies.size());
            String arn = states.listMapRuns(b -> b.executionArn(execution))
                    .mapRuns()
                    .getFirst()
                    .mapRunArn();
            DescribeMapRunResponse run = states.describeMapRun(b -> b.mapRunArn(arn));
            assertEquals(ITEMS, run.itemCounts().succeeded());
            assertEquals(ITEMS, run.executionCounts().total());
        }
    }
}
