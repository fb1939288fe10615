package dev.weir.services.states.items;

import dev.weir.services.states.data.StateFailure;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Items, one by one. */
public interface ItemSource extends Closeable {
    /** The error of a source that cannot be read. */
    String ERROR = "States.ItemReaderFailed";

    /**
     * An item.
     *
     * @param key where it is of an object; null of an array
     * @param source what {@code $$.Map.Item.Source} says: {@code STATE_DATA} or an S3 URI
     */
    record Item(@Nullable String key, JsonNode value, String source) {}

    /**
     * The next item; null after the last.
     *
     * @throws StateFailure {@link #ERROR} where there is no telling what it is
     */
    @Nullable
    Item next() throws StateFailure;

    @Override
    default void close() throws IOException {}

    /** A failure of a reader. */
    static StateFailure failed(String cause) {
        return new StateFailure(ERROR, cause);
    }
}
