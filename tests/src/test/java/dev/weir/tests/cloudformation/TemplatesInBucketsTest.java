package dev.weir.tests.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Nested stacks and included snippets: templates that lie in buckets, as {@code package} leaves them. */
@ExtendWith(WeirExtension.class)
class TemplatesInBucketsTest {
    private static final String PARENT = """
            Resources:
              Child:
                Type: AWS::CloudFormation::Stack
                Properties:
                  TemplateURL: %s
                  Parameters: {Timeout: %s, Names: [a, b]}
                  Tags: [{Key: team, Value: orders}]
              Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !GetAtt Child.Outputs.Name}}
              %s
            Outputs:
              Url: {Value: !GetAtt Child.Outputs.Url}
            """;
    private static final String CHILD = """
            Parameters: {Timeout: {Type: Number}, Names: {Type: CommaDelimitedList}}
            Resources:
              Queue: {Type: 'AWS::SQS::Queue', Properties: {VisibilityTimeout: !Ref Timeout}}
            Outputs:
              Url: {Value: !Ref Queue}
              Name: {Value: !Join ['-', !Ref Names]}
            """;

    private Stacks stacks;
    private SqsClient sqs;
    private S3Client s3;
    private String bucketUrl;

    @BeforeEach
    void clients(WeirServer weir) {
        stacks = new Stacks(weir);
        sqs = Clients.of(weir, SqsClient.builder());
        s3 = Clients.of(weir, S3Client.builder().forcePathStyle(true));
        s3.createBucket(b -> b.bucket("templates"));
        bucketUrl = weir.endpoint() + "/templates/";
        put("child.yaml", CHILD);
    }

    private void put(String key, String text) {
        s3.putObject(b -> b.bucket("templates").key(key), RequestBody.fromString(text));
    }

    private String parent(String timeout, String more) {
        return PARENT.formatted(bucketUrl + "child.yaml", timeout, more);
    }

    private String timeout() {
        return sqs.getQueueAttributes(
                        b -> b.queueUrl(stacks.outputs("s").get("Url")).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .get(QueueAttributeName.VISIBILITY_TIMEOUT);
    }

    @Test
    void aNestedStackLivesWithItsParent() {
        assertEquals("CREATE_COMPLETE", stacks.create("s", parent("45", "")));
        assertEquals("45", timeout());
        assertTrue(stacks.physicalId("s", "Topic").endsWith(":a-b"));
        String childId = stacks.physicalId("s", "Child");
        Stack child = stacks.stack(childId);
        assertTrue(child.stackName().startsWith("s-Child-"));
        assertEquals(stacks.stack("s").stackId(), child.parentId());
        assertEquals(stacks.stack("s").stackId(), child.rootId());

        assertEquals("UPDATE_COMPLETE", stacks.update("s", parent("50", "")));
        assertEquals("50", timeout());
        assertEquals(childId, stacks.physicalId("s", "Child"));

        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
        assertEquals("DELETE_COMPLETE", stacks.stack(childId).stackStatusAsString());
        assertTrue(sqs.listQueues().queueUrls().isEmpty());
    }

    @Test
    void aFailureBelowIsToldAbove() {
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", parent("9999999", "")));
        String why = stacks.events("s").stream()
                .filter(event -> event.startsWith("Child CREATE_FAILED"))
                .findFirst()
                .orElseThrow();
        assertTrue(why.contains("Embedded stack arn:aws:cloudformation:") && why.contains("[Queue]"), why);
        assertTrue(sqs.listQueues().queueUrls().isEmpty());
    }

    @Test
    void aFailureAboveGoesBackBelow() {
        stacks.create("s", parent("45", ""));
        assertEquals(
                "UPDATE_ROLLBACK_COMPLETE",
                stacks.update(
                        "s",
                        parent(
                                "50",
                                "Broken: {Type: 'AWS::SQS::Queue', DependsOn: Topic, Properties: {VisibilityTimeout: 999999}}")));
        assertEquals("45", timeout());
        assertEquals(
                Map.of("Timeout", "45", "Names", "a,b"),
                stacks.stack(stacks.physicalId("s", "Child")).parameters().stream()
                        .collect(java.util.stream.Collectors.toMap(p -> p.parameterKey(), p -> p.parameterValue())));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", parent("55", "")));
        assertEquals("55", timeout());
    }

    @Test
    void aSnippetIsIncluded() {
        put("queue.yaml", "Type: AWS::SQS::Queue\nProperties: {VisibilityTimeout: 33}\n");
        put("more.json", "{\"Included\": {\"Type\": \"AWS::SNS::Topic\"}}");
        assertEquals("CREATE_COMPLETE", stacks.create("s", """
                Resources:
                  Work:
                    Fn::Transform: {Name: AWS::Include, Parameters: {Location: '%squeue.yaml'}}
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: 's3://templates/more.json'}}
                Outputs:
                  Url: {Value: !Ref Work}
                """.formatted(bucketUrl)));
        assertEquals("33", timeout());
        assertTrue(stacks.physicalId("s", "Included").startsWith("arn:aws:sns:"));
        assertTrue(stacks.client()
                .getTemplate(b -> b.stackName("s").templateStage("Processed"))
                .templateBody()
                .contains("33"));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals("ROLLBACK_COMPLETE", stacks.create("s", parent("45", "").replace("child.yaml", "gone.yaml")));
        assertTrue(stacks.events("s").stream()
                .anyMatch(event -> event.startsWith("Child CREATE_FAILED") && event.contains("gone.yaml")));
        assertEquals(List.of(), sqs.listQueues().queueUrls());
    }

    @Test
    void anIndexIsThereWhenItsUpdateIs(WeirServer weir) {
        var dynamo = Clients.of(weir, software.amazon.awssdk.services.dynamodb.DynamoDbClient.builder());
        String table = """
                Resources:
                  Table:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      TableName: orders
                      BillingMode: PAY_PER_REQUEST
                      KeySchema: [{AttributeName: id, KeyType: HASH}]
                      AttributeDefinitions: [{AttributeName: id, AttributeType: S}%s
                """;
        stacks.create("s", table.formatted("]"));
        for (int i = 0; i < 2000; i++) {
            String id = "i" + i;
            dynamo.putItem(b -> b.tableName("orders").item(Map.of("id", text(id), "state", text("open"))));
        }
        assertEquals("UPDATE_COMPLETE", stacks.update("s", table.formatted("""
                , {AttributeName: state, AttributeType: S}]
                      GlobalSecondaryIndexes:
                        - IndexName: by-state
                          KeySchema: [{AttributeName: state, KeyType: HASH}]
                          Projection: {ProjectionType: ALL}
                """)));
        assertEquals(
                2000,
                dynamo
                        .queryPaginator(b -> b.tableName("orders")
                                .indexName("by-state")
                                .keyConditionExpression("#s = :s")
                                .expressionAttributeNames(Map.of("#s", "state"))
                                .expressionAttributeValues(Map.of(":s", text("open"))))
                        .items()
                        .stream()
                        .count());
        assertEquals("UPDATE_COMPLETE", stacks.update("s", table.formatted("]")));
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue text(String value) {
        return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(value);
    }
}
