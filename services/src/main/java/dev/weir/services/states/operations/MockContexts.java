package dev.weir.services.states.operations;

import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.execution.Resource;
import dev.weir.services.states.language.State;
import dev.weir.services.states.language.StateType;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Context objects that callers of TestState make up. Source: AWS Step Functions API Reference, "TestState". */
final class MockContexts {
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "Execution",
            Set.of("Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"),
            "State",
            Set.of("EnteredTime", "Name", "RetryCount"),
            "StateMachine",
            Set.of("Id", "Name"),
            "Task",
            Set.of("Token"));
    private static final Set<String> NUMBERS = Set.of("RetryCount", "RedriveCount");

    private MockContexts() {}

    /** @throws dev.weir.shapes.AwsException ValidationException where AWS does not take it */
    static ObjectNode read(String text, State state) {
        if (!(Data.parse(text) instanceof ObjectNode context)) {
            throw fault("Context object must be a valid JSON object");
        }
        for (var each : context.properties()) {
            String name = each.getKey();
            if (name.equals("Map")) {
                throw fault("'Map' field is not supported when mocking a Context object");
            }
            Set<String> known = FIELDS.get(name);
            if (known == null) {
                throw fault("Field '" + name + "' is not allowed");
            }
            if (!each.getValue().isObject()) {
                throw fault(name + " must be an object");
            }
            each.getValue().forEachEntry((field, value) -> field(name, known, field, value));
        }
        if (context.has("Task") && !waits(state)) {
            throw fault("Context object contains 'Task' when state is not a Task state with a '.sync' or"
                    + " '.waitForTaskToken' service integration pattern");
        }
        return context;
    }

    private static void field(String of, Set<String> known, String field, JsonNode value) {
        if (!known.contains(field)) {
            throw fault("Field '" + field + "' is not allowed");
        }
        if (NUMBERS.contains(field) && !value.isNumber()) {
            throw fault(of + "." + field + " must be a number");
        }
        if (!NUMBERS.contains(field) && !field.equals("Input") && !value.isString()) {
            throw fault(of + "." + field + " must be a string");
        }
    }

    /** Whether a state's task is over only some time after it was begun. */
    static boolean waits(State state) {
        if (state.type() != StateType.TASK) {
            return false;
        }
        Resource resource = Resource.of(String.valueOf(state.text("Resource")));
        return resource.waits() || resource.action().contains(".sync") || resource.kind() == Resource.Kind.ACTIVITY;
    }

    private static RuntimeException fault(String what) {
        return StatesErrors.badMock("Invalid Context object provided: " + what);
    }
}
