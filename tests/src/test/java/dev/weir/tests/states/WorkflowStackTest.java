package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(WeirExtension.class)
class WorkflowStackTest {
    private static final String TEMPLATE = """
            AWSTemplateFormatVersion: "2010-09-09"
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Double:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs20.x
                  Handler: index.handler
                  InlineCode: |
                    exports.handler = async event => {
                      if (event.n < 0) { class TooSmall extends Error {}; const e = new Error("below zero"); e.name = "TooSmall"; throw e; }
                      return { n: event.n * 2 };
                    };
              Done:
                Type: AWS::SQS::Queue
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Role: arn:aws:iam::000000000000:role/r
                  DefinitionSubstitutions:
                    Function: !GetAtt Double.Arn
                  Events:
                    Put:
                      Type: EventBridgeRule
                      Properties:
                        Pattern: {source: [shop]}
                        InputPath: $.detail
                  Definition:
                    StartAt: Double
                    States:
                      Double:
                        Type: Task
                        Resource: ${Function}
                        Catch: [{ErrorEquals: [TooSmall], ResultPath: $.error, Next: Small}]
                        Next: Big
                      Small: {Type: Pass, Result: small, End: true}
                      Big: {Type: Succeed}
              Rule:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern: {source: [aws.states], detail: {status: [SUCCEEDED]}}
                  Targets: [{Id: q, Arn: !GetAtt Done.Arn, InputPath: $.detail.output}]
            Outputs:
              Machine: {Value: !Ref Machine}
              Queue: {Value: !Ref Done}
            """;

    private final WeirServer weir;
    private final SfnClient states;

    WorkflowStackTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    @Test
    void anEventStartsAWorkflowOfAStackAndItsEndIsAnEvent() {
        Stacks stacks = new Stacks(weir);
        assertEquals("CREATE_COMPLETE", stacks.create("flow", TEMPLATE), () -> stacks.events("flow")
                .toString());
        Map<String, String> outputs = stacks.outputs("flow");
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        for (String detail : List.of("{\"n\":21}", "{\"n\":-1}")) {
            events.putEvents(
                    b -> b.entries(e -> e.source("shop").detailType("t").detail(detail)));
        }
        weir.untilQuiet();
        var executions = states.listExecutions(b -> b.stateMachineArn(outputs.get("Machine")))
                .executions();
        assertEquals(2, executions.size());
        executions.forEach(each -> assertEquals(ExecutionStatus.SUCCEEDED, each.status()));
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        List<String> ends =
                sqs.receiveMessage(b -> b.queueUrl(outputs.get("Queue")).maxNumberOfMessages(10)).messages().stream()
                        .map(message -> message.body())
                        .sorted()
                        .toList();
        assertEquals(2, ends.size());
        assertTrue(ends.get(0).contains("small"), ends.toString());
        assertTrue(ends.get(1).contains("42"), ends.toString());
        stacks.delete("flow");
        assertTrue(states.listStateMachines(b -> {}).stateMachines().isEmpty());
    }
}
