package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BackupNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ImportStatus;
import software.amazon.awssdk.services.dynamodb.model.ImportTableDescription;
import software.amazon.awssdk.services.dynamodb.model.InputCompressionType;
import software.amazon.awssdk.services.dynamodb.model.InputFormat;
import software.amazon.awssdk.services.dynamodb.model.InvalidRestoreTimeException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryUnavailableException;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableAlreadyExistsException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.s3.S3Client;

/** Backups, restoring, exports and imports through the SDK, on a clock that the test moves. */
@ExtendWith(WeirExtension.class)
class BackupsTest {
    private DynamoDbClient dynamo;
    private S3Client s3;
    private WeirServer weir;

    @BeforeEach
    void table(WeirServer server) {
        weir = server;
        dynamo = Clients.of(server, DynamoDbClient.builder());
        s3 = Clients.of(server, S3Client.builder().forcePathStyle(true));
        Tables.create(
                dynamo,
                "source",
                b -> b.billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(List.of(defined("id"), defined("kind")))
                        .globalSecondaryIndexes(index -> index.indexName("by-kind")
                                .keySchema(Tables.schema("kind"))
                                .projection(p -> p.projectionType(ProjectionType.ALL))),
                "id");
    }

    private static AttributeDefinition defined(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private void put(String id, String kind) {
        dynamo.putItem(b ->
                b.tableName("source").item(Map.of("id", AttributeValue.fromS(id), "kind", AttributeValue.fromS(kind))));
    }

    private void delete(String id) {
        dynamo.deleteItem(b -> b.tableName("source").key(Map.of("id", AttributeValue.fromS(id))));
    }

    private Map<String, String> all(String table) {
        return new TreeMap<>(dynamo.scan(b -> b.tableName(table)).items().stream()
                .collect(Collectors.toMap(
                        item -> item.get("id").s(), item -> item.get("kind").s())));
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            put("i" + i, "first");
        }
    }

    @Test
    void aBackupHoldsTheItemsOfItsMoment() {
        fill(10);
        String arn = dynamo.createBackup(b -> b.tableName("source").backupName("nightly"))
                .backupDetails()
                .backupArn();
        put("i0", "later");
        delete("i1");
        put("new", "later");
        weir.untilQuiet();
        var description = dynamo.describeBackup(b -> b.backupArn(arn)).backupDescription();
        assertEquals(BackupStatus.AVAILABLE, description.backupDetails().backupStatus());
        assertEquals("source", description.sourceTableDetails().tableName());
        assertEquals(
                "by-kind",
                description
                        .sourceTableFeatureDetails()
                        .globalSecondaryIndexes()
                        .getFirst()
                        .indexName());
        assertEquals(
                1,
                dynamo.listBackups(b -> b.tableName("source")).backupSummaries().size());
        assertEquals(
                TableStatus.CREATING,
                dynamo.restoreTableFromBackup(b -> b.backupArn(arn).targetTableName("restored"))
                        .tableDescription()
                        .tableStatus());
        weir.untilQuiet();
        var restored = dynamo.describeTable(b -> b.tableName("restored")).table();
        assertEquals(TableStatus.ACTIVE, restored.tableStatus());
        assertEquals(arn, restored.restoreSummary().sourceBackupArn());
        assertFalse(restored.restoreSummary().restoreInProgress());
        assertEquals(10, all("restored").size());
        assertTrue(all("restored").values().stream().allMatch("first"::equals));
        assertEquals(
                10,
                dynamo.query(b -> b.tableName("restored")
                                .indexName("by-kind")
                                .keyConditionExpression("kind = :k")
                                .expressionAttributeValues(Map.of(":k", AttributeValue.fromS("first"))))
                        .count());
        assertThrows(
                TableAlreadyExistsException.class,
                () -> dynamo.restoreTableFromBackup(b -> b.backupArn(arn).targetTableName("restored")));
        dynamo.deleteBackup(b -> b.backupArn(arn));
        assertThrows(BackupNotFoundException.class, () -> dynamo.describeBackup(b -> b.backupArn(arn)));
    }

    @Test
    void aTableGoesBackToAnyMoment() {
        put("before", "recovery");
        assertThrows(
                PointInTimeRecoveryUnavailableException.class,
                () -> dynamo.restoreTableToPointInTime(
                        b -> b.sourceTableName("source").targetTableName("back").useLatestRestorableTime(true)));
        dynamo.updateContinuousBackups(
                b -> b.tableName("source").pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
        weir.advance(Duration.ofMinutes(10));
        fill(5);
        Map<String, String> then = all("source");
        Instant moment = weir.now();
        weir.advance(Duration.ofMinutes(10));
        put("i0", "changed");
        put("i0", "changed again");
        delete("i1");
        delete("before");
        put("late", "late");
        weir.advance(Duration.ofMinutes(10));
        dynamo.restoreTableToPointInTime(
                b -> b.sourceTableName("source").targetTableName("back").restoreDateTime(moment));
        dynamo.restoreTableToPointInTime(
                b -> b.sourceTableName("source").targetTableName("now").useLatestRestorableTime(true));
        weir.untilQuiet();
        assertEquals(then, all("back"));
        assertEquals(all("source"), all("now"));
        assertThrows(
                InvalidRestoreTimeException.class,
                () -> dynamo.restoreTableToPointInTime(b -> b.sourceTableName("source")
                        .targetTableName("future")
                        .restoreDateTime(weir.now().plusSeconds(60))));
        assertThrows(ResourceNotFoundException.class, () -> dynamo.scan(b -> b.tableName("future")));
    }

    @Test
    void exportsGoToABucketAndImportsComeFromOne() throws IOException {
        s3.createBucket(b -> b.bucket("exports"));
        dynamo.updateContinuousBackups(
                b -> b.tableName("source").pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
        fill(7);
        String arn = dynamo.describeTable(b -> b.tableName("source")).table().tableArn();
        String export = dynamo.exportTableToPointInTime(
                        b -> b.tableArn(arn).s3Bucket("exports").s3Prefix("here"))
                .exportDescription()
                .exportArn();
        weir.untilQuiet();
        ExportDescription done = dynamo.describeExport(b -> b.exportArn(export)).exportDescription();
        assertEquals(ExportStatus.COMPLETED, done.exportStatus());
        assertEquals(7, done.itemCount());
        String folder = "here/AWSDynamoDB/" + export.substring(export.lastIndexOf('/') + 1) + "/";
        assertEquals(folder + "manifest-summary.json", done.exportManifest());
        List<String> data = s3.listObjectsV2(b -> b.bucket("exports").prefix(folder + "data/")).contents().stream()
                .map(each -> each.key())
                .toList();
        try (InputStream zip = new GZIPInputStream(new ByteArrayInputStream(
                s3.getObjectAsBytes(b -> b.bucket("exports").key(data.getFirst()))
                        .asByteArray()))) {
            List<String> lines = new String(zip.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertEquals(7, lines.size());
            assertTrue(lines.getFirst().startsWith("{\"Item\":{"));
        }
        String imported = dynamo.importTable(b -> b.inputFormat(InputFormat.DYNAMODB_JSON)
                        .inputCompressionType(InputCompressionType.GZIP)
                        .s3BucketSource(s -> s.s3Bucket("exports").s3KeyPrefix(folder + "data/"))
                        .tableCreationParameters(t -> t.tableName("again")
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(defined("id"))
                                .keySchema(Tables.schema("id"))))
                .importTableDescription()
                .importArn();
        weir.untilQuiet();
        assertEquals(
                ImportStatus.COMPLETED,
                dynamo.describeImport(b -> b.importArn(imported))
                        .importTableDescription()
                        .importStatus());
        assertEquals(all("source"), all("again"));
        assertEquals(
                1, dynamo.listExports(b -> b.tableArn(arn)).exportSummaries().size());
    }

    @Test
    void commaSeparatedValuesAreImported() {
        s3.createBucket(b -> b.bucket("csv"));
        s3.putObject(
                b -> b.bucket("csv").key("a.csv"),
                RequestBody.fromString("id,kind,note\n1,x,\"quoted, \"\"so\"\"\"\n2,y,\n,z,no key\n3,short\n"));
        String arn = dynamo.importTable(b -> b.inputFormat(InputFormat.CSV)
                        .s3BucketSource(s -> s.s3Bucket("csv"))
                        .tableCreationParameters(t -> t.tableName("rows")
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(defined("id"))
                                .keySchema(Tables.schema("id"))))
                .importTableDescription()
                .importArn();
        weir.untilQuiet();
        ImportTableDescription done =
                dynamo.describeImport(b -> b.importArn(arn)).importTableDescription();
        assertEquals(2, done.importedItemCount());
        assertEquals(2, done.errorCount());
        assertEquals(Map.of("1", "x", "2", "y"), all("rows"));
        assertEquals(
                "quoted, \"so\"",
                dynamo.getItem(b -> b.tableName("rows").key(Map.of("id", AttributeValue.fromS("1"))))
                        .item()
                        .get("note")
                        .s());
    }

    @Test
    void policiesOfResourcesAreKept() {
        String arn = dynamo.describeTable(b -> b.tableName("source")).table().tableArn();
        assertThrows(PolicyNotFoundException.class, () -> dynamo.getResourcePolicy(b -> b.resourceArn(arn)));
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        String revision =
                dynamo.putResourcePolicy(b -> b.resourceArn(arn).policy(policy)).revisionId();
        assertEquals(policy, dynamo.getResourcePolicy(b -> b.resourceArn(arn)).policy());
        assertThrows(
                PolicyNotFoundException.class,
                () -> dynamo.putResourcePolicy(
                        b -> b.resourceArn(arn).policy(policy).expectedRevisionId("other")));
        assertEquals(
                revision, dynamo.deleteResourcePolicy(b -> b.resourceArn(arn)).revisionId());
        assertThrows(PolicyNotFoundException.class, () -> dynamo.getResourcePolicy(b -> b.resourceArn(arn)));
    }
}
