package dev.weir.services.states.execution;

import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.Comparison;
import dev.weir.services.states.language.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Choice states. Source: AWS Step Functions Developer Guide, "Choice workflow state". */
final class Choices {
    private Choices() {}

    static void choose(Run run, Frame frame, State state) throws StateFailure {
        Evaluation evaluation = run.evaluation(frame, state);
        List<JsonNode> choices = new ArrayList<>();
        JsonNode written = state.field("Choices");
        if (written != null) {
            written.forEach(choices::add);
        }
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.get(i);
            boolean holds = state.jsonata()
                    ? evaluation.condition(choice.get("Condition"), "Choices[" + i + "]/Condition")
                    : Comparison.holds(choice, evaluation.data());
            if (holds) {
                JsonNode assign = choice.get("Assign");
                Map<String, JsonNode> assigned = evaluation.assigned(assign, null, null);
                JsonNode output = choice.get("Output");
                run.go(
                        frame,
                        state,
                        output != null && state.jsonata()
                                ? evaluation.expression(output, "Choices[" + i + "]/Output")
                                : evaluation.output(null),
                        assigned,
                        choice.get("Next").asString());
                return;
            }
        }
        String otherwise = state.text("Default");
        if (otherwise == null) {
            run.fail(
                    frame,
                    state,
                    run.explained(
                            frame,
                            new StateFailure(
                                    "States.NoChoiceMatched",
                                    "Failed to find a matching choice rule and no"
                                            + " Default state has been provided.")));
            return;
        }
        run.go(
                frame,
                state,
                evaluation.output(null),
                evaluation.assigned(state.field("Assign"), null, null),
                otherwise);
    }
}
