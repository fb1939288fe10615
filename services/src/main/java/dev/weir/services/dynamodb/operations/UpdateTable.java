package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.CreateGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.GlobalSecondaryIndexUpdate;
import dev.weir.api.dynamodb.UpdateTableInput;
import dev.weir.api.dynamodb.UpdateTableOutput;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "UpdateTable". Changes take effect at once, but for new indexes, which are filled in the background. */
public final class UpdateTable {
    private final DynamoDbState state;

    public UpdateTable(DynamoDbState state) {
        this.state = state;
    }

    public UpdateTableOutput run(Call call, UpdateTableInput input) {
        refuse("ReplicaUpdates", input.replicaUpdates());
        refuse("MultiRegionConsistency", input.multiRegionConsistency());
        refuse("GlobalTableWitnessUpdates", input.globalTableWitnessUpdates());
        refuse("GlobalTableSettingsReplicationMode", input.globalTableSettingsReplicationMode());
        refuse("VectorIndexUpdates", input.vectorIndexUpdates());
        TableRules.refuseWarm(input.warmThroughput());
        if (input.provisionedThroughput() == null
                && input.billingMode() == null
                && input.globalSecondaryIndexUpdates() == null
                && input.streamSpecification() == null
                && input.sseSpecification() == null
                && input.tableClass() == null
                && input.deletionProtectionEnabled() == null
                && input.onDemandThroughput() == null) {
            throw DynamoDbErrors.validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        }
        String name = Objects.requireNonNull(input.tableName());
        Table updated = state.tables().change(call.scope(), name, (tx, table) -> {
            if (table == null) {
                throw DynamoDbErrors.tableNotFound(Tables.tableName(call.scope(), name));
            }
            TableRules.checkMade(table);
            return update(tx, call.scope(), input, table);
        });
        state.kernel()
                .journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "dynamodb.UpdateTable",
                        "",
                        updated.arn().toString(),
                        "",
                        Outcome.ACCEPTED,
                        "");
        return UpdateTableOutput.builder()
                .tableDescription(new TableDescriptions(state.tables()).updating(updated))
                .build();
    }

    private static void refuse(String parameter, @Nullable Object value) {
        if (value != null) {
            throw DynamoDbErrors.unsupported(parameter);
        }
    }

    private Table update(WriteTx tx, Scope scope, UpdateTableInput input, Table table) {
        Table.Change change = table.change();
        billing(input, table, change);
        if (input.sseSpecification() != null) {
            change.sseKey(TableSettings.sseKey(
                    input.sseSpecification(), scope, state.kernel().ids()));
        }
        if (input.tableClass() != null) {
            change.tableClass(input.tableClass());
        }
        if (input.deletionProtectionEnabled() != null) {
            change.deletionProtection(input.deletionProtectionEnabled());
        }
        if (input.onDemandThroughput() != null) {
            change.onDemand(new Table.OnDemand(
                    input.onDemandThroughput().maxReadRequestUnits(),
                    input.onDemandThroughput().maxWriteRequestUnits()));
        }
        Table changed = change.done();
        if (input.streamSpecification() != null) {
            changed = stream(tx, input, changed);
        }
        if (input.globalSecondaryIndexUpdates() != null) {
            changed = indexes(tx, input, input.globalSecondaryIndexUpdates(), changed);
        }
        return changed;
    }

    private void billing(UpdateTableInput input, Table table, Table.Change change) {
        boolean payPerRequest = input.billingMode() == null
                ? table.payPerRequest()
                : input.billingMode().equals("PAY_PER_REQUEST");
        if (payPerRequest) {
            TableRules.throughput(input.provisionedThroughput(), true);
            if (!table.payPerRequest()) {
                change.payPerRequest(state.kernel().clock().now());
            }
        } else if (input.provisionedThroughput() != null || table.payPerRequest()) {
            Index.Throughput throughput = TableRules.throughput(input.provisionedThroughput(), false);
            if (throughput.equals(table.throughput()) && input.billingMode() == null) {
                throw DynamoDbErrors.validation(
                        "The provisioned throughput for the table will not change. The requested"
                                + " value equals the current value. Current ReadCapacityUnits provisioned for the table: "
                                + throughput.read() + ". Requested ReadCapacityUnits: " + throughput.read()
                                + ". Current WriteCapacityUnits provisioned for the table: " + throughput.write()
                                + ". Requested WriteCapacityUnits: " + throughput.write()
                                + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher"
                                + " limits.");
            }
            change.provisioned(throughput);
        }
    }

    private Table stream(WriteTx tx, UpdateTableInput input, Table table) {
        String view = TableSettings.streamView(Objects.requireNonNull(input.streamSpecification()));
        if (view == null) {
            if (table.stream() == null) {
                throw DynamoDbErrors.validation("Table has no stream to disable: TableName: " + table.name());
            }
            state.streams().end(tx, table, table.stream());
            return table.change().stream(null).done();
        }
        if (table.stream() != null) {
            throw DynamoDbErrors.validation("Table already has an enabled stream: TableName: " + table.name());
        }
        return table.change().stream(state.streams().start(tx, table, view)).done();
    }

    private Table indexes(WriteTx tx, UpdateTableInput input, List<GlobalSecondaryIndexUpdate> updates, Table table) {
        long online = updates.stream().filter(each -> each.update() == null).count();
        if (online > 1) {
            throw DynamoDbErrors.limitExceeded(
                    "Subscriber limit exceeded: Only 1 online index can be created or deleted"
                            + " simultaneously per table");
        }
        Map<String, String> attributes = new LinkedHashMap<>(table.attributes());
        attributes.putAll(TableRules.attributes(input.attributeDefinitions()));
        Table changed = table.change().attributes(attributes).done();
        for (GlobalSecondaryIndexUpdate update : updates) {
            if (update.create() != null) {
                changed = create(tx, update.create(), changed);
            } else if (update.delete() != null) {
                changed = delete(tx, Objects.requireNonNull(update.delete().indexName()), changed);
            } else if (update.update() != null) {
                TableRules.refuseWarm(update.update().warmThroughput());
                String name = Objects.requireNonNull(update.update().indexName());
                existing(changed, name);
                Index.Throughput throughput =
                        TableRules.throughput(update.update().provisionedThroughput(), changed.payPerRequest());
                changed = changed.change()
                        .indexes(changed.indexes().stream()
                                .map(index -> index.name().equals(name) ? index.with(throughput) : index)
                                .toList())
                        .done();
            } else {
                throw DynamoDbErrors.invalid("One of GlobalSecondaryIndexUpdate.Update, "
                        + "GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null");
            }
        }
        return withUsedAttributes(changed);
    }

    /** Definitions that no key uses any more go with the index that used them. */
    private static Table withUsedAttributes(Table table) {
        Map<String, String> used = new LinkedHashMap<>();
        table.attributes().forEach((name, type) -> {
            if (table.keys().has(name)
                    || table.indexes().stream().anyMatch(index -> index.keys().has(name))) {
                used.put(name, type);
            }
        });
        return table.change().attributes(used).done();
    }

    private Table create(WriteTx tx, CreateGlobalSecondaryIndexAction action, Table table) {
        TableRules.refuseWarm(action.warmThroughput());
        String name = Objects.requireNonNull(action.indexName());
        if (table.index(name) != null) {
            throw DynamoDbErrors.validation("Attempting to create an index which already exists");
        }
        Index index = TableRules.global(
                        name,
                        Objects.requireNonNull(action.keySchema()),
                        action.projection(),
                        action.provisionedThroughput(),
                        table.attributes(),
                        table.payPerRequest(),
                        true)
                .numbered(Tables.nextNumber(tx, table.scope()));
        List<Index> indexes = new ArrayList<>(table.indexes());
        indexes.add(index);
        state.backfill().startIndex(tx, table, name);
        return table.change().indexes(indexes).done();
    }

    private Table delete(WriteTx tx, String name, Table table) {
        Index gone = existing(table, name);
        state.tables().deleteIndex(tx, table, gone);
        return table.change()
                .indexes(table.indexes().stream()
                        .filter(index -> !index.name().equals(name))
                        .toList())
                .done();
    }

    private static Index existing(Table table, String name) {
        Index index = table.index(name);
        if (index == null || !index.global()) {
            throw DynamoDbErrors.notFound();
        }
        return index;
    }
}
