package dev.weir.services.dynamodb.operations;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.PathOverlaps;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import dev.weir.services.dynamodb.partiql.Keys;
import dev.weir.services.dynamodb.partiql.Statement;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.OpenTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements that write, as writes of items: each is about one item, which its WHERE clause names by its whole key. */
final class PartiQlWrites {
    private PartiQlWrites() {}

    /** @throws dev.weir.shapes.AwsException where the statement does not fit the table */
    static ItemWrite write(Statement statement, OpenTable open) {
        KeySchema schema = open.table().keys();
        return switch (statement) {
            case Statement.Insert insert -> {
                Values.checkDepth(insert.item());
                ItemRules.checkItem(open.table(), insert.item());
                yield new ItemWrite(
                        open,
                        "dynamodb.PutItem",
                        ItemRules.key(schema, insert.item()),
                        old -> insert.item(),
                        exists(schema, false));
            }
            case Statement.Update update -> {
                Keys keys = Keys.of(update.where(), schema);
                Map<String, Value> key = key(open, keys);
                PathOverlaps.check(
                        Kind.UPDATE,
                        update.actions().stream().map(UpdateAction::path).toList());
                ItemUpdates.checkKeys(open.table(), update.actions());
                Condition there = exists(schema, true);
                yield new ItemWrite(
                        open,
                        "dynamodb.UpdateItem",
                        key,
                        ItemUpdates.mutation(open.table(), key, update.actions()),
                        keys.rest() == null ? there : new Condition.And(List.of(there, keys.rest())));
            }
            case Statement.Delete delete -> {
                Keys keys = Keys.of(delete.where(), schema);
                yield new ItemWrite(
                        open, "dynamodb.DeleteItem", key(open, keys), old -> null, unlessMissing(schema, keys.rest()));
            }
            case Statement.Exists exists -> {
                Keys keys = Keys.of(exists.select().where(), schema);
                Map<String, Value> key = keys.item(schema);
                if (key == null || keys.rest() == null) {
                    throw DynamoDbErrors.validation(
                            "EXISTS() must contain a single item read with additional condition");
                }
                ItemRules.checkKey(open.table(), key);
                yield new ItemWrite(open, "dynamodb.ConditionCheck", key, old -> old, keys.rest());
            }
            case Statement.Select select -> throw new IllegalArgumentException("a statement that reads");
        };
    }

    private static Condition exists(KeySchema schema, boolean wanted) {
        return new Condition.Exists(Path.of(schema.partition().name()), wanted);
    }

    /** Where there is no item, there is nothing to delete and no condition to hold. */
    private static @Nullable Condition unlessMissing(KeySchema schema, @Nullable Condition condition) {
        return condition == null ? null : new Condition.Or(List.of(exists(schema, false), condition));
    }

    private static Map<String, Value> key(OpenTable open, Keys keys) {
        Map<String, Value> key = keys.item(open.table().keys());
        if (key == null) {
            throw DynamoDbErrors.validation("Where clause does not contain a mandatory equality on all key attributes");
        }
        ItemRules.checkKey(open.table(), key);
        return key;
    }
}
