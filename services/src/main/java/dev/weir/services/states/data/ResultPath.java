package dev.weir.services.states.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a state's result into its input. Source: AWS Step Functions Developer Guide, "Specifying state output using
 * ResultPath in Step Functions".
 */
public final class ResultPath {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\['((?:[^'\\\\]|\\\\.)*)']|\\[(\\d+)]");

    private ResultPath() {}

    /** @throws StateFailure {@code States.ResultPathMatchFailure} where the input has no such place */
    public static JsonNode put(JsonNode input, String path, JsonNode result) throws StateFailure {
        List<Object> steps = steps(path);
        return steps.isEmpty() ? result : put(input.deepCopy(), steps, 0, result, path, input);
    }

    private static JsonNode put(
            JsonNode at, List<Object> steps, int index, JsonNode result, String path, JsonNode input)
            throws StateFailure {
        if (index == steps.size()) {
            return result;
        }
        if (steps.get(index) instanceof Integer position) {
            if (!(at instanceof ArrayNode array) || position >= array.size()) {
                throw mismatch(path, input);
            }
            array.set(position, put(array.get(position), steps, index + 1, result, path, input));
            return array;
        }
        if (!at.isNull() && !at.isMissingNode() && !(at instanceof ObjectNode)) {
            throw mismatch(path, input);
        }
        ObjectNode object = at instanceof ObjectNode own ? own : JsonNodeFactory.instance.objectNode();
        String name = (String) steps.get(index);
        JsonNode below = object.get(name);
        object.set(
                name,
                put(
                        below == null ? JsonNodeFactory.instance.objectNode() : below,
                        steps,
                        index + 1,
                        result,
                        path,
                        input));
        return object;
    }

    private static StateFailure mismatch(String path, JsonNode input) {
        return new StateFailure(
                "States.ResultPathMatchFailure",
                "Unable to apply ReferencePath " + path + " to input " + Data.text(input));
    }

    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                steps.add(matcher.group(1));
            } else if (matcher.group(2) != null) {
                steps.add(matcher.group(2).replaceAll("\\\\(.)", "$1"));
            } else {
                steps.add(Integer.parseInt(matcher.group(3)));
            }
        }
        return steps;
    }
}
