package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeDefinition;
import dev.weir.api.dynamodb.GlobalSecondaryIndexUpdate;
import dev.weir.api.dynamodb.KeySchemaElement;
import dev.weir.api.dynamodb.UpdateTableInput;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be changed of a table in one request, and beside what is under way. Source: API Reference, "UpdateTable". */
final class TableUpdateRules {
    private TableUpdateRules() {}

    static void check(UpdateTableInput input) {
        refuse("ReplicaUpdates", input.replicaUpdates());
        refuse("MultiRegionConsistency", input.multiRegionConsistency());
        refuse("GlobalTableWitnessUpdates", input.globalTableWitnessUpdates());
        refuse("GlobalTableSettingsReplicationMode", input.globalTableSettingsReplicationMode());
        refuse("VectorIndexUpdates", input.vectorIndexUpdates());
        TableRules.refuseWarm(input.warmThroughput());
        List<GlobalSecondaryIndexUpdate> indexes = input.globalSecondaryIndexUpdates();
        if (count(input) == 0 && (indexes == null || indexes.isEmpty())) {
            throw DynamoDbErrors.validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady,"
                    + " ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput,"
                    + " WarmThroughput or TableClass is required");
        }
        alone(input, "Server-Side Encryption modification", input.sseSpecification());
        alone(input, "TableClass modification", input.tableClass());
        alone(input, "DeletionProtection modification", input.deletionProtectionEnabled());
        if (input.onDemandThroughput() != null && count(input) > (input.billingMode() == null ? 1 : 2)) {
            throw DynamoDbErrors.invalid(
                    "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
        }
        if (indexes != null) {
            checkIndexes(input, indexes);
        }
        boolean capacity = input.provisionedThroughput() != null;
        boolean online = indexes != null && indexes.stream().anyMatch(each -> each.update() == null);
        if (capacity && input.streamSpecification() != null) {
            throw DynamoDbErrors.invalid("You cannot modify stream status while updating table IOPS");
        }
        if (capacity && online) {
            throw DynamoDbErrors.invalid("You cannot create or delete index while updating table IOPS");
        }
        if (online && input.streamSpecification() != null) {
            throw DynamoDbErrors.invalid("You cannot create or delete index while changing stream status");
        }
    }

    private static void refuse(String parameter, @Nullable Object value) {
        if (value != null) {
            throw DynamoDbErrors.unsupported(parameter);
        }
    }

    private static long count(UpdateTableInput input) {
        return Stream.of(
                        input.provisionedThroughput(),
                        input.billingMode(),
                        input.streamSpecification(),
                        input.sseSpecification(),
                        input.tableClass(),
                        input.deletionProtectionEnabled(),
                        input.onDemandThroughput())
                .filter(Objects::nonNull)
                .count();
    }

    private static void alone(UpdateTableInput input, String what, @Nullable Object value) {
        if (value != null && (count(input) > 1 || input.globalSecondaryIndexUpdates() != null)) {
            throw DynamoDbErrors.invalid(what + " must be the only operation in the request");
        }
    }

    private static void checkIndexes(UpdateTableInput input, List<GlobalSecondaryIndexUpdate> updates) {
        Set<String> names = new HashSet<>();
        for (GlobalSecondaryIndexUpdate update : updates) {
            long actions = Stream.of(update.create(), update.update(), update.delete())
                    .filter(Objects::nonNull)
                    .count();
            if (actions == 0) {
                throw DynamoDbErrors.invalid("One of GlobalSecondaryIndexUpdate.Update, "
                        + "GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null");
            }
            if (actions > 1) {
                throw DynamoDbErrors.invalid(
                        "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
            }
            String name = name(update);
            if (!names.add(name)) {
                throw DynamoDbErrors.invalid(
                        "Only one global secondary index update per index is allowed simultaneously. Index: " + name);
            }
            if (update.create() != null
                    && !defined(input, Objects.requireNonNull(update.create().keySchema()))) {
                throw DynamoDbErrors.invalid("AttributeDefinitions is not specified for index: " + name);
            }
        }
        if (updates.stream().filter(each -> each.update() == null).count() > 1) {
            throw oneAtATime();
        }
    }

    private static String name(GlobalSecondaryIndexUpdate update) {
        return String.valueOf(
                update.create() != null
                        ? update.create().indexName()
                        : update.update() != null
                                ? update.update().indexName()
                                : Objects.requireNonNull(update.delete()).indexName());
    }

    private static boolean defined(UpdateTableInput input, List<KeySchemaElement> keys) {
        List<AttributeDefinition> definitions = input.attributeDefinitions();
        return definitions != null && !definitions.isEmpty() && !keys.isEmpty();
    }

    /** One index may be made or deleted at a time, while others still are being so. */
    static void checkOneIndexAtATime(UpdateTableInput input, Table table) {
        boolean online = input.globalSecondaryIndexUpdates() != null
                && input.globalSecondaryIndexUpdates().stream().anyMatch(each -> each.update() == null);
        if (online && table.indexes().stream().anyMatch(index -> index.status() != null || index.backfilling())) {
            throw oneAtATime();
        }
    }

    private static RuntimeException oneAtATime() {
        return DynamoDbErrors.limitExceeded("Subscriber limit exceeded: Only 1 online index can be created or deleted"
                + " simultaneously per table");
    }

    /** A table that is to be provisioned needs capacity for each of its global indexes. */
    static void checkIndexesProvisioned(UpdateTableInput input, Table table) {
        Set<String> given = new HashSet<>();
        if (input.globalSecondaryIndexUpdates() != null) {
            input.globalSecondaryIndexUpdates().forEach(each -> given.add(name(each)));
        }
        for (Index index : table.indexesByName()) {
            if (index.global() && !given.contains(index.name())) {
                throw DynamoDbErrors.invalid("ProvisionedThroughput must be specified for index: " + index.name());
            }
        }
    }
}
