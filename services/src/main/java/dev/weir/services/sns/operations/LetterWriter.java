package dev.weir.services.sns.operations;

import dev.weir.fabric.capture.Captured;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts messages into the form in which people get them. Sources: Amazon SNS Developer Guide, "Email notifications" and
 * "Publishing to a topic with SMS subscriptions".
 */
final class LetterWriter {
    private static final String ADDRESS = "no-reply@sns.amazonaws.com";

    private LetterWriter() {}

    /** @param payload the message in its envelope */
    static Captured of(Topic topic, Subscription subscription, byte[] payload, Cause cause) {
        JsonNode envelope = JsonMapper.shared().readTree(payload);
        String display = topic.attributes().getOrDefault("DisplayName", "");
        Protocol protocol = subscription.protocol();
        boolean text = protocol == Protocol.SMS;
        return new Captured(
                topic.scope(),
                protocol.text(),
                topic.arn(),
                text ? display : (display.isEmpty() ? "AWS Notifications" : display) + " <" + ADDRESS + ">",
                subscription.endpoint(),
                text ? "" : subject(envelope),
                switch (protocol) {
                    case SMS -> (display.isEmpty() ? "" : display + "> ") + field(envelope, "Message");
                    case EMAIL -> mail(topic, envelope);
                    default -> new String(payload, StandardCharsets.UTF_8);
                },
                field(envelope, "MessageId"),
                links(subscription, envelope),
                cause);
    }

    /** A text message to a number, from nobody's topic. */
    static Captured text(
            Scope scope,
            String sender,
            String number,
            String message,
            String id,
            Map<String, String> attributes,
            Cause cause) {
        return new Captured(scope, Protocol.SMS.text(), "", sender, number, "", message, id, attributes, cause);
    }

    private static String subject(JsonNode envelope) {
        String given = field(envelope, "Subject");
        if (!given.isEmpty()) {
            return given;
        }
        return switch (field(envelope, "Type")) {
            case "SubscriptionConfirmation" -> "AWS Notification - Subscription Confirmation";
            case "UnsubscribeConfirmation" -> "AWS Notification - Unsubscribe Confirmation";
            default -> "AWS Notification Message";
        };
    }

    private static String mail(Topic topic, JsonNode envelope) {
        String link = field(envelope, "SubscribeURL");
        return switch (field(envelope, "Type")) {
            case "SubscriptionConfirmation" ->
                "You have chosen to subscribe to the topic:\n" + topic.arn()
                        + "\n\nTo confirm this subscription, click or visit the link below (If this was in error no"
                        + " action is necessary):\n" + link + "\n";
            case "UnsubscribeConfirmation" ->
                "Your subscription to the topic below has been deleted:\n" + topic.arn()
                        + "\n\nIf this was an unintended unsubscribe, click or visit the link below to resubscribe:\n"
                        + link + "\n";
            default ->
                field(envelope, "Message")
                        + "\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit"
                        + " the link below to unsubscribe:\n" + field(envelope, "UnsubscribeURL") + "\n";
        };
    }

    /** What a test wants to follow without reading the text. */
    private static Map<String, String> links(Subscription subscription, JsonNode envelope) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("Type", field(envelope, "Type"));
        links.put("SubscriptionArn", subscription.arn());
        for (String name : new String[] {"Token", "SubscribeURL", "UnsubscribeURL"}) {
            String value = field(envelope, name);
            if (!value.isEmpty()) {
                links.put(name, value);
            }
        }
        return links;
    }

    private static String field(JsonNode envelope, String name) {
        return envelope.path(name).asString("");
    }
}
