package dev.weir.services.states.language;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A state.
 *
 * @param fields all that it says of itself
 * @param next the state after it; null where it ends its workflow or does not say
 * @param inner the branches of a Parallel state, the one workflow of a Map's items
 */
public record State(
        String name,
        StateType type,
        QueryLanguage language,
        ObjectNode fields,
        @Nullable String next,
        List<Workflow> inner) {

    /** A field; null where it is absent. */
    public @Nullable JsonNode field(String field) {
        return fields.get(field);
    }

    /** A field that holds a text; null where it does not. */
    public @Nullable String text(String field) {
        JsonNode value = fields.get(field);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** Whether a field is there and says {@code null}, which for paths means something else than its absence. */
    public boolean discards(String field) {
        JsonNode value = fields.get(field);
        return value != null && value.isNull();
    }

    public boolean jsonata() {
        return language == QueryLanguage.JSONATA;
    }
}
