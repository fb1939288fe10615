package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingActivity;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Capacity follows its use, and schedules, on weir's clock. */
class AutoScalingTest {
    private static final ScalableDimension WRITES = ScalableDimension.DYNAMODB_TABLE_WRITE_CAPACITY_UNITS;
    private static final String TABLE = "table/orders";

    /** A table of five units each way, whose writes are to stay between 5 and 40 units. */
    private static ApplicationAutoScalingClient scaled(WeirServer weir, DynamoDbClient dynamo) {
        Tables.create(
                dynamo,
                "orders",
                b -> b.provisionedThroughput(t -> t.readCapacityUnits(5L).writeCapacityUnits(5L)),
                "id");
        ApplicationAutoScalingClient scaling = Clients.of(weir, ApplicationAutoScalingClient.builder());
        scaling.registerScalableTarget(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(TABLE)
                .scalableDimension(WRITES)
                .minCapacity(5)
                .maxCapacity(40));
        return scaling;
    }

    private static void track(ApplicationAutoScalingClient scaling, int outCooldown, boolean disableScaleIn) {
        scaling.putScalingPolicy(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(TABLE)
                .scalableDimension(WRITES)
                .policyName("follow")
                .policyType(PolicyType.TARGET_TRACKING_SCALING)
                .targetTrackingScalingPolicyConfiguration(t -> t.targetValue(50.0)
                        .scaleOutCooldown(outCooldown)
                        .scaleInCooldown(60)
                        .disableScaleIn(disableScaleIn)
                        .predefinedMetricSpecification(
                                m -> m.predefinedMetricType(MetricType.DYNAMO_DB_WRITE_CAPACITY_UTILIZATION))));
    }

    /** Writes items of ten units each in so many minutes. */
    private static void write(WeirServer weir, DynamoDbClient dynamo, int minutes, int itemsAMinute) {
        for (int minute = 0; minute < minutes; minute++) {
            for (int i = 0; i < itemsAMinute; i++) {
                int id = i;
                dynamo.putItem(b -> b.tableName("orders")
                        .item(Map.of(
                                "id",
                                AttributeValue.fromS("i" + id),
                                "text",
                                AttributeValue.fromS("x".repeat(10_000)))));
            }
            weir.advance(Duration.ofMinutes(1));
        }
    }

    private static long writes(DynamoDbClient dynamo) {
        return dynamo.describeTable(b -> b.tableName("orders"))
                .table()
                .provisionedThroughput()
                .writeCapacityUnits();
    }

    private static List<ScalingActivity> activities(ApplicationAutoScalingClient scaling) {
        return scaling
                .describeScalingActivitiesPaginator(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                        .resourceId(TABLE)
                        .maxResults(1))
                .scalingActivities()
                .stream()
                .toList();
    }

    @Test
    void capacityFollowsItsUse() {
        try (WeirServer weir = WeirServer.simulated(1)) {
            DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
            ApplicationAutoScalingClient scaling = scaled(weir, dynamo);
            track(scaling, 0, false);
            write(weir, dynamo, 1, 30);
            assertEquals(5, writes(dynamo));
            write(weir, dynamo, 1, 30);
            // 300 units a minute are 5 a second: half of 10.
            assertEquals(10, writes(dynamo));
            ScalingActivity up = activities(scaling).getFirst();
            assertEquals("Setting write capacity units to 10.", up.description());
            assertEquals(
                    "Successfully set write capacity units to 10. Change successfully fulfilled by dynamodb.",
                    up.statusMessage());
            assertTrue(
                    up.cause().startsWith("monitor alarm TargetTracking-table/orders-AlarmHigh-")
                            && up.cause().endsWith(" in state ALARM triggered policy follow"),
                    up.cause());
            write(weir, dynamo, 2, 60);
            assertEquals(20, writes(dynamo));
            write(weir, dynamo, 14, 6);
            assertEquals(20, writes(dynamo));
            write(weir, dynamo, 1, 6);
            assertEquals(5, writes(dynamo));
            assertEquals(
                    List.of(
                            "Setting write capacity units to 5.",
                            "Setting write capacity units to 20.",
                            "Setting write capacity units to 10."),
                    activities(scaling).stream()
                            .map(ScalingActivity::description)
                            .toList());
        }
    }

    @Test
    void cooldownsSuspensionAndIdlenessHoldItWhereItIs() {
        try (WeirServer weir = WeirServer.simulated(1)) {
            DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
            ApplicationAutoScalingClient scaling = scaled(weir, dynamo);
            track(scaling, 300, true);
            write(weir, dynamo, 2, 30);
            assertEquals(10, writes(dynamo));
            write(weir, dynamo, 4, 60);
            assertEquals(10, writes(dynamo));
            write(weir, dynamo, 2, 60);
            assertEquals(20, writes(dynamo));
            write(weir, dynamo, 16, 6);
            assertEquals(20, writes(dynamo));
            track(scaling, 0, false);
            weir.advance(Duration.ofHours(1));
            assertEquals(20, writes(dynamo));
            scaling.registerScalableTarget(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId(TABLE)
                    .scalableDimension(WRITES)
                    .suspendedState(s -> s.dynamicScalingInSuspended(true)));
            write(weir, dynamo, 16, 6);
            assertEquals(20, writes(dynamo));
            scaling.registerScalableTarget(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId(TABLE)
                    .scalableDimension(WRITES)
                    .minCapacity(30)
                    .suspendedState(s -> s.dynamicScalingInSuspended(false)));
            weir.advance(Duration.ofMinutes(1));
            assertEquals(30, writes(dynamo));
            assertEquals(
                    "minimum capacity was set to 30",
                    activities(scaling).getFirst().cause());
        }
    }

    @Test
    void policiesAreFollowedAfterAStart(@TempDir Path folder) {
        WeirConfig config = WeirConfig.ephemeral()
                .withStorage(new WeirConfig.Storage.Directory(folder, WeirConfig.Durability.PROCESS));
        try (WeirServer weir = WeirServer.start(config)) {
            track(scaled(weir, Clients.of(weir, DynamoDbClient.builder())), 0, false);
        }
        try (WeirServer weir = WeirServer.start(config)) {
            weir.clock().freeze();
            DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
            weir.advance(Duration.ofMinutes(1));
            write(weir, dynamo, 3, 30);
            assertEquals(10, writes(dynamo));
        }
    }

    @Test
    void schedulesAreCronsInTheirZone() {
        try (WeirServer weir = WeirServer.simulated(1)) {
            DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
            ApplicationAutoScalingClient scaling = scaled(weir, dynamo);
            scaling.putScheduledAction(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId(TABLE)
                    .scalableDimension(WRITES)
                    .scheduledActionName("morning")
                    .schedule("cron(30 7 ? * MON-FRI *)")
                    .timezone("Europe/Berlin")
                    .scalableTargetAction(a -> a.minCapacity(12)));
            ZonedDateTime due =
                    weir.now().atZone(ZoneId.of("Europe/Berlin")).withHour(7).withMinute(30);
            while (!due.toInstant().isAfter(weir.now()) || due.getDayOfWeek().getValue() > 5) {
                due = due.plusDays(1);
            }
            Instant at = due.withSecond(0).withNano(0).toInstant();
            weir.advance(Duration.between(weir.now(), at).minusSeconds(1));
            assertEquals(5, writes(dynamo));
            weir.advance(Duration.ofSeconds(2));
            assertEquals(12, writes(dynamo));
            assertEquals(
                    Set.of(
                            "scheduled action name morning was triggered: Setting min capacity to 12 and max capacity to 40",
                            "minimum capacity was set to 12: Setting write capacity units to 12."),
                    activities(scaling).stream()
                            .map(each -> each.cause() + ": " + each.description())
                            .collect(Collectors.toSet()));
            assertTrue(activities(scaling).stream()
                    .allMatch(each -> each.statusCode() == ScalingActivityStatusCode.SUCCESSFUL));
            for (String bad : List.of("cron(30 7 * * *)", "cron(70 7 * * ? *)", "cron(x)")) {
                assertThrows(
                        ValidationException.class,
                        () -> scaling.putScheduledAction(b -> b.serviceNamespace(ServiceNamespace.DYNAMODB)
                                .resourceId(TABLE)
                                .scalableDimension(WRITES)
                                .scheduledActionName("bad")
                                .schedule(bad)
                                .scalableTargetAction(a -> a.minCapacity(1))));
            }
        }
    }
}
