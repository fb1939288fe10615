package dev.weir.services.sns.operations;

import dev.weir.services.sns.domain.Attribute;
import dev.weir.services.sns.domain.Notification;
import dev.weir.services.sns.domain.Publication;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message as subscribers get it, in the form and with the spaces of AWS. Source: Amazon SNS Developer Guide, "Parsing
 * Amazon SNS message formats".
 */
final class Envelope {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Topic topic;
    private final Publication publication;
    private final String messageId;
    private final @Nullable String sequenceNumber;
    private final String timestamp;
    private final SigningKey key;
    /** By what is signed: subscriptions of one protocol share the text, and nearly always all do. */
    private final Map<String, String> signatures = new HashMap<>();

    Envelope(
            Topic topic,
            Publication publication,
            String messageId,
            @Nullable String sequenceNumber,
            Instant at,
            SigningKey key) {
        this.topic = topic;
        this.publication = publication;
        this.messageId = messageId;
        this.sequenceNumber = sequenceNumber;
        this.timestamp = time(at);
        this.key = key;
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String certificateUrl(String authority) {
        return "http://" + authority + "/SimpleNotificationService-weir.pem";
    }

    byte[] of(Subscription subscription) {
        String message = publication.messageFor(subscription.protocol());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", "Notification");
        fields.put("MessageId", messageId);
        if (sequenceNumber != null) {
            fields.put("SequenceNumber", sequenceNumber);
        }
        fields.put("TopicArn", topic.arn());
        if (publication.subject() != null) {
            fields.put("Subject", publication.subject());
        }
        fields.put("Message", message);
        fields.put("Timestamp", timestamp);
        if (!topic.fifo()) {
            fields.put("SignatureVersion", topic.signatureVersion());
            fields.put("Signature", signatures.computeIfAbsent(message, this::sign));
            fields.put("SigningCertURL", certificateUrl(publication.authority()));
        }
        fields.put(
                "UnsubscribeURL",
                "http://" + publication.authority() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        return json(fields, publication.attributes());
    }

    private String sign(String message) {
        String text = Notification.canonical(message, messageId, publication.subject(), timestamp, topic.arn());
        return key.sign(text, topic.signatureVersion());
    }

    /** AWS puts each field on a line of its own. */
    static byte[] json(Map<String, String> fields, Map<String, Attribute> attributes) {
        StringBuilder text = new StringBuilder(512).append('{');
        String separator = "\n  ";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            text.append(separator)
                    .append('"')
                    .append(field.getKey())
                    .append("\" : ")
                    .append(JSON.writeValueAsString(field.getValue()));
            separator = ",\n  ";
        }
        if (!attributes.isEmpty()) {
            text.append(separator).append("\"MessageAttributes\" : {");
            separator = "\n    ";
            for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
                text.append(separator)
                        .append(JSON.writeValueAsString(entry.getKey()))
                        .append(" : ")
                        .append(value(entry.getValue()));
                separator = ",\n    ";
            }
            text.append("\n  }");
        }
        return text.append("\n}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode value(Attribute attribute) {
        String value =
                attribute.bytes() != null ? Base64.getEncoder().encodeToString(attribute.bytes()) : attribute.text();
        return JSON.createObjectNode().put("Type", attribute.type()).put("Value", value);
    }
}
