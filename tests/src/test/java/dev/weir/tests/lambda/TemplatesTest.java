package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(WeirExtension.class)
class TemplatesTest {
    private static final String TEMPLATE = """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  Runtime: python3.12
                  Handler: index.handler
                  Role: arn:aws:iam::000000000000:role/r
                  Environment: { Variables: { QUEUE: !Ref Queue, N: 3 } }
                  Code:
                    ZipFile: |
                      import os
                      def handler(event, context):
                          return os.environ["QUEUE"].rsplit("/", 1)[1] + " " + os.environ["N"]
              Version:
                Type: AWS::Lambda::Version
                Properties: { FunctionName: !Ref Function }
              Alias:
                Type: AWS::Lambda::Alias
                Properties: { FunctionName: !Ref Function, FunctionVersion: !GetAtt Version.Version, Name: live }
              Mapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties: { FunctionName: !Ref Alias, EventSourceArn: !GetAtt Queue.Arn, BatchSize: 1 }
              Permission:
                Type: AWS::Lambda::Permission
                Properties: { FunctionName: !Ref Function, Action: "lambda:InvokeFunction", Principal: sns.amazonaws.com }
              Retries:
                Type: AWS::Lambda::EventInvokeConfig
                Properties: { FunctionName: !Ref Function, Qualifier: $LATEST, MaximumRetryAttempts: 0 }
              Url:
                Type: AWS::Lambda::Url
                Properties: { TargetFunctionArn: !GetAtt Function.Arn, AuthType: NONE }
            Outputs:
              Alias: { Value: !Ref Alias }
              Queue: { Value: !Ref Queue }
              Url: { Value: !GetAtt Url.FunctionUrl }
              Mapping: { Value: !Ref Mapping }
            """;

    @Test
    void aStackOfEveryType(WeirServer weir) {
        CloudFormationClient stacks = Clients.of(weir, CloudFormationClient.builder());
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        stacks.createStack(r -> r.stackName("s").templateBody(TEMPLATE));
        // The waiter looks again only after half a minute; what it waits for is done by then.
        weir.untilQuiet();
        stacks.waiter().waitUntilStackCreateComplete(r -> r.stackName("s"));
        Stack stack = stacks.describeStacks(r -> r.stackName("s")).stacks().getFirst();
        Map<String, String> outputs =
                stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        String answer = Zips.invoke(lambda, outputs.getOrDefault("Alias", ""), "{}");
        assertTrue(answer.matches("\"s-Queue-.* 3\""), answer);
        assertTrue(outputs.getOrDefault("Url", "")
                .matches("http://[a-z0-9]{32}\\.lambda-url\\.us-east-1\\.localhost:\\d+/"));
        sqs.sendMessage(r -> r.queueUrl(outputs.getOrDefault("Queue", "")).messageBody("x"));
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        assertEquals(
                "Enabled",
                lambda.getEventSourceMapping(r -> r.uuid(outputs.getOrDefault("Mapping", "")))
                        .state());
        stacks.deleteStack(r -> r.stackName("s"));
        // The waiter looks again only after half a minute; what it waits for is done by then.
        weir.untilQuiet();
        stacks.waiter().waitUntilStackDeleteComplete(r -> r.stackName("s"));
        assertEquals(0, lambda.listFunctions().functions().size());
        assertEquals(0, lambda.listEventSourceMappings().eventSourceMappings().size());
    }
}
