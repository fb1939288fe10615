package dev.weir.tests.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queues and topics as CloudFormation makes them. */
@ExtendWith(WeirExtension.class)
class MessagingStackTest {
    private static final String TEMPLATE = """
            Resources:
              Dead:
                Type: AWS::SQS::Queue
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 45
                  RedrivePolicy:
                    deadLetterTargetArn: !GetAtt Dead.Arn
                    maxReceiveCount: 3
                  Tags:
                    - Key: team
                      Value: orders
              WorkPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Work]
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {Service: sns.amazonaws.com}
                        Action: sqs:SendMessage
                        Resource: !GetAtt Work.Arn
              Placed:
                Type: AWS::SNS::Topic
                Properties:
                  DisplayName: Orders
              Wanted:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref Placed
                  Protocol: sqs
                  Endpoint: !GetAtt Work.Arn
                  RawMessageDelivery: true
                  FilterPolicy: {kind: [%s]}
                  FilterPolicyScope: MessageBody
            Outputs:
              Url: {Value: !Ref Work}
              Name: {Value: !GetAtt Work.QueueName}
              Topic: {Value: !Ref Placed}
              TopicName: {Value: !GetAtt Placed.TopicName}
              Subscription: {Value: !Ref Wanted}
            """;

    @Test
    void aStackOfQueuesAndTopicsWorksAndChanges(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        cloudformation.createStack(b -> b.stackName("messaging").templateBody(TEMPLATE.formatted("new")));
        // The waiter looks again only after half a minute; what it waits for is done by then.
        weir.untilQuiet();
        cloudformation.waiter().waitUntilStackCreateComplete(b -> b.stackName("messaging"));
        Map<String, String> outputs = outputs(cloudformation);
        String url = outputs.get("Url");
        assertTrue(outputs.get("Name").startsWith("messaging-Work-"), outputs.toString());
        assertTrue(outputs.get("Topic").endsWith(":" + outputs.get("TopicName")), outputs.toString());
        assertTrue(outputs.get("Subscription").startsWith(outputs.get("Topic") + ":"), outputs.toString());
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                        b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        assertEquals("45", attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT));
        assertTrue(attributes.get(QueueAttributeName.POLICY).contains("sns.amazonaws.com"));
        assertEquals("orders", sqs.listQueueTags(b -> b.queueUrl(url)).tags().get("team"));

        cloudformation.updateStack(b -> b.stackName("messaging").templateBody(TEMPLATE.formatted("old")));
        // The waiter looks again only after half a minute; what it waits for is done by then.
        weir.untilQuiet();
        cloudformation.waiter().waitUntilStackUpdateComplete(b -> b.stackName("messaging"));
        assertEquals(outputs, outputs(cloudformation));
        sns.publish(b -> b.topicArn(outputs.get("Topic")).message("{\"kind\":\"new\"}"));
        sns.publish(b -> b.topicArn(outputs.get("Topic")).message("{\"kind\":\"old\"}"));
        assertEquals(
                "{\"kind\":\"old\"}",
                sqs.receiveMessage(b -> b.queueUrl(url).waitTimeSeconds(20))
                        .messages()
                        .get(0)
                        .body());

        cloudformation.deleteStack(b -> b.stackName("messaging"));
        // The waiter looks again only after half a minute; what it waits for is done by then.
        weir.untilQuiet();
        cloudformation.waiter().waitUntilStackDeleteComplete(b -> b.stackName("messaging"));
        assertEquals(0, sqs.listQueues().queueUrls().size());
        assertEquals(0, sns.listTopics().topics().size());
    }

    private static Map<String, String> outputs(CloudFormationClient cloudformation) {
        Stack stack = cloudformation
                .describeStacks(b -> b.stackName("messaging"))
                .stacks()
                .get(0);
        return stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }
}
