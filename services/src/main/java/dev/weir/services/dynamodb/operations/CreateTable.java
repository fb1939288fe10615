package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.CreateTableInput;
import dev.weir.api.dynamodb.CreateTableOutput;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "CreateTable". Items can be written at once, while the table is still CREATING. */
public final class CreateTable {
    private final DynamoDbState state;

    public CreateTable(DynamoDbState state) {
        this.state = state;
    }

    public CreateTableOutput run(Call call, CreateTableInput input) {
        refuse("ResourcePolicy", input.resourcePolicy());
        refuse("GlobalTableSourceArn", input.globalTableSourceArn());
        refuse("GlobalTableSettingsReplicationMode", input.globalTableSettingsReplicationMode());
        refuse("VectorIndexes", input.vectorIndexes());
        TableRules.refuseWarm(input.warmThroughput());
        String name = Tables.tableName(call.scope(), Objects.requireNonNull(input.tableName()));
        TableRules.checkName(name);
        Table table = table(call, input, name);
        String view = TableSettings.createdStream(input.streamSpecification());
        Table created = state.tables().change(call.scope(), name, (tx, present) -> {
            if (present != null) {
                throw DynamoDbErrors.tableExists(name);
            }
            Table made = numbered(tx, table, view).change().status("CREATING").done();
            state.life().began(tx, made);
            return made;
        });
        state.kernel()
                .journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "dynamodb.CreateTable",
                        "",
                        created.arn().toString(),
                        "",
                        Outcome.ACCEPTED,
                        "");
        return CreateTableOutput.builder()
                .tableDescription(new TableDescriptions(state).creating(created))
                .build();
    }

    /** A new table that nobody can use until its items are imported. */
    Table importing(WriteTx tx, Call call, CreateTableInput input) {
        String name = Objects.requireNonNull(input.tableName());
        TableRules.checkName(name);
        Table table = table(call, input, name);
        if (state.tables().get(tx, call.scope(), name) != null) {
            throw DynamoDbErrors.tableExists(name);
        }
        Table made = numbered(tx, table, null).change().making("IMPORT").done();
        state.tables().put(tx, made);
        return made;
    }

    private static void refuse(String parameter, @Nullable Object value) {
        if (value != null) {
            throw DynamoDbErrors.unsupported(parameter);
        }
    }

    private Table table(Call call, CreateTableInput input, String name) {
        boolean payPerRequest = "PAY_PER_REQUEST".equals(input.billingMode());
        Index.Throughput throughput = TableRules.throughput(input.provisionedThroughput(), payPerRequest);
        Map<String, String> attributes = TableRules.attributes(input.attributeDefinitions());
        KeySchema keys = TableRules.tableKeys(Objects.requireNonNull(input.keySchema()), attributes);
        List<Index> indexes = TableRules.indexes(input, attributes, keys, payPerRequest);
        TableRules.checkUsed(attributes, keys, indexes);
        Instant now = state.kernel().clock().now();
        return new Table(
                call.scope().account(),
                call.scope().region(),
                name,
                0,
                state.kernel().ids().uuid(),
                now,
                attributes,
                keys,
                indexes,
                payPerRequest ? "PAY_PER_REQUEST" : "PROVISIONED",
                payPerRequest,
                payPerRequest ? now : null,
                throughput,
                null,
                null,
                null,
                TableSettings.sseKey(
                        input.sseSpecification(), call.scope(), state.kernel().ids()),
                input.tableClass(),
                Boolean.TRUE.equals(input.deletionProtectionEnabled()),
                null,
                TableRules.onDemand(input.onDemandThroughput(), payPerRequest),
                TableSettings.tags(input.tags()),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** The table with numbers of its own, and its stream. */
    private Table numbered(WriteTx tx, Table table, @Nullable String view) {
        Table numbered = table.numbered(
                Tables.nextNumber(tx, table.scope()),
                table.indexes().stream()
                        .map(index -> index.numbered(Tables.nextNumber(tx, table.scope())))
                        .toList());
        return view == null
                ? numbered
                : numbered.change().stream(state.streams().start(tx, numbered, view))
                        .done();
    }
}
