package dev.weir.services.states.data;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSONata as Step Functions has it: {@code {% … %}} in strings, {@code $states} and the variables bound, six functions
 * more and {@code $eval} less. Source: AWS Step Functions Developer Guide, "Transforming data with JSONata in Step
 * Functions".
 */
public final class Jsonata {
    /** The error of an expression that fails. */
    public static final String ERROR = "States.QueryEvaluationError";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String OPEN = "{%";
    private static final String CLOSE = "%}";

    private final JsonNode states;
    private final Map<String, JsonNode> variables;
    private final Chance chance;

    /**
     * @param states what {@code $states} stands for
     * @param variables the others, by name
     */
    public Jsonata(JsonNode states, Map<String, JsonNode> variables, Chance chance) {
        this.states = states;
        this.variables = variables;
        this.chance = chance;
    }

    /** Whether a string holds an expression. */
    public static boolean isExpression(JsonNode value) {
        if (!value.isString()) {
            return false;
        }
        String text = value.asString().strip();
        return text.startsWith(OPEN) && text.endsWith(CLOSE) && text.length() >= OPEN.length() + CLOSE.length();
    }

    /** Why an expression does not parse; null where it does. */
    public static @Nullable String fault(String text) {
        try {
            com.dashjoin.jsonata.Jsonata.jsonata(inner(text));
            return null;
        } catch (JException e) {
            return e.getMessage();
        }
    }

    /** A value with the expressions in its strings evaluated, in objects and arrays too. */
    public JsonNode fill(JsonNode value, String field) throws StateFailure {
        if (value instanceof ObjectNode object) {
            ObjectNode filled = JSON.objectNode();
            for (var each : object.properties()) {
                filled.set(each.getKey(), fill(each.getValue(), field + "/" + each.getKey()));
            }
            return filled;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode filled = JSON.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                filled.add(fill(array.get(i), field + "[" + i + "]"));
            }
            return filled;
        }
        return isExpression(value) ? evaluate(value.asString(), field) : value;
    }

    private static String inner(String text) {
        String stripped = text.strip();
        return stripped.substring(OPEN.length(), stripped.length() - CLOSE.length())
                .strip();
    }

    private JsonNode evaluate(String text, String field) throws StateFailure {
        String expression = inner(text);
        Object result;
        try {
            com.dashjoin.jsonata.Jsonata compiled = com.dashjoin.jsonata.Jsonata.jsonata(expression);
            var frame = compiled.createFrame();
            // The limits keep an endless expression from holding its thread for ever.
            frame.setRuntimeBounds(10_000L, 300);
            frame.bind("states", plain(states));
            variables.forEach((name, value) -> frame.bind(name, plain(value)));
            bindFunctions(frame);
            result = compiled.evaluate(null, frame);
        } catch (JException e) {
            throw new StateFailure(
                    ERROR,
                    about(expression, field) + " threw an error during evaluation. " + e.getError() + ": "
                            + e.getMessage());
        } catch (RuntimeException e) {
            // The library lets faults of its own functions through as they are.
            throw new StateFailure(
                    ERROR, about(expression, field) + " threw an error during evaluation. " + e.getMessage());
        }
        if (result == null) {
            throw new StateFailure(ERROR, about(expression, field) + " returned nothing (undefined).");
        }
        return node(result, expression, field);
    }

    /**
     * A field's value, or what its expression gave, is of another type than it must be.
     *
     * @param written the field
     * @param expected in AWS's words, such as {@code array}
     */
    public static StateFailure unexpected(JsonNode written, String field, String expected, JsonNode value) {
        return new StateFailure(
                ERROR,
                (isExpression(written) ? about(inner(written.asString()), field) : "The field '" + field + "'")
                        + " returned an unexpected result type. Expected '" + expected + "', but was '"
                        + value.getNodeType().name().toLowerCase(Locale.ROOT) + "' for value: " + Data.text(value));
    }

    /** How AWS begins what it says of an expression. */
    private static String about(String expression, String field) {
        return "The JSONata expression '" + expression + "' specified for the field '" + field + "'";
    }

    private void bindFunctions(com.dashjoin.jsonata.Jsonata.Frame frame) {
        bind(frame, "partition", "<an:a>", (List<?> arguments) -> {
            List<?> array = (List<?>) arguments.get(0);
            int size = ((Number) arguments.get(1)).intValue();
            if (size <= 0) {
                throw new IllegalArgumentException("The chunk size must be positive");
            }
            List<Object> parts = new ArrayList<>();
            for (int i = 0; i < array.size(); i += size) {
                parts.add(new ArrayList<>(array.subList(i, Math.min(i + size, array.size()))));
            }
            return parts;
        });
        bind(frame, "range", "<nnn:a>", (List<?> arguments) -> {
            double first = ((Number) arguments.get(0)).doubleValue();
            double last = ((Number) arguments.get(1)).doubleValue();
            double step = ((Number) arguments.get(2)).doubleValue();
            if (step == 0) {
                throw new IllegalArgumentException("The step must not be zero");
            }
            List<Object> range = new ArrayList<>();
            for (double i = first; step > 0 ? i <= last : i >= last; i += step) {
                if (range.size() == 1_000_000) {
                    throw new IllegalArgumentException("The range is too long");
                }
                range.add(i == Math.rint(i) ? (Object) (long) i : (Object) i);
            }
            return range;
        });
        bind(frame, "hash", "<ss?:s>", (List<?> arguments) -> {
            String algorithm = arguments.size() < 2 || arguments.get(1) == null ? "SHA-256" : (String) arguments.get(1);
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm)
                                .digest(((String) arguments.get(0)).getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalArgumentException("There is no algorithm " + algorithm, e);
            }
        });
        bind(
                frame,
                "random",
                "<n?:n>",
                (List<?> arguments) -> arguments.isEmpty() || arguments.get(0) == null
                        ? (Object) chance.number()
                        : Chance.seeded(((Number) arguments.get(0)).longValue()));
        bind(frame, "uuid", "<:s>", (List<?> arguments) -> chance.uuid());
        bind(frame, "parse", "<s:x>", (List<?> arguments) -> {
            JsonNode value = Data.parse((String) arguments.get(0));
            if (value == null) {
                throw new IllegalArgumentException("The text is not JSON");
            }
            return plain(value);
        });
        frame.bind("eval", (Object) null);
    }

    private interface Body {
        @Nullable
        Object call(List<?> arguments);
    }

    private static void bind(com.dashjoin.jsonata.Jsonata.Frame frame, String name, String signature, Body body) {
        frame.bind(name, new JFunction((input, arguments) -> body.call(arguments), signature));
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                object.properties().forEach(each -> map.put(each.getKey(), plain(each.getValue())));
                yield map;
            }
            case ArrayNode array -> {
                List<@Nullable Object> list = new ArrayList<>(array.size());
                array.forEach(each -> list.add(plain(each)));
                yield list;
            }
            default -> {
                if (value.isNull() || value.isMissingNode()) {
                    yield com.dashjoin.jsonata.Jsonata.NULL_VALUE;
                }
                if (value.isBoolean()) {
                    yield value.booleanValue();
                }
                if (value.isNumber()) {
                    yield value.isIntegralNumber() && value.canConvertToLong()
                            ? value.isInt() ? (Object) value.intValue() : (Object) value.longValue()
                            : (Object) value.doubleValue();
                }
                yield value.asString();
            }
        };
    }

    private static JsonNode node(@Nullable Object value, String expression, String field) throws StateFailure {
        if (value == null || value == com.dashjoin.jsonata.Jsonata.NULL_VALUE) {
            return JSON.nullNode();
        }
        return switch (value) {
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                for (var each : map.entrySet()) {
                    object.set(String.valueOf(each.getKey()), node(each.getValue(), expression, field));
                }
                yield object;
            }
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                for (Object each : list) {
                    array.add(node(each, expression, field));
                }
                yield array;
            }
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> whole(number);
            case BigInteger number -> JSON.numberNode(number);
            case BigDecimal number -> number(number.doubleValue());
            case Number number -> number(number.doubleValue());
            case CharSequence text -> JSON.stringNode(text.toString());
            default ->
                throw new StateFailure(ERROR, about(expression, field) + " returned an unsupported result type.");
        };
    }

    private static JsonNode whole(long number) {
        return number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE
                ? JSON.numberNode((int) number)
                : JSON.numberNode(number);
    }

    /** JSONata knows one kind of number; a whole one is written without a fraction. */
    private static JsonNode number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? whole((long) number) : JSON.numberNode(number);
    }
}
