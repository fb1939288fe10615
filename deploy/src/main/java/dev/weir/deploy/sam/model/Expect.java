package dev.weir.deploy.sam.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks a value's type and says which property has the wrong one.
 *
 * @param subject the id of the resource or event
 * @param event whether the subject is an event
 */
public record Expect(String subject, boolean event) {
    /** Checks for a resource. */
    public static Expect ofResource(String logicalId) {
        return new Expect(logicalId, false);
    }

    /** Checks for an event. */
    public static Expect ofEvent(String eventId) {
        return new Expect(eventId, true);
    }

    /** The value as a map, or an error. */
    public ObjectNode map(@Nullable JsonNode value, String property) {
        return typed(value, property, "map", JsonNode::isObject, node -> (ObjectNode) node);
    }

    /** The value as a list, or an error. */
    public ArrayNode list(@Nullable JsonNode value, String property) {
        return typed(value, property, "list", JsonNode::isArray, node -> (ArrayNode) node);
    }

    /** The value as text, or an error. */
    public String text(@Nullable JsonNode value, String property) {
        return typed(value, property, "string", JsonNode::isString, JsonNode::stringValue);
    }

    /** The value as a boolean, or an error. */
    public boolean bool(@Nullable JsonNode value, String property) {
        return typed(value, property, "boolean", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    /** The value, or an error where there is none. */
    public JsonNode present(@Nullable JsonNode value, String property) {
        if (value == null || value.isNull()) {
            throw invalid("Property '%s' is required.".formatted(property));
        }
        return value;
    }

    /** The items of a list of texts, or an error that names the item. */
    public List<String> texts(@Nullable JsonNode value, String property) {
        ArrayNode list = list(value, property);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(list.get(i), "%s[%d]".formatted(property, i)));
        }
        return texts;
    }

    /** An error about the subject. */
    public Invalid invalid(String problem) {
        return event ? Invalid.event(subject, problem) : Invalid.resource(subject, problem);
    }

    private <T> T typed(
            @Nullable JsonNode value,
            String property,
            String type,
            Predicate<JsonNode> test,
            Function<JsonNode, T> conversion) {
        if (value == null || !test.test(value)) {
            throw invalid("Property '%s' should be a %s.".formatted(property, type));
        }
        return conversion.apply(value);
    }
}
