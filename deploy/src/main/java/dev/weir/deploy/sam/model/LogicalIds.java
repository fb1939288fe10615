package dev.weir.deploy.sam.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Logical ids that end in a hash of content, so that new content makes a new resource. The hashes are SAM's own. */
public final class LogicalIds {
    private static final int HASH_LENGTH = 10;

    private LogicalIds() {}

    /** A prefix with the first ten hex digits of the content's hash; the prefix alone where there is no content. */
    public static String of(String prefix, JsonNode content) {
        return prefix + shortHash(content);
    }

    /** A prefix with the first ten hex digits of the text's hash; the prefix alone where the text is empty. */
    public static String of(String prefix, String content) {
        return content.isEmpty() ? prefix : prefix + hash(content).substring(0, HASH_LENGTH);
    }

    /** A prefix with a suffix where that is letters and digits, else with a hash of it. */
    public static String readable(String prefix, String suffix) {
        return isAlphanumeric(suffix) ? prefix + suffix : of(prefix, suffix);
    }

    /** Whether a text is one or more letters and digits. */
    public static boolean isAlphanumeric(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isLetterOrDigit);
    }

    /** The SHA-1 of a text's UTF-8 bytes in hex. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static String shortHash(JsonNode content) {
        if (!Json.truthy(content)) {
            return "";
        }
        String text = content.isString() ? content.stringValue() : canonical(content);
        return hash(text).substring(0, HASH_LENGTH);
    }

    /** JSON without spaces, keys sorted, everything beyond ASCII escaped: the form that the hashes are made of. */
    static String canonical(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            out.append('{');
            String separator = "";
            for (var entry : sorted.entrySet()) {
                out.append(separator);
                out.append(Json.quoted(entry.getKey()));
                out.append(':');
                write(entry.getValue(), out);
                separator = ",";
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (Iterator<JsonNode> items = node.values().iterator(); items.hasNext(); ) {
                write(items.next(), out);
                out.append(items.hasNext() ? "," : "");
            }
            out.append(']');
        } else if (node.isString()) {
            out.append(Json.quoted(node.stringValue()));
        } else {
            out.append(node.asString("null"));
        }
    }
}
