package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.GlobalSecondaryIndex;
import dev.weir.api.dynamodb.LocalSecondaryIndex;
import dev.weir.api.dynamodb.OnDemandThroughput;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.api.dynamodb.RestoreTableFromBackupInput;
import dev.weir.api.dynamodb.RestoreTableToPointInTimeInput;
import dev.weir.api.dynamodb.SSESpecification;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.Tables;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a table that is restored. Stream, expiry, tags, protection and recovery are not restored. Source:
 * Developer Guide, "Restoring a DynamoDB table".
 */
final class RestoredTables {
    private RestoredTables() {}

    /** What the restored table is to have in place of what the source had. */
    record Overrides(
            @Nullable String billing,
            @Nullable List<GlobalSecondaryIndex> global,
            @Nullable List<LocalSecondaryIndex> local,
            @Nullable ProvisionedThroughput throughput,
            @Nullable OnDemandThroughput onDemand,
            @Nullable SSESpecification sse) {
        static Overrides of(RestoreTableFromBackupInput input) {
            refuse(input.vectorIndexOverride());
            return new Overrides(
                    input.billingModeOverride(),
                    input.globalSecondaryIndexOverride(),
                    input.localSecondaryIndexOverride(),
                    input.provisionedThroughputOverride(),
                    input.onDemandThroughputOverride(),
                    input.sseSpecificationOverride());
        }

        static Overrides of(RestoreTableToPointInTimeInput input) {
            refuse(input.vectorIndexOverride());
            return new Overrides(
                    input.billingModeOverride(),
                    input.globalSecondaryIndexOverride(),
                    input.localSecondaryIndexOverride(),
                    input.provisionedThroughputOverride(),
                    input.onDemandThroughputOverride(),
                    input.sseSpecificationOverride());
        }

        private static void refuse(@Nullable Object vectors) {
            if (vectors != null) {
                throw DynamoDbErrors.unsupported("VectorIndexOverride");
            }
        }
    }

    static Table table(WriteTx tx, Kernel kernel, Table shape, String name, Overrides overrides, Table.Origin origin) {
        boolean payPerRequest = overrides.billing() == null
                ? shape.payPerRequest()
                : overrides.billing().equals("PAY_PER_REQUEST");
        Instant now = kernel.clock().now();
        List<Index> indexes = indexes(shape, overrides).stream()
                .map(index -> (payPerRequest ? index.with(Index.Throughput.NONE) : index)
                        .numbered(Tables.nextNumber(tx, shape.scope())))
                .toList();
        Index.Throughput throughput = payPerRequest
                ? Index.Throughput.NONE
                : overrides.throughput() == null
                        ? shape.throughput()
                        : TableRules.throughput(overrides.throughput(), false);
        Table.OnDemand onDemand = overrides.onDemand() == null
                ? shape.onDemand()
                : new Table.OnDemand(
                        overrides.onDemand().maxReadRequestUnits(),
                        overrides.onDemand().maxWriteRequestUnits());
        return new Table(
                shape.account(),
                shape.region(),
                name,
                Tables.nextNumber(tx, shape.scope()),
                kernel.ids().uuid(),
                now,
                used(shape, indexes),
                shape.keys(),
                indexes,
                payPerRequest ? "PAY_PER_REQUEST" : "PROVISIONED",
                payPerRequest,
                payPerRequest ? now : null,
                throughput,
                null,
                null,
                null,
                overrides.sse() == null
                        ? shape.sseKey()
                        : TableSettings.sseKey(overrides.sse(), shape.scope(), kernel.ids()),
                shape.tableClass(),
                false,
                null,
                onDemand,
                Map.of(),
                null,
                origin,
                "RESTORE",
                null,
                null,
                List.of());
    }

    /** The source's indexes, or those of them that the request names. */
    private static List<Index> indexes(Table shape, Overrides overrides) {
        Set<String> global = overrides.global() == null
                ? null
                : overrides.global().stream()
                        .map(each -> Objects.requireNonNull(each.indexName()))
                        .collect(Collectors.toSet());
        Set<String> local = overrides.local() == null
                ? null
                : overrides.local().stream()
                        .map(each -> Objects.requireNonNull(each.indexName()))
                        .collect(Collectors.toSet());
        return shape.indexes().stream()
                .filter(index -> index.global()
                        ? global == null || global.contains(index.name())
                        : local == null || local.contains(index.name()))
                .map(Index::backfilled)
                .toList();
    }

    private static Map<String, String> used(Table shape, List<Index> indexes) {
        Map<String, String> used = new LinkedHashMap<>();
        shape.attributes().forEach((name, type) -> {
            if (shape.keys().has(name)
                    || indexes.stream().anyMatch(index -> index.keys().has(name))) {
                used.put(name, type);
            }
        });
        return used;
    }
}
