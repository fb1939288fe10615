package dev.weir.deploy.template;

import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns composed YAML nodes into a JSON tree, with YAML 1.1 scalars and CloudFormation's short tags. */
final class YamlTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
    private static final Pattern HEX = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?([0-9][0-9_]*)\\.[0-9_]*([eE][-+][0-9]+)?|[-+]?\\.[0-9][0-9_]*([eE][-+][0-9]+)?");
    private static final int MAX_DEPTH = 200;

    private final String source;
    private final Map<Node, Boolean> open = new IdentityHashMap<>();

    YamlTree(String source) {
        this.source = source;
    }

    JsonNode convert(Node node) {
        if (open.size() > MAX_DEPTH) {
            throw problem(node, "the template is nested too deeply");
        }
        if (open.put(node, true) != null) {
            throw problem(node, "an alias refers to a node that contains it");
        }
        JsonNode value =
                switch (node) {
                    case ScalarNode scalar -> scalar(scalar);
                    case SequenceNode sequence -> sequence(sequence);
                    case MappingNode mapping -> mapping(mapping);
                    default -> throw problem(node, "unexpected kind of YAML node");
                };
        open.remove(node);
        return value;
    }

    private JsonNode scalar(ScalarNode node) {
        String tag = shortTag(node);
        if (tag != null) {
            return function(node, tag, NODES.stringNode(node.getValue()));
        }
        return node.getScalarStyle() == ScalarStyle.PLAIN
                ? plainScalar(node.getValue())
                : NODES.stringNode(node.getValue());
    }

    private static JsonNode plainScalar(String text) {
        if (text.isEmpty() || text.equals("~") || text.toLowerCase(Locale.ROOT).equals("null")) {
            return NODES.nullNode();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean oneCase = text.equals(lower)
                || text.equals(text.toUpperCase(Locale.ROOT))
                || text.equals(lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1));
        if (oneCase && TRUE.contains(lower)) {
            return NODES.booleanNode(true);
        }
        if (oneCase && FALSE.contains(lower)) {
            return NODES.booleanNode(false);
        }
        String digits = text.replace("_", "");
        if (DECIMAL.matcher(text).matches()) {
            return integer(new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits));
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits, 8));
        }
        if (HEX.matcher(text).matches()) {
            return integer(new BigInteger(digits.replaceFirst("^\\+", "").replaceFirst("0x", ""), 16));
        }
        if (FLOAT.matcher(text).matches()) {
            return NODES.numberNode(Double.parseDouble(digits));
        }
        return NODES.stringNode(text);
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return NODES.numberNode(value.intValueExact());
        }
        return value.bitLength() < Long.SIZE ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
    }

    private JsonNode sequence(SequenceNode node) {
        ArrayNode items = NODES.arrayNode();
        node.getValue().forEach(item -> items.add(convert(item)));
        String tag = shortTag(node);
        return tag == null ? items : function(node, tag, items);
    }

    private JsonNode mapping(MappingNode node) {
        ObjectNode map = NODES.objectNode();
        for (NodeTuple tuple : node.getValue()) {
            String key = key(tuple.getKeyNode());
            JsonNode value = convert(tuple.getValueNode());
            if (key.equals("<<") && isPlain(tuple.getKeyNode())) {
                merge(tuple, value, map);
            } else {
                map.set(key, value);
            }
        }
        String tag = shortTag(node);
        return tag == null ? map : function(node, tag, map);
    }

    private void merge(NodeTuple tuple, JsonNode value, ObjectNode map) {
        Iterable<JsonNode> sources = value instanceof ArrayNode list ? list.values() : List.of(value);
        for (JsonNode from : sources) {
            if (!(from instanceof ObjectNode other)) {
                throw problem(tuple.getValueNode(), "a merge key needs a map, or a list of maps");
            }
            for (Map.Entry<String, JsonNode> entry : other.properties()) {
                if (!map.has(entry.getKey())) {
                    map.set(entry.getKey(), entry.getValue().deepCopy());
                }
            }
        }
    }

    private static boolean isPlain(Node node) {
        return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
    }

    private String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(node, "a map's key must be text");
    }

    /** The name of a short tag without its exclamation mark, or null where the node has none. */
    private static @Nullable String shortTag(Node node) {
        String tag = node.getTag().getValue();
        return tag.length() > 1 && tag.startsWith("!") ? tag.substring(1) : null;
    }

    private JsonNode function(Node node, String tag, JsonNode argument) {
        ObjectNode call = NODES.objectNode();
        switch (tag) {
            case "Ref", "Condition" -> call.set(tag, argument);
            case "GetAtt" -> call.set("Fn::GetAtt", attribute(argument));
            case "And",
                    "Base64",
                    "Cidr",
                    "Contains",
                    "EachMemberEquals",
                    "EachMemberIn",
                    "Equals",
                    "FindInMap",
                    "ForEach",
                    "GetAZs",
                    "GetStackOutput",
                    "If",
                    "ImportValue",
                    "Join",
                    "Length",
                    "Not",
                    "Or",
                    "RefAll",
                    "Select",
                    "Split",
                    "Sub",
                    "ToJsonString",
                    "Transform",
                    "ValueOf",
                    "ValueOfAll" -> call.set("Fn::" + tag, argument);
            default -> throw problem(node, "unknown tag !" + tag);
        }
        return call;
    }

    private static JsonNode attribute(JsonNode argument) {
        if (!argument.isString()) {
            return argument;
        }
        ArrayNode path = NODES.arrayNode();
        for (String part : argument.stringValue().split("\\.", 2)) {
            path.add(part);
        }
        return path;
    }

    private TemplateException problem(Node node, String problem) {
        Optional<Mark> at = node.getStartMark();
        return at.isPresent()
                ? new TemplateException(source, at.get().getLine() + 1, at.get().getColumn() + 1, problem)
                : new TemplateException(source, problem);
    }
}
