package dev.weir.services.dynamodb.state;

import dev.weir.services.dynamodb.domain.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A write's condition did not hold for the item as it was. */
public final class ConditionFailedException extends RuntimeException {
    private final transient @Nullable Map<String, Value> item;

    ConditionFailedException(@Nullable Map<String, Value> item) {
        super("the condition did not hold", null, false, false);
        this.item = item;
    }

    /** The item, null where there was none. */
    public @Nullable Map<String, Value> item() {
        return item;
    }
}
