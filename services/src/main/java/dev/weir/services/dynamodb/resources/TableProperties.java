package dev.weir.services.dynamodb.resources;

import dev.weir.api.dynamodb.AttributeDefinition;
import dev.weir.api.dynamodb.GlobalSecondaryIndex;
import dev.weir.api.dynamodb.KeySchemaElement;
import dev.weir.api.dynamodb.LocalSecondaryIndex;
import dev.weir.api.dynamodb.OnDemandThroughput;
import dev.weir.api.dynamodb.PointInTimeRecoverySpecification;
import dev.weir.api.dynamodb.Projection;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.api.dynamodb.SSESpecification;
import dev.weir.api.dynamodb.Tag;
import dev.weir.api.dynamodb.TimeToLiveSpecification;
import dev.weir.fabric.resource.Properties;
import dev.weir.services.dynamodb.DynamoDbErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of AWS::DynamoDB::Table that weir supports; others fail by name. */
record TableProperties(
        @Nullable String name,
        List<AttributeDefinition> attributes,
        List<KeySchemaElement> keys,
        @Nullable String billingMode,
        @Nullable ProvisionedThroughput throughput,
        Map<String, GlobalSecondaryIndex> globalIndexes,
        List<LocalSecondaryIndex> localIndexes,
        @Nullable String streamView,
        @Nullable SSESpecification sse,
        @Nullable TimeToLiveSpecification timeToLive,
        @Nullable PointInTimeRecoverySpecification recovery,
        @Nullable String tableClass,
        @Nullable Boolean deletionProtection,
        @Nullable OnDemandThroughput onDemand,
        @Nullable String policy,
        @Nullable Kinesis kinesis,
        List<Tag> tags) {

    /** KinesisStreamSpecification. */
    record Kinesis(String arn, @Nullable String precision) {
        static @Nullable Kinesis read(@Nullable Properties kinesis) {
            return kinesis == null
                    ? null
                    : new Kinesis(
                            kinesis.requiredText("StreamArn"), kinesis.text("ApproximateCreationDateTimePrecision"));
        }
    }

    /** @param stackTags the stack's own, which the table's go before */
    static TableProperties read(Properties properties, Map<String, String> stackTags) {
        Map<String, GlobalSecondaryIndex> global = new LinkedHashMap<>();
        for (Properties index : properties.objects("GlobalSecondaryIndexes")) {
            GlobalSecondaryIndex read = global(index);
            global.put(String.valueOf(read.indexName()), read);
        }
        Properties stream = properties.object("StreamSpecification");
        Properties recovery = properties.object("PointInTimeRecoverySpecification");
        Properties ttl = properties.object("TimeToLiveSpecification");
        Properties onDemand = properties.object("OnDemandThroughput");
        TableProperties read = new TableProperties(
                properties.text("TableName"),
                properties.objects("AttributeDefinitions").stream()
                        .map(each -> AttributeDefinition.builder()
                                .attributeName(each.requiredText("AttributeName"))
                                .attributeType(each.requiredText("AttributeType"))
                                .build())
                        .toList(),
                keys(properties),
                properties.text("BillingMode"),
                throughput(properties.object("ProvisionedThroughput")),
                global,
                properties.objects("LocalSecondaryIndexes").stream()
                        .map(TableProperties::local)
                        .toList(),
                stream == null ? null : stream.requiredText("StreamViewType"),
                sse(properties.object("SSESpecification")),
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
                properties.text("TableClass"),
                properties.bool("DeletionProtectionEnabled"),
                onDemand == null
                        ? null
                        : OnDemandThroughput.builder()
                                .maxReadRequestUnits(onDemand.number("MaxReadRequestUnits"))
                                .maxWriteRequestUnits(onDemand.number("MaxWriteRequestUnits"))
                                .build(),
                policy(properties.object("ResourcePolicy")),
                Kinesis.read(properties.object("KinesisStreamSpecification")),
                tags(properties, stackTags));
        insights(properties);
        properties.done();
        return read;
    }

    static @Nullable String policy(@Nullable Properties policy) {
        return policy == null ? null : String.valueOf(policy.json("PolicyDocument"));
    }

    /** Contributor insights may be said to be off, which they are. */
    static void insights(Properties properties) {
        Properties insights = properties.object("ContributorInsightsSpecification");
        if (insights != null && Boolean.TRUE.equals(insights.bool("Enabled"))) {
            throw DynamoDbErrors.unsupported("ContributorInsightsSpecification");
        }
    }

    private static GlobalSecondaryIndex global(Properties index) {
        insights(index);
        return GlobalSecondaryIndex.builder()
                .indexName(index.requiredText("IndexName"))
                .keySchema(keys(index))
                .projection(projection(index.object("Projection")))
                .provisionedThroughput(throughput(index.object("ProvisionedThroughput")))
                .build();
    }

    static LocalSecondaryIndex local(Properties index) {
        return LocalSecondaryIndex.builder()
                .indexName(index.requiredText("IndexName"))
                .keySchema(keys(index))
                .projection(projection(index.object("Projection")))
                .build();
    }

    static List<KeySchemaElement> keys(Properties properties) {
        return properties.objects("KeySchema").stream()
                .map(each -> KeySchemaElement.builder()
                        .attributeName(each.requiredText("AttributeName"))
                        .keyType(each.requiredText("KeyType"))
                        .build())
                .toList();
    }

    static @Nullable Projection projection(@Nullable Properties projection) {
        if (projection == null) {
            return null;
        }
        List<String> included = projection.texts("NonKeyAttributes");
        return Projection.builder()
                .projectionType(projection.text("ProjectionType"))
                .nonKeyAttributes(included.isEmpty() ? null : included)
                .build();
    }

    private static @Nullable ProvisionedThroughput throughput(@Nullable Properties throughput) {
        return throughput == null
                ? null
                : ProvisionedThroughput.builder()
                        .readCapacityUnits(throughput.number("ReadCapacityUnits"))
                        .writeCapacityUnits(throughput.number("WriteCapacityUnits"))
                        .build();
    }

    private static @Nullable SSESpecification sse(@Nullable Properties sse) {
        return sse == null
                ? null
                : SSESpecification.builder()
                        .enabled(sse.bool("SSEEnabled"))
                        .sseType(sse.text("SSEType"))
                        .kmsMasterKeyId(sse.text("KMSMasterKeyId"))
                        .build();
    }

    static List<Tag> tags(Properties properties, Map<String, String> stackTags) {
        Map<String, String> tags = new LinkedHashMap<>(stackTags);
        for (Properties tag : properties.objects("Tags")) {
            tags.put(tag.requiredText("Key"), tag.requiredText("Value"));
        }
        List<Tag> list = new ArrayList<>();
        tags.forEach(
                (key, value) -> list.add(Tag.builder().key(key).value(value).build()));
        return list;
    }
}
