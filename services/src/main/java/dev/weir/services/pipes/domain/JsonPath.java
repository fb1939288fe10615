package dev.weir.services.pipes.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A path such as {@code $.body.orders[0].id} or {@code $.items[*].name}. A message's {@code body} and a record's
 * {@code data} are opened where they hold JSON, and {@code data} is decoded from base64. Source: Amazon EventBridge User
 * Guide, "Amazon EventBridge Pipes input transformation", "Implicit body data parsing".
 */
public final class JsonPath {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[(\\d{1,9}|\\*)\\]|\\['([^']+)'\\]");

    private JsonPath() {}

    /** Whether the whole text is a path. */
    public static boolean isPath(String text) {
        return text.equals("$") || text.startsWith("$.") || text.startsWith("$[");
    }

    /** What is at the path; missing where nothing is. */
    public static JsonNode select(JsonNode event, String path) {
        JsonNode node = opened(event);
        Matcher matcher = STEP.matcher(path);
        List<String> steps = new ArrayList<>();
        int end = 1;
        while (end < path.length() && matcher.find(end) && matcher.start() == end) {
            steps.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? "[" + matcher.group(2) : matcher.group(3));
            end = matcher.end();
        }
        return end == path.length() ? walk(node, steps) : MissingNode.getInstance();
    }

    private static JsonNode walk(JsonNode start, List<String> steps) {
        JsonNode node = start;
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            if (step.equals("[*")) {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                List<String> rest = steps.subList(i + 1, steps.size());
                node.forEach(element -> {
                    JsonNode found = walk(element, rest);
                    if (!found.isMissingNode()) {
                        all.add(found);
                    }
                });
                return all;
            }
            node = step.startsWith("[") ? node.path(Integer.parseInt(step.substring(1))) : node.path(step);
        }
        return node;
    }

    /** The event with what it holds as encoded JSON in the open. */
    public static JsonNode opened(JsonNode event) {
        if (!(event instanceof ObjectNode object)) {
            return event;
        }
        ObjectNode copy = object.objectNode();
        copy.setAll(object);
        String source = object.path("eventSource").asString("");
        if (source.equals("aws:sqs") && object.path("body").isString()) {
            copy.set("body", json(object.path("body").asString()));
        }
        if (source.equals("aws:kinesis") && object.path("data").isString()) {
            copy.set("data", decoded(object.path("data").asString()));
        }
        return copy;
    }

    private static JsonNode decoded(String data) {
        try {
            return json(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return StringNode.valueOf(data);
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode node = JsonMapper.shared().readTree(text);
            return node.isContainer() ? node : StringNode.valueOf(text);
        } catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }
}
