package dev.weir.services.sqs.operations;

import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message may be. Source: Amazon SQS Developer Guide, "Amazon SQS message metadata" and "message quotas". */
final class MessageRules {
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..*)?");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int MAX_ATTRIBUTES = 10;

    private MessageRules() {}

    static void body(String body) {
        if (body.isEmpty()) {
            throw SqsErrors.missing("MessageBody");
        }
        if (!wellFormed(body)) {
            throw SqsErrors.invalidContents();
        }
    }

    /** How many bytes count against the limits. */
    static long size(String body, Map<String, Attribute> attributes) {
        long size = bytes(body);
        for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
            Attribute attribute = entry.getValue();
            size += bytes(entry.getKey()) + bytes(attribute.type());
            size += attribute.bytes() != null ? attribute.bytes().length : bytes(attribute.text());
        }
        return size;
    }

    private static long bytes(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }

    static void attributes(Map<String, Attribute> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw SqsErrors.invalidParameter("Number of message attributes [" + attributes.size()
                    + "] exceeds the allowed maximum [" + MAX_ATTRIBUTES + "].");
        }
        attributes.forEach(MessageRules::attribute);
    }

    private static void attribute(String name, Attribute attribute) {
        if (name.length() > 256) {
            throw SqsErrors.invalidParameter("Message (user) attribute names must be shorter than 256 Bytes");
        }
        if (!ATTRIBUTE_NAME.matcher(name).matches()) {
            throw SqsErrors.invalidParameter("Message (user) attributes name can only contain upper and lower score"
                    + " characters, digits, periods, hyphens and underscores. ");
        }
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("aws.") || lower.startsWith("amazon.") || name.startsWith(".") || name.endsWith(".")) {
            throw SqsErrors.invalidParameter("You can't use message attribute names beginning with 'AWS.' or"
                    + " 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end"
                    + " with '.'.");
        }
        if (attribute.type().isEmpty()) {
            throw SqsErrors.invalidParameter(
                    "The message (user) attribute '" + name + "' must contain a non-empty message attribute type.");
        }
        if (attribute.type().length() > 256) {
            throw SqsErrors.invalidParameter("Message (user) attribute types must be shorter than 256 Bytes");
        }
        if (!TYPE.matcher(attribute.type()).matches()) {
            throw SqsErrors.invalidParameter("The type of message (user) attribute '" + name + "' is invalid. You must"
                    + " use only the following supported type prefixes: Binary, Number, String.");
        }
        value(name, attribute);
    }

    private static void value(String name, Attribute attribute) {
        String kind = attribute.type().substring(0, 6);
        boolean empty = attribute.binary()
                ? attribute.bytes() == null || attribute.bytes().length == 0
                : attribute.text() == null || attribute.text().isEmpty();
        if (empty) {
            throw SqsErrors.invalidParameter(
                    "Message (user) attribute '" + name + "' must contain a non-empty value of type '" + kind + "'.");
        }
        if (attribute.text() != null && !attribute.binary() && !wellFormed(attribute.text())) {
            throw SqsErrors.invalidParameter(SqsErrors.INVALID_CHARACTERS);
        }
        if (kind.equals("Number")
                && attribute.text() != null
                && !NUMBER.matcher(attribute.text().trim()).matches()) {
            throw SqsErrors.invalidParameter(
                    "Can't cast the value of message (user) attribute '" + name + "' to a number.");
        }
    }

    /** A group, deduplication or attempt id; null passes. */
    static void id(@Nullable String id, String parameter) {
        if (id == null) {
            return;
        }
        boolean good = !id.isEmpty() && id.length() <= 128 && id.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (!good) {
            throw SqsErrors.invalidValue(
                    id,
                    parameter,
                    parameter + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    /** Whether the text has only characters that XML 1.0 allows. */
    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if ((c < 0x20 && c != 0x9 && c != 0xa && c != 0xd) || Character.isSurrogate(c) || c >= 0xfffe) {
                return false;
            }
        }
        return true;
    }
}
