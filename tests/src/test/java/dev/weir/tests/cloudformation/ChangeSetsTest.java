package dev.weir.tests.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.Replacement;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Change sets, and what {@code aws cloudformation deploy} and {@code sam deploy} make of them. */
@ExtendWith(WeirExtension.class)
class ChangeSetsTest {
    private static final String TEMPLATE = """
            Parameters: {Timeout: {Type: Number, Default: 30}}
            Resources:
              Work: {Type: 'AWS::SQS::Queue', Properties: {QueueName: %s, VisibilityTimeout: !Ref Timeout}}
              %s: {Type: 'AWS::SNS::Topic'}
            """;

    private WeirServer weir;
    private CloudFormationClient client;

    @BeforeEach
    void client(WeirServer weir) {
        this.weir = weir;
        client = new Stacks(weir).client();
    }

    private DescribeChangeSetResponse make(String name, ChangeSetType type, String template) {
        client.createChangeSet(b -> b.stackName("s")
                .changeSetName(name)
                .changeSetType(type)
                .templateBody(template)
                .capabilities(Capability.CAPABILITY_IAM));
        return client.describeChangeSet(b -> b.stackName("s").changeSetName(name));
    }

    private String execute(String name) {
        client.executeChangeSet(b -> b.stackName("s").changeSetName(name));
        return new Stacks(weir).settled("s");
    }

    @Test
    void deployingMakesAndThenChangesAStack() {
        DescribeChangeSetResponse first = make("first", ChangeSetType.CREATE, TEMPLATE.formatted("work", "Placed"));
        assertEquals(ChangeSetStatus.CREATE_COMPLETE, first.status());
        assertEquals(ExecutionStatus.AVAILABLE, first.executionStatus());
        assertEquals("REVIEW_IN_PROGRESS", new Stacks(weir).stack("s").stackStatusAsString());
        assertTrue(first.changes().stream()
                .allMatch(change -> change.resourceChange().action() == ChangeAction.ADD));
        assertTrue(
                Clients.of(weir, SqsClient.builder()).listQueues().queueUrls().isEmpty());
        assertEquals("CREATE_COMPLETE", execute("first"));
        assertEquals(
                1,
                Clients.of(weir, SqsClient.builder()).listQueues().queueUrls().size());

        DescribeChangeSetResponse second = make(
                "second",
                ChangeSetType.UPDATE,
                TEMPLATE.formatted("other", "Shipped").replace("Default: 30", "Default: 40"));
        List<ResourceChange> changes =
                second.changes().stream().map(change -> change.resourceChange()).toList();
        assertEquals(
                List.of("Work Modify True", "Shipped Add null", "Placed Remove null"),
                changes.stream()
                        .map(change -> change.logicalResourceId() + " " + change.actionAsString() + " "
                                + change.replacementAsString())
                        .toList());
        assertEquals(Replacement.TRUE, changes.getFirst().replacement());
        assertEquals("UPDATE_COMPLETE", execute("second"));
        assertEquals(
                ExecutionStatus.EXECUTE_COMPLETE,
                client.describeChangeSet(b -> b.changeSetName(second.changeSetId()))
                        .executionStatus());
        assertThrows(InvalidChangeSetStatusException.class, () -> execute("second"));
    }

    @Test
    void whereNothingChangesTheSetHasFailed() {
        String template = TEMPLATE.formatted("work", "Placed");
        make("first", ChangeSetType.CREATE, template);
        execute("first");
        DescribeChangeSetResponse same = make("same", ChangeSetType.UPDATE, template);
        assertEquals(ChangeSetStatus.FAILED, same.status());
        assertTrue(same.statusReason().startsWith("The submitted information didn't contain changes."));
        assertThrows(InvalidChangeSetStatusException.class, () -> execute("same"));
    }

    @Test
    void setsAreListedDeletedAndGoneWhenAnotherIsExecuted() {
        make("first", ChangeSetType.CREATE, TEMPLATE.formatted("work", "Placed"));
        execute("first");
        make("a", ChangeSetType.UPDATE, TEMPLATE.formatted("work", "Shipped"));
        make("b", ChangeSetType.UPDATE, TEMPLATE.formatted("work", "Packed"));
        make("c", ChangeSetType.UPDATE, TEMPLATE.formatted("work", "Sent"));
        assertThrows(
                AlreadyExistsException.class,
                () -> make("a", ChangeSetType.UPDATE, TEMPLATE.formatted("work", "Shipped")));
        client.deleteChangeSet(b -> b.stackName("s").changeSetName("c"));
        assertEquals(
                List.of("a", "b"),
                client.listChangeSets(b -> b.stackName("s")).summaries().stream()
                        .map(ChangeSetSummary::changeSetName)
                        .toList());
        assertEquals("UPDATE_COMPLETE", execute("b"));
        assertThrows(
                ChangeSetNotFoundException.class,
                () -> client.describeChangeSet(b -> b.stackName("s").changeSetName("a")));
    }

    @Test
    void otherKindsAreRefusedByName() {
        assertTrue(assertThrows(
                        CloudFormationException.class,
                        () -> make("i", ChangeSetType.IMPORT, TEMPLATE.formatted("work", "Placed")))
                .getMessage()
                .contains("IMPORT"));
        assertTrue(assertThrows(
                        CloudFormationException.class,
                        () -> make("u", ChangeSetType.UPDATE, TEMPLATE.formatted("work", "Placed")))
                .getMessage()
                .contains("does not exist"));
    }

    @Test
    void aReviewThatIsGivenUpIsDeleted() {
        make("first", ChangeSetType.CREATE, TEMPLATE.formatted("work", "Placed"));
        client.deleteStack(b -> b.stackName("s"));
        weir.untilQuiet();
        assertThrows(CloudFormationException.class, () -> client.describeStacks(b -> b.stackName("s")));
    }

    @Test
    void aServerlessTemplateIsTransformedInTheSet() {
        String template = """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Table: {Type: 'AWS::Serverless::SimpleTable'}
                """;
        DescribeChangeSetResponse made = make("first", ChangeSetType.CREATE, template);
        assertEquals(
                "AWS::DynamoDB::Table",
                made.changes().getFirst().resourceChange().resourceType());
        assertEquals("CREATE_COMPLETE", execute("first"));
        assertTrue(client.getTemplate(b -> b.stackName("s").templateStage("Processed"))
                .templateBody()
                .contains("AWS::DynamoDB::Table"));
        assertTrue(client.getTemplate(b -> b.stackName("s").templateStage("Original"))
                .templateBody()
                .contains("AWS::Serverless::SimpleTable"));
    }
}
