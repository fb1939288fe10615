package dev.weir.tests.answers;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of a scenario's requests, in which names stand for what earlier answers held. */
final class Scenario {
    private static final JsonMapper JSON = new JsonMapper();

    private Scenario() {}

    /**
     * {@code $name} is a value kept from an answer; <code>{times: [a, 3]}</code> is {@code aaa}; <code>{json: …}</code>
     * is the text of a document; <code>{count: 3, of: …}</code> a list in which {@code $i} counts from 0.
     */
    static JsonNode resolve(JsonNode node, Map<String, String> kept) {
        if (node.isString()) {
            return JSON.getNodeFactory().stringNode(text(node.asString(), kept));
        }
        if (node.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            node.values().forEach(each -> list.add(resolve(each, kept)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1 && node.has("times")) {
            return JSON.getNodeFactory()
                    .stringNode(node.at("/times/0")
                            .asString()
                            .repeat(node.at("/times/1").asInt()));
        }
        if (node.size() == 1 && node.has("json")) {
            return JSON.getNodeFactory()
                    .stringNode(resolve(node.get("json"), kept).toString());
        }
        if (node.size() == 2 && node.has("count") && node.has("of")) {
            ArrayNode list = JSON.createArrayNode();
            for (int i = 0; i < node.get("count").asInt(); i++) {
                Map<String, String> inner = new java.util.HashMap<>(kept);
                inner.put("i", String.valueOf(i));
                list.add(resolve(node.get("of"), inner));
            }
            return list;
        }
        ObjectNode object = JSON.createObjectNode();
        node.properties().forEach(entry -> object.set(text(entry.getKey(), kept), resolve(entry.getValue(), kept)));
        return object;
    }

    private static String text(String text, Map<String, String> kept) {
        String resolved = text;
        for (Map.Entry<String, String> each : kept.entrySet().stream()
                .sorted((a, b) -> b.getKey().length() - a.getKey().length())
                .toList()) {
            resolved = resolved.replace("$" + each.getKey(), each.getValue());
        }
        return resolved;
    }

    /** The member of an answer at a path such as {@code Messages.0.Body}; {@code *} for each of a list. */
    static JsonNode at(JsonNode answer, @Nullable String path) {
        JsonNode found = answer;
        if (path != null && !path.equals(".")) {
            for (String part : path.split("\\.", -1)) {
                if (part.equals("*")) {
                    String rest = path.substring(path.indexOf("*.") + 2);
                    ArrayNode all = JSON.createArrayNode();
                    found.values().forEach(each -> all.add(at(each, rest)));
                    return all;
                }
                found = part.matches("\\d+") ? found.path(Integer.parseInt(part)) : found.path(part);
            }
        }
        return found;
    }
}
