package dev.weir.services.states.execution;

import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.Comparison;
import dev.weir.services.states.language.State;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Choice states. Source: AWS Step Functions Developer Guide, "Choice workflow state". */
final class Choices {
    private Choices() {}

    /** Where a Choice state leads, and with what. */
    record Chosen(JsonNode output, Map<String, JsonNode> assigned, String next) {}

    /** @throws StateFailure also where no rule holds and there is no default */
    static Chosen chosen(Evaluation evaluation, State state) throws StateFailure {
        JsonNode written = state.field("Choices");
        for (int i = 0; written != null && i < written.size(); i++) {
            JsonNode choice = written.get(i);
            boolean holds = state.jsonata()
                    ? evaluation.condition(choice.get("Condition"), "Choices[" + i + "]/Condition")
                    : Comparison.holds(choice, evaluation.data());
            if (holds) {
                Map<String, JsonNode> assigned = evaluation.assigned(choice.get("Assign"), null, null);
                JsonNode output = choice.get("Output");
                return new Chosen(
                        output != null && state.jsonata()
                                ? evaluation.expression(output, "Choices[" + i + "]/Output")
                                : evaluation.output(null),
                        assigned,
                        choice.get("Next").asString());
            }
        }
        String otherwise = state.text("Default");
        if (otherwise == null) {
            throw new StateFailure(
                    "States.NoChoiceMatched",
                    "Failed to find a matching choice rule and no Default state has been provided.");
        }
        return new Chosen(evaluation.output(null), evaluation.assigned(state.field("Assign"), null, null), otherwise);
    }
}
