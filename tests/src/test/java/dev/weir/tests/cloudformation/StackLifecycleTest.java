package dev.weir.tests.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Create, update, delete; what fails, and what is left. */
@ExtendWith(WeirExtension.class)
class StackLifecycleTest {
    private static final String BROKEN = """
              Broken:
                Type: AWS::SQS::Queue
                DependsOn: Work
                Properties: {VisibilityTimeout: 99999999}
            """;

    private Stacks stacks;
    private SqsClient sqs;

    @BeforeEach
    void clients(WeirServer weir) {
        stacks = new Stacks(weir);
        sqs = Clients.of(weir, SqsClient.builder());
    }

    private static String queue(String name, String properties) {
        return "Resources:\n  Work:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: " + name
                + (properties.isEmpty() ? "" : ", " + properties) + "}\n";
    }

    private List<String> queues() {
        return sqs.listQueues().queueUrls().stream()
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList();
    }

    private String error(org.junit.jupiter.api.function.Executable call) {
        CloudFormationException e = assertThrows(CloudFormationException.class, call);
        assertEquals("ValidationError", e.awsErrorDetails().errorCode());
        return e.awsErrorDetails().errorMessage();
    }

    @Test
    void whatHappenedIsToldInOrder() {
        stacks.client().createStack(b -> b.stackName("s")
                .templateBody(queue("work", "") + "  Dead:\n    Type: AWS::SQS::Queue\n    DependsOn: Work\n")
                .clientRequestToken("token-1"));
        assertEquals("CREATE_COMPLETE", stacks.settled("s"));
        assertEquals(
                List.of(
                        "s CREATE_IN_PROGRESS User Initiated",
                        "Work CREATE_IN_PROGRESS",
                        "Work CREATE_IN_PROGRESS Resource creation Initiated",
                        "Work CREATE_COMPLETE",
                        "Dead CREATE_IN_PROGRESS",
                        "Dead CREATE_IN_PROGRESS Resource creation Initiated",
                        "Dead CREATE_COMPLETE",
                        "s CREATE_COMPLETE"),
                stacks.events("s"));
        List<StackEvent> events =
                stacks.client().describeStackEvents(b -> b.stackName("s")).stackEvents();
        assertTrue(events.stream().allMatch(event -> "token-1".equals(event.clientRequestToken())));
        assertEquals(
                List.of("Work", "Dead"),
                stacks.client().listStackResourcesPaginator(b -> b.stackName("s")).stackResourceSummaries().stream()
                        .map(StackResourceSummary::logicalResourceId)
                        .toList());
        assertThrows(AlreadyExistsException.class, () -> stacks.client()
                .createStack(b -> b.stackName("s").templateBody(queue("x", ""))));
    }

    @Test
    void aFailedCreationIsTakenBackAndSaysWhy() {
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", queue("work", "") + BROKEN));
        assertTrue(queues().isEmpty());
        String why = stacks.events("s").stream()
                .filter(event -> event.startsWith("Broken CREATE_FAILED"))
                .findFirst()
                .orElseThrow();
        assertTrue(why.contains("VisibilityTimeout"), why);
        assertTrue(stacks.events("s").contains("Work DELETE_COMPLETE"));
        assertTrue(
                error(() -> stacks.update("s", queue("work", ""))).contains("ROLLBACK_COMPLETE"),
                "a stack that was rolled back can only be deleted");
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
        assertEquals("CREATE_COMPLETE", stacks.create("s", queue("work", "")));
    }

    @Test
    void whatIsToBeDoneOnFailureIsTheCallersChoice(WeirServer weir) {
        String template = queue("work", "") + BROKEN;
        stacks.client()
                .createStack(b -> b.stackName("keep").templateBody(template).disableRollback(true));
        weir.untilQuiet();
        assertEquals("CREATE_FAILED", stacks.stack("keep").stackStatusAsString());
        assertEquals(List.of("work"), queues());
        assertEquals("DELETE_COMPLETE", stacks.delete("keep"));
        String id = stacks.client()
                .createStack(b -> b.stackName("drop").templateBody(template).onFailure(OnFailure.DELETE))
                .stackId();
        weir.untilQuiet();
        assertEquals("DELETE_COMPLETE", stacks.stack(id).stackStatusAsString());
        assertTrue(queues().isEmpty());
    }

    @Test
    void aFailedUpdateIsTakenBackWhole() {
        stacks.create(
                "s",
                queue("work", "VisibilityTimeout: 30") + "  Gone: {Type: 'AWS::SQS::Queue'}\n"
                        + "Outputs: {Url: {Value: !Ref Work}}\n");
        String gone = stacks.physicalId("s", "Gone");
        Map<String, String> outputs = stacks.outputs("s");
        assertEquals(
                "UPDATE_ROLLBACK_COMPLETE",
                stacks.update(
                        "s",
                        "Description: other\n" + queue("work", "VisibilityTimeout: 60")
                                + "  New: {Type: 'AWS::SQS::Queue'}\n"
                                + BROKEN.replace("DependsOn: Work", "DependsOn: [Work, New]")));
        assertEquals(outputs, stacks.outputs("s"));
        assertEquals(gone, stacks.physicalId("s", "Gone"));
        assertEquals(2, queues().size());
        assertEquals(
                "30",
                sqs.getQueueAttributes(b -> b.queueUrl(outputs.get("Url")).attributeNames(QueueAttributeName.ALL))
                        .attributes()
                        .get(QueueAttributeName.VISIBILITY_TIMEOUT));
        assertEquals(
                List.of("Gone", "Work"),
                stacks.client().listStackResources(b -> b.stackName("s")).stackResourceSummaries().stream()
                        .map(StackResourceSummary::logicalResourceId)
                        .sorted()
                        .toList());
        assertFalse(stacks.client()
                .getTemplate(b -> b.stackName("s"))
                .templateBody()
                .contains("other"));
        assertEquals(null, stacks.stack("s").description());
    }

    @Test
    void aReplacementThatFailsLeavesTheOldOneStanding() {
        stacks.create("s", queue("work", ""));
        assertEquals("UPDATE_ROLLBACK_COMPLETE", stacks.update("s", queue("other", "VisibilityTimeout: 99999999")));
        assertEquals(List.of("work"), queues());
        assertEquals("UPDATE_COMPLETE", stacks.update("s", queue("other", "")));
        assertEquals(List.of("other"), queues());
        assertEquals(
                "UPDATE_ROLLBACK_COMPLETE",
                stacks.update("s", queue("third", "") + BROKEN),
                "what was replaced before another failure");
        assertEquals(List.of("other"), queues());
        assertTrue(stacks.physicalId("s", "Work").endsWith("/other"));
    }

    @Test
    void policiesSayWhatSurvives() {
        String kept = "Resources:\n  Kept:\n    Type: AWS::SQS::Queue\n    DeletionPolicy: Retain\n"
                + "    UpdateReplacePolicy: Retain\n    Properties: {QueueName: %s}\n"
                + "  Other: {Type: 'AWS::SQS::Queue'}\n";
        stacks.create("s", kept.formatted("one"));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", kept.formatted("two")));
        assertTrue(queues().containsAll(List.of("one", "two")));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", "Resources:\n  Other: {Type: 'AWS::SQS::Queue'}\n"));
        assertTrue(queues().containsAll(List.of("one", "two")));
        assertTrue(stacks.events("s").contains("Kept DELETE_SKIPPED"));
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
        assertEquals(List.of("one", "two"), queues());
    }

    @Test
    void anUpdateThatChangesNothingIsRefused() {
        stacks.create("s", queue("work", ""));
        assertEquals("No updates are to be performed.", error(() -> stacks.update("s", queue("work", ""))));
        assertTrue(error(() -> stacks.update("none", queue("work", ""))).contains("does not exist"));
        stacks.client().deleteStack(b -> b.stackName("none"));
    }

    @Test
    void protectionKeepsAStack() {
        stacks.create("s", queue("work", ""));
        stacks.client().updateTerminationProtection(b -> b.stackName("s").enableTerminationProtection(true));
        assertTrue(error(() -> stacks.client().deleteStack(b -> b.stackName("s")))
                .contains("TerminationProtection is enabled"));
        stacks.client().updateTerminationProtection(b -> b.stackName("s").enableTerminationProtection(false));
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{resolve:ssm:/name:1}}",
                "{{resolve:ssm-secure:/name}}",
                "{{resolve:secretsmanager:MySecret:SecretString:password}}"
            })
    void dynamicReferencesAreRefusedByName(String reference) {
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", queue("'" + reference + "'", "")));
        assertTrue(stacks.events("s").stream()
                .anyMatch(event -> event.startsWith("Work CREATE_FAILED") && event.contains(reference)));
    }

    @Test
    void whatIsNotSupportedIsRefusedByName() {
        assertTrue(error(() -> stacks.create("s", "Resources: {Odd: {Type: 'AWS::Odd::Thing'}}"))
                .contains("AWS::Odd::Thing"));
        assertTrue(error(() -> stacks.client()
                        .createStack(b ->
                                b.stackName("s").templateBody(queue("work", "")).stackPolicyBody("{}")))
                .contains("StackPolicyBody"));
        assertTrue(error(() -> stacks.client().createStack(b -> b.stackName("s")
                        .templateBody(queue("work", ""))
                        .rollbackConfiguration(c -> c.monitoringTimeInMinutes(5))))
                .contains("MonitoringTimeInMinutes"));
        assertTrue(assertThrows(CloudFormationException.class, () -> stacks.client()
                        .setStackPolicy(b -> b.stackName("s").stackPolicyBody("{}")))
                .getMessage()
                .contains("SetStackPolicy"));
        assertThrows(InsufficientCapabilitiesException.class, () -> stacks.client()
                .createStack(b -> b.stackName("s").templateBody("""
                        Resources:
                          Role:
                            Type: AWS::IAM::Role
                            Properties: {AssumeRolePolicyDocument: {}}
                        """)));
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", queue("work", "Colour: red")));
        assertTrue(stacks.events("s").stream().anyMatch(event -> event.contains("[Colour]")));
    }

    @Test
    void aDeletionThatFailsSaysWhichAndCanLeaveThem(WeirServer weir) {
        stacks.create("s", """
                Resources:
                  Bucket: {Type: 'AWS::S3::Bucket'}
                  Work: {Type: 'AWS::SQS::Queue'}
                """);
        String bucket = stacks.physicalId("s", "Bucket");
        var s3 = Clients.of(
                weir, software.amazon.awssdk.services.s3.S3Client.builder().forcePathStyle(true));
        s3.putObject(
                b -> b.bucket(bucket).key("k"), software.amazon.awssdk.core.sync.RequestBody.fromString("content"));
        assertEquals("DELETE_FAILED", stacks.delete("s"));
        assertTrue(stacks.stack("s").stackStatusReason().contains("[Bucket]"));
        assertTrue(stacks.events("s").stream()
                .anyMatch(event -> event.startsWith("Bucket DELETE_FAILED") && event.contains("not empty")));
        String id = stacks.stack("s").stackId();
        stacks.client().deleteStack(b -> b.stackName("s").retainResources("Bucket"));
        weir.untilQuiet();
        assertEquals("DELETE_COMPLETE", stacks.stack(id).stackStatusAsString());
        assertEquals(1, s3.listBuckets().buckets().size());
    }

    @Test
    void theNameOfADeletedStackIsFree() {
        stacks.create("s", queue("work", ""));
        String first = stacks.stack("s").stackId();
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
        assertEquals("CREATE_COMPLETE", stacks.create("s", queue("work", "")));
        assertNotEquals(first, stacks.stack("s").stackId());
        assertEquals("DELETE_COMPLETE", stacks.stack(first).stackStatusAsString());
    }
}
