package dev.weir.services.states.background;

import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.execution.MapPlan;
import dev.weir.services.states.items.ItemSource;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inputs of a map run's children, one after the other: items, each alone or several together. Source: AWS Step
 * Functions Developer Guide, "ItemBatcher (Map)".
 */
final class Batches {
    private final MapPlan plan;
    private final ItemSource source;
    private final Chance chance;
    /** The number of the next item. */
    private long index;

    private ItemSource.@Nullable Item ahead;
    private @Nullable String aheadText;

    /**
     * A child's input.
     *
     * @param items how many are in it
     */
    record Input(String text, long items) {}

    /** @param done how many items of the source have been worked on before */
    Batches(MapPlan plan, ItemSource source, long done, Chance chance) throws StateFailure {
        this.plan = plan;
        this.source = source;
        this.chance = chance;
        while (index < done && read() != null) {
            index++;
        }
    }

    /** How many items there are in a source, up to the most that are wanted. */
    static long count(MapPlan plan, ItemSource source) throws StateFailure {
        long count = 0;
        while ((plan.most() == 0 || count < plan.most()) && source.next() != null) {
            count++;
        }
        return count;
    }

    /** The next input; null after the last. */
    @Nullable
    Input next() throws StateFailure {
        MapPlan.Batch batch = plan.batch();
        if (batch == null) {
            String text = take();
            return text == null ? null : new Input(text, 1);
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        if (batch.input() != null) {
            whole.set("BatchInput", batch.input());
        }
        ArrayNode items = whole.putArray("Items");
        long bytes = bytes(Data.text(whole));
        while (batch.items() == 0 || items.size() < batch.items()) {
            String text = peek();
            if (text == null) {
                break;
            }
            long more = bytes(text) + (items.isEmpty() ? 0 : 1);
            if (bytes + more > batch.bytes()) {
                if (items.isEmpty()) {
                    throw new StateFailure(
                            "States.DataLimitExceeded",
                            "An item is larger than the " + batch.bytes() + " bytes that a batch may have.");
                }
                break;
            }
            bytes += more;
            items.addRawValue(new tools.jackson.databind.util.RawValue(text));
            String unused = take();
        }
        return items.isEmpty() ? null : new Input(Data.text(whole), items.size());
    }

    private @Nullable String peek() throws StateFailure {
        if (aheadText == null) {
            ahead = read();
            aheadText = ahead == null ? null : Data.text(plan.selected(ahead, index, chance));
        }
        return aheadText;
    }

    private @Nullable String take() throws StateFailure {
        String text = peek();
        if (text != null) {
            index++;
            ahead = null;
            aheadText = null;
        }
        return text;
    }

    private ItemSource.@Nullable Item read() throws StateFailure {
        return plan.most() > 0 && index >= plan.most() ? null : source.next();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
