package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.CancellationReason;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.Get;
import dev.weir.api.dynamodb.ItemResponse;
import dev.weir.api.dynamodb.TransactGetItem;
import dev.weir.api.dynamodb.TransactGetItemsInput;
import dev.weir.api.dynamodb.TransactGetItemsOutput;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "TransactGetItems": all items on one snapshot. */
public final class TransactGetItems {
    private static final int MAX_ACTIONS = 100;

    private final DynamoDbState state;

    public TransactGetItems(DynamoDbState state) {
        this.state = state;
    }

    private record Read(
            String table, Map<String, Value> key, @Nullable Projection projection) {}

    public TransactGetItemsOutput run(Call call, TransactGetItemsInput input) {
        List<Read> reads = new ArrayList<>();
        for (TransactGetItem item : Objects.requireNonNull(input.transactItems())) {
            Get get = Objects.requireNonNull(item.get());
            Expressions expressions = new Parameters()
                    .expression(Kind.PROJECTION, get.projectionExpression())
                    .check(state.parser(), get.expressionAttributeNames(), null);
            Projection projection = expressions.projection(get.projectionExpression());
            expressions.done();
            reads.add(new Read(Objects.requireNonNull(get.tableName()), Attributes.values(get.key()), projection));
        }
        if (reads.size() > MAX_ACTIONS) {
            throw DynamoDbErrors.validation("1 validation error detected: Value '[" + reads.size()
                    + " items]' at 'transactItems' failed to satisfy constraint: Member must have length less than or"
                    + " equal to " + MAX_ACTIONS);
        }
        return state.tables().onAll(call.scope(), open -> {
            List<OpenTable> tables = new ArrayList<>();
            List<CancellationReason> reasons = new ArrayList<>();
            for (Read read : reads) {
                OpenTable table = open.apply(read.table());
                tables.add(table);
                reasons.add(checked(state, table, read));
            }
            if (reasons.stream().anyMatch(reason -> reason.message() != null)) {
                throw DynamoDbErrors.transactionCancelled(reasons);
            }
            return answer(
                    input,
                    reads,
                    tables,
                    state.items().getAll(tables, reads.stream().map(Read::key).toList()));
        });
    }

    private static CancellationReason checked(DynamoDbState state, OpenTable table, Read read) {
        try {
            ItemRules.checkKey(table.table(), read.key());
            return state.locks().held(table.itemKey(read.key()))
                    ? DynamoDbErrors.conflictReason()
                    : WriteTransaction.none();
        } catch (AwsException e) {
            if (DynamoDbErrors.emptyKey(e)) {
                throw e;
            }
            return WriteTransaction.invalid(e);
        }
    }

    private TransactGetItemsOutput answer(
            TransactGetItemsInput input,
            List<Read> reads,
            List<OpenTable> tables,
            List<@Nullable Map<String, Value>> items) {
        List<ItemResponse> responses = new ArrayList<>();
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (int i = 0; i < reads.size(); i++) {
            Map<String, Value> item = items.get(i);
            Projection projection = reads.get(i).projection();
            responses.add(ItemResponse.builder()
                    .item(item == null ? null : Attributes.attributes(projection == null ? item : projection.of(item)))
                    .build());
            OpenTable table = tables.get(i);
            capacities
                    .computeIfAbsent(table.table().name(), name -> Capacity.transaction(table.table(), false))
                    .readItem(item == null ? 0 : Values.size(item), true);
        }
        List<ConsumedCapacity> answers = new ArrayList<>();
        for (Capacity capacity : capacities.values()) {
            ConsumedCapacity answer = capacity.spend(state.throttle()).answer(input.returnConsumedCapacity());
            if (answer != null) {
                answers.add(answer);
            }
        }
        return TransactGetItemsOutput.builder()
                .responses(responses)
                .consumedCapacity(answers.isEmpty() ? null : answers)
                .build();
    }
}
