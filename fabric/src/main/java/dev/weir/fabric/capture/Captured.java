package dev.weir.fabric.capture;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import java.util.Map;

/**
 * A message to a person.
 *
 * @param channel {@code email}, {@code email-json} or {@code sms}
 * @param source the ARN that sends it; empty where a caller did so directly
 * @param from the sender's address, name or number; empty where it has none
 * @param to the receiver's address or number, as given
 * @param subject of a mail; empty where it has none
 * @param messageId the id that the sending service gave it
 * @param attributes what else the service knows of it, in order
 * @param cause the hop that led to it
 */
public record Captured(
        Scope scope,
        String channel,
        String source,
        String from,
        String to,
        String subject,
        String body,
        String messageId,
        Map<String, String> attributes,
        Cause cause) {}
