package dev.weir.services.states.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.api.states.HistoryEvent;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Events of histories as JSON, with and without the users' data. */
public final class EventData {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final String DETAILS = "EventDetails";
    private static final Set<String> DATA =
            Set.of("input", "inputDetails", "output", "outputDetails", "assignedVariables", "assignedVariablesDetails");

    private EventData() {}

    /** The same event without input, output and variables. */
    public static HistoryEvent without(HistoryEvent event) {
        ObjectNode tree = MAPPER.valueToTree(event);
        for (JsonNode each : tree) {
            if (each instanceof ObjectNode details) {
                details.remove(DATA);
            }
        }
        return MAPPER.treeToValue(tree, HistoryEvent.class);
    }

    /**
     * What an event says besides its type, as AWS's logs have it.
     *
     * @param whole whether with the users' data
     */
    public static ObjectNode details(HistoryEvent event, boolean whole) {
        ObjectNode tree = MAPPER.valueToTree(event);
        for (var each : tree.properties()) {
            if (each.getKey().endsWith(DETAILS) && each.getValue() instanceof ObjectNode details) {
                if (!whole) {
                    details.remove(DATA);
                    details.remove("parameters");
                }
                return details;
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
