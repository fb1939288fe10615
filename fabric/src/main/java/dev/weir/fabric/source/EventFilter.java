package dev.weir.fabric.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import software.amazon.event.ruler.Machine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Filter criteria of an event source mapping or a pipe: a record passes where any pattern matches it, or where there is
 * none. Source: AWS Lambda Developer Guide, "Control which events Lambda sends to your function"; Amazon EventBridge
 * User Guide, "Event filtering in Amazon EventBridge Pipes".
 */
public final class EventFilter {
    private final List<String> patterns;
    private final Machine machine = new Machine();

    private EventFilter(List<String> patterns) {
        this.patterns = patterns;
    }

    /**
     * @param patterns in EventBridge's pattern language; none lets everything pass
     * @throws IllegalArgumentException where one is no pattern
     */
    public static EventFilter of(List<String> patterns) {
        EventFilter filter = new EventFilter(List.copyOf(patterns));
        for (String pattern : filter.patterns) {
            try {
                filter.machine.addRule(pattern, pattern);
            } catch (IOException | RuntimeException e) {
                throw new IllegalArgumentException("no pattern: " + pattern, e);
            }
        }
        return filter;
    }

    /** Whether a record passes, its text bodies seen as JSON where they are. */
    public boolean passes(ObjectNode event) {
        if (patterns.isEmpty()) {
            return true;
        }
        try {
            return !machine.rulesForJSONEvent(opened(event).toString()).isEmpty();
        } catch (Exception e) {
            // The library declares the widest exception there is; what it cannot read cannot match.
            return false;
        }
    }

    /** A Kinesis record: patterns name its data, decoded, and its other fields beside it. */
    private static ObjectNode openedRecord(ObjectNode event) {
        ObjectNode record = event.objectNode();
        record.setAll((ObjectNode) event.path("kinesis"));
        record.set("data", json(event, event.path("kinesis").path("data").asString("")));
        ObjectNode copy = event.objectNode();
        copy.setAll(record);
        copy.setAll(event);
        copy.set("kinesis", record);
        return copy;
    }

    private static JsonNode json(ObjectNode event, String base64) {
        String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return event.stringNode(text);
        }
    }

    /** Why a record did not pass. */
    public String reason() {
        return "no filter pattern matches: " + String.join(" or ", patterns);
    }

    private static ObjectNode opened(ObjectNode event) {
        if (event.path("kinesis").isObject()) {
            return openedRecord(event);
        }
        if (!event.path("body").isString()) {
            return event;
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(event.path("body").asString());
            if (!body.isObject()) {
                return event;
            }
            ObjectNode copy = event.objectNode();
            copy.setAll(event);
            copy.set("body", body);
            return copy;
        } catch (JacksonException e) {
            return event;
        }
    }
}
