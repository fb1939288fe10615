package dev.weir.services.sns.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is signed of a message that is delivered. Source: Amazon SNS Developer Guide, "Verifying the signatures of Amazon
 * SNS messages".
 */
public final class Notification {
    private Notification() {}

    /** The text that is signed of a notification. */
    public static String canonical(
            String message, String messageId, @Nullable String subject, String timestamp, String topicArn) {
        StringBuilder text = new StringBuilder(message.length() + 256);
        line(text, "Message", message);
        line(text, "MessageId", messageId);
        if (subject != null) {
            line(text, "Subject", subject);
        }
        line(text, "Timestamp", timestamp);
        line(text, "TopicArn", topicArn);
        line(text, "Type", "Notification");
        return text.toString();
    }

    /** The text that is signed of a request to confirm. */
    public static String canonical(Map<String, String> confirmation) {
        StringBuilder text = new StringBuilder();
        for (String field :
                new String[] {"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"}) {
            line(text, field, confirmation.getOrDefault(field, ""));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('\n').append(value).append('\n');
    }
}
