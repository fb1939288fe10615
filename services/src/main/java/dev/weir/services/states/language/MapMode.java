package dev.weir.services.states.language;

import dev.weir.services.states.data.Data;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a Map state works through its items: within its execution, or in child executions of their own. */
public record MapMode(State state) {
    private static final int LONGEST_LABEL = 40;

    public static MapMode of(State state) {
        return new MapMode(state);
    }

    private JsonNode processor() {
        JsonNode processor = state.fields().path("ItemProcessor");
        return processor.isMissingNode() ? state.fields().path("Iterator") : processor;
    }

    private JsonNode config() {
        return processor().path("ProcessorConfig");
    }

    public boolean distributed() {
        return config().path("Mode").asString("").equals("DISTRIBUTED");
    }

    /** Whether the children are Express workflows. */
    public boolean express() {
        return config().path("ExecutionType").asString("").equals("EXPRESS");
    }

    /** What sets this state's children apart from others of the state machine: its Label, or one made of its name. */
    public String label() {
        String label = state.text("Label");
        if (label != null) {
            return label;
        }
        String made = state.name().replaceAll("[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"/\\p{Cntrl}]", "");
        return made.substring(0, Math.min(made.length(), LONGEST_LABEL));
    }

    /** What each child runs, as a definition of its own. */
    public String definition() {
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition.put("QueryLanguage", inherited().written());
        processor().properties().forEach(each -> {
            if (!each.getKey().equals("ProcessorConfig")) {
                definition.set(each.getKey(), each.getValue());
            }
        });
        return Data.text(definition);
    }

    /** What states have that name no language, which a definition of its own must say again. */
    private QueryLanguage inherited() {
        return state.inner().getFirst().states().values().stream()
                .filter(each -> each.field("QueryLanguage") == null)
                .map(State::language)
                .findFirst()
                .orElse(QueryLanguage.JSON_PATH);
    }

    /** What the state says beside that. */
    public ObjectNode bare() {
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        state.fields().properties().forEach(each -> {
            if (!each.getKey().equals("ItemProcessor") && !each.getKey().equals("Iterator")) {
                bare.set(each.getKey(), each.getValue());
            }
        });
        return bare;
    }
}
