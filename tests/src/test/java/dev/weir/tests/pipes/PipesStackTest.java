package dev.weir.tests.pipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Pipes as CloudFormation makes them. */
@ExtendWith(WeirExtension.class)
class PipesStackTest {
    private static final String TEMPLATE = """
            Resources:
              In: {Type: AWS::SQS::Queue}
              Other: {Type: AWS::SQS::Queue}
              Out: {Type: AWS::SQS::Queue}
              Pipe:
                Type: AWS::Pipes::Pipe
                Properties:
                  RoleArn: arn:aws:iam::000000000000:role/r
                  Source: !GetAtt %s.Arn
                  SourceParameters:
                    SqsQueueParameters: {BatchSize: "1"}
                    FilterCriteria:
                      Filters: [{Pattern: '{"body":{"kind":["%s"]}}'}]
                  Target: !GetAtt Out.Arn
                  TargetParameters:
                    InputTemplate: '<$.body.kind> %s'
                  Tags: {team: a}
            Outputs:
              In: {Value: !Ref In}
              Other: {Value: !Ref Other}
              Out: {Value: !Ref Out}
              Name: {Value: !Ref Pipe}
              Arn: {Value: !GetAtt Pipe.Arn}
            """;

    @Test
    void aStackOfAPipeWorksAndChanges(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        PipesClient pipes = Clients.of(weir, PipesClient.builder());
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        weir.clock().freeze();
        cloudformation.createStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("In", "x", "one")));
        weir.untilQuiet();
        Map<String, String> outputs = outputs(cloudformation);
        assertTrue(outputs.get("Name").startsWith("s-Pipe-"), outputs.toString());
        assertTrue(outputs.get("Arn").endsWith(":pipe/" + outputs.get("Name")), outputs.toString());
        assertEquals(
                "a", pipes.describePipe(b -> b.name(outputs.get("Name"))).tags().get("team"));
        assertEquals("x one", sent(weir, sqs, outputs.get("In"), outputs.get("Out"), "x"));

        cloudformation.updateStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("In", "y", "two")));
        weir.untilQuiet();
        assertEquals("y two", sent(weir, sqs, outputs.get("In"), outputs.get("Out"), "y"));

        cloudformation.updateStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("Other", "y", "three")));
        weir.untilQuiet();
        assertNotEquals(outputs.get("Name"), outputs(cloudformation).get("Name"));
        assertEquals("y three", sent(weir, sqs, outputs.get("Other"), outputs.get("Out"), "y"));

        cloudformation.deleteStack(b -> b.stackName("s"));
        weir.untilQuiet();
        assertEquals(0, pipes.listPipes(b -> {}).pipes().size());
    }

    @Test
    void anUnknownPropertyFailsByName(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        cloudformation.createStack(b -> b.stackName("bad")
                .templateBody(TEMPLATE.formatted("In", "x", "one").replace("InputTemplate:", "Template:")));
        weir.untilQuiet();
        assertTrue(cloudformation.describeStackEvents(b -> b.stackName("bad")).stackEvents().stream()
                .anyMatch(event -> event.resourceStatusReason() != null
                        && event.resourceStatusReason().contains("TargetParameters.Template")));
    }

    private static String sent(WeirServer weir, SqsClient sqs, String in, String out, String kind) {
        sqs.sendMessage(b -> b.queueUrl(in).messageBody("{\"kind\":\"" + kind + "\"}"));
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        var messages = sqs.receiveMessage(b -> b.queueUrl(out)).messages();
        messages.forEach(m -> sqs.deleteMessage(b -> b.queueUrl(out).receiptHandle(m.receiptHandle())));
        return messages.isEmpty() ? "nothing" : messages.getFirst().body();
    }

    private static Map<String, String> outputs(CloudFormationClient cloudformation) {
        return cloudformation.describeStacks(b -> b.stackName("s")).stacks().getFirst().outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }
}
