package dev.weir.tests.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Custom resources that a function answers for, as its source in the template says. */
@ExtendWith(WeirExtension.class)
class CustomResourcesTest {
    /** Tells a queue of each request, then answers as the properties say. */
    private static final String TEMPLATE = """
            Resources:
              Log: {Type: 'AWS::SQS::Queue', Properties: {QueueName: log}}
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  Runtime: python3.12
                  Handler: index.handler
                  Timeout: 30
                  Role: arn:aws:iam::000000000000:role/r
                  Environment: {Variables: {LOG: !Ref Log}}
                  Code:
                    ZipFile: |
                      import json, os, urllib.request, urllib.parse
                      def call(method, url, body, kind):
                          request = urllib.request.Request(url, data=body, method=method, headers={'Content-Type': kind})
                          urllib.request.urlopen(request).read()
                      def handler(event, context):
                          wanted = event['ResourceProperties']
                          before = event.get('OldResourceProperties', {})
                          line = ' '.join([event['RequestType'], event.get('PhysicalResourceId', '-'),
                              wanted.get('Size', ''), before.get('Size', '-')])
                          form = urllib.parse.urlencode({'Action': 'SendMessage', 'QueueUrl': os.environ['LOG'], 'MessageBody': line})
                          call('POST', os.environ['AWS_ENDPOINT_URL'] + '/', form.encode(), 'application/x-www-form-urlencoded')
                          mode = wanted.get('Mode', 'ok')
                          if event['RequestType'] == 'Delete':
                              mode = wanted.get('OnDelete', 'ok')
                          if mode == 'raise':
                              raise ValueError('no idea')
                          if mode == 'silent':
                              return
                          answer = {'Status': 'FAILED' if mode == 'fail' else 'SUCCESS', 'Reason': 'the moon is full',
                              'StackId': event['StackId'], 'RequestId': event['RequestId'],
                              'LogicalResourceId': event['LogicalResourceId'],
                              'PhysicalResourceId': wanted.get('Id', 'thing'),
                              'Data': {'Answer': 'sized ' + wanted.get('Size', '')}}
                          call('PUT', event['ResponseURL'], json.dumps(answer).encode(), '')
              Thing:
                Type: Custom::Thing
                Properties: {ServiceToken: !GetAtt Function.Arn, Size: 3, %s}
              %s
            Outputs:
              Id: {Value: !Ref Thing}
              Answer: {Value: !GetAtt Thing.Answer}
            """;

    private WeirServer weir;
    private Stacks stacks;

    @BeforeEach
    void client(WeirServer weir) {
        this.weir = weir;
        this.stacks = new Stacks(weir);
    }

    private static String template(String properties) {
        return TEMPLATE.formatted(properties, "");
    }

    private List<String> requests() {
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String url = sqs.getQueueUrl(b -> b.queueName("log")).queueUrl();
        return sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(0)).messages().stream()
                .map(Message::body)
                .sorted()
                .toList();
    }

    @Test
    void itIsMadeChangedReplacedAndDeleted() {
        assertEquals("CREATE_COMPLETE", stacks.create("s", template("Id: one")));
        assertEquals("one", stacks.outputs("s").get("Id"));
        assertEquals("sized 3", stacks.outputs("s").get("Answer"));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", template("Id: one").replace("Size: 3", "Size: 4")));
        assertEquals("sized 4", stacks.outputs("s").get("Answer"));
        assertEquals(List.of("Create - 3 -", "Update one 4 3"), requests());
        assertEquals("UPDATE_COMPLETE", stacks.update("s", template("Id: two").replace("Size: 3", "Size: 4")));
        assertEquals("two", stacks.outputs("s").get("Id"));
        assertEquals(List.of("Create - 3 -", "Delete one 4 -", "Update one 4 3", "Update one 4 4"), requests());
        String id = stacks.stack("s").stackId();
        assertEquals("DELETE_COMPLETE", stacks.delete(id));
        assertTrue(stacks.events(id).contains("Thing DELETE_COMPLETE"));
    }

    @Test
    void aFailureIsToldInItsOwnWords() {
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", template("Mode: fail")));
        assertTrue(
                stacks.events("s").stream()
                        .anyMatch(
                                event -> event.startsWith("Thing CREATE_FAILED Received response status [FAILED] from "
                                        + "custom resource. Message returned: the moon is full")),
                stacks.events("s").toString());
    }

    @Test
    void afterAFailedUpdateItIsAskedToGoBack() {
        stacks.create("s", template("Id: one"));
        assertEquals(
                "UPDATE_ROLLBACK_COMPLETE",
                stacks.update("s", TEMPLATE.formatted("Id: one", """
                Broken:
                    Type: AWS::SQS::Queue
                    DependsOn: Thing
                    Properties: {VisibilityTimeout: 99999999}
                """).replace("Size: 3", "Size: 5")));
        assertEquals(List.of("Create - 3 -", "Update one 3 5", "Update one 5 3"), requests());
        assertEquals("sized 3", stacks.outputs("s").get("Answer"));
    }

    @Test
    void aFunctionThatRaisesFailsIt() {
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", template("Mode: raise")));
        assertTrue(stacks.events("s").stream()
                .anyMatch(event -> event.startsWith("Thing CREATE_FAILED") && event.contains("no idea")));
    }

    @Test
    void silenceIsWaitedForOnWeirsClock() {
        stacks.client().createStack(b -> b.stackName("s").templateBody(template("Mode: silent, ServiceTimeout: 600")));
        weir.untilQuiet();
        assertEquals("CREATE_IN_PROGRESS", stacks.stack("s").stackStatusAsString());
        weir.advance(Duration.ofMinutes(9));
        assertEquals("CREATE_IN_PROGRESS", stacks.stack("s").stackStatusAsString());
        weir.advance(Duration.ofMinutes(2));
        assertEquals("ROLLBACK_COMPLETE", stacks.settled("s"));
        assertTrue(stacks.events("s").stream()
                .anyMatch(event -> event.startsWith("Thing CREATE_FAILED CloudFormation did not receive a response")));
    }

    @Test
    void oneThatCannotBeDeletedKeepsTheStack() {
        stacks.create("s", template("Id: one, OnDelete: fail"));
        assertEquals("DELETE_FAILED", stacks.delete("s"));
        assertTrue(stacks.events("s").stream()
                .anyMatch(event -> event.startsWith("Thing DELETE_FAILED") && event.contains("the moon is full")));
    }

    @Test
    void otherServiceTokensAreRefusedByName() {
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", """
                Resources:
                  Thing: {Type: 'Custom::Thing', Properties: {ServiceToken: 'arn:aws:sns:us-east-1:000000000000:topic'}}
                """));
        assertTrue(stacks.events("s").stream()
                .anyMatch(event -> event.contains("ServiceToken is arn:aws:sns:us-east-1:000000000000:topic")));
    }
}
