package dev.weir.tests.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.sns.SnsClient;

/** Topics, subscriptions and policies through a stack, with every property that stands. */
@ExtendWith(WeirExtension.class)
class SnsStackTest {
    private static final String STACK = "news";
    private static final String TEMPLATE = """
            Resources:
              Dead:
                Type: AWS::SQS::Queue
                Properties: {FifoQueue: true}
              Work:
                Type: AWS::SQS::Queue
                Properties: {FifoQueue: true}
              Orders:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: %s.fifo
                  FifoTopic: true
                  DisplayName: %s
                  ContentBasedDeduplication: true
                  FifoThroughputScope: MessageGroup
                  SignatureVersion: "2"
                  TracingConfig: PassThrough
                  KmsMasterKeyId: alias/aws/sns
                  %s
                  DeliveryStatusLogging:
                    - Protocol: sqs
                      SuccessFeedbackSampleRate: "50"
                      SuccessFeedbackRoleArn: arn:aws:iam::000000000000:role/r
                      FailureFeedbackRoleArn: arn:aws:iam::000000000000:role/r
                  Tags:
                    - {Key: team, Value: %s}
              Wanted:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref Orders
                  Protocol: sqs
                  Endpoint: !GetAtt Work.Arn
                  Region: us-east-1
                  RawMessageDelivery: true
                  FilterPolicy: {kind: [%s]}
                  FilterPolicyScope: MessageBody
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn}
              Plain:
                Type: AWS::SNS::Topic
                Properties:
                  Subscription:
                    - {Protocol: email, Endpoint: %s@example.com}
              Hook:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref Plain
                  Protocol: http
                  Endpoint: http://127.0.0.1:1/
                  DeliveryPolicy: {healthyRetryPolicy: {numRetries: %d, minDelayTarget: 1, maxDelayTarget: 2}}
              Policy:
                Type: AWS::SNS::TopicPolicy
                Properties:
                  Topics: [!Ref Plain]
                  PolicyDocument:
                    Statement: [{Sid: "%s", Effect: Allow, Principal: "*", Action: sns:Publish, Resource: !Ref Plain}]
              Inline:
                Type: AWS::SNS::TopicInlinePolicy
                Properties:
                  TopicArn: !Ref Orders
                  PolicyDocument:
                    Statement: [{Sid: "%s", Effect: Allow, Principal: "*", Action: sns:Publish, Resource: !Ref Orders}]
            Outputs:
              Orders: {Value: !Ref Orders}
              Plain: {Value: !Ref Plain}
              Wanted: {Value: !Ref Wanted}
              Hook: {Value: !Ref Hook}
            """;

    private WeirServer weir;
    private CloudFormationClient cloudformation;
    private SnsClient sns;

    @BeforeEach
    void start(WeirServer weir) {
        this.weir = weir;
        cloudformation = Clients.of(weir, CloudFormationClient.builder());
        sns = Clients.of(weir, SnsClient.builder());
    }

    private static String template(String topic, String word, String archive, int retries) {
        return TEMPLATE.formatted(topic, word, archive, word, word, word, retries, word, word);
    }

    private Map<String, String> outputs(String status) {
        weir.untilQuiet();
        var stack =
                cloudformation.describeStacks(b -> b.stackName(STACK)).stacks().get(0);
        assertEquals(status, stack.stackStatusAsString(), String.valueOf(stack.stackStatusReason()));
        return stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    private Map<String, String> topic(String arn) {
        return sns.getTopicAttributes(b -> b.topicArn(arn)).attributes();
    }

    private Map<String, String> subscription(String arn) {
        return sns.getSubscriptionAttributes(b -> b.subscriptionArn(arn)).attributes();
    }

    @Test
    void everyPropertyIsMadeChangedAndUndone() {
        cloudformation.createStack(b -> b.stackName(STACK)
                .templateBody(template("orders", "one", "ArchivePolicy: {MessageRetentionPeriod: 3}", 1)));
        Map<String, String> made = outputs("CREATE_COMPLETE");
        Map<String, String> orders = topic(made.get("Orders"));
        assertEquals("one", orders.get("DisplayName"));
        assertEquals("MessageGroup", orders.get("FifoThroughputScope"));
        assertEquals("2", orders.get("SignatureVersion"));
        assertEquals("{\"MessageRetentionPeriod\":3}", orders.get("ArchivePolicy"));
        assertEquals("50", orders.get("SQSSuccessFeedbackSampleRate"));
        assertTrue(orders.get("Policy").contains("\"one\""), orders.get("Policy"));
        assertTrue(topic(made.get("Plain")).get("Policy").contains("\"one\""));
        assertEquals("2", topic(made.get("Plain")).get("SubscriptionsPending"));
        assertEquals("MessageBody", subscription(made.get("Wanted")).get("FilterPolicyScope"));
        assertTrue(subscription(made.get("Hook")).get("EffectiveDeliveryPolicy").contains("\"numRetries\":1"));

        cloudformation.updateStack(b -> b.stackName(STACK).templateBody(template("orders", "two", "", 2)));
        Map<String, String> changed = outputs("UPDATE_COMPLETE");
        assertEquals(made, changed);
        assertEquals("two", topic(made.get("Orders")).get("DisplayName"));
        assertEquals(null, topic(made.get("Orders")).get("ArchivePolicy"));
        assertTrue(topic(made.get("Orders")).get("Policy").contains("\"two\""));
        assertEquals("{\"kind\":[\"two\"]}", subscription(made.get("Wanted")).get("FilterPolicy"));
        assertTrue(subscription(made.get("Hook")).get("EffectiveDeliveryPolicy").contains("\"numRetries\":2"));
        assertEquals(
                "two",
                sns.listTagsForResource(b -> b.resourceArn(made.get("Orders"))).tags().stream()
                        .filter(tag -> tag.key().equals("team"))
                        .findFirst()
                        .orElseThrow()
                        .value());

        cloudformation.updateStack(b -> b.stackName(STACK).templateBody(template("parcels", "two", "", 2)));
        Map<String, String> replaced = outputs("UPDATE_COMPLETE");
        assertNotEquals(made.get("Orders"), replaced.get("Orders"));
        assertEquals(2, sns.listTopics().topics().size());
        assertEquals(made.get("Hook"), replaced.get("Hook"));

        cloudformation.deleteStack(b -> b.stackName(STACK));
        weir.untilQuiet();
        assertEquals(0, sns.listTopics().topics().size());
        assertEquals(0, sns.listSubscriptions().subscriptions().size());
    }
}
