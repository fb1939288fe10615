package dev.weir.services.sns.operations;

import dev.weir.api.sns.MessageAttributeValue;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What may be published. Source: Amazon SNS API Reference, "Publish". */
final class PublishRules {
    static final int MAX_BYTES = 262_144;
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..+)?");

    private PublishRules() {}

    static void subject(@Nullable String subject) {
        if (subject == null) {
            return;
        }
        boolean good =
                !subject.isEmpty() && subject.length() <= 100 && subject.chars().noneMatch(Character::isISOControl);
        if (!good) {
            throw SnsErrors.invalid("Subject");
        }
    }

    static String message(@Nullable String message) {
        if (message == null || message.isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        return message;
    }

    /** Texts by protocol, with {@code default} among them. */
    static Map<String, String> structure(String message) {
        JsonNode structure;
        try {
            structure = JsonMapper.shared().readTree(message);
        } catch (JacksonException e) {
            throw SnsErrors.invalid("Message Structure - JSON message body failed to parse");
        }
        Map<String, String> texts = new HashMap<>();
        if (structure.isObject()) {
            structure.properties().forEach(entry -> {
                if (entry.getValue().isString()) {
                    texts.put(entry.getKey(), entry.getValue().asString());
                }
            });
        }
        if (!texts.containsKey("default")) {
            throw SnsErrors.invalid("Message Structure - No default entry in JSON message body");
        }
        return texts;
    }

    static void ids(Topic topic, @Nullable String group, @Nullable String deduplicationId) {
        if (topic.fifo()) {
            if (group == null) {
                throw SnsErrors.invalid("The MessageGroupId parameter is required for FIFO topics");
            }
            if (deduplicationId == null && !topic.contentBasedDeduplication()) {
                throw SnsErrors.invalid("The topic should either have ContentBasedDeduplication enabled or"
                        + " MessageDeduplicationId provided explicitly");
            }
        } else if (deduplicationId != null) {
            throw SnsErrors.invalid("MessageDeduplicationId Reason: The request includes MessageDeduplicationId"
                    + " parameter that is not valid for this topic type");
        }
        id(group, "MessageGroupId");
        id(deduplicationId, "MessageDeduplicationId");
    }

    private static void id(@Nullable String id, String parameter) {
        if (id != null && (id.isEmpty() || id.length() > 128 || id.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f))) {
            throw SnsErrors.invalid(
                    parameter + " Reason: The request includes " + parameter + " parameter with invalid value");
        }
    }

    static Map<String, Attribute> attributes(@Nullable Map<String, MessageAttributeValue> values) {
        if (values == null || values.isEmpty()) {
            return Map.of();
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        values.forEach((name, value) -> attributes.put(name, attribute(name, value)));
        return attributes;
    }

    private static Attribute attribute(String name, MessageAttributeValue value) {
        name(name);
        String type = value.dataType() == null ? "" : value.dataType();
        if (!TYPE.matcher(type).matches()) {
            throw SnsErrors.invalidValue("The message attribute '" + name + "' has an invalid message attribute type,"
                    + " the set of supported type prefixes is Binary, Number, and String.");
        }
        boolean binary = type.startsWith("Binary");
        String text = value.stringValue();
        byte[] bytes = value.binaryValue();
        boolean other = binary ? text != null : bytes != null;
        boolean own = binary ? bytes != null : text != null;
        if (!own && other) {
            throw SnsErrors.invalidValue("The message attribute '" + name + "' with type '" + type
                    + "' must use field '" + (binary ? "Binary" : "String") + "'.");
        }
        boolean empty = binary ? bytes == null || bytes.length == 0 : text == null || text.isEmpty();
        if (empty) {
            throw SnsErrors.invalidValue("The message attribute '" + name
                    + "' must contain non-empty message attribute value for message attribute type '" + type + "'.");
        }
        return new Attribute(type, binary ? null : text, binary ? bytes : null);
    }

    private static void name(String name) {
        if (name.startsWith(".")) {
            throw SnsErrors.invalidValue("Invalid message attribute name starting with character '.' was found.");
        }
        if (name.endsWith(".")) {
            throw SnsErrors.invalidValue("Invalid message attribute name ending with character '.' was found.");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean good = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
            if (!good) {
                throw SnsErrors.invalidValue("Invalid non-alphanumeric character '#x"
                        + Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)
                        + "' was found in the message attribute name. Can only include alphanumeric characters,"
                        + " hyphens, underscores, or dots.");
            }
            if (c == '.' && name.charAt(i - 1) == '.') {
                throw SnsErrors.invalidValue("Message attribute name can not have successive '.' character.");
            }
        }
    }

    /** How many bytes count against the limit. */
    static long size(String message, Map<String, Attribute> attributes) {
        long size = bytes(message);
        for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
            Attribute attribute = entry.getValue();
            size += bytes(entry.getKey()) + bytes(attribute.type());
            size += attribute.bytes() != null
                    ? attribute.bytes().length
                    : attribute.text() == null ? 0 : bytes(attribute.text());
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
