package dev.weir.services.events.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes a target's input out of an event: as it is, a constant, a part, or a filled template. Source: Amazon EventBridge
 * User Guide, "Amazon EventBridge input transformation".
 */
public record InputTransform(
        @Nullable String constant,
        @Nullable String path,
        Map<String, String> variables,
        @Nullable String template) {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");
    private static final List<String> RESERVED = List.of(
            "aws.events.rule-arn",
            "aws.events.rule-name",
            "aws.events.event.ingestion-time",
            "aws.events.event",
            "aws.events.event.json");

    /** What the reserved variables stand for. */
    public record Context(String ruleArn, String ruleName, String ingestionTime) {}

    /** A template whose result is not JSON: the target gets nothing. */
    public static final class InvalidInputException extends Exception {
        public InvalidInputException(String message) {
            super(message, null, false, false);
        }
    }

    /** The first placeholder that is neither a variable nor reserved, or null. */
    public @Nullable String unknownPlaceholder() {
        if (template == null) {
            return null;
        }
        Matcher matcher = PLACEHOLDER.matcher(template);
        while (matcher.find()) {
            if (!variables.containsKey(matcher.group(1)) && !RESERVED.contains(matcher.group(1))) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /**
     * @param event the whole event
     * @param text the same as text
     */
    public String apply(ObjectNode event, String text, Context context) throws InvalidInputException {
        if (constant != null) {
            return constant;
        }
        if (path != null) {
            JsonNode part = select(event, path);
            return part.isMissingNode() ? "null" : part.toString();
        }
        return template == null ? text : fill(template, event, context);
    }

    private String fill(String text, ObjectNode event, Context context) throws InvalidInputException {
        boolean json = text.stripLeading().startsWith("{");
        StringBuilder filled = new StringBuilder();
        int from = 0;
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            filled.append(text, from, matcher.start());
            boolean quoted = insideString(text, matcher.start());
            JsonNode value = value(matcher.group(1), event, context);
            if (quoted && json && value.isContainer()) {
                throw new InvalidInputException(
                        "the template puts " + matcher.group() + ", which is no text, into a string");
            }
            filled.append(quoted ? plain(value) : value.isMissingNode() ? "\"\"" : value.toString());
            from = matcher.end();
        }
        filled.append(text, from, text.length());
        return checked(filled.toString());
    }

    /** A JSON document, or several strings on a line each. */
    private static String checked(String result) throws InvalidInputException {
        try {
            for (String part : result.stripLeading().startsWith("{")
                    ? List.of(result)
                    : result.strip().lines().toList()) {
                MAPPER.readTree(part);
            }
            return result;
        } catch (JacksonException e) {
            throw new InvalidInputException("the filled template is not JSON: " + result);
        }
    }

    private static boolean insideString(String text, int at) {
        boolean inside = false;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                inside = !inside;
            }
        }
        return inside;
    }

    private JsonNode value(String name, ObjectNode event, Context context) {
        return switch (name) {
            case "aws.events.rule-arn" -> StringNode.valueOf(context.ruleArn());
            case "aws.events.rule-name" -> StringNode.valueOf(context.ruleName());
            case "aws.events.event.ingestion-time" -> StringNode.valueOf(context.ingestionTime());
            case "aws.events.event.json" -> event;
            case "aws.events.event" -> {
                ObjectNode bare = event.deepCopy();
                bare.remove("detail");
                JsonNode type = bare.remove("detail-type");
                if (type != null) {
                    bare.set("detailType", type);
                }
                yield bare;
            }
            default -> select(event, variables.getOrDefault(name, "$"));
        };
    }

    /** As AWS puts a value into a string: text bare, structures without quotation marks. */
    private static String plain(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        if (value.isContainer()) {
            return value.toString().replace("\"", "");
        }
        String text = MAPPER.writeValueAsString(value.asString());
        return text.substring(1, text.length() - 1);
    }

    /** {@code $.detail.items[0].name}. */
    public static JsonNode select(JsonNode root, String path) {
        JsonNode node = root;
        for (String step : steps(path)) {
            node = step.startsWith("[") ? node.path(Integer.parseInt(step.substring(1))) : node.path(step);
        }
        return node;
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\.([^.\\[]+)|\\['([^']*)'\\]|\\[(\\d{1,9})\\]")
                .matcher(path.startsWith("$") ? path.substring(1) : path);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                steps.add(matcher.group(1));
            } else if (matcher.group(2) != null) {
                steps.add(matcher.group(2));
            } else {
                steps.add("[" + matcher.group(3));
            }
        }
        return steps;
    }
}
