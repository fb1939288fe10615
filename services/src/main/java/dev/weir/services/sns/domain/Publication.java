package dev.weir.services.sns.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher gives, checked.
 *
 * @param message the text for every protocol that {@code perProtocol} does not name
 * @param perProtocol texts by protocol, from a message structure of {@code json}
 * @param authority host and port for URLs in what is delivered
 * @param source the ARN that publishes; empty for a caller from outside
 */
public record Publication(
        String message,
        Map<String, String> perProtocol,
        @Nullable String subject,
        Map<String, Attribute> attributes,
        @Nullable String group,
        @Nullable String deduplicationId,
        String authority,
        String source) {

    public String messageFor(Protocol protocol) {
        return perProtocol.getOrDefault(protocol.text(), message);
    }
}
