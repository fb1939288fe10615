package dev.weir.services.sns.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A subscription.
 *
 * @param id the last part of its ARN
 * @param attributes what callers set, as text
 * @param pending whether its endpoint is still to confirm
 * @param token what confirms it; empty where nothing has to
 * @param authenticated whether a signed request confirmed it
 * @param guarded whether only its owner and the topic's may end it, by a signed request
 */
public record Subscription(
        String topicArn,
        String id,
        String owner,
        Protocol protocol,
        String endpoint,
        Map<String, String> attributes,
        boolean pending,
        String token,
        boolean authenticated,
        boolean guarded) {

    public String arn() {
        return topicArn + ":" + id;
    }

    public boolean raw() {
        return "true".equals(attributes.get("RawMessageDelivery"));
    }

    /** Where messages go that cannot be delivered, as its redrive policy says; empty for none. */
    public Optional<String> redrivePolicy() {
        return Optional.ofNullable(attributes.get("RedrivePolicy"));
    }

    public Subscription with(String attribute, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(attribute);
        } else {
            changed.put(attribute, value);
        }
        return new Subscription(
                topicArn, id, owner, protocol, endpoint, changed, pending, token, authenticated, guarded);
    }

    /**
     * @param authenticated whether the confirming request was signed
     * @param guarded whether it asked for unsubscribing to be
     */
    public Subscription confirmed(boolean authenticated, boolean guarded) {
        return new Subscription(
                topicArn, id, owner, protocol, endpoint, attributes, false, token, authenticated, guarded);
    }

    /** The same, to be confirmed with this token. */
    public Subscription awaiting(String token) {
        return new Subscription(topicArn, id, owner, protocol, endpoint, attributes, true, token, false, false);
    }
}
