package dev.weir.services.states.execution;

import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.Jsonata;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One state on its own, and what its data is on the way. Source: AWS Step Functions Developer Guide, "Using TestState API
 * to test a state in Step Functions".
 */
public final class StateTrial {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String THRESHOLD = "States.ExceedToleratedFailureThreshold";

    /** Does what a state asks for, or pretends to. */
    public interface World {
        /** @param input of the task; that of the whole state where it is none */
        Attempt perform(JsonNode input);
    }

    /** What came of it: a result, or an error. */
    public record Attempt(
            @Nullable JsonNode result,
            @Nullable String error,
            @Nullable String cause) {}

    /**
     * What is given.
     *
     * @param variables all that are in sight
     * @param retries attempts that a retrier has made before
     * @param failedItems of a Map; null where nothing is said of them
     * @param read what a Map's reader is to have read; null for none
     */
    public record Setting(
            JsonNode input,
            ObjectNode context,
            Map<String, JsonNode> variables,
            int retries,
            @Nullable Integer failedItems,
            @Nullable JsonNode read,
            Instant now) {}

    /**
     * How it ended.
     *
     * @param status as {@code TestState} has it
     * @param seen data on the way, by the names that {@code TestState} has for it
     * @param caught which catcher took the error; null for none
     * @param retried which retrier the error is for; null for none
     * @param backoff seconds to the next attempt; null where there is none
     */
    public record Report(
            String status,
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause,
            @Nullable String nextState,
            Map<String, JsonNode> seen,
            @Nullable Integer caught,
            @Nullable Integer retried,
            @Nullable Integer backoff) {}

    private final State state;
    private final Setting setting;
    private final World world;
    private final Evaluation evaluation;
    private final Map<String, JsonNode> seen = new LinkedHashMap<>();

    public StateTrial(State state, Setting setting, World world, Chance chance) {
        this.state = state;
        this.setting = setting;
        this.world = world;
        this.evaluation = new Evaluation(state, setting.input(), setting::context, setting.variables(), chance);
    }

    /** Runs the state. */
    public Report run() {
        seen.put("input", setting.input());
        try {
            return work();
        } catch (StateFailure failure) {
            try {
                return failed(failure);
            } catch (StateFailure another) {
                return report("FAILED", null, another, null, null);
            }
        }
    }

    private Report work() throws StateFailure {
        boolean fixed = state.field("Result") != null;
        if (!state.jsonata() && !fixed) {
            seen.put("afterInputPath", evaluation.data().input());
        }
        return switch (state.type()) {
            case SUCCEED -> left(evaluation.output(null), Map.of(), null);
            case FAIL ->
                throw new StateFailure(
                        Failures.text(evaluation, state, "Error"), Failures.text(evaluation, state, "Cause"));
            case WAIT -> {
                Instant unused = Waits.due(evaluation, state, setting.now());
                yield leave(null);
            }
            case CHOICE -> {
                Choices.Chosen chosen = Choices.chosen(evaluation, state);
                yield left(chosen.output(), chosen.assigned(), chosen.next());
            }
            case PASS -> passed(state.field("Result"));
            case TASK, PARALLEL -> performed(arguments());
            case MAP -> mapped();
        };
    }

    private JsonNode arguments() throws StateFailure {
        JsonNode arguments = evaluation.arguments();
        seen.put(state.jsonata() ? "afterArguments" : "afterParameters", arguments);
        return arguments;
    }

    private Report passed(@Nullable JsonNode fixed) throws StateFailure {
        if (state.jsonata()) {
            return leave(null);
        }
        if (fixed != null) {
            seen.put("result", fixed);
            return leave(fixed);
        }
        return leave(arguments());
    }

    private Report performed(JsonNode input) throws StateFailure {
        Long unusedTimeout = evaluation.whole("TimeoutSeconds");
        Attempt attempt = world.perform(input);
        JsonNode result = attempt.result();
        if (result == null) {
            throw new StateFailure(attempt.error(), attempt.cause());
        }
        seen.put("result", result);
        return leave(result);
    }

    private Report mapped() throws StateFailure {
        ArrayNode items = items();
        if (!state.jsonata() && items != null && setting.read() == null) {
            seen.put("afterItemsPath", items);
        }
        JsonNode selector = state.field("ItemSelector") != null
                ? state.field("ItemSelector")
                : state.jsonata() ? null : state.field("Parameters");
        if (selector != null && items != null) {
            ArrayNode selected = JSON.arrayNode();
            for (int i = 0; i < items.size(); i++) {
                ObjectNode item = JSON.objectNode();
                item.put("Index", i);
                item.set("Value", items.get(i));
                selected.add(evaluation.filled(selector, "ItemSelector", item));
            }
            seen.put("afterItemSelector", selected);
        }
        Long most = evaluation.whole("MaxConcurrency");
        seen.put("maxConcurrency", JSON.numberNode(most == null ? 0 : most));
        Long tolerated = evaluation.whole("ToleratedFailureCount");
        if (tolerated != null) {
            seen.put("toleratedFailureCount", JSON.numberNode(tolerated));
        }
        JsonNode percentage = evaluation.field("ToleratedFailurePercentage");
        if (percentage != null && percentage.isNumber()) {
            seen.put("toleratedFailurePercentage", percentage);
        }
        Attempt attempt = world.perform(items == null ? setting.input() : items);
        JsonNode result = attempt.result();
        if (result == null) {
            throw new StateFailure(attempt.error(), attempt.cause());
        }
        int failed = setting.failedItems() == null ? 0 : setting.failedItems();
        int all = items == null ? failed : Math.max(1, items.size());
        boolean tooMany = (tolerated != null && failed > tolerated)
                || (percentage != null && percentage.isNumber() && failed * 100.0 / all > percentage.doubleValue());
        if (tooMany) {
            throw new StateFailure(THRESHOLD, "The specified tolerated failure threshold was exceeded");
        }
        return leave(result);
    }

    /** A Map's items; null where a reader would bring them. */
    private @Nullable ArrayNode items() throws StateFailure {
        if (state.field("ItemReader") != null) {
            return setting.read() instanceof ArrayNode read ? read : null;
        }
        JsonNode items;
        String place;
        if (state.jsonata()) {
            JsonNode written = state.field("Items");
            items = written == null ? evaluation.arguments() : evaluation.expression(written, "Items");
            if (written != null && !items.isArray()) {
                throw Jsonata.unexpected(written, "Items", "array", items);
            }
            place = "$";
        } else {
            String path = state.text("ItemsPath");
            Data data = evaluation.data();
            items = path == null ? data.input() : data.require(path);
            place = path == null ? "$" : path.startsWith("$$") ? path.substring(1) : path;
        }
        if (items instanceof ArrayNode array) {
            return array;
        }
        throw StateFailure.runtime("Reference path \"" + place + "\" must point to array.");
    }

    private Report leave(@Nullable JsonNode result) throws StateFailure {
        Map<String, JsonNode> assigned = evaluation.assigned(state.field("Assign"), result, null);
        if (!state.jsonata() && result != null) {
            JsonNode selected = evaluation.selected(result);
            seen.put("afterResultSelector", selected);
            seen.put("afterResultPath", evaluation.placed(selected));
        }
        return left(evaluation.output(result), assigned, state.next());
    }

    private Report left(JsonNode output, Map<String, JsonNode> assigned, @Nullable String next) {
        variables(assigned);
        return new Report("SUCCEEDED", Data.text(output), null, null, next, seen, null, null, null);
    }

    private void variables(Map<String, JsonNode> assigned) {
        ObjectNode all = JSON.objectNode();
        setting.variables().forEach(all::set);
        assigned.forEach(all::set);
        if (!all.isEmpty()) {
            seen.put("variables", all);
        }
    }

    private Report failed(StateFailure failure) throws StateFailure {
        Integer retrier = Failures.first(state.field("Retry"), failure);
        if (retrier != null) {
            JsonNode written = state.fields().get("Retry").get(retrier);
            if (setting.retries() < Failures.attempts(written)) {
                int seconds = (int) Math.round(Failures.seconds(written, setting.retries()));
                return report("RETRIABLE", null, failure, retrier, seconds);
            }
        }
        Integer catcher = Failures.first(state.field("Catch"), failure);
        if (catcher == null) {
            return report("FAILED", null, failure, retrier, null);
        }
        JsonNode written = state.fields().get("Catch").get(catcher);
        JsonNode error = Run.errorOutput(failure);
        JsonNode output = evaluation.caught(written, error);
        variables(evaluation.assigned(written.get("Assign"), null, error));
        return new Report(
                "CAUGHT_ERROR",
                Data.text(output),
                failure.error(),
                failure.cause(),
                written.get("Next").asString(),
                seen,
                catcher,
                null,
                null);
    }

    private Report report(
            String status,
            @Nullable String output,
            StateFailure failure,
            @Nullable Integer retrier,
            @Nullable Integer backoff) {
        return new Report(status, output, failure.error(), failure.cause(), null, seen, null, retrier, backoff);
    }
}
