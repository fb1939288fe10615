package dev.weir.deploy.sam.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** CloudFormation's intrinsic functions: making them and knowing them. */
public final class Intrinsics {
    private static final int MAX_OR_CONDITIONS = 10;

    private Intrinsics() {}

    /** {@code Ref}. */
    public static ObjectNode ref(String name) {
        return Json.object("Ref", name);
    }

    /** {@code Fn::GetAtt}. */
    public static ObjectNode getAtt(String logicalId, String attribute) {
        return Json.object("Fn::GetAtt", Json.array(logicalId, attribute));
    }

    /** {@code Fn::Sub} of a text. */
    public static ObjectNode sub(String text) {
        return Json.object("Fn::Sub", text);
    }

    /** {@code Fn::Sub} of a text with variables of its own. */
    public static ObjectNode sub(String text, ObjectNode variables) {
        return Json.object("Fn::Sub", Json.array(text, variables));
    }

    /** {@code Fn::If}. */
    public static ObjectNode when(String condition, JsonNode then, JsonNode otherwise) {
        return Json.object("Fn::If", Json.array(condition, then, otherwise));
    }

    /** {@code Fn::If} that is nothing where the condition is false. */
    public static ObjectNode when(String condition, JsonNode then) {
        return when(condition, then, noValue());
    }

    /** {@code Ref: AWS::NoValue}. */
    public static ObjectNode noValue() {
        return ref("AWS::NoValue");
    }

    /** Whether a node is a call of an intrinsic function, or a {@code Condition}. */
    public static boolean isIntrinsic(@Nullable JsonNode node) {
        if (!(node instanceof ObjectNode map) || map.size() != 1) {
            return false;
        }
        String key = map.propertyNames().iterator().next();
        return key.equals("Ref") || key.equals("Condition") || key.startsWith("Fn::");
    }

    /** Whether a node is {@code Fn::If}. */
    public static boolean isIf(@Nullable JsonNode node) {
        return isIntrinsic(node) && node instanceof ObjectNode map && map.has("Fn::If");
    }

    /** Whether a node is {@code Ref: AWS::NoValue}. */
    public static boolean isNoValue(@Nullable JsonNode node) {
        return isIntrinsic(node) && "AWS::NoValue".equals(Json.text(node, "Ref"));
    }

    /** Whether a node is text with a dynamic reference in it. */
    public static boolean isDynamicReference(@Nullable JsonNode node) {
        String text = Json.text(node);
        return text != null && text.startsWith("{{resolve:") && text.endsWith("}}");
    }

    /** What a {@code Ref} points at, or the node itself where it is none. */
    public static @Nullable JsonNode referred(@Nullable JsonNode node) {
        JsonNode target = Json.get(node, "Ref");
        return target == null ? node : target;
    }

    /** The logical id that a {@code Ref} or {@code Fn::GetAtt} points at, or null for anything else. */
    public static @Nullable String logicalId(@Nullable JsonNode node) {
        String referred = Json.text(node, "Ref");
        if (referred != null) {
            return referred;
        }
        JsonNode attribute = Json.get(node, "Fn::GetAtt");
        if (attribute != null && attribute.isArray() && !attribute.isEmpty()) {
            return Json.text(attribute.get(0));
        }
        String text = Json.text(attribute);
        return text == null ? null : text.split("\\.", 2)[0];
    }

    /** A function call as {@code ${...}} would name it inside {@code Fn::Sub}. */
    public static String shorthand(JsonNode call) {
        String referred = Json.text(call, "Ref");
        if (referred != null) {
            return "${" + referred + "}";
        }
        List<JsonNode> attribute = Json.items(Json.get(call, "Fn::GetAtt"));
        return "${"
                + String.join(".", attribute.stream().map(JsonNode::asString).toList()) + "}";
    }

    /**
     * Conditions joined by {@code Fn::Or}, which takes ten at most: more are joined in layers, the last under the
     * given name. Empty for fewer than two.
     */
    public static Map<String, ObjectNode> anyOf(Collection<String> conditions, String name) {
        Map<String, ObjectNode> made = new LinkedHashMap<>();
        if (conditions.size() < 2) {
            return made;
        }
        List<String> layer = List.copyOf(conditions);
        int count = 0;
        while (layer.size() > MAX_OR_CONDITIONS) {
            List<String> next = new ArrayList<>();
            for (int from = 0; from < layer.size(); from += MAX_OR_CONDITIONS) {
                List<String> group = layer.subList(from, Math.min(from + MAX_OR_CONDITIONS, layer.size()));
                if (group.size() == 1) {
                    next.add(group.getFirst());
                } else {
                    String groupName = name + count++;
                    made.put(groupName, or(group));
                    next.add(groupName);
                }
            }
            layer = next;
        }
        made.put(name, or(layer));
        return made;
    }

    private static ObjectNode or(List<String> conditions) {
        return Json.object(
                "Fn::Or",
                Json.array(conditions.stream()
                        .map(condition -> Json.object("Condition", condition))
                        .toList()));
    }
}
