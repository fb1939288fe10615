package dev.weir.services.states.language;

import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.Intrinsics;
import dev.weir.services.states.data.Jsonata;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What each field of a state must be. */
final class StateChecks {
    private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    private static final Set<String> PATHS = Set.of(
            "InputPath",
            "OutputPath",
            "ItemsPath",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "MaxConcurrencyPath",
            "ToleratedFailurePercentagePath",
            "ToleratedFailureCountPath");
    private static final Set<String> TEMPLATES =
            Set.of("Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials");

    /** Fields that have templates within them. */
    private static final Map<String, String> HOLDERS =
            Map.of("ItemReader", "Parameters", "ResultWriter", "Parameters", "ItemBatcher", "BatchInput");

    private final State state;
    private final String at;
    private final boolean express;
    private final List<Diagnostic> found = new ArrayList<>();

    StateChecks(State state, String at, boolean express) {
        this.state = state;
        this.at = at;
        this.express = express;
    }

    List<Diagnostic> check() {
        if (state.jsonata()) {
            jsonata(state.fields(), at, true);
        } else {
            paths();
        }
        retriers();
        catchers();
        switch (state.type()) {
            case TASK -> task();
            case WAIT -> waiting();
            case CHOICE -> choices();
            case MAP -> found.addAll(new MapChecks(state, at, express).check());
            default -> {}
        }
        return found;
    }

    private void paths() {
        for (String field : state.fields().propertyNames()) {
            JsonNode value = state.fields().get(field);
            if (PATHS.contains(field) && !value.isNull() && !isPath(value)) {
                schema("Value is not a Reference Path", at + "/" + field);
            } else if (field.equals("ResultPath")
                    && !value.isNull()
                    && !(value.isString() && Data.isReference(value.asString()))) {
                schema("Value is not a Reference Path", at + "/" + field);
            } else if (TEMPLATES.contains(field)) {
                template(value, at + "/" + field);
            } else if (HOLDERS.containsKey(field)) {
                String held = HOLDERS.get(field);
                template(value.path(held), at + "/" + field + "/" + held);
            }
        }
    }

    private void template(JsonNode value, String place) {
        if (value instanceof ObjectNode object) {
            for (var each : object.properties()) {
                if (each.getKey().endsWith(".$")) {
                    JsonNode text = each.getValue();
                    boolean fine = text.isString()
                            && (text.asString().startsWith("$")
                                    ? Data.isPath(text.asString())
                                    : Intrinsics.fault(text.asString()) == null);
                    if (!fine) {
                        schema(
                                "The value for the field '" + each.getKey()
                                        + "' must be a valid JSONPath or a valid intrinsic function call",
                                place);
                    }
                } else {
                    template(each.getValue(), place + "/" + each.getKey());
                }
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                template(value.get(i), place + "[" + i + "]");
            }
        }
    }

    private void jsonata(JsonNode value, String place, boolean top) {
        if (value instanceof ObjectNode object) {
            for (var each : object.properties()) {
                if (!(top && Set.of("Branches", "ItemProcessor", "Iterator").contains(each.getKey()))) {
                    jsonata(each.getValue(), place + "/" + each.getKey(), false);
                }
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                jsonata(value.get(i), place + "[" + i + "]", false);
            }
        } else if (Jsonata.isExpression(value)) {
            String fault = Jsonata.fault(value.asString());
            if (fault != null) {
                schema("The JSONata expression is invalid: " + fault, place);
            }
        }
    }

    private void retriers() {
        JsonNode retry = state.field("Retry");
        if (retry == null) {
            return;
        }
        if (!retry.isArray()) {
            schema("Expected value of type Array", at + "/Retry");
            return;
        }
        for (int i = 0; i < retry.size(); i++) {
            String place = at + "/Retry[" + i + "]";
            JsonNode each = retry.get(i);
            errors(each, place, i == retry.size() - 1);
            number(each, place, "IntervalSeconds", 1, 99_999_999, true);
            number(each, place, "MaxAttempts", 0, 99_999_999, true);
            number(each, place, "BackoffRate", 1, Double.MAX_VALUE, false);
            number(each, place, "MaxDelaySeconds", 1, 31_622_400, true);
            JsonNode jitter = each.get("JitterStrategy");
            if (jitter != null && !Set.of("FULL", "NONE").contains(jitter.asString())) {
                schema("Expected value to be one of [FULL, NONE]", place + "/JitterStrategy");
            }
        }
    }

    private void number(JsonNode holder, String place, String field, double least, double most, boolean whole) {
        JsonNode value = holder.get(field);
        if (value != null
                && (!value.isNumber()
                        || (whole && !value.isIntegralNumber())
                        || value.doubleValue() < least
                        || value.doubleValue() > most)) {
            schema(
                    "Value must be " + (whole ? "an integer" : "a number") + " of at least " + (long) least,
                    place + "/" + field);
        }
    }

    private void catchers() {
        JsonNode catchers = state.field("Catch");
        if (catchers == null) {
            return;
        }
        if (!catchers.isArray()) {
            schema("Expected value of type Array", at + "/Catch");
            return;
        }
        for (int i = 0; i < catchers.size(); i++) {
            String place = at + "/Catch[" + i + "]";
            errors(catchers.get(i), place, i == catchers.size() - 1);
            if (!catchers.get(i).has("Next")) {
                schema("These fields are required: [Next]", place);
            }
        }
    }

    private void errors(JsonNode holder, String place, boolean last) {
        JsonNode errors = holder.get("ErrorEquals");
        if (errors == null || !errors.isArray() || errors.isEmpty()) {
            schema("These fields are required: [ErrorEquals]", place);
            return;
        }
        for (JsonNode error : errors) {
            if (error.asString().equals("States.ALL") && (errors.size() > 1 || !last)) {
                schema(
                        "States.ALL must appear alone, and in the last "
                                + (place.contains("/Catch[") ? "catcher" : "retrier"),
                        place + "/ErrorEquals");
            }
        }
    }

    private void task() {
        JsonNode resource = state.field("Resource");
        if (resource == null) {
            schema("These fields are required: [Resource]", at);
            return;
        }
        String text = resource.asString();
        if (!text.matches("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:.+")) {
            schema("Value is not a valid resource ARN", at + "/Resource");
            return;
        }
        JsonNode credentials = state.field("Credentials");
        if (credentials != null
                && !credentials.has("RoleArn")
                && !credentials.has("RoleArn.$")
                && !credentials.isString()) {
            schema("The field 'RoleArn' is required but was missing", at + "/Credentials");
        }
        if (express && text.contains(":activity:")) {
            schema("Express state machine does not support Activity ARN", at + "/Resource");
        } else if (express && text.endsWith(".waitForTaskToken")) {
            schema("Express state machine does not support '.waitForTaskToken' service integration ", at + "/Resource");
        } else if (express && (text.endsWith(".sync") || text.endsWith(".sync:2"))) {
            schema("Express state machine does not support '.sync' service integration", at + "/Resource");
        }
        only("TimeoutSeconds", "TimeoutSecondsPath");
        only("HeartbeatSeconds", "HeartbeatSecondsPath");
        JsonNode timeout = state.field("TimeoutSeconds");
        JsonNode heartbeat = state.field("HeartbeatSeconds");
        if (heartbeat != null
                && timeout != null
                && heartbeat.isNumber()
                && timeout.isNumber()
                && heartbeat.doubleValue() >= timeout.doubleValue()) {
            schema("'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'", at);
        }
    }

    private void only(String one, String other) {
        if (state.field(one) != null && state.field(other) != null) {
            schema("Only one of the fields [" + one + ", " + other + "] may be specified", at);
        }
    }

    private void waiting() {
        long ways = List.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath").stream()
                .filter(field -> state.field(field) != null)
                .count();
        if (ways != 1) {
            schema("Exactly one of the fields [Seconds, SecondsPath, Timestamp, TimestampPath] must be specified", at);
        }
        JsonNode timestamp = state.field("Timestamp");
        if (timestamp != null && !Jsonata.isExpression(timestamp) && instant(timestamp.asString()) == null) {
            schema("String does not match RFC3339 timestamp", at + "/Timestamp");
        }
    }

    static @Nullable OffsetDateTime instant(String text) {
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private void choices() {
        JsonNode choices = state.field("Choices");
        if (choices == null || !choices.isArray() || choices.isEmpty()) {
            schema("These fields are required: [Choices]", at);
            return;
        }
        for (int i = 0; i < choices.size(); i++) {
            String place = at + "/Choices[" + i + "]";
            if (!choices.get(i).has("Next")) {
                schema("These fields are required: [Next]", place);
            }
            if (state.jsonata()) {
                if (!choices.get(i).has("Condition")) {
                    schema("These fields are required: [Condition]", place);
                }
            } else {
                rule(choices.get(i), place);
            }
        }
    }

    private void rule(JsonNode rule, String place) {
        JsonNode not = rule.get("Not");
        if (not != null) {
            rule(not, place + "/Not");
            return;
        }
        for (String all : List.of("And", "Or")) {
            if (rule.get(all) != null) {
                for (int i = 0; i < rule.get(all).size(); i++) {
                    rule(rule.get(all).get(i), place + "/" + all + "[" + i + "]");
                }
                return;
            }
        }
        if (!isPath(rule.get("Variable"))) {
            schema("Value is not a Reference Path", place + "/Variable");
        }
        List<String> operators = rule.propertyNames().stream()
                .filter(name -> !Set.of("Variable", "Next", "Comment", "Assign", "Output")
                        .contains(name))
                .toList();
        if (operators.size() != 1 || !Comparison.known(operators.getFirst())) {
            schema("Exactly one comparison operator must be specified", place);
        }
    }

    private static boolean isPath(@Nullable JsonNode value) {
        return value != null && value.isString() && Data.isPath(value.asString());
    }

    private void schema(String message, String place) {
        found.add(new Diagnostic(true, SCHEMA, message, place));
    }
}
