package dev.weir.deploy.cloudformation.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How intrinsic functions look in a template. */
final class Functions {
    /** Literal text, or the name of a variable, of an {@code Fn::Sub} pattern. */
    record Part(boolean variable, String text) {}

    private Functions() {}

    /** The function that an object with a single member calls; null where it calls none. */
    static @Nullable String name(ObjectNode object) {
        if (object.size() != 1) {
            return null;
        }
        String name = object.propertyNames().iterator().next();
        boolean condition = name.equals("Condition") && object.get(name).isString();
        return name.equals("Ref") && object.get(name).isString() || name.startsWith("Fn::") || condition ? name : null;
    }

    /** Splits a {@code Fn::Sub} pattern; {@code ${!name}} is the literal {@code ${name}}. */
    static List<Part> parts(String pattern) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (true) {
            int open = pattern.indexOf("${", from);
            int close = open < 0 ? -1 : pattern.indexOf('}', open);
            if (close < 0) {
                parts.add(new Part(false, pattern.substring(from)));
                return parts;
            }
            parts.add(new Part(false, pattern.substring(from, open)));
            String name = pattern.substring(open + 2, close);
            if (name.startsWith("!")) {
                parts.add(new Part(false, "${" + name.substring(1) + "}"));
            } else {
                parts.add(new Part(true, name.trim()));
            }
            from = close + 1;
        }
    }

    /** Tells the consumer the name of every parameter or resource that the node refers to. */
    static void references(JsonNode node, Consumer<String> seen) {
        switch (node) {
            case ObjectNode object -> {
                String function = name(object);
                if ("Ref".equals(function)) {
                    seen.accept(object.get("Ref").asString());
                } else if ("Fn::GetAtt".equals(function)) {
                    JsonNode argument = object.get(function);
                    seen.accept(
                            argument.isArray() && !argument.isEmpty()
                                    ? argument.get(0).asString()
                                    : before(argument.asString(""), '.'));
                    if (argument.isArray() && argument.size() > 1) {
                        references(argument.get(1), seen);
                    }
                } else if ("Fn::Sub".equals(function)) {
                    substituted(object.get(function), seen);
                } else {
                    object.values().forEach(value -> references(value, seen));
                }
            }
            case ArrayNode array -> array.values().forEach(value -> references(value, seen));
            default -> {}
        }
    }

    private static void substituted(JsonNode argument, Consumer<String> seen) {
        JsonNode variables = argument.isArray() && argument.size() == 2 ? argument.get(1) : null;
        String pattern =
                argument.isArray() && !argument.isEmpty() ? argument.get(0).asString("") : argument.asString("");
        for (Part part : parts(pattern)) {
            if (part.variable() && (variables == null || !variables.has(part.text()))) {
                seen.accept(before(part.text(), '.'));
            }
        }
        if (variables != null) {
            references(variables, seen);
        }
    }

    static StackValidationException unresolved(String name) {
        return new StackValidationException("Template format error: Unresolved resource dependencies [" + name
                + "] in the Resources block of the template");
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
