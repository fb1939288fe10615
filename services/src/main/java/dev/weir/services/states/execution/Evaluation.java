package dev.weir.services.states.execution;

import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.Intrinsics;
import dev.weir.services.states.data.Jsonata;
import dev.weir.services.states.data.ResultPath;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.data.Template;
import dev.weir.services.states.language.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Data into and out of a state, in either query language. Source: Amazon States Language specification, "Data". */
final class Evaluation {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final State state;
    private final JsonNode input;
    private final Supplier<ObjectNode> context;
    private final Map<String, JsonNode> variables;
    private final Chance chance;

    /**
     * @param input the state's raw input
     * @param context made when it is asked for, which most states do not
     * @param variables all that are in sight
     */
    Evaluation(
            State state, JsonNode input, Supplier<ObjectNode> context, Map<String, JsonNode> variables, Chance chance) {
        this.state = state;
        this.input = input;
        this.context = context;
        this.variables = variables;
        this.chance = chance;
    }

    /** The context object. Source: AWS Step Functions Developer Guide, "Accessing execution data from the Context object". */
    static ObjectNode context(Facts facts, Frame frame, boolean retries, @Nullable String token) {
        ObjectNode context = JSON.objectNode();
        ObjectNode execution = context.putObject("Execution");
        execution.put("Id", facts.arn());
        execution.set("Input", facts.input());
        execution.put("StartTime", TIME.format(facts.started()));
        execution.put("Name", facts.name());
        execution.put("RoleArn", facts.roleArn());
        execution.put("RedriveCount", facts.redrives());
        if (facts.redriven() != null) {
            execution.put("RedriveTime", TIME.format(facts.redriven()));
        }
        context.putObject("StateMachine").put("Id", facts.machineArn()).put("Name", facts.machineName());
        ObjectNode state = context.putObject("State")
                .put("Name", frame.state)
                .put("EnteredTime", TIME.format(Instant.ofEpochMilli(frame.enteredAt)));
        if (retries) {
            state.put("RetryCount", frame.retries());
        }
        JsonNode item = frame.held().item;
        if (item != null) {
            context.putObject("Map").set("Item", item);
        }
        if (token != null) {
            context.putObject("Task").put("Token", token);
        }
        return context;
    }

    /** Paths see the input as InputPath leaves it. */
    Data data() throws StateFailure {
        return new Data(input, context, variables).withInput(effectiveInput());
    }

    private JsonNode effectiveInput() throws StateFailure {
        if (state.jsonata()) {
            return input;
        }
        if (state.discards("InputPath")) {
            return JSON.objectNode();
        }
        String path = state.text("InputPath");
        return path == null ? input : new Data(input, context, variables).require(path);
    }

    /** What the state works on: its input through InputPath and Parameters, or its Arguments. */
    JsonNode arguments() throws StateFailure {
        if (state.jsonata()) {
            JsonNode arguments = state.field("Arguments");
            return arguments == null ? input : jsonata(null, null).fill(arguments, "Arguments");
        }
        JsonNode parameters = state.field("Parameters");
        return parameters == null ? effectiveInput() : template(data()).fill(parameters);
    }

    /** A template filled from the state's input, with more of the context than is usual. */
    JsonNode filled(JsonNode template, String field, @Nullable JsonNode item) throws StateFailure {
        if (item == null) {
            return state.jsonata()
                    ? jsonata(null, null).fill(template, field)
                    : template(data()).fill(template);
        }
        // Nothing below is changed, so that the rest, which may be large, is shared.
        ObjectNode more = JSON.objectNode();
        more.setAll(context.get());
        more.putObject("Map").set("Item", item);
        Evaluation with = new Evaluation(state, input, () -> more, variables, chance);
        return with.filled(template, field, null);
    }

    /** A field that holds a value or, in JSONata, an expression. */
    @Nullable
    JsonNode field(String name) throws StateFailure {
        JsonNode value = state.field(name);
        return value == null || !state.jsonata() ? value : jsonata(null, null).fill(value, name);
    }

    /** A number from the field, or from the place that the field's {@code …Path} twin names. */
    @Nullable
    Long whole(String name) throws StateFailure {
        return whole(state.fields(), name);
    }

    /** The same of a field within a field. */
    @Nullable
    Long whole(JsonNode holder, String name) throws StateFailure {
        JsonNode value = number(holder, name, "integer");
        return value == null ? null : (Long) value.longValue();
    }

    /** A number that need not be whole. */
    @Nullable
    Double number(String name) throws StateFailure {
        JsonNode value = number(state.fields(), name, "float");
        return value == null ? null : (Double) value.doubleValue();
    }

    private @Nullable JsonNode number(JsonNode holder, String name, String kind) throws StateFailure {
        JsonNode twin = holder.get(name + "Path");
        String path = twin == null ? null : twin.asString("");
        JsonNode written = holder.get(name);
        JsonNode value;
        if (path != null) {
            value = data().require(path);
        } else {
            value = written == null || !state.jsonata()
                    ? written
                    : jsonata(null, null).fill(written, name);
        }
        if (value == null) {
            return null;
        }
        boolean fits = value.isNumber()
                && (kind.equals("float")
                        || value.decimalValue().stripTrailingZeros().scale() <= 0);
        if (!fits) {
            String text = value.isString() ? value.asString() : Data.text(value);
            throw StateFailure.runtime(
                    path == null
                            ? "The value of " + name + " must be an " + kind + " but was " + Data.text(value)
                            : "The " + name + "Path field refers to value \"" + text + "\" which is not a valid " + kind
                                    + ": " + path);
        }
        return value;
    }

    /** What a field within a field has for {@code Parameters} or {@code Arguments}, filled. */
    JsonNode parameters(JsonNode holder, String field) throws StateFailure {
        JsonNode template = holder.get(state.jsonata() ? "Arguments" : "Parameters");
        return template == null
                ? JSON.objectNode()
                : filled(template, field + (state.jsonata() ? "/Arguments" : "/Parameters"), null);
    }

    ObjectNode context() {
        return context.get();
    }

    /** What leaves the state when it has succeeded. */
    JsonNode output(@Nullable JsonNode result) throws StateFailure {
        if (state.jsonata()) {
            JsonNode output = state.field("Output");
            if (output != null) {
                return jsonata(result, null).fill(output, "Output");
            }
            return result == null ? input : result;
        }
        JsonNode merged;
        if (result != null) {
            merged = placed(selected(result));
        } else {
            merged = effectiveInput();
        }
        if (state.discards("OutputPath")) {
            return JSON.objectNode();
        }
        String path = state.text("OutputPath");
        return path == null ? merged : new Data(merged, context, variables).require(path);
    }

    /** A result through ResultSelector. */
    JsonNode selected(JsonNode result) throws StateFailure {
        JsonNode selector = state.field("ResultSelector");
        return selector == null
                ? result
                : template(new Data(result, context, variables)).fill(selector);
    }

    /** Results go into the raw input, as it was before InputPath. */
    JsonNode placed(JsonNode selected) throws StateFailure {
        return placed(state.discards("ResultPath"), state.text("ResultPath"), input, selected);
    }

    private static JsonNode placed(boolean discard, @Nullable String path, JsonNode into, JsonNode result)
            throws StateFailure {
        if (discard) {
            return into;
        }
        return path == null ? result : ResultPath.put(into, path, result);
    }

    /** The variables that a state assigns on its way out. */
    Map<String, JsonNode> assigned(@Nullable JsonNode assign, @Nullable JsonNode result, @Nullable JsonNode error)
            throws StateFailure {
        Map<String, JsonNode> assigned = new LinkedHashMap<>();
        if (assign == null) {
            return assigned;
        }
        JsonNode values;
        if (state.jsonata()) {
            values = jsonata(result, error).fill(assign, "Assign");
        } else {
            JsonNode from = error != null ? error : result != null ? result : effectiveInput();
            values = template(new Data(from, context, variables)).fill(assign);
        }
        values.properties().forEach(each -> assigned.put(each.getKey(), each.getValue()));
        return assigned;
    }

    /** What a catcher hands to its next state. */
    JsonNode caught(JsonNode catcher, JsonNode error) throws StateFailure {
        if (state.jsonata()) {
            JsonNode output = catcher.get("Output");
            return output == null ? error : jsonata(null, error).fill(output, "Output");
        }
        JsonNode path = catcher.get("ResultPath");
        return placed(path != null && path.isNull(), path == null ? null : path.asString(), input, error);
    }

    /** Whether a JSONata condition holds. */
    boolean condition(JsonNode condition, String field) throws StateFailure {
        JsonNode value = jsonata(null, null).fill(condition, field);
        if (!value.isBoolean()) {
            throw Jsonata.unexpected(condition, field, "boolean", value);
        }
        return value.booleanValue();
    }

    /** An expression of the state's language in any field. */
    JsonNode expression(JsonNode value, String field) throws StateFailure {
        return jsonata(null, null).fill(value, field);
    }

    private Template template(Data data) {
        return new Template(data, new Intrinsics(chance));
    }

    private Jsonata jsonata(@Nullable JsonNode result, @Nullable JsonNode error) {
        ObjectNode states = JSON.objectNode();
        states.set("input", input);
        states.set("context", context.get());
        if (result != null) {
            states.set("result", result);
        }
        if (error != null) {
            states.set("errorOutput", error);
        }
        return new Jsonata(states, variables, chance);
    }

    /** Intrinsic functions and paths in fields such as ErrorPath. */
    JsonNode value(String expression, String field) throws StateFailure {
        return template(data()).value(expression, field);
    }
}
