package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.UpdateItemInput;
import dev.weir.api.dynamodb.UpdateItemOutput;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.ItemWrite.Written;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "UpdateItem". */
public final class UpdateItem {
    private final DynamoDbState state;

    public UpdateItem(DynamoDbState state) {
        this.state = state;
    }

    public UpdateItemOutput run(Call call, UpdateItemInput input) {
        Expressions expressions = new Parameters()
                .expression(Kind.UPDATE, input.updateExpression())
                .expression(Kind.CONDITION, input.conditionExpression())
                .legacy("AttributeUpdates", input.attributeUpdates())
                .legacy("Expected", input.expected())
                .legacy("ConditionalOperator", input.conditionalOperator())
                .check(state.parser(), input.expressionAttributeNames(), input.expressionAttributeValues());
        Map<String, Value> key = Attributes.values(input.key());
        List<UpdateAction> actions = input.updateExpression() != null
                ? expressions.update(input.updateExpression())
                : input.attributeUpdates() == null ? List.of() : Legacy.updates(input.attributeUpdates());
        Condition condition = ItemWriter.condition(
                expressions, input.conditionExpression(), input.expected(), input.conditionalOperator());
        expressions.done();
        return state.tables()
                .on(
                        call.scope(),
                        Objects.requireNonNull(input.tableName()),
                        table -> update(call, input, table, key, actions, condition));
    }

    private UpdateItemOutput update(
            Call call,
            UpdateItemInput input,
            OpenTable open,
            Map<String, Value> key,
            List<UpdateAction> actions,
            @Nullable Condition condition) {
        Table table = open.table();
        ItemRules.checkKey(table, key);
        ItemUpdates.checkKeys(table, actions);
        ItemWrite.Mutation mutation = input.attributeUpdates() != null
                ? ItemUpdates.legacy(table, key, actions)
                : ItemUpdates.mutation(table, key, actions);
        ItemWrite write = new ItemWrite(open, "dynamodb.UpdateItem", key, mutation, condition);
        ItemWriter.Done done = ItemWriter.write(
                state,
                call,
                write,
                input.conditionExpression(),
                input.returnValuesOnConditionCheckFailure(),
                input.returnConsumedCapacity());
        return UpdateItemOutput.builder()
                .attributes(returned(input.returnValues(), done.written(), actions))
                .itemCollectionMetrics(ItemWriter.collection(table, key, input.returnItemCollectionMetrics()))
                .consumedCapacity(done.capacity())
                .build();
    }

    private static @Nullable Map<String, AttributeValue> returned(
            @Nullable String wanted, Written written, List<UpdateAction> actions) {
        Map<String, Value> values =
                switch (wanted) {
                    case "ALL_OLD" -> written.before();
                    case "ALL_NEW" -> written.after();
                    case "UPDATED_OLD" -> ItemUpdates.touched(written.before(), actions);
                    case "UPDATED_NEW" -> ItemUpdates.touched(written.after(), actions);
                    case null, default -> null;
                };
        return values == null || values.isEmpty() ? null : Attributes.attributes(values);
    }
}
