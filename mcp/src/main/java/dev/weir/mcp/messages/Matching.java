package dev.weir.mcp.messages;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds an event against patterns, without sending it. Each field of a pattern that does not match is asked about on its own,
 * as a pattern with nothing else in it.
 */
final class Matching {
    private final WeirClient weir;
    private final ObjectNode event;

    /** @param event what is missing of an event's frame is added */
    Matching(WeirClient weir, JsonNode event) {
        this.weir = weir;
        this.event = framed(weir, event);
    }

    /** @param path empty where the whole pattern is meant */
    record Miss(String path, String wanted, String present) {}

    private static ObjectNode framed(WeirClient weir, JsonNode given) {
        if (!(given instanceof ObjectNode object)) {
            throw new RefusedException(
                    "", "`event` must be an object with source, detail-type and detail, as a rule sees it");
        }
        ObjectNode event = WeirClient.object()
                .put("version", "0")
                .put("id", "00000000-0000-0000-0000-000000000000")
                .put("account", weir.scope().account())
                .put("region", weir.scope().region())
                .put("time", weir.get("/_weir/clock").path("now").asString("").replaceFirst("\\.[0-9]+Z$", "Z"))
                .put("source", "test")
                .put("detail-type", "test");
        event.putArray("resources");
        event.putObject("detail");
        object.forEachEntry((name, value) -> event.set(plain(name), detail(name, value)));
        return event;
    }

    /** PutEvents has other names for the same fields. */
    private static String plain(String name) {
        return switch (name) {
            case "Source" -> "source";
            case "DetailType" -> "detail-type";
            case "Detail" -> "detail";
            case "Resources" -> "resources";
            case "Time" -> "time";
            default -> name;
        };
    }

    private static JsonNode detail(String name, JsonNode value) {
        return name.equals("Detail") && value.isString() ? Names.parsed(value.asString()) : value;
    }

    /** @throws RefusedException where the pattern is none */
    boolean matches(String pattern) {
        return weir.aws(
                        "eventbridge",
                        "testEventPattern",
                        WeirClient.object().put("EventPattern", pattern).put("Event", event.toString()))
                .path("Result")
                .asBoolean(false);
    }

    /** The fields that do not match; none where the pattern does. */
    List<Miss> misses(String pattern) {
        List<Miss> misses = new ArrayList<>();
        if (!matches(pattern)) {
            look(Names.parsed(pattern), List.of(), misses);
            if (misses.isEmpty()) {
                misses.add(new Miss("", pattern, event.toString()));
            }
        }
        return misses;
    }

    private void look(JsonNode pattern, List<String> path, List<Miss> misses) {
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            List<String> below = new ArrayList<>(path);
            below.add(field.getKey());
            if (field.getValue().isObject()) {
                look(field.getValue(), below, misses);
            } else if (!matches(alone(below, field.getValue()).toString())) {
                misses.add(new Miss(
                        String.join(".", below),
                        field.getValue().toString(),
                        present(below).map(JsonNode::toString).orElse("nothing")));
            }
        }
    }

    private static ObjectNode alone(List<String> path, JsonNode wanted) {
        ObjectNode root = WeirClient.object();
        ObjectNode at = root;
        for (String name : path.subList(0, path.size() - 1)) {
            at = at.putObject(name);
        }
        at.set(path.getLast(), wanted);
        return root;
    }

    private Optional<JsonNode> present(List<String> path) {
        JsonNode at = event;
        for (String name : path) {
            at = at.path(name);
        }
        return at.isMissingNode() ? Optional.empty() : Optional.of(at);
    }
}
