package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Tables with automatic scaling, and global tables, as CDK's Table and TableV2 make them. */
@ExtendWith(WeirExtension.class)
class TableStackTest {
    private static final String SCALED = """
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  ProvisionedThroughput: {ReadCapacityUnits: 5, WriteCapacityUnits: 5}
                  ResourcePolicy:
                    PolicyDocument: {Version: '2012-10-17', Statement: []}
                  ContributorInsightsSpecification: {Enabled: false}
              Target:
                Type: AWS::ApplicationAutoScaling::ScalableTarget
                Properties:
                  MaxCapacity: %d
                  MinCapacity: 2
                  ResourceId: !Sub table/${Table}
                  RoleARN: !Sub arn:aws:iam::${AWS::AccountId}:role/aws-service-role/scaling
                  ScalableDimension: dynamodb:table:ReadCapacityUnits
                  ServiceNamespace: dynamodb
              Tracking:
                Type: AWS::ApplicationAutoScaling::ScalingPolicy
                Properties:
                  PolicyName: StackTableReadScalingTargetTracking
                  PolicyType: TargetTrackingScaling
                  ScalingTargetId: !Ref Target
                  TargetTrackingScalingPolicyConfiguration:
                    PredefinedMetricSpecification: {PredefinedMetricType: DynamoDBReadCapacityUtilization}
                    TargetValue: 70
            Outputs:
              Name: {Value: !Ref Table}
              Target: {Value: !Ref Target}
              Policy: {Value: !Ref Tracking}
            """;

    private static final String GLOBAL = """
            Resources:
              Table:
                Type: AWS::DynamoDB::GlobalTable
                Properties:
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}, {AttributeName: kind, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  BillingMode: PAY_PER_REQUEST
                  GlobalSecondaryIndexes:
                    - IndexName: by-kind
                      KeySchema: [{AttributeName: kind, KeyType: HASH}]
                      Projection: {ProjectionType: ALL}
                  StreamSpecification: {StreamViewType: NEW_IMAGE}
                  Replicas:
                    - Region: %s
                      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
                      GlobalSecondaryIndexes: [{IndexName: by-kind}]
                      TableClass: STANDARD
            Outputs:
              Name: {Value: !Ref Table}
              Arn: {Value: !GetAtt Table.Arn}
              Stream: {Value: !GetAtt Table.StreamArn}
              Id: {Value: !GetAtt Table.TableId}
            """;

    private static Map<String, String> outputs(CloudFormationClient cloudformation, String stack) {
        return cloudformation.describeStacks(b -> b.stackName(stack)).stacks().getFirst().outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    @Test
    void tablesScaleAsTheirStackSays(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        ApplicationAutoScalingClient scaling = Clients.of(weir, ApplicationAutoScalingClient.builder());
        DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
        cloudformation.createStack(b -> b.stackName("scaled").templateBody(SCALED.formatted(10)));
        weir.untilQuiet();
        Map<String, String> outputs = outputs(cloudformation, "scaled");
        String resource = "table/" + outputs.get("Name");
        assertEquals(resource + "|dynamodb:table:ReadCapacityUnits|dynamodb", outputs.get("Target"));
        var policy = scaling.describeScalingPolicies(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB))
                .scalingPolicies()
                .getFirst();
        assertEquals(outputs.get("Policy"), policy.policyARN());
        assertEquals(70, policy.targetTrackingScalingPolicyConfiguration().targetValue());
        cloudformation.updateStack(b -> b.stackName("scaled").templateBody(SCALED.formatted(20)));
        weir.untilQuiet();
        var target = scaling.describeScalableTargets(
                        b -> b.serviceNamespace(ServiceNamespace.DYNAMODB).resourceIds(resource))
                .scalableTargets()
                .getFirst();
        assertEquals(20, target.maxCapacity());
        assertEquals(2, target.minCapacity());

        scaling.putScheduledAction(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(resource)
                .scalableDimension(ScalableDimension.DYNAMODB_TABLE_READ_CAPACITY_UNITS)
                .scheduledActionName("morning")
                .schedule("at("
                        + weir.now()
                                .plusSeconds(3600)
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDateTime()
                                .withNano(0) + ")")
                .scalableTargetAction(a -> a.minCapacity(12).maxCapacity(15)));
        assertEquals(5, reads(dynamo, outputs.get("Name")));
        weir.advance(Duration.ofHours(2));
        assertEquals(12, reads(dynamo, outputs.get("Name")));
        assertThrows(
                ObjectNotFoundException.class,
                () -> scaling.deregisterScalableTarget(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                        .resourceId(resource)
                        .scalableDimension(ScalableDimension.DYNAMODB_TABLE_WRITE_CAPACITY_UNITS)));
        cloudformation.deleteStack(b -> b.stackName("scaled"));
        weir.untilQuiet();
        assertTrue(scaling.describeScalableTargets(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB))
                .scalableTargets()
                .isEmpty());
        assertThrows(ResourceNotFoundException.class, () -> reads(dynamo, outputs.get("Name")));
    }

    private static long reads(DynamoDbClient dynamo, String table) {
        return dynamo.describeTable(b -> b.tableName(table))
                .table()
                .provisionedThroughput()
                .readCapacityUnits();
    }

    @Test
    void aGlobalTableOfOneRegionIsATable(WeirServer weir) {
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
        cloudformation.createStack(b -> b.stackName("global").templateBody(GLOBAL.formatted(weir.region())));
        weir.untilQuiet();
        Map<String, String> outputs = outputs(cloudformation, "global");
        var table = dynamo.describeTable(b -> b.tableName(outputs.get("Name"))).table();
        assertEquals(table.tableArn(), outputs.get("Arn"));
        assertEquals(table.latestStreamArn(), outputs.get("Stream"));
        assertEquals(table.tableId(), outputs.get("Id"));
        assertEquals("by-kind", table.globalSecondaryIndexes().getFirst().indexName());
        assertEquals(
                PointInTimeRecoveryStatus.ENABLED,
                dynamo.describeContinuousBackups(b -> b.tableName(outputs.get("Name")))
                        .continuousBackupsDescription()
                        .pointInTimeRecoveryDescription()
                        .pointInTimeRecoveryStatus());
        cloudformation.createStack(b -> b.stackName("elsewhere").templateBody(GLOBAL.formatted("eu-north-1")));
        weir.untilQuiet();
        assertEquals(
                StackStatus.ROLLBACK_COMPLETE,
                cloudformation
                        .describeStacks(b -> b.stackName("elsewhere"))
                        .stacks()
                        .getFirst()
                        .stackStatus());
    }
}
