package dev.weir.services.states.data;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What each intrinsic function does, and the limits that AWS gives it. */
final class IntrinsicFunctions {
    static final Set<String> NAMES = Set.of(
            "States.Array",
            "States.ArrayContains",
            "States.ArrayGetItem",
            "States.ArrayLength",
            "States.ArrayPartition",
            "States.ArrayRange",
            "States.ArrayUnique",
            "States.Base64Decode",
            "States.Base64Encode",
            "States.Format",
            "States.Hash",
            "States.JsonMerge",
            "States.JsonToString",
            "States.MathAdd",
            "States.MathRandom",
            "States.StringSplit",
            "States.StringToJson",
            "States.UUID");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_TEXT = 10_000;
    private static final int MOST_ELEMENTS = 1_000;

    private final Chance chance;

    IntrinsicFunctions(Chance chance) {
        this.chance = chance;
    }

    JsonNode call(String name, List<JsonNode> given, String text) throws StateFailure {
        Arguments arguments = new Arguments(given, text);
        return switch (name) {
            case "States.Array" -> array(given);
            case "States.ArrayContains" -> {
                ArrayNode array = arguments.count(2).array(0);
                yield BooleanNode.valueOf(contains(array, given.get(1)));
            }
            case "States.ArrayGetItem" -> {
                ArrayNode array = arguments.count(2).array(0);
                int index = arguments.integer(1);
                if (index < 0 || index >= array.size()) {
                    throw arguments.fault("the index is out of range");
                }
                yield array.get(index);
            }
            case "States.ArrayLength" ->
                IntNode.valueOf(arguments.count(1).array(0).size());
            case "States.ArrayPartition" -> partition(arguments.count(2));
            case "States.ArrayRange" -> range(arguments.count(3));
            case "States.ArrayUnique" -> unique(arguments.count(1).array(0));
            case "States.Base64Encode" ->
                StringNode.valueOf(Base64.getEncoder()
                        .encodeToString(arguments.count(1).shortText(0).getBytes(StandardCharsets.UTF_8)));
            case "States.Base64Decode" -> decoded(arguments.count(1));
            case "States.Format" -> format(arguments);
            case "States.Hash" -> hash(arguments.count(2));
            case "States.JsonMerge" -> merge(arguments.count(3));
            case "States.JsonToString" -> {
                arguments.count(1);
                yield StringNode.valueOf(Data.text(given.getFirst()));
            }
            case "States.MathAdd" -> add(arguments.count(2));
            case "States.MathRandom" -> random(arguments);
            case "States.StringSplit" -> split(arguments.count(2));
            case "States.StringToJson" -> {
                String json = arguments.count(1).string(0);
                JsonNode value = json.isBlank() ? JSON.nullNode() : Data.parse(json);
                if (value == null) {
                    throw arguments.fault("the text is not JSON");
                }
                yield value;
            }
            case "States.UUID" -> {
                arguments.count(0);
                yield StringNode.valueOf(chance.uuid());
            }
            default -> throw arguments.fault("there is no such function");
        };
    }

    private static JsonNode array(List<JsonNode> elements) {
        ArrayNode array = JSON.arrayNode();
        elements.forEach(array::add);
        return array;
    }

    private static boolean contains(ArrayNode array, JsonNode value) {
        for (JsonNode element : array) {
            if (same(element, value)) {
                return true;
            }
        }
        return false;
    }

    static boolean same(JsonNode a, JsonNode b) {
        return (a.isNumber() && b.isNumber()) ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }

    private static JsonNode partition(Arguments arguments) throws StateFailure {
        ArrayNode array = arguments.array(0);
        int size = arguments.integer(1);
        if (size <= 0) {
            throw arguments.fault("the chunk size must be positive");
        }
        ArrayNode parts = JSON.arrayNode();
        for (int i = 0; i < array.size(); i += size) {
            ArrayNode part = parts.addArray();
            for (int j = i; j < Math.min(i + size, array.size()); j++) {
                part.add(array.get(j));
            }
        }
        return parts;
    }

    private static JsonNode range(Arguments arguments) throws StateFailure {
        long first = arguments.integer(0);
        long last = arguments.integer(1);
        long step = arguments.integer(2);
        if (step == 0) {
            throw arguments.fault("the step must not be zero");
        }
        if ((last - first) / step >= MOST_ELEMENTS) {
            throw arguments.fault("the range has more than " + MOST_ELEMENTS + " elements");
        }
        ArrayNode range = JSON.arrayNode();
        for (long i = first; step > 0 ? i <= last : i >= last; i += step) {
            range.add(
                    i >= Integer.MIN_VALUE && i <= Integer.MAX_VALUE ? IntNode.valueOf((int) i) : LongNode.valueOf(i));
        }
        return range;
    }

    private static JsonNode unique(ArrayNode array) {
        Set<JsonNode> seen = new LinkedHashSet<>();
        array.forEach(seen::add);
        return array(List.copyOf(seen));
    }

    private static JsonNode decoded(Arguments arguments) throws StateFailure {
        try {
            return StringNode.valueOf(
                    new String(Base64.getDecoder().decode(arguments.shortText(0)), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw arguments.fault("the text is not Base64");
        }
    }

    private static JsonNode format(Arguments arguments) throws StateFailure {
        String template = arguments.string(0);
        StringBuilder text = new StringBuilder();
        int next = 1;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                text.append(template.charAt(++i));
            } else if (c == '{' && i + 1 < template.length() && template.charAt(i + 1) == '}') {
                if (next >= arguments.given().size()) {
                    throw arguments.fault("there are more placeholders than values");
                }
                JsonNode value = arguments.given().get(next++);
                text.append(value.isString() ? value.asString() : Data.text(value));
                i++;
            } else {
                text.append(c);
            }
        }
        if (next != arguments.given().size()) {
            throw arguments.fault("there are more values than placeholders");
        }
        return StringNode.valueOf(text.toString());
    }

    private static JsonNode hash(Arguments arguments) throws StateFailure {
        JsonNode value = arguments.given().get(0);
        String text = value.isString() ? value.asString() : Data.text(value);
        String algorithm = arguments.string(1);
        if (text.length() > MOST_TEXT) {
            throw arguments.fault("the text is longer than " + MOST_TEXT + " characters");
        }
        if (!Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").contains(algorithm)) {
            throw arguments.fault("there is no algorithm " + algorithm);
        }
        try {
            return StringNode.valueOf(HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode merge(Arguments arguments) throws StateFailure {
        if (!(arguments.given().get(0) instanceof ObjectNode first)
                || !(arguments.given().get(1) instanceof ObjectNode second)) {
            throw arguments.fault("only objects can be merged");
        }
        if (!arguments.given().get(2).equals(BooleanNode.FALSE)) {
            throw arguments.fault("only shallow merges are supported: the third argument must be false");
        }
        ObjectNode merged = first.deepCopy();
        merged.setAll(second);
        return merged;
    }

    private static JsonNode add(Arguments arguments) throws StateFailure {
        long sum = (long) arguments.integer(0) + arguments.integer(1);
        return sum >= Integer.MIN_VALUE && sum <= Integer.MAX_VALUE
                ? IntNode.valueOf((int) sum)
                : LongNode.valueOf(sum);
    }

    private JsonNode random(Arguments arguments) throws StateFailure {
        int size = arguments.given().size();
        if (size != 2 && size != 3) {
            throw arguments.fault("it takes two or three arguments");
        }
        int start = arguments.integer(0);
        int end = arguments.integer(1);
        if (start >= end) {
            throw arguments.fault("the start must be below the end");
        }
        double number = size == 3 ? Chance.seeded(arguments.integer(2)) : chance.number();
        return IntNode.valueOf((int) (start + (long) Math.floor(number * ((double) end - start))));
    }

    private static JsonNode split(Arguments arguments) throws StateFailure {
        String text = arguments.string(0);
        String splitters = arguments.string(1);
        ArrayNode parts = JSON.arrayNode();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (splitters.indexOf(c) < 0) {
                part.append(c);
            } else if (!part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        if (!part.isEmpty() || parts.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    private record Arguments(List<JsonNode> given, String text) {
        Arguments count(int wanted) throws StateFailure {
            if (given.size() != wanted) {
                throw fault("it takes " + wanted + " arguments, not " + given.size());
            }
            return this;
        }

        ArrayNode array(int index) throws StateFailure {
            if (given.get(index) instanceof ArrayNode array) {
                return array;
            }
            throw fault("argument " + (index + 1) + " must be an array");
        }

        String string(int index) throws StateFailure {
            if (index < given.size() && given.get(index).isString()) {
                return given.get(index).asString();
            }
            throw fault("argument " + (index + 1) + " must be a string");
        }

        String shortText(int index) throws StateFailure {
            String value = string(index);
            if (value.length() > MOST_TEXT) {
                throw fault("the text is longer than " + MOST_TEXT + " characters");
            }
            return value;
        }

        /** Fractions are rounded down to the nearest integer, as AWS documents it. */
        int integer(int index) throws StateFailure {
            JsonNode value = given.get(index);
            if (!value.isNumber()) {
                throw fault("argument " + (index + 1) + " must be a number");
            }
            BigDecimal number = value.decimalValue().setScale(0, java.math.RoundingMode.HALF_UP);
            try {
                return number.intValueExact();
            } catch (ArithmeticException e) {
                throw fault("argument " + (index + 1) + " must be within 32 bits");
            }
        }

        StateFailure fault(String why) {
            return new StateFailure("States.IntrinsicFailure", "The function '" + text + "' failed: " + why);
        }
    }
}
