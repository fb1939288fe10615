package dev.weir.services.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.sns.ConfirmSubscriptionInput;
import dev.weir.api.sns.CreateTopicInput;
import dev.weir.api.sns.GetSubscriptionAttributesInput;
import dev.weir.api.sns.GetTopicAttributesInput;
import dev.weir.api.sns.ListSubscriptionsByTopicInput;
import dev.weir.api.sns.MessageAttributeValue;
import dev.weir.api.sns.PublishInput;
import dev.weir.api.sns.SetSubscriptionAttributesInput;
import dev.weir.api.sns.SnsOperations;
import dev.weir.api.sns.SubscribeInput;
import dev.weir.api.sns.UnsubscribeInput;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.delivery.Outbox;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.services.sns.domain.Notification;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.store.Stores;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SnsTest {
    private final Store store = Stores.memory();
    private final RunningKernel running = Kernels.simulated(store, 7);
    private final Kernel kernel = running.kernel();
    private final Call call = Call.internal(Scope.DEFAULT, "request", "localhost:4566", Cause.NONE);
    /** Everything that a queue or a function was given. */
    private final List<Delivery> taken = new ArrayList<>();

    private final List<HttpRequest> posted = new ArrayList<>();
    private int status = 200;
    private String missing = "";
    private final SnsService service;
    private final SnsOperations sns;

    SnsTest() {
        EventTarget others = new EventTarget() {
            @Override
            public boolean exists(Arn arn) {
                return true;
            }

            @Override
            public Delivered deliver(Delivery delivery) throws DeliveryException {
                if (delivery.target().toString().equals(missing)) {
                    throw new DeliveryException("AWS.SimpleQueueService.NonExistentQueue", "gone", false);
                }
                taken.add(delivery);
                return new Delivered("id", delivery.cause());
            }
        };
        SnsService[] self = new SnsService[1];
        Fabric fabric = new Fabric() {
            @Override
            public <T> Optional<T> at(Arn arn, Class<T> capability) {
                return of(arn.service(), capability);
            }

            @Override
            public <T> Optional<T> of(String name, Class<T> capability) {
                return name.equals("sns") ? self[0].capability(capability) : Optional.of(capability.cast(others));
            }
        };
        HttpOut http = (method, uri, headers, body, timeout) -> {
            posted.add(new HttpRequest(
                    Scope.DEFAULT, "", method, uri.getAuthority(), uri.getPath(), "", headers, body, "", Cause.NONE));
            return new HttpResponse(status, Map.of(), new byte[0]);
        };
        Outbox outbox = new Outbox(kernel, fabric);
        this.service = new SnsService(kernel, fabric, outbox, http);
        self[0] = service;
        outbox.resume();
        this.sns = service.calls();
    }

    @AfterEach
    void close() {
        running.close();
        store.close();
    }

    @Test
    void aMessageReachesEveryQueueInASignedEnvelope() throws Exception {
        String topic = topic("orders", Map.of());
        subscribe(topic, "sqs", queue("one"), Map.of());
        subscribe(topic, "sqs", queue("two"), Map.of("RawMessageDelivery", "true"));
        String id = publish(topic, "hello", Map.of("kind", text("new")));
        settle();
        assertEquals(2, taken.size());
        Delivery one = taken.stream()
                .filter(d -> d.target().resource().equals("one"))
                .findFirst()
                .orElseThrow();
        Delivery two = taken.stream()
                .filter(d -> d.target().resource().equals("two"))
                .findFirst()
                .orElseThrow();
        assertEquals("hello", body(two));
        assertEquals("new", two.attributes().get("kind").text());
        JsonNode envelope = JsonMapper.shared().readTree(one.payload());
        assertEquals(
                List.of(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Message",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertURL",
                        "UnsubscribeURL",
                        "MessageAttributes"),
                List.copyOf(envelope.propertyNames()));
        assertEquals(id, envelope.get("MessageId").asString());
        assertEquals("2026-01-01T00:00:00.000Z", envelope.get("Timestamp").asString());
        assertEquals(
                "{\"Type\":\"String\",\"Value\":\"new\"}",
                envelope.get("MessageAttributes").get("kind").toString());
        assertTrue(verified(envelope));
    }

    private boolean verified(JsonNode envelope) throws Exception {
        HttpResponse pem = service.dataPlane()
                .orElseThrow()
                .handle(new HttpRequest(
                        Scope.DEFAULT,
                        "",
                        "GET",
                        "localhost:4566",
                        "/SimpleNotificationService-weir.pem",
                        "",
                        Map.of(),
                        new byte[0],
                        "",
                        Cause.NONE))
                .orElseThrow();
        var certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem.body()));
        certificate.verify(certificate.getPublicKey());
        Signature signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(Notification.canonical(
                        envelope.get("Message").asString(),
                        envelope.get("MessageId").asString(),
                        null,
                        envelope.get("Timestamp").asString(),
                        envelope.get("TopicArn").asString())
                .getBytes(StandardCharsets.UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(envelope.get("Signature").asString()));
    }

    @Test
    void whatTheFilterDoesNotWantIsJournalledWithTheKey() {
        String topic = topic("orders", Map.of());
        subscribe(topic, "sqs", queue("big"), Map.of("FilterPolicy", "{\"total\":[{\"numeric\":[\">\",100]}]}"));
        subscribe(
                topic,
                "sqs",
                queue("body"),
                Map.of("FilterPolicy", "{\"order\":{\"kind\":[\"x\"]}}", "FilterPolicyScope", "MessageBody"));
        String id = publish(
                topic,
                "{\"order\":{\"kind\":\"x\"}}",
                Map.of(
                        "total",
                        MessageAttributeValue.builder()
                                .dataType("Number")
                                .stringValue("5")
                                .build()));
        settle();
        assertEquals(
                List.of("body"), taken.stream().map(d -> d.target().resource()).toList());
        Hop filtered = hop(id, Outcome.FILTERED);
        assertEquals(
                "filter policy: attribute total is 5, and the policy wants [{\"numeric\":[\">\",100]}]",
                filtered.reason());
        assertEquals(queue("big"), filtered.target());
    }

    @Test
    void aFunctionGetsTheEventOfAws() {
        String topic = topic("orders", Map.of());
        String function = Scope.DEFAULT.arn("lambda", "function:f").toString();
        String subscription = subscribe(topic, "lambda", function, Map.of());
        publish(topic, "hello", Map.of());
        settle();
        JsonNode event = JsonMapper.shared()
                .readTree(taken.get(0).payload())
                .get("Records")
                .get(0);
        assertEquals(function, taken.get(0).target().toString());
        assertEquals("aws:sns", event.get("EventSource").asString());
        assertEquals(subscription, event.get("EventSubscriptionArn").asString());
        JsonNode message = event.get("Sns");
        assertEquals("hello", message.get("Message").asString());
        assertTrue(message.get("Subject").isNull());
        assertTrue(message.get("MessageAttributes").isObject());
        assertTrue(message.has("SigningCertUrl") && message.has("UnsubscribeUrl"));
    }

    @Test
    void aMessageThatCannotBeDeliveredGoesToTheDeadLetterQueue() {
        String topic = topic("orders", Map.of());
        missing = queue("gone");
        subscribe(
                topic, "sqs", missing, Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + queue("dead") + "\"}"));
        publish(topic, "hello", Map.of());
        settle();
        assertEquals(
                List.of("dead"), taken.stream().map(d -> d.target().resource()).toList());
        assertEquals(
                "hello",
                JsonMapper.shared()
                        .readTree(taken.get(0).payload())
                        .get("Message")
                        .asString());
    }

    @Test
    void anHttpEndpointConfirmsAndIsTriedAgain() {
        String topic = topic("orders", Map.of());
        assertEquals("pending confirmation", subscribe(topic, "http", "http://example.test/in", Map.of()));
        settle();
        HttpRequest asked = posted.get(0);
        assertEquals(List.of("SubscriptionConfirmation"), asked.headers().get("x-amz-sns-message-type"));
        publish(topic, "too early", Map.of());
        settle();
        assertEquals(1, posted.size());
        String token = JsonMapper.shared().readTree(asked.body()).get("Token").asString();
        String arn = sns.confirmSubscription(call, new ConfirmSubscriptionInput(topic, token, null))
                .subscriptionArn();
        status = 503;
        publish(topic, "hello", Map.of());
        settle();
        assertEquals(2, posted.size());
        status = 200;
        running.clock().untilQuiet(Duration.ofHours(1));
        assertEquals(3, posted.size());
        assertEquals(List.of(arn), posted.get(2).headers().get("x-amz-sns-subscription-arn"));
        assertEquals(
                "hello",
                JsonMapper.shared()
                        .readTree(posted.get(2).body())
                        .get("Message")
                        .asString());
        running.clock().untilQuiet(Duration.ofHours(1));
        assertEquals(3, posted.size());
    }

    @Test
    void aFifoTopicKeepsOrderAndTakesNothingTwice() {
        String topic = topic("orders.fifo", Map.of("FifoTopic", "true"));
        subscribe(topic, "sqs", queue("q.fifo"), Map.of());
        List<String> sequence = new ArrayList<>();
        for (String body : List.of("a", "b", "c", "b")) {
            sequence.add(Objects.requireNonNull(sns.publish(
                            call,
                            PublishInput.builder()
                                    .topicArn(topic)
                                    .message(body)
                                    .messageGroupId("g")
                                    .messageDeduplicationId(body)
                                    .build())
                    .sequenceNumber()));
        }
        settle();
        assertEquals(
                List.of("a", "b", "c"),
                taken.stream()
                        .map(d -> JsonMapper.shared()
                                .readTree(d.payload())
                                .get("Message")
                                .asString())
                        .toList());
        assertEquals("g", taken.get(0).messageGroupId());
        assertEquals("a", taken.get(0).deduplicationId());
        assertEquals(20, sequence.get(0).length());
        assertTrue(sequence.get(0).compareTo(sequence.get(1)) < 0);
        assertEquals(sequence.get(1), sequence.get(3));
        running.clock().advanceBy(Duration.ofMinutes(5));
        sns.publish(
                call,
                PublishInput.builder()
                        .topicArn(topic)
                        .message("b")
                        .messageGroupId("g")
                        .messageDeduplicationId("b")
                        .build());
        settle();
        assertEquals(4, taken.size());
    }

    @Test
    void structuredMessagesDifferByProtocol() {
        String topic = topic("orders", Map.of());
        subscribe(topic, "sqs", queue("q"), Map.of("RawMessageDelivery", "true"));
        sns.publish(
                call,
                PublishInput.builder()
                        .topicArn(topic)
                        .message("{\"default\":\"d\",\"sqs\":\"for queues\"}")
                        .messageStructure("json")
                        .build());
        settle();
        assertEquals("for queues", body(taken.get(0)));
    }

    @Test
    void subscribingAgainIsTheSameUnlessAttributesDiffer() {
        String topic = topic("orders", Map.of());
        String first = subscribe(topic, "sqs", queue("q"), Map.of());
        assertEquals(first, subscribe(topic, "sqs", queue("q"), Map.of()));
        AwsException other = assertThrows(
                AwsException.class, () -> subscribe(topic, "sqs", queue("q"), Map.of("RawMessageDelivery", "true")));
        assertEquals(
                "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
                other.getMessage());
        sns.setSubscriptionAttributes(
                call, new SetSubscriptionAttributesInput(first, "FilterPolicy", "{\"a\":[\"x\"]}"));
        Map<String, String> attributes = sns.getSubscriptionAttributes(call, new GetSubscriptionAttributesInput(first))
                .attributes();
        assertEquals("MessageAttributes", attributes.get("FilterPolicyScope"));
        assertEquals("true", attributes.get("ConfirmationWasAuthenticated"));
        sns.unsubscribe(call, new UnsubscribeInput(first));
        assertEquals(
                List.of(),
                sns.listSubscriptionsByTopic(call, new ListSubscriptionsByTopicInput(topic, null))
                        .subscriptions());
        assertEquals(
                "1",
                sns.getTopicAttributes(call, new GetTopicAttributesInput(topic))
                        .attributes()
                        .get("SubscriptionsDeleted"));
    }

    @Test
    void whatWeirDoesNotDoIsRefusedByName() {
        String topic = topic("orders", Map.of());
        AwsException firehose = assertThrows(
                AwsException.class, () -> subscribe(topic, "firehose", "arn:aws:firehose:us-east-1:1:x", Map.of()));
        assertEquals("weir does not implement SNS subscriptions of the protocol firehose.", firehose.getMessage());
        assertEquals("pending confirmation", subscribe(topic, "email", "someone@example.com", Map.of()));
        assertEquals(
                "InvalidParameter",
                assertThrows(AwsException.class, () -> subscribe(topic, "pigeon", "x", Map.of()))
                        .queryCode());
        assertFalse(topic.isEmpty());
    }

    private String topic(String name, Map<String, String> attributes) {
        return Objects.requireNonNull(sns.createTopic(call, new CreateTopicInput(name, attributes, null, null))
                .topicArn());
    }

    private String subscribe(String topic, String protocol, String endpoint, Map<String, String> attributes) {
        return Objects.requireNonNull(
                sns.subscribe(call, new SubscribeInput(topic, protocol, endpoint, attributes, null))
                        .subscriptionArn());
    }

    private String publish(String topic, String message, Map<String, MessageAttributeValue> attributes) {
        return Objects.requireNonNull(sns.publish(
                        call,
                        PublishInput.builder()
                                .topicArn(topic)
                                .message(message)
                                .messageAttributes(attributes)
                                .build())
                .messageId());
    }

    /** Lets everything run that is due now. */
    private void settle() {
        running.clock().advanceBy(Duration.ZERO);
    }

    private Hop hop(String subject, Outcome outcome) {
        return kernel.journal().about(subject, 20).stream()
                .filter(hop -> hop.outcome() == outcome)
                .findFirst()
                .orElseThrow();
    }

    private static String body(Delivery delivery) {
        return new String(delivery.payload(), StandardCharsets.UTF_8);
    }

    private static String queue(String name) {
        return Scope.DEFAULT.arn("sqs", name).toString();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
