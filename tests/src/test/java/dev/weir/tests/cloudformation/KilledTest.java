package dev.weir.tests.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.tests.WeirProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Weir is killed while an operation is under way: it goes on at the next start. */
class KilledTest {
    /** The custom resource never answers, so that an operation stands still where a test wants it to. */
    private static final String TEMPLATE = """
            Parameters: {Timeout: {Type: Number, Default: 30}}
            Resources:
              Work: {Type: 'AWS::SQS::Queue', Properties: {QueueName: work, VisibilityTimeout: !Ref Timeout}}
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  Runtime: python3.12
                  Handler: index.handler
                  Role: arn:aws:iam::000000000000:role/r
                  Code: {ZipFile: "def handler(event, context): pass"}
              %s
            """;

    private static final String SILENT =
            "Thing: {Type: 'Custom::Silent', DependsOn: Work, Properties: {ServiceToken: !GetAtt Function.Arn}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private static void reached(CloudFormationClient stacks, String event) throws InterruptedException {
        while (events(stacks).stream().noneMatch(event::equals)) {
            Thread.onSpinWait();
        }
    }

    private static List<String> events(CloudFormationClient stacks) {
        return stacks.describeStackEvents(b -> b.stackName("s")).stackEvents().stream()
                .map(KilledTest::text)
                .toList();
    }

    private static String text(StackEvent event) {
        return event.logicalResourceId() + " " + event.resourceStatusAsString();
    }

    private static String settled(WeirProcess weir, CloudFormationClient stacks) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(weir.endpoint().resolve("/_weir/clock"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"untilQuiet\":\"PT1M\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
        return stacks.describeStacks(b -> b.stackName("s")).stacks().getFirst().stackStatusAsString();
    }

    @Test
    void aCreationIsTakenBack() throws Exception {
        try (WeirProcess weir = WeirProcess.up(data)) {
            CloudFormationClient stacks = weir.client(CloudFormationClient.builder());
            stacks.createStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted(SILENT)));
            reached(stacks, "Thing CREATE_IN_PROGRESS");
            weir.kill();
        }
        try (WeirProcess weir = WeirProcess.up(data)) {
            CloudFormationClient stacks = weir.client(CloudFormationClient.builder());
            assertEquals("ROLLBACK_COMPLETE", settled(weir, stacks));
            assertTrue(events(stacks).containsAll(List.of("Thing CREATE_FAILED", "Work DELETE_COMPLETE")));
            assertTrue(weir.client(SqsClient.builder()).listQueues().queueUrls().isEmpty());
            stacks.deleteStack(b -> b.stackName("s"));
            gone(weir, stacks);
            stacks.createStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("")));
            assertEquals("CREATE_COMPLETE", settled(weir, stacks));
        }
    }

    @Test
    void anUpdateIsTakenBack() throws Exception {
        try (WeirProcess weir = WeirProcess.up(data)) {
            CloudFormationClient stacks = weir.client(CloudFormationClient.builder());
            stacks.createStack(b -> b.stackName("s").templateBody(TEMPLATE.formatted("")));
            assertEquals("CREATE_COMPLETE", settled(weir, stacks));
            stacks.updateStack(b ->
                    b.stackName("s").templateBody(TEMPLATE.formatted(SILENT).replace("Default: 30", "Default: 60")));
            reached(stacks, "Thing CREATE_IN_PROGRESS");
            weir.kill();
        }
        try (WeirProcess weir = WeirProcess.up(data)) {
            CloudFormationClient stacks = weir.client(CloudFormationClient.builder());
            assertEquals("UPDATE_ROLLBACK_COMPLETE", settled(weir, stacks));
            SqsClient sqs = weir.client(SqsClient.builder());
            String url = sqs.getQueueUrl(b -> b.queueName("work")).queueUrl();
            assertEquals(
                    "30",
                    sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNamesWithStrings("All"))
                            .attributesAsStrings()
                            .get("VisibilityTimeout"));
            stacks.deleteStack(b -> b.stackName("s"));
            gone(weir, stacks);
        }
    }

    @Test
    void aDeletionGoesOn() throws Exception {
        try (WeirProcess weir = WeirProcess.up(data)) {
            CloudFormationClient stacks = weir.client(CloudFormationClient.builder());
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 150; i++) {
                many.append("  Q").append(i).append(": {Type: 'AWS::SQS::Queue'}\n");
            }
            stacks.createStack(b -> b.stackName("s").templateBody("Resources:\n" + many));
            assertEquals("CREATE_COMPLETE", settled(weir, stacks));
            stacks.deleteStack(b -> b.stackName("s"));
            weir.kill();
        }
        try (WeirProcess weir = WeirProcess.up(data)) {
            gone(weir, weir.client(CloudFormationClient.builder()));
            assertTrue(weir.client(SqsClient.builder()).listQueues().queueUrls().isEmpty());
        }
    }

    private static void gone(WeirProcess weir, CloudFormationClient stacks) throws Exception {
        try {
            assertEquals("gone", settled(weir, stacks));
        } catch (CloudFormationException e) {
            assertTrue(e.getMessage().contains("does not exist"), e.getMessage());
        }
    }
}
