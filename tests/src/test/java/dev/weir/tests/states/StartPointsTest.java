package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.pipes.model.PipeTargetInvocationType;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(WeirExtension.class)
class StartPointsTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    private final WeirServer weir;
    private final SfnClient states;
    private final SqsClient sqs;

    StartPointsTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private String machine(String name, StateMachineType type, String state) {
        return states.createStateMachine(b -> b.name(name)
                        .roleArn(ROLE)
                        .type(type)
                        .definition("{\"StartAt\":\"S\",\"States\":{\"S\":" + state.replace('`', '"') + "}}"))
                .stateMachineArn();
    }

    private List<String> inputs(String machine) {
        return states.listExecutions(b -> b.stateMachineArn(machine)).executions().stream()
                .map(each -> states.describeExecution(b -> b.executionArn(each.executionArn()))
                        .input())
                .toList();
    }

    @Test
    void aScheduleStartsAWorkflowEveryNight() {
        String machine = machine("m", StateMachineType.STANDARD, "{`Type`:`Succeed`}");
        Clients.of(weir, SchedulerClient.builder()).createSchedule(b -> b.name("nightly")
                .scheduleExpression("cron(0 3 * * ? *)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.roleArn(ROLE).arn(machine).input("{\"night\":true}")));
        weir.advance(Duration.ofDays(30));
        assertEquals(30, inputs(machine).size());
        assertEquals("{\"night\":true}", inputs(machine).getFirst());
    }

    @Test
    void aPipeIsEnrichedByOneWorkflowAndStartsAnother() {
        String enrichment = machine(
                "e",
                StateMachineType.EXPRESS,
                "{`Type`:`Pass`,`Parameters`:{`n.$`:`$[0].n`,`twice.$`:`States.MathAdd($[0].n, $[0].n)`},`End`:true}");
        String target = machine("t", StateMachineType.STANDARD, "{`Type`:`Succeed`}");
        String url = sqs.createQueue(b -> b.queueName("in")).queueUrl();
        Clients.of(weir, PipesClient.builder()).createPipe(b -> b.name("p")
                .roleArn(ROLE)
                .source("arn:aws:sqs:us-east-1:000000000000:in")
                .sourceParameters(s -> s.sqsQueueParameters(q -> q.batchSize(1)))
                .enrichment(enrichment)
                .enrichmentParameters(e -> e.inputTemplate("{\"n\": <$.body.n>}"))
                .target(target)
                .targetParameters(t -> t.stepFunctionStateMachineParameters(
                        s -> s.invocationType(PipeTargetInvocationType.FIRE_AND_FORGET))));
        weir.advance(Duration.ofMinutes(1));
        sqs.sendMessage(b -> b.queueUrl(url).messageBody("{\"n\":4}"));
        weir.untilQuiet();
        // Pipes hand over batches, also of one.
        assertEquals(List.of("[{\"n\":4,\"twice\":8}]"), inputs(target));
    }
}
