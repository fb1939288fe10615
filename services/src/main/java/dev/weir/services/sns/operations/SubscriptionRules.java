package dev.weir.services.sns.operations;

import dev.weir.kernel.Arn;
import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.DeliveryPolicy;
import dev.weir.services.sns.domain.FilterPolicyRules;
import dev.weir.services.sns.domain.PhoneNumber;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.ReplayPolicy;
import dev.weir.services.sns.domain.Topic;
import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a subscription may be. Source: Amazon SNS API Reference, "Subscribe" and "SetSubscriptionAttributes". */
final class SubscriptionRules {
    /** Source: Amazon SNS Developer Guide, "Filter policy constraints": 256 KB. */
    private static final int MAX_POLICY = 262_144;

    /** What AWS puts before the text: it differs between the two operations. */
    private final String prefix;

    private final Instant now;

    private SubscriptionRules(String prefix, Instant now) {
        this.prefix = prefix;
        this.now = now;
    }

    static SubscriptionRules ofSubscribe(Instant now) {
        return new SubscriptionRules("Attributes Reason: ", now);
    }

    static SubscriptionRules ofSet(Instant now) {
        return new SubscriptionRules("", now);
    }

    static Protocol protocol(String text, Topic topic) {
        Protocol protocol = Protocol.of(text)
                .orElseThrow(() -> SnsErrors.invalid("Amazon SNS does not support this protocol string: " + text));
        switch (protocol) {
            case APPLICATION, FIREHOSE -> throw SnsErrors.notDone("SNS subscriptions of the protocol " + text);
            case LAMBDA, HTTP, HTTPS, EMAIL, EMAIL_JSON, SMS -> {
                if (topic.fifo()) {
                    throw SnsErrors.invalid("Invalid protocol type: " + text);
                }
            }
            case SQS -> {}
        }
        return protocol;
    }

    static void endpoint(Protocol protocol, String endpoint, Topic topic) {
        switch (protocol) {
            case SQS -> {
                if (!Arn.isArn(endpoint) || !Arn.parse(endpoint).service().equals("sqs")) {
                    throw SnsErrors.invalid("SQS endpoint ARN");
                }
                if (endpoint.endsWith(".fifo") && !topic.fifo()) {
                    throw SnsErrors.invalid("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed"
                            + " to standard SNS topics");
                }
            }
            case LAMBDA -> {
                if (!Arn.isArn(endpoint) || !Arn.parse(endpoint).service().equals("lambda")) {
                    throw SnsErrors.invalid("Lambda endpoint ARN");
                }
            }
            case HTTP, HTTPS -> {
                if (!endpoint.startsWith(protocol.text() + "://")) {
                    throw SnsErrors.invalid("Endpoint must match the specified protocol");
                }
            }
            case EMAIL, EMAIL_JSON -> {
                if (endpoint.indexOf('@') <= 0) {
                    throw SnsErrors.invalid("Email address");
                }
            }
            case SMS -> {
                if (!PhoneNumber.good(endpoint)) {
                    throw SnsErrors.invalid("Invalid SMS endpoint: " + endpoint);
                }
            }
            case APPLICATION, FIREHOSE -> {}
        }
    }

    void attributes(Protocol protocol, String endpoint, Topic topic, Map<String, String> attributes) {
        boolean onBody = "MessageBody".equals(attributes.get("FilterPolicyScope"));
        attributes.forEach((name, value) -> attribute(protocol, endpoint, topic, name, value, onBody));
    }

    /** @param onBody whether the subscription's filter policy looks at the body */
    void attribute(Protocol protocol, String endpoint, Topic topic, String name, String value, boolean onBody) {
        switch (name) {
            case "RawMessageDelivery" -> raw(protocol, value);
            case "FilterPolicy" -> filter(value, onBody);
            case "FilterPolicyScope" -> {
                if (!value.equals("MessageAttributes") && !value.equals("MessageBody")) {
                    throw refused("FilterPolicyScope: Invalid value [" + value
                            + "]. Please use either MessageBody or MessageAttributes");
                }
            }
            case "RedrivePolicy" -> redrive(endpoint, topic, value);
            case "DeliveryPolicy" -> delivery(protocol, value);
            case "SubscriptionRoleArn" -> {}
            case "ReplayPolicy" -> replay(topic, value);
            default -> throw refused("AttributeName");
        }
    }

    /** A change of scope: the policy that stands must do for it. */
    void rescope(Map<String, String> attributes, String scope) {
        filter(attributes.getOrDefault("FilterPolicy", ""), scope.equals("MessageBody"));
    }

    private void raw(Protocol protocol, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            throw refused("RawMessageDelivery: Invalid value [" + value + "]. Must be true or false.");
        }
        if (lower.equals("true") && protocol != Protocol.SQS && !protocol.web()) {
            throw refused("Delivery protocol [" + protocol.text() + "] does not support raw message delivery.");
        }
    }

    private void filter(String value, boolean onBody) {
        if (value.isEmpty()) {
            return;
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_POLICY) {
            throw refused("FilterPolicy: Filter policy is larger than " + MAX_POLICY + " bytes");
        }
        JsonNode policy = json("FilterPolicy", value);
        if (!policy.isObject()) {
            throw refused("FilterPolicy: Filter is not an object");
        }
        try {
            new FilterPolicyRules(onBody).check(policy);
        } catch (FilterPolicyRules.Refused e) {
            throw refused(e.getMessage());
        }
    }

    private void delivery(Protocol protocol, String value) {
        if (value.isEmpty()) {
            return;
        }
        JsonNode policy = json("DeliveryPolicy", value);
        if (!policy.isObject()) {
            throw refused("DeliveryPolicy: failed to parse JSON.");
        }
        if (!protocol.web()) {
            throw refused("Delivery protocol [" + protocol.text() + "] does not support delivery policy.");
        }
        try {
            DeliveryPolicy unused = DeliveryPolicy.ofSubscription(policy, DeliveryPolicy.DEFAULT);
        } catch (DeliveryPolicy.Refused e) {
            throw refused("DeliveryPolicy: " + e.getMessage());
        }
    }

    private void replay(Topic topic, String value) {
        if (ReplayPolicy.off(value)) {
            return;
        }
        if (!topic.fifo()) {
            throw refused("ReplayPolicy: only subscriptions of FIFO topics can replay messages");
        }
        Instant begin = topic.archiveBegins(now)
                .orElseThrow(() -> refused("ReplayPolicy: the topic has no active ArchivePolicy"));
        try {
            // The beginning is known to the second where it is shown.
            if (ReplayPolicy.of(value).start().isBefore(begin.truncatedTo(ChronoUnit.SECONDS))) {
                throw refused("ReplayPolicy: StartingPoint must not be before the topic's BeginningArchiveTime");
            }
        } catch (IllegalArgumentException e) {
            throw refused("ReplayPolicy: " + e.getMessage());
        }
    }

    private void redrive(String endpoint, Topic topic, String value) {
        if (value.isEmpty()) {
            return;
        }
        String target = json("RedrivePolicy", value).path("deadLetterTargetArn").asString("");
        if (!Arn.isArn(target)) {
            throw refused("RedrivePolicy: deadLetterTargetArn is an invalid arn");
        }
        if (topic.fifo() && endpoint.endsWith(".fifo") && !target.endsWith(".fifo")) {
            throw refused("RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
        }
    }

    private JsonNode json(String name, String value) {
        try {
            return JsonMapper.shared().readTree(value);
        } catch (JacksonException e) {
            throw refused(name + ": failed to parse JSON. " + e.getOriginalMessage());
        }
    }

    private AwsException refused(String what) {
        return SnsErrors.invalid(prefix + what);
    }
}
