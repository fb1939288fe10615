package dev.weir.tests.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.kernel.journal.Outcome;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Schedules as CloudFormation and SAM make them. */
@ExtendWith(WeirExtension.class)
class SchedulerStackTest {
    private static final String TEMPLATE = """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
              Group:
                Type: AWS::Scheduler::ScheduleGroup
                Properties:
                  Name: %s
                  Tags: [{Key: team, Value: %s}]
              Nightly:
                Type: AWS::Scheduler::Schedule
                Properties:
                  GroupName: !Ref Group
                  Description: %s
                  ScheduleExpression: rate(1 hour)
                  FlexibleTimeWindow: {Mode: "OFF"}
                  Target:
                    Arn: !GetAtt Queue.Arn
                    RoleArn: arn:aws:iam::000000000000:role/r
                    Input: go
                    RetryPolicy: {MaximumRetryAttempts: "3"}
            Outputs:
              Queue: {Value: !Ref Queue}
              Name: {Value: !Ref Nightly}
              Arn: {Value: !GetAtt Nightly.Arn}
              Group: {Value: !GetAtt Group.Arn}
            """;

    @Test
    void aStackOfSchedulesWorksAndChanges(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        SchedulerClient scheduler = Clients.of(weir, SchedulerClient.builder());
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        weir.clock().freeze();
        cloudformation.createStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("g", "a", "one")));
        weir.untilQuiet();
        Map<String, String> outputs = outputs(cloudformation, "s");
        String name = outputs.get("Name");
        assertTrue(name.startsWith("s-Nightly-"), name);
        assertTrue(outputs.get("Arn").endsWith(":schedule/g/" + name), outputs.toString());
        GetScheduleResponse made = scheduler.getSchedule(b -> b.groupName("g").name(name));
        assertEquals(3, made.target().retryPolicy().maximumRetryAttempts());
        weir.advance(Duration.ofHours(2));
        assertEquals(
                "go",
                sqs.receiveMessage(b -> b.queueUrl(outputs.get("Queue")))
                        .messages()
                        .getFirst()
                        .body());

        cloudformation.updateStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("g", "b", "two")));
        weir.untilQuiet();
        assertEquals(
                "two", scheduler.getSchedule(b -> b.groupName("g").name(name)).description());
        assertTrue(scheduler.listTagsForResource(b -> b.resourceArn(outputs.get("Group"))).tags().stream()
                .anyMatch(tag -> tag.key().equals("team") && tag.value().equals("b")));

        cloudformation.updateStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("h", "b", "two")));
        weir.untilQuiet();
        String replaced = outputs(cloudformation, "s").get("Name");
        assertEquals(
                "h", scheduler.getSchedule(b -> b.groupName("h").name(replaced)).groupName());
        assertThrows(ResourceNotFoundException.class, () -> scheduler.getScheduleGroup(b -> b.name("g")));

        cloudformation.deleteStack(b -> b.stackName("s"));
        weir.untilQuiet();
        assertEquals(0, scheduler.listSchedules(b -> {}).schedules().size());
    }

    @Test
    void anUnknownPropertyFailsByName(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        cloudformation.createStack(b -> b.stackName("bad")
                .templateBody(TEMPLATE.formatted("g", "a", "one").replace("Input: go", "Inputs: go")));
        weir.untilQuiet();
        assertTrue(cloudformation.describeStackEvents(b -> b.stackName("bad")).stackEvents().stream()
                .anyMatch(event -> event.resourceStatusReason() != null
                        && event.resourceStatusReason().contains("Target.Inputs")));
    }

    @Test
    void aScheduleOfSamCallsItsFunction(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        weir.clock().freeze();
        cloudformation.createStack(b -> b.stackName("sam")
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .templateBody("""
                        Transform: AWS::Serverless-2016-10-31
                        Resources:
                          F:
                            Type: AWS::Serverless::Function
                            Properties:
                              Runtime: nodejs22.x
                              Handler: index.handler
                              InlineCode: "exports.handler = async (e) => e"
                              Events:
                                Every:
                                  Type: ScheduleV2
                                  Properties:
                                    ScheduleExpression: rate(5 minutes)
                                    RetryPolicy: {MaximumRetryAttempts: 2}
                        Outputs:
                          F: {Value: !GetAtt F.Arn}
                        """));
        weir.untilQuiet();
        String function = outputs(cloudformation, "sam").get("F");
        weir.advance(Duration.ofMinutes(11));
        long calls = weir.kernel().journal().touching(function, 100).stream()
                .filter(hop -> hop.kind().equals("lambda.Return") && hop.outcome() == Outcome.COMPLETED)
                .count();
        assertTrue(calls >= 2, "calls: " + calls);
    }

    private static Map<String, String> outputs(CloudFormationClient cloudformation, String stack) {
        return cloudformation.describeStacks(b -> b.stackName(stack)).stacks().getFirst().outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }
}
