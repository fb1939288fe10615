package dev.weir.services.pipes.domain;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * An input template: text with {@code <$.path>} and {@code <aws.pipes…>} in it. Source: Amazon EventBridge User Guide,
 * "Amazon EventBridge Pipes input transformation".
 *
 * @param text null or empty for none: the event as it is
 */
public record Template(@Nullable String text) {
    private static final Pattern VARIABLE = Pattern.compile("<(\\$[^<>]*|aws\\.pipes\\.[a-z.-]+)>");
    private static final List<String> RESERVED = List.of(
            "aws.pipes.pipe-arn",
            "aws.pipes.pipe-name",
            "aws.pipes.source-arn",
            "aws.pipes.enrichment-arn",
            "aws.pipes.target-arn",
            "aws.pipes.event.ingestion-time",
            "aws.pipes.event",
            "aws.pipes.event.json");

    /** What the reserved variables stand for. */
    public record Context(
            String pipeArn, String pipeName, String source, String enrichment, String target, String ingestionTime) {}

    /** The first variable that is neither a path nor reserved, or null. */
    public @Nullable String unknown() {
        Matcher matcher = VARIABLE.matcher(text == null ? "" : text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!name.startsWith("$") && !RESERVED.contains(name)) {
                return name;
            }
        }
        return null;
    }

    /** The event as text, transformed. */
    public String fill(JsonNode event, Context context) {
        if (text == null || text.isEmpty()) {
            return event.isString() ? event.asString() : event.toString();
        }
        StringBuilder filled = new StringBuilder();
        boolean json =
                text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
        boolean inString = false;
        int from = 0;
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            inString = inside(inString, text, from, matcher.start());
            filled.append(text, from, matcher.start());
            JsonNode value = value(matcher.group(1), event, context);
            if (!json || inString) {
                filled.append(plain(value, inString));
            } else {
                filled.append(value.isMissingNode() ? "\"\"" : value.toString());
            }
            from = matcher.end();
        }
        return filled.append(text, from, text.length()).toString();
    }

    /** Transformed text as a JSON value: what it holds where it is JSON, else a string. */
    public static JsonNode json(String filled) {
        try {
            JsonNode node = JsonMapper.shared().readTree(filled);
            return node.isMissingNode() ? StringNode.valueOf(filled) : node;
        } catch (JacksonException e) {
            return StringNode.valueOf(filled);
        }
    }

    private static boolean inside(boolean before, String text, int from, int to) {
        boolean inside = before;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                inside = !inside;
            }
        }
        return inside;
    }

    private static JsonNode value(String name, JsonNode event, Context context) {
        return switch (name) {
            case "aws.pipes.pipe-arn" -> StringNode.valueOf(context.pipeArn());
            case "aws.pipes.pipe-name" -> StringNode.valueOf(context.pipeName());
            case "aws.pipes.source-arn" -> StringNode.valueOf(context.source());
            case "aws.pipes.enrichment-arn" -> StringNode.valueOf(context.enrichment());
            case "aws.pipes.target-arn" -> StringNode.valueOf(context.target());
            case "aws.pipes.event.ingestion-time" -> StringNode.valueOf(context.ingestionTime());
            case "aws.pipes.event" -> event;
            case "aws.pipes.event.json" -> JsonPath.opened(event);
            default -> JsonPath.select(event, name);
        };
    }

    /** A value within text: strings bare, escaped within a JSON string; structures as JSON. */
    private static String plain(JsonNode value, boolean escaped) {
        if (value.isMissingNode()) {
            return "";
        }
        String bare = value.isString() ? value.asString() : value.toString();
        if (!escaped) {
            return bare;
        }
        String quoted = JsonMapper.shared().writeValueAsString(bare);
        return quoted.substring(1, quoted.length() - 1);
    }
}
