package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.PutItemInput;
import dev.weir.api.dynamodb.PutItemOutput;
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

/** API Reference, "PutItem". */
public final class PutItem {
    private final DynamoDbState state;

    public PutItem(DynamoDbState state) {
        this.state = state;
    }

    public PutItemOutput run(Call call, PutItemInput input) {
        Expressions expressions = new Parameters()
                .expression(Kind.CONDITION, input.conditionExpression())
                .legacy("Expected", input.expected())
                .legacy("ConditionalOperator", input.conditionalOperator())
                .check(state.parser(), input.expressionAttributeNames(), input.expressionAttributeValues());
        ItemWriter.checkReturnValues(input.returnValues());
        Map<String, Value> item = Attributes.values(input.item());
        ItemRules.checkSize(item);
        Condition condition = ItemWriter.condition(
                expressions, input.conditionExpression(), input.expected(), input.conditionalOperator());
        expressions.done();
        return state.tables()
                .on(
                        call.scope(),
                        Objects.requireNonNull(input.tableName()),
                        table -> put(call, input, table, item, condition));
    }

    private PutItemOutput put(
            Call call, PutItemInput input, OpenTable open, Map<String, Value> item, @Nullable Condition condition) {
        ItemRules.checkItem(open.table(), item);
        Map<String, Value> key = ItemRules.key(open.table().keys(), item);
        ItemWrite write = new ItemWrite(open, "dynamodb.PutItem", key, old -> item, condition);
        ItemWriter.Done done = ItemWriter.write(
                state,
                call,
                write,
                input.conditionExpression(),
                input.returnValuesOnConditionCheckFailure(),
                input.returnConsumedCapacity());
        return PutItemOutput.builder()
                .attributes(done.allOld(input.returnValues()))
                .itemCollectionMetrics(ItemWriter.collection(open.table(), key, input.returnItemCollectionMetrics()))
                .consumedCapacity(done.capacity())
                .build();
    }
}
