package dev.weir.services.events.background;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.event.ruler.Ruler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event held against a pattern, field by field. Each field is asked of the library on its own, as a pattern with
 * nothing else in it, so that what a field matches is what EventBridge matches.
 *
 * @param fields of the pattern
 * @param matched of them
 * @param path of the first that did not match, such as {@code detail.state}
 * @param wanted what the pattern has there
 * @param present what the event has there; empty for nothing
 */
record Mismatch(int fields, int matched, String path, String wanted, Optional<String> present) {
    /** One field of a pattern. */
    private record Field(List<String> path, JsonNode wanted) {}

    /** Empty where every field matches. */
    static Optional<Mismatch> of(String pattern, String event) {
        List<Field> fields = new ArrayList<>();
        collect(JsonMapper.shared().readTree(pattern), List.of(), fields);
        JsonNode tree = JsonMapper.shared().readTree(event);
        Field first = null;
        int matched = 0;
        for (Field field : fields) {
            if (matches(event, field)) {
                matched++;
            } else if (first == null) {
                first = field;
            }
        }
        return first == null
                ? Optional.empty()
                : Optional.of(new Mismatch(
                        fields.size(),
                        matched,
                        String.join(".", first.path),
                        first.wanted.toString(),
                        present(tree, first.path)));
    }

    private static void collect(JsonNode pattern, List<String> path, List<Field> into) {
        for (Map.Entry<String, JsonNode> entry : pattern.properties()) {
            List<String> below = new ArrayList<>(path);
            below.add(entry.getKey());
            if (entry.getValue().isObject()) {
                collect(entry.getValue(), below, into);
            } else {
                into.add(new Field(below, entry.getValue()));
            }
        }
    }

    private static boolean matches(String event, Field field) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode at = root;
        for (String name : field.path.subList(0, field.path.size() - 1)) {
            at = at.putObject(name);
        }
        at.set(field.path.getLast(), field.wanted);
        try {
            return Ruler.matchesRule(event, root.toString());
        } catch (Exception e) {
            throw new IllegalStateException("a stored pattern that is none: " + root, e);
        }
    }

    private static Optional<String> present(JsonNode event, List<String> path) {
        JsonNode at = event;
        for (String name : path) {
            at = at.path(name);
        }
        return at.isMissingNode() ? Optional.empty() : Optional.of(at.toString());
    }
}
