package dev.weir.deploy.cloudformation.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A template's parameter. Source: CloudFormation User Guide, "Template parameters". */
public record ParameterDeclaration(
        String name,
        String type,
        @Nullable String defaultValue,
        List<String> allowed,
        @Nullable String pattern,
        @Nullable BigDecimal minLength,
        @Nullable BigDecimal maxLength,
        @Nullable BigDecimal minValue,
        @Nullable BigDecimal maxValue,
        boolean noEcho,
        @Nullable String description,
        @Nullable String constraintDescription) {

    private static final Set<String> TYPES =
            Set.of("String", "Number", "List<Number>", "CommaDelimitedList", "List<String>");

    static ParameterDeclaration of(String name, JsonNode node) {
        if (!(node instanceof ObjectNode object) || !object.path("Type").isString()) {
            throw new StackValidationException(
                    "Template format error: Every Parameters object must contain a Type member. (" + name
                            + " has none)");
        }
        String type = object.get("Type").asString();
        if (!TYPES.contains(type) && !type.startsWith("AWS::") && !type.startsWith("List<AWS::")) {
            throw new StackValidationException("Template format error: Unrecognized parameter type: " + type);
        }
        if (type.startsWith("AWS::SSM::")) {
            throw new StackValidationException(
                    "weir does not support parameters of type " + type + " yet (parameter " + name + ")");
        }
        List<String> allowed = new ArrayList<>();
        object.path("AllowedValues").values().forEach(value -> allowed.add(value.asString()));
        return new ParameterDeclaration(
                name,
                type,
                object.has("Default") ? object.get("Default").asString() : null,
                allowed,
                text(object, "AllowedPattern"),
                decimal(object, "MinLength"),
                decimal(object, "MaxLength"),
                decimal(object, "MinValue"),
                decimal(object, "MaxValue"),
                object.path("NoEcho").asString("false").equalsIgnoreCase("true"),
                text(object, "Description"),
                text(object, "ConstraintDescription"));
    }

    /** The value as {@code Ref} gives it. */
    public JsonNode value(String given) {
        if (type.equals("CommaDelimitedList") || type.startsWith("List<")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            if (!given.isEmpty()) {
                for (String part : given.split(",", -1)) {
                    list.add(part.trim());
                }
            }
            return list;
        }
        return StringNode.valueOf(given);
    }

    /** @throws StackValidationException where the value is not allowed */
    public void check(String given) {
        if (type.equals("Number") && number(given) == null) {
            throw new StackValidationException("Parameter '" + name + "' must be a number.");
        }
        if (!allowed.isEmpty() && !allowed.contains(given)) {
            throw refused("must be one of AllowedValues");
        }
        if (pattern != null && !Pattern.compile(pattern).matcher(given).matches()) {
            throw refused("must match pattern " + pattern);
        }
        if (minLength != null && given.length() < minLength.intValue()) {
            throw refused("must contain at least " + minLength + " characters");
        }
        if (maxLength != null && given.length() > maxLength.intValue()) {
            throw refused("must contain at most " + maxLength + " characters");
        }
        BigDecimal number = number(given);
        if (number != null && minValue != null && number.compareTo(minValue) < 0) {
            throw refused("must be a number not less than " + minValue);
        }
        if (number != null && maxValue != null && number.compareTo(maxValue) > 0) {
            throw refused("must be a number not greater than " + maxValue);
        }
    }

    private StackValidationException refused(String why) {
        return new StackValidationException(
                constraintDescription == null
                        ? "Parameter '" + name + "' " + why
                        : "Parameter " + name + " failed to satisfy constraint: " + constraintDescription);
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(ObjectNode object, String name) {
        return object.has(name) ? object.get(name).asString() : null;
    }

    private static @Nullable BigDecimal decimal(ObjectNode object, String name) {
        String text = text(object, name);
        return text == null ? null : number(text);
    }
}
