package dev.weir.mcp.tool;

import dev.weir.mcp.client.WeirClient;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Names, ARNs and tags of resources, as tools meet them. */
public final class Names {
    /** Clients take 64 characters, and put a server's name before a tool's. */
    private static final int LONGEST_TOOL = 48;

    private Names() {}

    /** The ARN, where only the name is given. */
    public static String arn(WeirClient weir, String service, String before, String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? nameOrArn
                : "arn:aws:" + service + ":" + weir.scope().region() + ":"
                        + weir.scope().account() + ":" + before + nameOrArn;
    }

    /** The last part of an ARN, a URL or a path; a name is its own. */
    public static String last(String name) {
        int cut = Math.max(name.lastIndexOf(':'), name.lastIndexOf('/'));
        return name.substring(cut + 1);
    }

    /** The name of a tool for a resource: letters, digits, dashes and underscores, and unlike the others. */
    public static String tool(String prefix, String name, Set<String> taken) {
        String plain = prefix + name.replaceAll("[^A-Za-z0-9_-]", "_");
        if (plain.length() > LONGEST_TOOL || taken.contains(plain)) {
            String hash = String.format(Locale.ROOT, "%08x", name.hashCode());
            plain = plain.substring(0, Math.min(plain.length(), LONGEST_TOOL - 9)) + "_" + hash;
        }
        taken.add(plain);
        return plain;
    }

    /** Tags in whichever form a service has them: an object, or a list of keys and values. */
    public static Map<String, String> tags(JsonNode node) {
        Map<String, String> tags = new HashMap<>();
        if (node.isObject()) {
            node.forEachEntry((key, value) -> tags.put(key, value.asString("")));
        } else {
            for (JsonNode tag : node) {
                tags.put(
                        tag.path("Key").asString(tag.path("key").asString("")),
                        tag.path("Value").asString(tag.path("value").asString("")));
            }
        }
        return tags;
    }

    /** An object whose values are text, of one in which some are JSON: policies are often given so. */
    public static ObjectNode texts(JsonNode object) {
        ObjectNode texts = WeirClient.object();
        object.forEachEntry((name, value) -> texts.put(name, value.isString() ? value.asString() : value.toString()));
        return texts;
    }

    /** Tags as a JSON object. */
    public static ObjectNode tagsNode(Map<String, String> tags) {
        ObjectNode node = WeirClient.object();
        tags.forEach(node::put);
        return node;
    }

    /** Text that a service gives as a JSON document, as that where it is one. */
    public static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }
}
