package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.GetItemInput;
import dev.weir.api.dynamodb.GetItemOutput;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.shapes.Call;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "GetItem". Reads are always consistent. */
public final class GetItem {
    private final DynamoDbState state;

    public GetItem(DynamoDbState state) {
        this.state = state;
    }

    public GetItemOutput run(Call call, GetItemInput input) {
        Expressions expressions = new Parameters()
                .expression(Kind.PROJECTION, input.projectionExpression())
                .legacy("AttributesToGet", input.attributesToGet())
                .check(state.parser(), input.expressionAttributeNames(), null);
        Map<String, Value> key = Attributes.values(input.key());
        Projection projection = Projections.of(expressions, input.projectionExpression(), input.attributesToGet());
        expressions.done();
        return state.tables()
                .on(
                        call.scope(),
                        Objects.requireNonNull(input.tableName()),
                        table -> get(input, table, key, projection));
    }

    private GetItemOutput get(
            GetItemInput input, OpenTable open, Map<String, Value> key, @Nullable Projection projection) {
        ItemRules.checkKey(open.table(), key);
        Projections.checkScalars(open.table(), projection);
        state.throttle().admitRead(open.table(), null);
        Map<String, Value> item = state.items().get(open, key);
        GetItemOutput.Builder output = GetItemOutput.builder();
        if (item != null) {
            output.item(Attributes.attributes(projection == null ? item : projection.of(item)));
        }
        if (Capacity.wanted(input.returnConsumedCapacity()) || state.throttle().measures(open.table())) {
            output.consumedCapacity(Capacity.read(open.table())
                    .readItem(item == null ? 0 : Values.size(item), Boolean.TRUE.equals(input.consistentRead()))
                    .spend(state.throttle())
                    .answer(input.returnConsumedCapacity()));
        }
        return output.build();
    }
}
