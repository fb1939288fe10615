package dev.weir.services.states.operations;

import dev.weir.services.states.StatesErrors;
import dev.weir.shapes.Constraints;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a mocked result is one that an operation could give. Source: AWS Step Functions API Reference, "MockInput",
 * {@code fieldValidationMode}. Fields that the operation does not know are let pass, as AWS does.
 */
final class MockResults {
    private final boolean complete;

    /** @param complete whether required fields must be there */
    MockResults(boolean complete) {
        this.complete = complete;
    }

    /**
     * @param free a field whose value may be any JSON; null for none
     * @throws dev.weir.shapes.AwsException ValidationException where it could not
     */
    void check(Schema schema, JsonNode result, @Nullable String free) {
        if (!result.isObject()) {
            throw StatesErrors.badMock("Mocked result must be a JSON object.");
        }
        structure(schema, result, free);
    }

    private void structure(Schema schema, JsonNode value, @Nullable String free) {
        for (Member member : schema.members()) {
            String name = Character.toUpperCase(member.name().charAt(0))
                    + member.name().substring(1);
            JsonNode field = value.get(name);
            if (field == null || field.isNull()) {
                if (complete && member.required()) {
                    throw fault("Required field '" + name + "' is missing");
                }
            } else if (!name.equals(free)) {
                value(member.schema(), field, name);
            }
        }
    }

    private void value(Schema schema, JsonNode value, String name) {
        Constraints constraints = schema.constraints();
        switch (schema.type()) {
            case STRUCTURE -> {
                must(value.isObject(), name, "must be an object");
                structure(schema, value, null);
            }
            case LIST -> {
                must(value.isArray(), name, "must be an array");
                value.forEach(element -> value(schema.element().schema(), element, name));
            }
            case MAP -> {
                must(value.isObject(), name, "must be an object");
                value.forEach(each -> value(schema.value().schema(), each, name));
            }
            case STRING -> {
                must(value.isString(), name, "must be a string");
                must(
                        constraints.allowed().isEmpty() || constraints.allowed().contains(value.asString()),
                        name,
                        "is not an expected value");
                length(constraints, value.asString().length(), name);
            }
            case BLOB, STREAM -> {
                must(value.isString(), name, "must be a string");
                length(constraints, value.asString().getBytes(StandardCharsets.UTF_8).length, name);
            }
            case TIMESTAMP -> must(value.isString(), name, "must be a string");
            case BOOLEAN -> must(value.isBoolean(), name, "must be a boolean");
            case INTEGER, LONG, FLOAT, DOUBLE -> {
                must(value.isNumber(), name, "must be a number");
                Long min = constraints.min();
                Long max = constraints.max();
                must(min == null || value.doubleValue() >= min, name, "is less than the minimum value");
                must(max == null || value.doubleValue() <= max, name, "exceeds the maximum value");
            }
            case EVENT_STREAM -> {}
        }
    }

    private static void length(Constraints constraints, int length, String name) {
        Long min = constraints.min();
        Long max = constraints.max();
        must(min == null || length >= min, name, "is smaller than the minimum length");
        must(max == null || length <= max, name, "exceeds the maximum length");
    }

    private static void must(boolean fine, String name, String what) {
        if (!fine) {
            throw fault("Field '" + name + "' " + what);
        }
    }

    private static RuntimeException fault(String what) {
        return StatesErrors.badMock("Mock result schema validation error: " + what);
    }
}
