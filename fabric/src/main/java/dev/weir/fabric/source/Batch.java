package dev.weir.fabric.source;

import dev.weir.kernel.journal.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Elements to be worked off together.
 *
 * @param requestId the id of this attempt, which its hops carry
 * @param shard where they come from; empty for a queue
 * @param items in their source's order; at least one, but in the call that ends a window
 * @param attempt 1 for the first
 * @param cause the hop of the first item's being handed on
 * @param window the tumbling window that the items belong to; null where there is none
 */
public record Batch(
        String requestId,
        String shard,
        List<Item> items,
        int attempt,
        Cause cause,
        @Nullable Window window) {
    /** A batch outside of any window. */
    public Batch(String requestId, String shard, List<Item> items, int attempt, Cause cause) {
        this(requestId, shard, items, attempt, cause, null);
    }

    /**
     * A message or a record.
     *
     * @param id its message id or sequence number
     * @param event as it stands in the {@code Records} of a function's event
     * @param arrived when it came to its source
     * @param cause the hop of its being handed on
     */
    public record Item(String id, ObjectNode event, Instant arrived, Cause cause) {}

    /** The ids of all items. */
    public Set<String> ids() {
        return items.stream().map(Item::id).collect(Collectors.toSet());
    }

    /** A function's event: the items' events under {@code Records}, as UTF-8 text. */
    public byte[] records() {
        return event().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@link #records} as a tree that may be added to. */
    public ObjectNode event() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        items.forEach(item -> records.add(item.event()));
        return event;
    }
}
