package dev.weir.tests.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Stacks;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Export;

/** What stacks export and import. */
@ExtendWith(WeirExtension.class)
class ExportsTest {
    private static final String EXPORTING = """
            Resources:
              Queue: {Type: 'AWS::SQS::Queue', Properties: {QueueName: %s}}
            Outputs:
              Name: {Value: !GetAtt Queue.QueueName, Export: {Name: %s}}
            """;
    private static final String IMPORTING = """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties: {TopicName: !Sub ['${name}-topic', {name: !ImportValue shared}]}
            """;
    private static final String PLAIN = """
            Resources:
              Topic: {Type: 'AWS::SNS::Topic'}
            """;

    private Stacks stacks;

    @BeforeEach
    void client(WeirServer weir) {
        stacks = new Stacks(weir);
    }

    private List<String> exports() {
        return stacks.client().listExportsPaginator().exports().stream()
                .map(Export::name)
                .toList();
    }

    @Test
    void anExportThatIsInUseStays() {
        assertEquals("CREATE_COMPLETE", stacks.create("from", EXPORTING.formatted("work", "shared")));
        assertEquals("CREATE_COMPLETE", stacks.create("to", IMPORTING));
        assertTrue(stacks.physicalId("to", "Topic").endsWith(":work-topic"));
        assertEquals(
                List.of("to"),
                stacks.client().listImports(b -> b.exportName("shared")).imports());

        assertTrue(assertThrows(CloudFormationException.class, () -> stacks.delete("from"))
                .awsErrorDetails()
                .errorMessage()
                .contains("shared as it is in use by to"));
        assertEquals("UPDATE_ROLLBACK_COMPLETE", stacks.update("from", EXPORTING.formatted("other", "shared")));
        assertTrue(stacks.events("from").stream()
                .anyMatch(event -> event.contains("Export shared cannot be updated as it is in use by to")));
        assertEquals("UPDATE_ROLLBACK_COMPLETE", stacks.update("from", EXPORTING.formatted("work", "renamed")));
        assertTrue(stacks.events("from").stream()
                .anyMatch(event -> event.contains("Export shared cannot be deleted as it is in use by to")));
        assertEquals(List.of("shared"), exports());

        assertEquals("UPDATE_COMPLETE", stacks.update("to", PLAIN));
        assertThrows(CloudFormationException.class, () -> stacks.client().listImports(b -> b.exportName("shared")));
        assertEquals("UPDATE_COMPLETE", stacks.update("from", EXPORTING.formatted("work", "renamed")));
        assertEquals(List.of("renamed"), exports());
        assertEquals("DELETE_COMPLETE", stacks.delete("from"));
        assertEquals(List.of(), exports());
    }

    @Test
    void aFailedUpdateImportsWhatItDidBefore() {
        stacks.create("from", EXPORTING.formatted("work", "shared"));
        stacks.create("to", IMPORTING);
        assertEquals(
                "UPDATE_ROLLBACK_COMPLETE",
                stacks.update(
                        "to", PLAIN + "  Broken: {Type: 'AWS::SQS::Queue', Properties: {VisibilityTimeout: 999999}}"));
        assertEquals(
                List.of("to"),
                stacks.client().listImports(b -> b.exportName("shared")).imports());
        assertEquals("DELETE_COMPLETE", stacks.delete("to"));
        assertEquals("DELETE_COMPLETE", stacks.delete("from"));
    }

    @Test
    void aNameIsExportedOnce() {
        stacks.create("one", EXPORTING.formatted("a", "shared"));
        assertEquals("ROLLBACK_COMPLETE", stacks.create("two", EXPORTING.formatted("b", "shared")));
        assertTrue(stacks.events("two").stream()
                .anyMatch(event -> event.contains("Export with name shared is already exported by stack one")));
        assertEquals(List.of("shared"), exports());
        assertEquals("ROLLBACK_COMPLETE", stacks.create("three", IMPORTING.replace("shared", "nothing")));
        assertTrue(stacks.events("three").stream().anyMatch(event -> event.contains("No export named nothing found")));
    }

    @Test
    void thereIsNoLimitToHowManyStacksExport() {
        StringBuilder outputs = new StringBuilder("Resources: {Topic: {Type: 'AWS::SNS::Topic'}}\nOutputs:\n");
        for (int i = 0; i < 200; i++) {
            outputs.append("  O")
                    .append(i)
                    .append(": {Value: v, Export: {Name: 'S-")
                    .append(i)
                    .append("'}}\n");
        }
        for (int stack = 0; stack < 6; stack++) {
            assertEquals(
                    "CREATE_COMPLETE",
                    stacks.create("s" + stack, outputs.toString().replace("'S-", "'" + stack + "-")));
        }
        assertEquals(1200, exports().size());
        assertEquals("DELETE_COMPLETE", stacks.delete("s5"));
        assertEquals(1000, exports().size());
    }
}
