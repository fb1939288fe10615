package dev.weir.services.dynamodb.state;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One write of one item.
 *
 * @param kind of the journal's hop, such as {@code dynamodb.PutItem}
 * @param condition null for none
 */
public record ItemWrite(
        OpenTable table,
        String kind,
        Map<String, Value> key,
        Mutation mutation,
        @Nullable Condition condition) {

    /** What the item becomes. */
    public interface Mutation {
        /**
         * @param old null where there is none
         * @return null for none; {@code old} itself where nothing changes
         */
        @Nullable
        Map<String, Value> apply(@Nullable Map<String, Value> old);
    }

    /** What a write did. */
    public record Written(
            @Nullable Map<String, Value> before, @Nullable Map<String, Value> after) {}
}
