package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.CreateGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.GlobalSecondaryIndexUpdate;
import dev.weir.api.dynamodb.UpdateGlobalSecondaryIndexAction;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * API Reference, "UpdateTable". Settings take effect at once, though the table is UPDATING for a moment; new indexes are
 * filled afterwards.
 */
public final class UpdateTable {
    private final DynamoDbState state;

    public UpdateTable(DynamoDbState state) {
        this.state = state;
    }

    public UpdateTableOutput run(Call call, UpdateTableInput input) {
        String name = Objects.requireNonNull(input.tableName());
        if (!name.startsWith("arn:")) {
            TableRules.checkName(name);
        }
        TableUpdateRules.check(input);
        Table updated = state.tables().change(call.scope(), name, (tx, table) -> {
            if (table == null) {
                throw DynamoDbErrors.tableNotFound(Tables.tableName(call.scope(), name));
            }
            TableUpdateRules.checkOneIndexAtATime(input, table);
            TableRules.checkSettled(table);
            Table changed = update(tx, call.scope(), input, table)
                    .change()
                    .status("UPDATING")
                    .done();
            state.life().began(tx, changed);
            return changed;
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
                .tableDescription(new TableDescriptions(state).active(updated))
                .build();
    }

    private Table update(WriteTx tx, Scope scope, UpdateTableInput input, Table table) {
        Table.Change change = table.change();
        billing(input, table, change);
        if (input.sseSpecification() != null) {
            boolean enable = Boolean.TRUE.equals(input.sseSpecification().enabled());
            if (!enable && table.sseKey() == null && input.sseSpecification().sseType() == null) {
                throw DynamoDbErrors.invalid("Table is already encrypted by default");
            }
            change.sseKey(TableSettings.sseKey(
                    input.sseSpecification(), scope, state.kernel().ids()));
        }
        if (input.tableClass() != null) {
            change.tableClass(input.tableClass());
        }
        if (input.deletionProtectionEnabled() != null) {
            change.deletionProtection(input.deletionProtectionEnabled());
        }
        Table changed = change.done();
        if (input.onDemandThroughput() != null) {
            changed = changed.change()
                    .onDemand(TableRules.onDemand(input.onDemandThroughput(), changed.payPerRequest()))
                    .done();
        }
        if (input.streamSpecification() != null) {
            changed = stream(tx, input, changed);
        }
        if (input.globalSecondaryIndexUpdates() != null) {
            changed = indexes(tx, input, input.globalSecondaryIndexUpdates(), changed);
        }
        return changed;
    }

    private void billing(UpdateTableInput input, Table table, Table.Change change) {
        Instant now = state.kernel().clock().now();
        boolean payPerRequest = input.billingMode() == null
                ? table.payPerRequest()
                : input.billingMode().equals("PAY_PER_REQUEST");
        if (payPerRequest) {
            TableRules.throughput(input.provisionedThroughput(), true);
            if (!table.payPerRequest()) {
                change.changes(CapacityChanges.toOnDemand(table, now)).payPerRequest(now);
            }
        } else if (input.provisionedThroughput() != null || table.payPerRequest()) {
            if (input.provisionedThroughput() == null) {
                throw DynamoDbErrors.invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
            }
            Index.Throughput throughput = TableRules.throughput(input.provisionedThroughput(), false);
            if (throughput.equals(table.throughput()) && input.billingMode() == null) {
                throw unchanged("table", throughput);
            }
            if (table.payPerRequest()) {
                TableUpdateRules.checkIndexesProvisioned(input, table);
            } else {
                change.changes(CapacityChanges.next(table, throughput, now));
            }
            change.provisioned(throughput);
        }
    }

    private static RuntimeException unchanged(String what, Index.Throughput throughput) {
        String of = " provisioned for the " + (what.startsWith("index") ? "index" : what) + ": ";
        return DynamoDbErrors.validation(
                "The provisioned throughput for the " + what + " will not change. The requested"
                        + " value equals the current value. Current ReadCapacityUnits" + of + throughput.read()
                        + ". Requested ReadCapacityUnits: " + throughput.read() + ". Current WriteCapacityUnits" + of
                        + throughput.write() + ". Requested WriteCapacityUnits: " + throughput.write()
                        + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
    }

    private Table stream(WriteTx tx, UpdateTableInput input, Table table) {
        String view = TableSettings.changedStream(Objects.requireNonNull(input.streamSpecification()));
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

    private static Table indexes(
            WriteTx tx, UpdateTableInput input, List<GlobalSecondaryIndexUpdate> updates, Table table) {
        Map<String, String> attributes = new LinkedHashMap<>(table.attributes());
        attributes.putAll(TableRules.attributes(input.attributeDefinitions()));
        Table changed = table.change().attributes(attributes).done();
        for (GlobalSecondaryIndexUpdate update : updates) {
            if (update.create() != null) {
                changed = create(tx, update.create(), changed);
            } else if (update.delete() != null) {
                changed = delete(Objects.requireNonNull(update.delete().indexName()), changed);
            } else if (update.update() != null) {
                changed = capacity(update.update(), changed);
            }
        }
        return changed.change().usedAttributes().done();
    }

    private static Table capacity(UpdateGlobalSecondaryIndexAction update, Table table) {
        TableRules.refuseWarm(update.warmThroughput());
        String name = Objects.requireNonNull(update.indexName());
        Index index = existing(table, name, "update");
        Index.Throughput throughput = TableRules.throughput(update.provisionedThroughput(), table.payPerRequest());
        if (throughput.equals(index.throughput())) {
            throw unchanged("index " + name, throughput);
        }
        return replaced(table, index.with(throughput));
    }

    private static Table replaced(Table table, Index changed) {
        return table.change()
                .indexes(table.indexes().stream()
                        .map(index -> index.name().equals(changed.name()) ? changed : index)
                        .toList())
                .done();
    }

    private static Table create(WriteTx tx, CreateGlobalSecondaryIndexAction action, Table table) {
        TableRules.refuseWarm(action.warmThroughput());
        String name = Objects.requireNonNull(action.indexName());
        if (table.index(name) != null) {
            throw DynamoDbErrors.validation("Attempting to create an index which already exists");
        }
        if (table.indexes().stream().filter(Index::global).count() >= TableRules.MAX_GLOBAL) {
            throw DynamoDbErrors.limitExceeded("Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the"
                    + " per-table limit of " + TableRules.MAX_GLOBAL);
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
        return table.change().indexes(indexes).done();
    }

    private static Table delete(String name, Table table) {
        return replaced(table, existing(table, name, "delete").withStatus(Index.DELETING));
    }

    private static Index existing(Table table, String name, String action) {
        Index index = table.index(name);
        if (index != null && !index.global()) {
            throw DynamoDbErrors.validation(
                    "Cannot " + action + " an index that is not a GlobalSecondaryIndex: " + name);
        }
        if (index == null) {
            throw DynamoDbErrors.notFound();
        }
        return index;
    }
}
