package dev.weir.services.dynamodb.resources;

import dev.weir.api.dynamodb.AttributeDefinition;
import dev.weir.api.dynamodb.GlobalSecondaryIndex;
import dev.weir.api.dynamodb.OnDemandThroughput;
import dev.weir.api.dynamodb.PointInTimeRecoverySpecification;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.api.dynamodb.SSESpecification;
import dev.weir.api.dynamodb.TimeToLiveSpecification;
import dev.weir.fabric.resource.Properties;
import dev.weir.kernel.Scope;
import dev.weir.services.dynamodb.DynamoDbErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The properties of AWS::DynamoDB::GlobalTable that weir supports, as those of a table: it has one replica, in the
 * stack's own region. Automatic scaling keeps the capacity that it begins with.
 */
final class GlobalTableProperties {
    private final Properties properties;
    private final Properties replica;

    private GlobalTableProperties(Properties properties, Properties replica) {
        this.properties = properties;
        this.replica = replica;
    }

    static TableProperties read(Properties properties, Map<String, String> stackTags, Scope scope) {
        List<Properties> replicas = properties.objects("Replicas");
        if (replicas.size() != 1 || !scope.region().equals(replicas.getFirst().requiredText("Region"))) {
            throw DynamoDbErrors.unsupported("A global table with replicas in other regions");
        }
        TableProperties read = new GlobalTableProperties(properties, replicas.getFirst()).read(stackTags);
        replicas.getFirst().done();
        properties.done();
        return read;
    }

    private TableProperties read(Map<String, String> stackTags) {
        TableProperties.insights(replica);
        Properties stream = properties.object("StreamSpecification");
        Properties ttl = properties.object("TimeToLiveSpecification");
        Properties recovery = replica.object("PointInTimeRecoverySpecification");
        String billing = properties.text("BillingMode");
        boolean onDemand = "PAY_PER_REQUEST".equals(billing);
        return new TableProperties(
                properties.text("TableName"),
                properties.objects("AttributeDefinitions").stream()
                        .map(each -> AttributeDefinition.builder()
                                .attributeName(each.requiredText("AttributeName"))
                                .attributeType(each.requiredText("AttributeType"))
                                .build())
                        .toList(),
                TableProperties.keys(properties),
                billing,
                throughput(
                        onDemand,
                        replica.object("ReadProvisionedThroughputSettings"),
                        properties.object("WriteProvisionedThroughputSettings")),
                indexes(onDemand),
                properties.objects("LocalSecondaryIndexes").stream()
                        .map(TableProperties::local)
                        .toList(),
                stream == null ? null : stream.requiredText("StreamViewType"),
                sse(properties.object("SSESpecification"), replica.object("SSESpecification")),
                ttl == null
                        ? null
                        : TimeToLiveSpecification.builder()
                                .attributeName(ttl.text("AttributeName"))
                                .enabled(ttl.bool("Enabled"))
                                .build(),
                recovery == null
                        ? null
                        : PointInTimeRecoverySpecification.builder()
                                .pointInTimeRecoveryEnabled(recovery.bool("PointInTimeRecoveryEnabled"))
                                .recoveryPeriodInDays(recovery.integer("RecoveryPeriodInDays"))
                                .build(),
                replica.text("TableClass"),
                replica.bool("DeletionProtectionEnabled"),
                most(
                        replica.object("ReadOnDemandThroughputSettings"),
                        properties.object("WriteOnDemandThroughputSettings")),
                TableProperties.policy(replica.object("ResourcePolicy")),
                TableProperties.Kinesis.read(replica.object("KinesisStreamSpecification")),
                TableProperties.tags(replica, stackTags));
    }

    private Map<String, GlobalSecondaryIndex> indexes(boolean onDemand) {
        Map<String, Properties> own = new LinkedHashMap<>();
        for (Properties index : replica.objects("GlobalSecondaryIndexes")) {
            TableProperties.insights(index);
            own.put(index.requiredText("IndexName"), index);
        }
        Map<String, GlobalSecondaryIndex> indexes = new LinkedHashMap<>();
        for (Properties index : properties.objects("GlobalSecondaryIndexes")) {
            String name = index.requiredText("IndexName");
            Properties mine = own.get(name);
            Properties reads = mine == null ? null : mine.object("ReadProvisionedThroughputSettings");
            indexes.put(
                    name,
                    GlobalSecondaryIndex.builder()
                            .indexName(name)
                            .keySchema(TableProperties.keys(index))
                            .projection(TableProperties.projection(index.object("Projection")))
                            .provisionedThroughput(
                                    throughput(onDemand, reads, index.object("WriteProvisionedThroughputSettings")))
                            .build());
        }
        return indexes;
    }

    private static @Nullable ProvisionedThroughput throughput(
            boolean onDemand, @Nullable Properties reads, @Nullable Properties writes) {
        if (onDemand) {
            return null;
        }
        return ProvisionedThroughput.builder()
                .readCapacityUnits(units(reads, "Read"))
                .writeCapacityUnits(units(writes, "Write"))
                .build();
    }

    /** A fixed capacity, or what automatic scaling begins with. */
    private static @Nullable Long units(@Nullable Properties settings, String kind) {
        if (settings == null) {
            return null;
        }
        Long fixed = settings.number(kind + "CapacityUnits");
        Properties scaling = settings.object(kind + "CapacityAutoScalingSettings");
        if (scaling == null) {
            return fixed;
        }
        Long least = scaling.number("MinCapacity");
        Long seed = scaling.number("SeedCapacity");
        Objects.requireNonNull(scaling.number("MaxCapacity"), "MaxCapacity");
        Properties policy = scaling.object("TargetTrackingScalingPolicyConfiguration");
        if (policy != null) {
            policy.names().forEach(policy::json);
        }
        return seed == null ? least : seed;
    }

    private static @Nullable SSESpecification sse(@Nullable Properties sse, @Nullable Properties own) {
        return sse == null
                ? null
                : SSESpecification.builder()
                        .enabled(sse.bool("SSEEnabled"))
                        .sseType(sse.text("SSEType"))
                        .kmsMasterKeyId(own == null ? null : own.text("KMSMasterKeyId"))
                        .build();
    }

    private static @Nullable OnDemandThroughput most(@Nullable Properties reads, @Nullable Properties writes) {
        return reads == null && writes == null
                ? null
                : OnDemandThroughput.builder()
                        .maxReadRequestUnits(reads == null ? null : reads.number("MaxReadRequestUnits"))
                        .maxWriteRequestUnits(writes == null ? null : writes.number("MaxWriteRequestUnits"))
                        .build();
    }
}
