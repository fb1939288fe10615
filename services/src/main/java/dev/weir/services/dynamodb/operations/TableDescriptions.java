package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeDefinition;
import dev.weir.api.dynamodb.BillingModeSummary;
import dev.weir.api.dynamodb.GlobalSecondaryIndexDescription;
import dev.weir.api.dynamodb.GlobalSecondaryIndexWarmThroughputDescription;
import dev.weir.api.dynamodb.KeySchemaElement;
import dev.weir.api.dynamodb.LocalSecondaryIndexDescription;
import dev.weir.api.dynamodb.OnDemandThroughput;
import dev.weir.api.dynamodb.Projection;
import dev.weir.api.dynamodb.ProvisionedThroughputDescription;
import dev.weir.api.dynamodb.RestoreSummary;
import dev.weir.api.dynamodb.SSEDescription;
import dev.weir.api.dynamodb.StreamSpecification;
import dev.weir.api.dynamodb.TableClassSummary;
import dev.weir.api.dynamodb.TableDescription;
import dev.weir.api.dynamodb.TableWarmThroughputDescription;
import dev.weir.kernel.time.Clock;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables as answers describe them. */
final class TableDescriptions {
    private static final long ON_DEMAND_READS = 12000;
    private static final long ON_DEMAND_WRITES = 4000;

    private final Tables tables;
    private final Clock clock;

    TableDescriptions(DynamoDbState state) {
        this.tables = state.tables();
        this.clock = state.kernel().clock();
    }

    /** The table in the status that it has. */
    TableDescription active(Table table) {
        if (table.making() != null || "CREATING".equals(table.status())) {
            return creating(table);
        }
        if ("DELETING".equals(table.status())) {
            return deleting(table);
        }
        if (table.status() != null) {
            return describe(table, table.status(), Set.of()).build();
        }
        return describe(table, "ACTIVE", Set.of())
                .warmThroughput(TableWarmThroughputDescription.builder()
                        .readUnitsPerSecond(
                                table.payPerRequest()
                                        ? ON_DEMAND_READS
                                        : table.throughput().read())
                        .writeUnitsPerSecond(
                                table.payPerRequest()
                                        ? ON_DEMAND_WRITES
                                        : table.throughput().write())
                        .status("ACTIVE")
                        .build())
                .build();
    }

    /** As CreateTable answers; the table can be used at once, which the next description says. */
    TableDescription creating(Table table) {
        TableDescription.Builder description = describe(table, "CREATING", allNames(table));
        if (table.payPerRequest()) {
            description.billingModeSummary(
                    BillingModeSummary.builder().billingMode(table.billing()).build());
        }
        return description.build();
    }

    private static Set<String> allNames(Table table) {
        return table.indexes().stream().map(Index::name).collect(java.util.stream.Collectors.toSet());
    }

    /** As DeleteTable answers. */
    TableDescription deleting(Table table) {
        return describe(table, "DELETING", Set.of())
                .attributeDefinitions(null)
                .keySchema(null)
                .creationDateTime(null)
                .globalSecondaryIndexes(null)
                .localSecondaryIndexes(null)
                .build();
    }

    private TableDescription.Builder describe(Table table, String status, Set<String> creating) {
        Tables.Sizes sizes = tables.sizes(table.scope(), table.number());
        TableDescription.Builder description = TableDescription.builder()
                .attributeDefinitions(table.attributes().entrySet().stream()
                        .map(each -> AttributeDefinition.builder()
                                .attributeName(each.getKey())
                                .attributeType(each.getValue())
                                .build())
                        .toList())
                .tableName(table.name())
                .keySchema(keys(table.keys()))
                .tableStatus(status)
                .creationDateTime(table.created())
                .provisionedThroughput(throughput(table))
                .tableSizeBytes(sizes.bytes())
                .itemCount(sizes.count())
                .tableArn(table.arn().toString())
                .tableId(table.id())
                .deletionProtectionEnabled(table.deletionProtection())
                .localSecondaryIndexes(local(table))
                .globalSecondaryIndexes(global(table, creating));
        if (table.billingGiven()) {
            description.billingModeSummary(BillingModeSummary.builder()
                    .billingMode(table.billing())
                    .lastUpdateToPayPerRequestDateTime(table.onDemandSince())
                    .build());
        }
        if (table.stream() != null) {
            description.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(table.stream().view())
                    .build());
        }
        if (table.latestStream() != null) {
            description.latestStreamLabel(table.latestStream());
            description.latestStreamArn(table.streamArn(table.latestStream()).toString());
        }
        if (table.sseKey() != null) {
            description.sseDescription(SSEDescription.builder()
                    .status("ENABLED")
                    .sseType("KMS")
                    .kmsMasterKeyArn(table.sseKey())
                    .build());
        }
        if (table.tableClass() != null) {
            description.tableClassSummary(
                    TableClassSummary.builder().tableClass(table.tableClass()).build());
        }
        Table.Origin origin = table.origin();
        if (origin != null) {
            description.restoreSummary(RestoreSummary.builder()
                    .sourceBackupArn(origin.backup())
                    .sourceTableArn(origin.table())
                    .restoreDateTime(origin.at())
                    .restoreInProgress("RESTORE".equals(table.making()))
                    .build());
        }
        if (table.onDemand() != null) {
            description.onDemandThroughput(OnDemandThroughput.builder()
                    .maxReadRequestUnits(table.onDemand().read())
                    .maxWriteRequestUnits(table.onDemand().write())
                    .build());
        }
        return description;
    }

    private @Nullable List<LocalSecondaryIndexDescription> local(Table table) {
        List<LocalSecondaryIndexDescription> descriptions = new ArrayList<>();
        for (Index index : table.indexes()) {
            if (!index.global()) {
                Tables.Sizes sizes = tables.sizes(table.scope(), index.number());
                descriptions.add(LocalSecondaryIndexDescription.builder()
                        .indexName(index.name())
                        .keySchema(keys(index.keys()))
                        .projection(projection(index))
                        .indexSizeBytes(sizes.bytes())
                        .itemCount(sizes.count())
                        .indexArn(table.arn() + "/index/" + index.name())
                        .build());
            }
        }
        return descriptions.isEmpty() ? null : descriptions;
    }

    private @Nullable List<GlobalSecondaryIndexDescription> global(Table table, Set<String> creating) {
        List<GlobalSecondaryIndexDescription> descriptions = new ArrayList<>();
        for (Index index : table.indexes()) {
            if (index.global()) {
                Tables.Sizes sizes = tables.sizes(table.scope(), index.number());
                boolean filling = index.backfilling() && index.status() == null;
                boolean made = index.backfilling() || creating.contains(index.name());
                descriptions.add(GlobalSecondaryIndexDescription.builder()
                        .indexName(index.name())
                        .keySchema(keys(index.keys()))
                        .projection(projection(index))
                        .indexStatus(
                                Index.DELETING.equals(index.status()) ? index.status() : made ? "CREATING" : "ACTIVE")
                        .backfilling(index.backfilling() ? filling : null)
                        .provisionedThroughput(throughput(index.throughput()))
                        .indexSizeBytes(sizes.bytes())
                        .itemCount(sizes.count())
                        .indexArn(table.arn() + "/index/" + index.name())
                        .warmThroughput(creating.isEmpty() ? warm(table, index) : null)
                        .build());
            }
        }
        return descriptions.isEmpty() ? null : descriptions;
    }

    private static GlobalSecondaryIndexWarmThroughputDescription warm(Table table, Index index) {
        boolean onDemand = table.payPerRequest();
        return GlobalSecondaryIndexWarmThroughputDescription.builder()
                .readUnitsPerSecond(
                        onDemand ? ON_DEMAND_READS : index.throughput().read())
                .writeUnitsPerSecond(
                        onDemand ? ON_DEMAND_WRITES : index.throughput().write())
                .status("ACTIVE")
                .build();
    }

    static Projection projection(Index index) {
        return Projection.builder()
                .projectionType(index.projection())
                .nonKeyAttributes(index.included().isEmpty() ? null : index.included())
                .build();
    }

    private ProvisionedThroughputDescription throughput(Table table) {
        Table.Changes changes = table.changes() == null ? Table.Changes.NONE : table.changes();
        return ProvisionedThroughputDescription.builder()
                .numberOfDecreasesToday((long) changes.decreasesOn(clock.now()))
                .lastDecreaseDateTime(changes.decreased())
                .lastIncreaseDateTime(changes.increased())
                .readCapacityUnits(table.throughput().read())
                .writeCapacityUnits(table.throughput().write())
                .build();
    }

    private static ProvisionedThroughputDescription throughput(Index.Throughput throughput) {
        return ProvisionedThroughputDescription.builder()
                .numberOfDecreasesToday(0L)
                .readCapacityUnits(throughput.read())
                .writeCapacityUnits(throughput.write())
                .build();
    }

    static List<KeySchemaElement> keys(KeySchema schema) {
        List<KeySchemaElement> keys = new ArrayList<>();
        keys.add(KeySchemaElement.builder()
                .attributeName(schema.partition().name())
                .keyType("HASH")
                .build());
        if (schema.sort() != null) {
            keys.add(KeySchemaElement.builder()
                    .attributeName(schema.sort().name())
                    .keyType("RANGE")
                    .build());
        }
        return keys;
    }
}
