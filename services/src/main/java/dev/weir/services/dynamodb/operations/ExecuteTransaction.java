package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.ExecuteTransactionInput;
import dev.weir.api.dynamodb.ExecuteTransactionOutput;
import dev.weir.api.dynamodb.ItemResponse;
import dev.weir.api.dynamodb.ParameterizedStatement;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.partiql.Statement;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** API Reference, "ExecuteTransaction": all reads or all writes. */
public final class ExecuteTransaction {
    private final DynamoDbState state;

    public ExecuteTransaction(DynamoDbState state) {
        this.state = state;
    }

    public ExecuteTransactionOutput run(Call call, ExecuteTransactionInput input) {
        List<Member> members = new ArrayList<>();
        for (ParameterizedStatement each : Objects.requireNonNull(input.transactStatements())) {
            members.add(within(members.size(), () -> Member.of(each)));
        }
        long reads = members.stream().filter(each -> each.statement().reads()).count();
        if (reads > 0 && reads < members.size()) {
            throw DynamoDbErrors.validation(
                    "ExecuteTransaction API does not support both read and write operations in the same request.");
        }
        if (reads > 0) {
            return state.tables().onAll(call.scope(), open -> read(input, members, open));
        }
        checkChecks(call, members);
        WriteTransaction.Done done = new WriteTransaction(state).run(call, members, input.clientRequestToken());
        return ExecuteTransactionOutput.builder()
                .responses(members.stream()
                        .map(each -> ItemResponse.builder().build())
                        .toList())
                .consumedCapacity(done.capacity(state.throttle(), input.returnConsumedCapacity()))
                .build();
    }

    /** What is wrong with a check or a key fails the request, before anything is tried. */
    private void checkChecks(Call call, List<Member> members) {
        state.tables().onAll(call.scope(), open -> {
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                if (!(member.statement() instanceof Statement.Insert)) {
                    OpenTable table = open.apply(member.tableName());
                    within(i, () -> PartiQlWrites.write(member.statement(), table));
                }
            }
            return members;
        });
    }

    private static <T> T within(int position, java.util.function.Supplier<T> check) {
        try {
            return check.get();
        } catch (AwsException e) {
            if (!e.code().equals("ValidationException")) {
                throw e;
            }
            throw DynamoDbErrors.validation(
                    "Validation failed in TransactStatements[" + position + "]: " + e.getMessage());
        }
    }

    /** One statement as an action of a transaction. */
    private record Member(
            String text,
            List<Value> parameters,
            Statement statement,
            @Nullable String onFailure) implements WriteTransaction.Action {
        static Member of(ParameterizedStatement given) {
            String text = Objects.requireNonNull(given.statement());
            List<Value> parameters = ExecuteStatement.parameters(given.parameters());
            Statement statement = ExecuteStatement.read(text, parameters);
            boolean returning = statement instanceof Statement.Update update && update.returning() != null
                    || statement instanceof Statement.Delete delete && delete.returning() != null;
            if (returning) {
                throw DynamoDbErrors.validation("RETURNING clause is not supported in ExecuteTransaction.");
            }
            if (statement instanceof Statement.Select select && select.index() != null) {
                throw DynamoDbErrors.validation("Reads on indices are not supported within transactions.");
            }
            if (statement instanceof Statement.Exists exists && exists.select().index() != null) {
                throw DynamoDbErrors.validation("Operations on indices are not supported in transactions");
            }
            return new Member(text, parameters, statement, given.returnValuesOnConditionCheckFailure());
        }

        @Override
        public String tableName() {
            return statement.table();
        }

        @Override
        public void describe(Bytes out) {
            ItemCodec.write(out.text(text), Map.of("parameters", new Value.L(parameters)));
        }

        @Override
        public WriteTransaction.Ready ready(OpenTable open) {
            return new WriteTransaction.Ready(
                    PartiQlWrites.write(statement, open),
                    statement instanceof Statement.Exists,
                    statement instanceof Statement.Insert,
                    onFailure);
        }
    }

    private ExecuteTransactionOutput read(
            ExecuteTransactionInput input, List<Member> members, Function<String, OpenTable> open) {
        List<OpenTable> tables = new ArrayList<>();
        List<PartiQlReads> reads = new ArrayList<>();
        List<Map<String, Value>> keys = new ArrayList<>();
        for (Member member : members) {
            OpenTable table = open.apply(member.tableName());
            PartiQlReads read = new PartiQlReads(state, table, (Statement.Select) member.statement(), true);
            keys.add(within(keys.size(), () -> key(table, read)));
            tables.add(table);
            reads.add(read);
        }
        List<ItemResponse> responses = new ArrayList<>();
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        List<@Nullable Map<String, Value>> items = state.items().getAll(tables, keys);
        for (int i = 0; i < items.size(); i++) {
            Map<String, Value> item = items.get(i);
            OpenTable table = tables.get(i);
            responses.add(ItemResponse.builder()
                    .item(
                            item == null
                                    ? null
                                    : Attributes.attributes(reads.get(i).picked(item)))
                    .build());
            capacities
                    .computeIfAbsent(table.table().name(), name -> Capacity.transaction(table.table(), false))
                    .readItem(item == null ? 0 : Values.size(item), true);
        }
        List<ConsumedCapacity> used = new ArrayList<>();
        for (Capacity capacity : capacities.values()) {
            ConsumedCapacity answer = capacity.answer(input.returnConsumedCapacity());
            if (answer != null) {
                used.add(answer);
            }
        }
        return ExecuteTransactionOutput.builder()
                .responses(responses)
                .consumedCapacity(used.isEmpty() ? null : used)
                .build();
    }

    private static Map<String, Value> key(OpenTable table, PartiQlReads read) {
        Map<String, Value> key = read.single();
        if (key == null) {
            throw DynamoDbErrors.validation(
                    "Select statements within ExecuteTransaction must specify the primary key in the where clause.");
        }
        ItemRules.checkKey(table.table(), key);
        return key;
    }
}
