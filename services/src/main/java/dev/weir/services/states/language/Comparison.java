package dev.weir.services.states.language;

import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rules of Choice states in JSONPath. Source: AWS Step Functions Developer Guide, "Choice workflow state",
 * "Comparison operators".
 */
public final class Comparison {
    private static final Pattern COMPARE = Pattern.compile(
            "(String|Numeric|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?");

    private Comparison() {}

    static boolean known(String operator) {
        return COMPARE.matcher(operator).matches()
                || switch (operator) {
                    case "BooleanEquals",
                            "BooleanEqualsPath",
                            "StringMatches",
                            "IsPresent",
                            "IsNull",
                            "IsString",
                            "IsNumeric",
                            "IsBoolean",
                            "IsTimestamp" -> true;
                    default -> false;
                };
    }

    /** Whether a rule holds. */
    public static boolean holds(JsonNode rule, Data data) throws StateFailure {
        if (rule.get("Not") != null) {
            return !holds(rule.get("Not"), data);
        }
        if (rule.get("And") != null) {
            for (JsonNode each : rule.get("And")) {
                if (!holds(each, data)) {
                    return false;
                }
            }
            return true;
        }
        if (rule.get("Or") != null) {
            for (JsonNode each : rule.get("Or")) {
                if (holds(each, data)) {
                    return true;
                }
            }
            return false;
        }
        String path = rule.get("Variable").asString();
        for (var field : rule.properties()) {
            if (known(field.getKey())) {
                return compare(field.getKey(), field.getValue(), path, data);
            }
        }
        throw StateFailure.runtime("A choice rule has no comparison operator");
    }

    private static boolean compare(String operator, JsonNode wanted, String path, Data data) throws StateFailure {
        JsonNode value = data.find(path);
        if (operator.equals("IsPresent")) {
            return (value != null) == wanted.booleanValue();
        }
        if (value == null) {
            throw StateFailure.runtime(
                    "Invalid path '" + path + "': The choice state's condition path references an invalid value.");
        }
        Boolean kind = kind(operator, value, wanted);
        if (kind != null) {
            return kind;
        }
        JsonNode other = operator.endsWith("Path") ? data.require(wanted.asString()) : wanted;
        String plain = operator.endsWith("Path") ? operator.substring(0, operator.length() - 4) : operator;
        if (plain.equals("BooleanEquals")) {
            return value.isBoolean() && value.equals(other);
        }
        Integer order = plain.startsWith("String")
                ? strings(value, other)
                : plain.startsWith("Numeric") ? numbers(value, other) : times(value, other);
        return order != null && satisfied(plain.replaceFirst("String|Numeric|Timestamp", ""), order);
    }

    /** Operators that compare with nothing else; null for those that do. */
    private static @Nullable Boolean kind(String operator, JsonNode value, JsonNode wanted) {
        return switch (operator) {
            case "IsNull" -> value.isNull() == wanted.booleanValue();
            case "IsString" -> value.isString() == wanted.booleanValue();
            case "IsNumeric" -> value.isNumber() == wanted.booleanValue();
            case "IsBoolean" -> value.isBoolean() == wanted.booleanValue();
            case "IsTimestamp" -> (time(value) != null) == wanted.booleanValue();
            case "StringMatches" -> value.isString() && matches(value.asString(), wanted.asString());
            default -> null;
        };
    }

    private static boolean satisfied(String relation, int order) {
        return switch (relation) {
            case "Equals" -> order == 0;
            case "LessThan" -> order < 0;
            case "GreaterThan" -> order > 0;
            case "LessThanEquals" -> order <= 0;
            default -> order >= 0;
        };
    }

    private static @Nullable Integer strings(JsonNode a, JsonNode b) {
        return a.isString() && b.isString() ? a.asString().compareTo(b.asString()) : null;
    }

    private static @Nullable Integer numbers(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : null;
    }

    private static @Nullable Integer times(JsonNode a, JsonNode b) {
        OffsetDateTime first = time(a);
        OffsetDateTime second = time(b);
        return first == null || second == null ? null : first.toInstant().compareTo(second.toInstant());
    }

    private static @Nullable OffsetDateTime time(JsonNode value) {
        return value.isString() ? StateChecks.instant(value.asString()) : null;
    }

    /** An asterisk stands for any text, unless a backslash is before it. */
    private static boolean matches(String text, String wanted) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            if (c == '\\' && i + 1 < wanted.length()) {
                pattern.append(Pattern.quote(String.valueOf(wanted.charAt(++i))));
            } else {
                pattern.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
