package dev.weir.services.dynamodb.operations;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.ItemUpdate;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import dev.weir.services.dynamodb.state.ItemWrite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Updates of items, alone or within a transaction. */
final class ItemUpdates {
    private ItemUpdates() {}

    /** @throws dev.weir.shapes.AwsException where an action touches the key, or makes an index's key what it cannot be */
    static void checkKeys(Table table, List<UpdateAction> actions) {
        for (UpdateAction action : actions) {
            if (table.keys().has(action.path().root())) {
                throw DynamoDbErrors.invalid(
                        "Cannot update attribute " + action.path().root() + ". This attribute is part of the key");
            }
        }
        if (table.indexes().isEmpty()) {
            return;
        }
        for (UpdateAction action : actions) {
            String root = action.path().root();
            if (!action.path().steps().isEmpty()) {
                ItemRules.checkScalar(table, root);
                continue;
            }
            Value value = constant(action);
            if (value != null) {
                ItemRules.checkIndexKeyUpdate(table, root, value);
            }
        }
    }

    /** The value that an action gives its attribute, where that shows without the item. */
    private static @Nullable Value constant(UpdateAction action) {
        return switch (action) {
            case UpdateAction.Set set -> set.value() instanceof UpdateAction.Constant given ? given.value() : null;
            case UpdateAction.Add add -> add.value();
            case UpdateAction.Remove remove -> null;
            case UpdateAction.Delete delete -> delete.members();
        };
    }

    /** Changes the item, or makes one of the key and the changes. */
    static ItemWrite.Mutation mutation(Table table, Map<String, Value> key, List<UpdateAction> actions) {
        return old -> {
            Map<String, Value> updated = ItemUpdate.apply(old == null ? key : old, actions);
            ItemRules.checkUpdated(table, updated);
            return updated;
        };
    }

    /** As the legacy AttributeUpdates: taking away from an item that is not there makes none. */
    static ItemWrite.Mutation legacy(Table table, Map<String, Value> key, List<UpdateAction> actions) {
        boolean onlyTakes = !actions.isEmpty()
                && actions.stream()
                        .allMatch(action ->
                                action instanceof UpdateAction.Remove || action instanceof UpdateAction.Delete);
        ItemWrite.Mutation mutation = mutation(table, key, actions);
        return old -> old == null && onlyTakes ? null : mutation.apply(old);
    }

    /** What UPDATED_OLD and UPDATED_NEW tell of an item. */
    static Map<String, Value> touched(@Nullable Map<String, Value> item, List<UpdateAction> actions) {
        return item == null
                ? Map.of()
                : new Projection(actions.stream().map(UpdateAction::path).toList()).of(item);
    }
}
