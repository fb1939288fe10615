package dev.weir.deploy.cloudformation.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Resolves intrinsic functions. Source: CloudFormation Template Reference, "Intrinsic function reference" and
 * "Condition functions".
 */
public final class Evaluator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String NO_VALUE = "AWS::NoValue";

    private final Environment environment;

    public Evaluator(Environment environment) {
        this.environment = environment;
    }

    /** The value with every function resolved; null where it is {@code AWS::NoValue}. */
    public @Nullable JsonNode resolve(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                String function = Functions.name(object);
                yield function == null ? members(object) : call(function, argument(object, function));
            }
            case ArrayNode array -> elements(array);
            case StringNode text -> dynamic(text);
            default -> node;
        };
    }

    /** A condition's value. */
    public boolean condition(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String function = Functions.name(object);
            if (function != null) {
                JsonNode argument = argument(object, function);
                switch (function) {
                    case "Fn::And" -> {
                        return operands(function, argument).stream().allMatch(this::condition);
                    }
                    case "Fn::Or" -> {
                        return operands(function, argument).stream().anyMatch(this::condition);
                    }
                    case "Fn::Not" -> {
                        if (!argument.isArray() || argument.size() != 1) {
                            throw new StackValidationException(
                                    "Template error: Fn::Not requires a list argument with one element");
                        }
                        return !condition(argument.get(0));
                    }
                    case "Fn::Equals" -> {
                        if (!argument.isArray() || argument.size() != 2) {
                            throw new StackValidationException(
                                    "Template error: every Fn::Equals object requires a list of 2 string parameters.");
                        }
                        return same(resolve(argument.get(0)), resolve(argument.get(1)));
                    }
                    case "Condition" -> {
                        return environment.condition(argument.asString());
                    }
                    default -> {}
                }
            }
        }
        JsonNode value = resolve(node);
        return value != null && value.isValueNode() && value.asString().equalsIgnoreCase("true");
    }

    private static List<JsonNode> operands(String function, JsonNode argument) {
        if (!argument.isArray() || argument.size() < 2 || argument.size() > 10) {
            throw new StackValidationException("Template error: every " + function
                    + " object requires a list of at least 2 and at most 10 boolean parameters.");
        }
        return List.copyOf(argument.values());
    }

    private static boolean same(@Nullable JsonNode left, @Nullable JsonNode right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left.isValueNode() && right.isValueNode()) {
            return left.asString().equals(right.asString());
        }
        return left.equals(right);
    }

    private ObjectNode members(ObjectNode object) {
        ObjectNode resolved = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = resolve(member.getValue());
            if (value != null) {
                resolved.set(member.getKey(), value);
            }
        }
        return resolved;
    }

    private ArrayNode elements(ArrayNode array) {
        ArrayNode resolved = NODES.arrayNode();
        for (JsonNode element : array.values()) {
            JsonNode value = resolve(element);
            if (value != null) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private static JsonNode argument(ObjectNode object, String function) {
        JsonNode argument = object.get(function);
        if (argument == null) {
            throw new IllegalStateException("a function without an argument: " + function);
        }
        return argument;
    }

    private static JsonNode dynamic(StringNode text) {
        if (text.asString().contains("{{resolve:")) {
            throw new StackValidationException("weir does not resolve dynamic references yet: " + text.asString());
        }
        return text;
    }

    private @Nullable JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> ref(argument.asString());
            case "Fn::GetAtt" -> attribute(argument);
            case "Fn::Sub" -> substitute(argument);
            case "Fn::Join" -> join(argument);
            case "Fn::Select" -> select(argument);
            case "Fn::Split" -> split(argument);
            case "Fn::If" -> choose(argument);
            case "Fn::FindInMap" -> find(argument);
            case "Fn::Base64" ->
                text(Base64.getEncoder()
                        .encodeToString(string(function, argument).getBytes(StandardCharsets.UTF_8)));
            case "Fn::ImportValue" -> text(environment.exported(string(function, argument)));
            case "Fn::GetAZs" -> zones(argument);
            case "Fn::Cidr" -> Cidr.blocks(list(function, argument));
            case "Fn::Length" -> NODES.numberNode(list(function, argument).size());
            case "Fn::ToJsonString" -> text(MAPPER.writeValueAsString(required(function, argument)));
            case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals", "Condition" -> {
                ObjectNode condition = NODES.objectNode();
                condition.set(function, argument);
                yield BooleanNode.valueOf(condition(condition));
            }
            default ->
                throw new StackValidationException(
                        "Template format error: weir does not know the function " + function);
        };
    }

    private @Nullable JsonNode ref(String name) {
        if (name.equals(NO_VALUE)) {
            return null;
        }
        JsonNode value = environment.parameter(name);
        if (value == null) {
            value = environment.ref(name);
        }
        if (value == null) {
            throw Functions.unresolved(name);
        }
        return value;
    }

    private JsonNode attribute(JsonNode argument) {
        if (argument.isString()) {
            String path = argument.asString();
            int dot = path.indexOf('.');
            if (dot > 0) {
                return environment.attribute(path.substring(0, dot), path.substring(dot + 1));
            }
        } else if (argument.isArray() && argument.size() == 2) {
            return environment.attribute(argument.get(0).asString(), string("Fn::GetAtt", argument.get(1)));
        }
        throw new StackValidationException(
                "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute");
    }

    private JsonNode substitute(JsonNode argument) {
        String pattern;
        @Nullable JsonNode variables = null;
        if (argument.isString()) {
            pattern = argument.asString();
        } else if (argument.isArray() && argument.size() == 2 && argument.get(1).isObject()) {
            pattern = argument.get(0).asString();
            variables = argument.get(1);
        } else {
            throw new StackValidationException(
                    "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string");
        }
        StringBuilder text = new StringBuilder();
        for (Functions.Part part : Functions.parts(pattern)) {
            if (!part.variable()) {
                text.append(part.text());
                continue;
            }
            String name = part.text();
            JsonNode value;
            if (variables != null && variables.has(name)) {
                value = resolve(variables.get(name));
            } else if (name.contains(".")) {
                value = attribute(text(name));
            } else {
                value = ref(name);
            }
            if (value != null) {
                text.append(plain("Fn::Sub", value));
            }
        }
        return dynamic(StringNode.valueOf(text.toString()));
    }

    private JsonNode join(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 2) {
            throw new StackValidationException(
                    "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.");
        }
        String delimiter = string("Fn::Join", argument.get(0));
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list("Fn::Join", argument.get(1))) {
            texts.add(plain("Fn::Join", element));
        }
        return dynamic(StringNode.valueOf(String.join(delimiter, texts)));
    }

    private @Nullable JsonNode select(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 2) {
            throw new StackValidationException(
                    "Template error: Fn::Select requires a list argument with two elements: an integer index and a list");
        }
        List<JsonNode> values = list("Fn::Select", argument.get(1));
        int index;
        try {
            index = Integer.parseInt(string("Fn::Select", argument.get(0)).trim());
        } catch (NumberFormatException e) {
            throw new StackValidationException(
                    "Template error: Fn::Select requires the first argument to be an integer");
        }
        if (index < 0 || index >= values.size()) {
            throw new StackValidationException(
                    "Template error: Fn::Select cannot select nonexistent value at index " + index);
        }
        return values.get(index);
    }

    private JsonNode split(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 2) {
            throw new StackValidationException(
                    "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.");
        }
        String delimiter = string("Fn::Split", argument.get(0));
        ArrayNode parts = NODES.arrayNode();
        String rest = string("Fn::Split", argument.get(1));
        int at;
        while (!delimiter.isEmpty() && (at = rest.indexOf(delimiter)) >= 0) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + delimiter.length());
        }
        return parts.add(rest);
    }

    private @Nullable JsonNode choose(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 3) {
            throw new StackValidationException("Template error: Fn::If requires a list argument with three elements");
        }
        return resolve(environment.condition(argument.get(0).asString()) ? argument.get(1) : argument.get(2));
    }

    private @Nullable JsonNode find(JsonNode argument) {
        if (!argument.isArray() || argument.size() < 3) {
            throw new StackValidationException(
                    "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value");
        }
        String map = string("Fn::FindInMap", argument.get(0));
        String top = string("Fn::FindInMap", argument.get(1));
        String second = string("Fn::FindInMap", argument.get(2));
        JsonNode value = environment.mappings().path(map).path(top).path(second);
        if (value.isMissingNode()) {
            if (argument.size() == 4 && argument.get(3).has("DefaultValue")) {
                return resolve(argument.get(3).get("DefaultValue"));
            }
            throw new StackValidationException(
                    "Template error: Unable to get mapping for " + map + "::" + top + "::" + second);
        }
        return value;
    }

    private JsonNode zones(JsonNode argument) {
        String region = string("Fn::GetAZs", argument);
        if (region.isEmpty()) {
            region = environment.region();
        }
        return NODES.arrayNode().add(region + "a").add(region + "b").add(region + "c");
    }

    private JsonNode required(String function, JsonNode argument) {
        JsonNode value = resolve(argument);
        if (value == null) {
            throw new StackValidationException("Template error: " + function + " cannot take AWS::NoValue");
        }
        return value;
    }

    private String string(String function, JsonNode argument) {
        return plain(function, required(function, argument));
    }

    private static String plain(String function, JsonNode value) {
        if (!value.isValueNode()) {
            throw new StackValidationException(
                    "Template error: every value of " + function + " must be a string, found: " + value);
        }
        return value.asString();
    }

    private List<JsonNode> list(String function, JsonNode argument) {
        JsonNode value = required(function, argument);
        if (!value.isArray()) {
            throw new StackValidationException("Template error: " + function + " requires a list, found: " + value);
        }
        return List.copyOf(value.values());
    }

    private static JsonNode text(String value) {
        return StringNode.valueOf(value);
    }
}
