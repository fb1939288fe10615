package dev.weir.services.states.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a definition, and says all that is wrong with it. Sources: Amazon States Language specification; AWS Step
 * Functions API Reference, "ValidateStateMachineDefinition".
 */
public final class DefinitionReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    private static final Set<String> TOP =
            Set.of("Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage");
    private static final int LONGEST_NAME = 80;

    private final boolean express;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> labels = new LinkedHashSet<>();

    private DefinitionReader(boolean express) {
        this.express = express;
    }

    /** What came of reading: a definition where no diagnostic is an error. */
    public record Reading(@Nullable Definition definition, List<Diagnostic> diagnostics) {
        /** Whether a state machine can be made of it. */
        public boolean fine() {
            return diagnostics.stream().noneMatch(Diagnostic::error);
        }
    }

    /** @param express whether it is for an Express workflow, which may do less */
    public static Reading read(String text, boolean express) {
        DefinitionReader reader = new DefinitionReader(express);
        Definition definition = reader.definition(text);
        return new Reading(definition, List.copyOf(reader.diagnostics));
    }

    private @Nullable Definition definition(String text) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = "[Source: (String)\"" + text + "\"; line: " + (at == null ? 0 : at.getLineNr())
                    + ", column: " + (at == null ? 0 : at.getColumnNr()) + "]";
            diagnostics.add(
                    new Diagnostic(true, "INVALID_JSON_DESCRIPTION", e.getOriginalMessage() + "\n at " + where, where));
            return null;
        }
        if (!(tree instanceof ObjectNode root)) {
            diagnostics.add(new Diagnostic(true, SCHEMA, "Definition must be a valid JSON object", null));
            return null;
        }
        QueryLanguage language = language(root, QueryLanguage.JSON_PATH, "/");
        Workflow workflow = workflow(root, "", language, language == QueryLanguage.JSONATA, TOP);
        JsonNode timeout = root.get("TimeoutSeconds");
        if (timeout != null && (!timeout.isIntegralNumber() || timeout.longValue() < 1)) {
            schema("Expected value of type PositiveInteger", "/TimeoutSeconds");
        }
        return workflow == null
                ? null
                : new Definition(workflow, timeout == null || !timeout.isNumber() ? null : timeout.longValue());
    }

    private @Nullable Workflow workflow(
            ObjectNode object, String at, QueryLanguage language, boolean fixed, @Nullable Set<String> allowed) {
        List<String> missing = new ArrayList<>();
        for (String required : List.of("States", "StartAt")) {
            if (object.get(required) == null) {
                missing.add(required);
            }
        }
        if (!missing.isEmpty()) {
            schema("These fields are required: [" + String.join(", ", missing) + "]", at.isEmpty() ? "/" : at);
            return null;
        }
        if (allowed != null) {
            for (String name : object.propertyNames()) {
                if (!allowed.contains(name)) {
                    schema("Field '" + name + "' is not supported", at.isEmpty() ? "/" : at);
                }
            }
        }
        if (!(object.get("States") instanceof ObjectNode written) || written.isEmpty()) {
            schema("The field 'States' must be an object with at least one state", at + "/States");
            return null;
        }
        if (!object.get("StartAt").isString()) {
            schema("Expected value of type String", at + "/StartAt");
            return null;
        }
        Map<String, State> states = new LinkedHashMap<>();
        for (var each : written.properties()) {
            State state = state(each.getKey(), each.getValue(), at + "/States/" + each.getKey(), language, fixed);
            if (state != null) {
                states.put(each.getKey(), state);
            }
        }
        Workflow workflow = new Workflow(object.get("StartAt").asString(), states);
        if (states.size() == written.size()) {
            diagnostics.addAll(new Transitions(workflow, at).check());
        }
        return workflow;
    }

    private QueryLanguage language(ObjectNode object, QueryLanguage inherited, String at) {
        JsonNode written = object.get("QueryLanguage");
        if (written == null) {
            return inherited;
        }
        for (QueryLanguage each : QueryLanguage.values()) {
            if (each.written().equals(written.asString())) {
                return each;
            }
        }
        schema(
                "Expected value to be one of [JSONPath, JSONata]",
                at.equals("/") ? "/QueryLanguage" : at + "/QueryLanguage");
        return inherited;
    }

    private @Nullable State state(String name, JsonNode value, String at, QueryLanguage inherited, boolean fixed) {
        if (!(value instanceof ObjectNode fields)) {
            schema("Expected value of type Object", at);
            return null;
        }
        if (name.length() > LONGEST_NAME) {
            schema("State names must be at most " + LONGEST_NAME + " characters long", at);
        }
        if (!names.add(name)) {
            diagnostics.add(new Diagnostic(true, "DUPLICATE_STATE_NAME", "Duplicate State name: " + name, at));
        }
        StateType type = type(fields, at);
        if (type == null) {
            return null;
        }
        QueryLanguage language = language(fields, inherited, at);
        if (fixed && language == QueryLanguage.JSON_PATH) {
            schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", at);
        }
        Set<String> allowed = Fields.allowed(type, language);
        for (String field : fields.propertyNames()) {
            if (!allowed.contains(field)) {
                schema("Field '" + field + "' is not supported", at);
            }
        }
        List<Workflow> inner = inner(type, fields, at, inherited, fixed);
        String next = next(type, fields, at);
        State state = new State(name, type, language, fields, next, inner);
        diagnostics.addAll(new StateChecks(state, at, express).check());
        return state;
    }

    private @Nullable StateType type(ObjectNode fields, String at) {
        JsonNode written = fields.get("Type");
        if (written == null) {
            schema("These fields are required: [Type]", at);
            return null;
        }
        for (StateType type : StateType.values()) {
            if (type.written().equals(written.asString())) {
                return type;
            }
        }
        schema("Expected value to be one of [Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait]", at + "/Type");
        return null;
    }

    private @Nullable String next(StateType type, ObjectNode fields, String at) {
        if (type == StateType.CHOICE || type == StateType.FAIL || type == StateType.SUCCEED) {
            return null;
        }
        JsonNode next = fields.get("Next");
        JsonNode end = fields.get("End");
        boolean ends = end != null && end.isBoolean() && end.booleanValue();
        if (end != null && !end.isBoolean()) {
            schema("Expected value of type Boolean", at + "/End");
        } else if ((next == null) != ends) {
            schema("Exactly one of the fields [Next, End] must be specified", at);
        }
        return next == null ? null : next.asString();
    }

    private List<Workflow> inner(StateType type, ObjectNode fields, String at, QueryLanguage inherited, boolean fixed) {
        List<Workflow> inner = new ArrayList<>();
        if (type == StateType.PARALLEL) {
            if (!(fields.get("Branches") instanceof ArrayNode branches) || branches.isEmpty()) {
                schema("These fields are required: [Branches]", at);
                return inner;
            }
            for (int i = 0; i < branches.size(); i++) {
                add(inner, branches.get(i), at + "/Branches[" + i + "]", inherited, fixed);
            }
        } else if (type == StateType.MAP) {
            String field = fields.has("ItemProcessor") ? "ItemProcessor" : "Iterator";
            label(fields, at);
            if (!fields.has(field)) {
                schema("These fields are required: [ItemProcessor]", at);
                return inner;
            }
            add(inner, fields.get(field), at + "/" + field, inherited, fixed);
        }
        return inner;
    }

    private void label(ObjectNode fields, String at) {
        JsonNode label = fields.get("Label");
        if (label != null && label.isString() && !labels.add(label.asString())) {
            schema("Duplicate Label: " + label.asString(), at + "/Label");
        }
    }

    private void add(List<Workflow> inner, JsonNode written, String at, QueryLanguage inherited, boolean fixed) {
        if (!(written instanceof ObjectNode object)) {
            schema("Expected value of type Object", at);
            return;
        }
        Workflow workflow = workflow(object, at, inherited, fixed, null);
        if (workflow != null) {
            inner.add(workflow);
        }
    }

    private void schema(String message, String at) {
        diagnostics.add(new Diagnostic(true, SCHEMA, message, at));
    }
}
