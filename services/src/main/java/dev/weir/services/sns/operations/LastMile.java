package dev.weir.services.sns.operations;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.capture.Captured;
import dev.weir.fabric.capture.Letters;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.TopicOwner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes a message to what is behind a subscription: an HTTP endpoint, a function or a person. One attempt. */
public final class LastMile {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int TOO_MANY_REQUESTS = 429;

    private final Kernel kernel;
    private final Fabric fabric;
    private final HttpOut http;

    private final Letters letters;
    private final SmsCalls sms;

    public LastMile(Kernel kernel, Fabric fabric, HttpOut http, Letters letters, SmsCalls sms) {
        this.letters = letters;
        this.sms = sms;
        this.kernel = kernel;
        this.fabric = fabric;
        this.http = http;
    }

    /** @throws DeliveryException where it was not taken */
    public Delivered deliver(TopicOwner owner, Delivery delivery) throws DeliveryException {
        String resource = delivery.target().resource();
        String id = resource.substring(resource.indexOf(':') + 1);
        Subscription subscription = owner.subscription(id)
                .or(() -> owner.ended(id))
                .orElseThrow(() -> new DeliveryException("NotFound", "Subscription does not exist", false));
        return switch (subscription.protocol()) {
            case HTTP, HTTPS -> web(owner.topic(), subscription, delivery);
            case LAMBDA -> function(subscription, delivery);
            case EMAIL, EMAIL_JSON, SMS -> person(owner.topic(), subscription, delivery);
            case SQS, APPLICATION, FIREHOSE ->
                throw new DeliveryException(
                        "InvalidParameter",
                        "nothing is delivered to a subscription of the protocol "
                                + subscription.protocol().text(),
                        false);
        };
    }

    private Delivered person(Topic topic, Subscription subscription, Delivery delivery) throws DeliveryException {
        Captured letter = LetterWriter.of(topic, subscription, delivery.payload(), delivery.cause());
        if (subscription.protocol() == Protocol.SMS && sms.optedOut(topic.scope(), subscription.endpoint())) {
            throw new DeliveryException("OptedOut", SmsCalls.OPTED_OUT, false);
        }
        kernel.store().write(tx -> {
            letters.keep(tx, letter);
            return true;
        });
        Cause hop = delivered(subscription, delivery, letter.messageId(), Map.of());
        return new Delivered(letter.messageId(), hop);
    }

    private Cause delivered(
            Subscription subscription, Delivery delivery, String messageId, Map<String, String> detail) {
        return kernel.journal()
                .record(
                        delivery.cause(),
                        delivery.scope(),
                        "sns.Deliver",
                        delivery.source(),
                        subscription.endpoint(),
                        messageId,
                        Outcome.DELIVERED,
                        "",
                        detail);
    }

    private Delivered web(Topic topic, Subscription subscription, Delivery delivery) throws DeliveryException {
        Delivery.Attribute raw = delivery.attributes().get(Publisher.RAW_MESSAGE_ID);
        JsonNode envelope = raw == null ? JSON.readTree(delivery.payload()) : JSON.createObjectNode();
        String messageId = raw != null && raw.text() != null
                ? raw.text()
                : envelope.path("MessageId").asString("");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("x-amz-sns-message-type", List.of(envelope.path("Type").asString("Notification")));
        headers.put("x-amz-sns-message-id", List.of(messageId));
        headers.put("x-amz-sns-topic-arn", List.of(subscription.topicArn()));
        if (!subscription.pending()) {
            headers.put("x-amz-sns-subscription-arn", List.of(subscription.arn()));
        }
        if (raw != null) {
            headers.put("x-amz-sns-rawdelivery", List.of("true"));
        }
        headers.put(
                "Content-Type",
                List.of(RetryPolicies.effective(topic, subscription).contentType()));
        headers.put("User-Agent", List.of("Amazon Simple Notification Service Agent"));
        HttpResponse response;
        try {
            response = http.send("POST", URI.create(subscription.endpoint()), headers, delivery.payload(), TIMEOUT);
        } catch (IOException e) {
            throw new DeliveryException("ConnectionFailure", "no answer: " + e.getMessage(), true);
        } catch (IllegalArgumentException e) {
            throw new DeliveryException("InvalidEndpoint", "the endpoint is no URL: " + e.getMessage(), false);
        }
        int status = response.status();
        if (status < 200 || status >= 300) {
            boolean retryable = status >= 500 || status == TOO_MANY_REQUESTS;
            throw new DeliveryException("HttpStatus" + status, "the endpoint answered " + status, retryable);
        }
        Cause hop = delivered(subscription, delivery, messageId, Map.of("status", Integer.toString(status)));
        return new Delivered(messageId, hop);
    }

    private Delivered function(Subscription subscription, Delivery delivery) throws DeliveryException {
        Arn function = Arn.parse(subscription.endpoint());
        EventTarget target = fabric.at(function, EventTarget.class)
                .orElseThrow(() ->
                        new DeliveryException("ResourceNotFoundException", "Function not found: " + function, false));
        return target.deliver(new Delivery(
                delivery.scope(),
                delivery.source(),
                delivery.principal(),
                function,
                event(subscription, delivery.payload()),
                Map.of(),
                null,
                null,
                delivery.cause()));
    }

    /** Source: AWS Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications". */
    private static byte[] event(Subscription subscription, byte[] payload) {
        JsonNode envelope = JSON.readTree(payload);
        ObjectNode event = JSON.createObjectNode();
        ObjectNode item = event.putArray("Records").addObject();
        item.put("EventSource", "aws:sns");
        item.put("EventVersion", "1.0");
        item.put("EventSubscriptionArn", subscription.arn());
        ObjectNode sns = item.putObject("Sns");
        for (String field : List.of(
                "Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature")) {
            JsonNode value = envelope.get(field);
            if (value == null) {
                sns.putNull(field);
            } else {
                sns.set(field, value);
            }
        }
        sns.set("SigningCertUrl", envelope.path("SigningCertURL"));
        sns.set("UnsubscribeUrl", envelope.path("UnsubscribeURL"));
        JsonNode attributes = envelope.get("MessageAttributes");
        sns.set("MessageAttributes", attributes == null ? JSON.createObjectNode() : attributes);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
