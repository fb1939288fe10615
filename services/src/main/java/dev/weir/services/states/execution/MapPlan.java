package dev.weir.services.states.execution;

import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.items.ItemSource;
import dev.weir.services.states.language.QueryLanguage;
import dev.weir.services.states.language.State;
import dev.weir.services.states.language.StateType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a map run does, as its state had it when it was entered; nothing of it changes afterwards. Source: AWS Step
 * Functions Developer Guide, "Using Map state in Distributed mode".
 *
 * @param id the last part of its ARN
 * @param label between the state machine's name and the id
 * @param express whether child executions are Express workflows
 * @param definition what each of them runs
 * @param state the Map state without its processor
 * @param language of the state
 * @param input the state's raw input
 * @param context the context object, as the state has it
 * @param items those of the state's input; null where they are read
 * @param reader the {@code ItemReader}, filled: {@code Resource}, {@code Arguments}, {@code ReaderConfig}
 * @param most how many items are read at most; 0 for all
 * @param fault why items cannot be read; null where they may be
 * @param batch how items go together; null for one by one
 * @param writer where results go; null for nowhere but the state's output
 * @param maxConcurrency how many children run at a time; 0 for as many as there may be
 */
public record MapPlan(
        String id,
        String label,
        boolean express,
        String definition,
        String name,
        QueryLanguage language,
        ObjectNode state,
        JsonNode input,
        ObjectNode context,
        Map<String, JsonNode> variables,
        @Nullable JsonNode items,
        @Nullable JsonNode reader,
        long most,
        @Nullable String fault,
        @Nullable Batch batch,
        @Nullable Writer writer,
        long maxConcurrency,
        long toleratedCount,
        double toleratedPercentage) {

    /**
     * How items go together.
     *
     * @param items at most; 0 for no limit
     * @param bytes at most, of the child's input
     * @param input goes along with each batch; null for nothing
     */
    public record Batch(long items, long bytes, @Nullable JsonNode input) {}

    /**
     * How results are written.
     *
     * @param bucket null where they are not written to S3
     * @param transformation {@code NONE}, {@code COMPACT} or {@code FLATTEN}
     * @param lines whether as JSON Lines
     */
    public record Writer(@Nullable String bucket, @Nullable String prefix, String transformation, boolean lines) {}

    /** What a child or a batch gets of an item: the item, or what the {@code ItemSelector} makes of it. */
    public JsonNode selected(ItemSource.Item item, long index, Chance chance) throws StateFailure {
        JsonNode selector = state.has("ItemSelector") ? state.get("ItemSelector") : state.get("Parameters");
        if (selector == null) {
            return item.value();
        }
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("Index", index);
        if (item.key() == null) {
            described.set("Value", item.value());
        } else {
            described.put("Key", item.key());
            described.set("Value", item.value().path("Value"));
        }
        described.put("Source", item.source());
        State bare = new State(name, StateType.MAP, language, state, null, List.of());
        return new Evaluation(bare, input, () -> context, variables, chance)
                .filled(selector, "ItemSelector", described);
    }
}
