package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.DeleteItemInput;
import dev.weir.api.dynamodb.DeleteItemOutput;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.shapes.Call;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "DeleteItem". */
public final class DeleteItem {
    private final DynamoDbState state;

    public DeleteItem(DynamoDbState state) {
        this.state = state;
    }

    public DeleteItemOutput run(Call call, DeleteItemInput input) {
        Expressions expressions = new Parameters()
                .expression(Kind.CONDITION, input.conditionExpression())
                .legacy("Expected", input.expected())
                .legacy("ConditionalOperator", input.conditionalOperator())
                .check(state.parser(), input.expressionAttributeNames(), input.expressionAttributeValues());
        ItemWriter.checkReturnValues(input.returnValues());
        Map<String, Value> key = Attributes.values(input.key());
        Condition condition = ItemWriter.condition(
                expressions, input.conditionExpression(), input.expected(), input.conditionalOperator());
        expressions.done();
        return state.tables()
                .on(
                        call.scope(),
                        Objects.requireNonNull(input.tableName()),
                        table -> delete(call, input, table, key, condition));
    }

    private DeleteItemOutput delete(
            Call call, DeleteItemInput input, OpenTable open, Map<String, Value> key, @Nullable Condition condition) {
        ItemRules.checkKey(open.table(), key);
        ItemWrite write = new ItemWrite(open, "dynamodb.DeleteItem", key, old -> null, condition);
        ItemWriter.Done done = ItemWriter.write(
                state,
                call,
                write,
                input.conditionExpression(),
                input.returnValuesOnConditionCheckFailure(),
                input.returnConsumedCapacity());
        return DeleteItemOutput.builder()
                .attributes(done.allOld(input.returnValues()))
                .itemCollectionMetrics(ItemWriter.collection(open.table(), key, input.returnItemCollectionMetrics()))
                .consumedCapacity(done.capacity())
                .build();
    }
}
