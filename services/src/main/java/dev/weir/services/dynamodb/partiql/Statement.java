package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement of PartiQL, its parameters filled in. */
public sealed interface Statement {
    /** The one table it is about. */
    String table();

    /**
     * @param index null for the table itself
     * @param paths what is wanted of each item; empty for all of it
     */
    record Select(
            String table,
            @Nullable String index,
            List<Path> paths,
            @Nullable Condition where,
            List<Order> order) implements Statement {}

    /** One key of ORDER BY. */
    record Order(Path path, boolean descending) {}

    record Insert(String table, Map<String, Value> item) implements Statement {}

    record Update(
            String table,
            List<UpdateAction> actions,
            @Nullable Condition where,
            @Nullable Returning returning) implements Statement {}

    record Delete(
            String table,
            @Nullable Condition where,
            @Nullable Returning returning) implements Statement {}

    /** A condition check of a transaction. */
    record Exists(Select select) implements Statement {
        @Override
        public String table() {
            return select.table();
        }
    }

    /** What a write tells of its item. */
    record Returning(boolean modified, boolean old) {
        @Override
        public String toString() {
            return (modified ? "MODIFIED" : "ALL") + (old ? " OLD *" : " NEW *");
        }
    }

    /** Whether it changes nothing. */
    default boolean reads() {
        return this instanceof Select;
    }
}
