package dev.weir.deploy.sam.model;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Values as AWS's own messages show them: AWS's transform is written in Python and its messages follow suit. */
public final class PythonText {
    private PythonText() {}

    /** A value inside a message. */
    public static String of(JsonNode value) {
        return value.isString() ? value.stringValue() : nested(value);
    }

    private static String nested(JsonNode value) {
        if (value.isString()) {
            return "'" + value.stringValue() + "'";
        }
        if (value.isArray()) {
            return Json.items(value).stream().map(PythonText::nested).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return Json.entries(value).stream()
                    .map(entry -> "'" + entry.getKey() + "': " + nested(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        return value.isNull() ? "None" : value.asString();
    }

    /** The name of a value's type. */
    public static String typeOf(JsonNode value) {
        if (value.isString()) {
            return "str";
        }
        if (value.isArray()) {
            return "list";
        }
        if (value.isObject()) {
            return "dict";
        }
        if (value.isBoolean()) {
            return "bool";
        }
        return value.isNull() ? "NoneType" : value.isIntegralNumber() ? "int" : "float";
    }
}
