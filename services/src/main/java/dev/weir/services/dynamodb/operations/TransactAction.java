package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.ConditionCheck;
import dev.weir.api.dynamodb.Delete;
import dev.weir.api.dynamodb.Put;
import dev.weir.api.dynamodb.TransactWriteItem;
import dev.weir.api.dynamodb.Update;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.ItemCodec;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.ExpressionParser;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.OpenTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One action of a transaction, read but not yet checked against its table.
 *
 * @param attributes the item of a Put, the key of the others
 * @param text the expressions as they were written, for telling requests apart
 */
record TransactAction(
        Type type,
        String tableName,
        Map<String, Value> attributes,
        List<UpdateAction> updates,
        @Nullable Condition condition,
        @Nullable String onFailure,
        String text,
        Map<String, Value> values)
        implements WriteTransaction.Action {

    enum Type {
        CHECK,
        PUT,
        DELETE,
        UPDATE
    }

    static TransactAction of(TransactWriteItem item, ExpressionParser parser) {
        long given = Stream.of(item.conditionCheck(), item.put(), item.delete(), item.update())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw DynamoDbErrors.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        if (item.put() != null) {
            Put put = item.put();
            return of(
                    parser,
                    Type.PUT,
                    put.tableName(),
                    put.item(),
                    null,
                    put.conditionExpression(),
                    put.expressionAttributeNames(),
                    put.expressionAttributeValues(),
                    put.returnValuesOnConditionCheckFailure());
        }
        if (item.update() != null) {
            Update update = item.update();
            return of(
                    parser,
                    Type.UPDATE,
                    update.tableName(),
                    update.key(),
                    update.updateExpression(),
                    update.conditionExpression(),
                    update.expressionAttributeNames(),
                    update.expressionAttributeValues(),
                    update.returnValuesOnConditionCheckFailure());
        }
        if (item.delete() != null) {
            Delete delete = item.delete();
            return of(
                    parser,
                    Type.DELETE,
                    delete.tableName(),
                    delete.key(),
                    null,
                    delete.conditionExpression(),
                    delete.expressionAttributeNames(),
                    delete.expressionAttributeValues(),
                    delete.returnValuesOnConditionCheckFailure());
        }
        ConditionCheck check = Objects.requireNonNull(item.conditionCheck());
        return of(
                parser,
                Type.CHECK,
                check.tableName(),
                check.key(),
                null,
                check.conditionExpression(),
                check.expressionAttributeNames(),
                check.expressionAttributeValues(),
                check.returnValuesOnConditionCheckFailure());
    }

    private static TransactAction of(
            ExpressionParser parser,
            Type type,
            @Nullable String table,
            @Nullable Map<String, AttributeValue> attributes,
            @Nullable String update,
            @Nullable String condition,
            @Nullable Map<String, String> names,
            @Nullable Map<String, AttributeValue> values,
            @Nullable String onFailure) {
        Expressions expressions = new Parameters()
                .expression(Kind.UPDATE, update)
                .expression(Kind.CONDITION, condition)
                .check(parser, names, values);
        List<UpdateAction> updates = update == null ? List.of() : expressions.update(update);
        Condition test = expressions.condition(Kind.CONDITION, condition);
        expressions.done();
        return new TransactAction(
                type,
                Objects.requireNonNull(table),
                Attributes.values(attributes),
                updates,
                test,
                onFailure,
                update + "\n" + condition + "\n" + (names == null ? "" : new TreeMap<>(names)),
                new TreeMap<>(Attributes.placeholders(values)));
    }

    @Override
    public void describe(Bytes out) {
        out.text(type.name()).text(tableName).text(text);
        ItemCodec.write(out, new TreeMap<>(attributes));
        ItemCodec.write(out, values);
    }

    @Override
    public WriteTransaction.Ready ready(OpenTable open) {
        if (type == Type.PUT) {
            ItemRules.checkItem(open.table(), attributes);
        } else {
            ItemRules.checkKey(open.table(), attributes);
        }
        ItemUpdates.checkKeys(open.table(), updates);
        Map<String, Value> key = ItemRules.key(open.table().keys(), attributes);
        ItemWrite.Mutation mutation =
                switch (type) {
                    case PUT -> old -> attributes;
                    case DELETE -> old -> null;
                    case CHECK -> old -> old;
                    case UPDATE -> ItemUpdates.mutation(open.table(), key, updates);
                };
        String kind =
                switch (type) {
                    case PUT -> "dynamodb.PutItem";
                    case DELETE -> "dynamodb.DeleteItem";
                    case CHECK -> "dynamodb.ConditionCheck";
                    case UPDATE -> "dynamodb.UpdateItem";
                };
        return new WriteTransaction.Ready(
                new ItemWrite(open, kind, key, mutation, condition), type == Type.CHECK, false, onFailure);
    }
}
