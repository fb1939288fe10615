package dev.weir.tests.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidStateException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Archives of FIFO topics, and their replay. */
@ExtendWith(WeirExtension.class)
class ArchiveTest {
    private WeirServer weir;
    private SnsClient sns;
    private SqsClient sqs;
    private String topic;
    private String url;
    private String queue;

    @BeforeEach
    void start(WeirServer weir) {
        this.weir = weir;
        weir.clock().freeze();
        sns = Clients.of(weir, SnsClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
        topic = sns.createTopic(b -> b.name("orders.fifo")
                        .attributes(Map.of(
                                "FifoTopic", "true",
                                "ContentBasedDeduplication", "true",
                                "ArchivePolicy", "{\"MessageRetentionPeriod\":\"7\"}")))
                .topicArn();
        url = sqs.createQueue(b -> b.queueName("q.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
        queue = sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private void publish(String message) {
        sns.publish(b -> b.topicArn(topic).message(message).messageGroupId("g"));
    }

    private List<Message> taken() {
        weir.untilQuiet();
        List<Message> all = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(
                            b -> b.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                    .messages();
            if (some.isEmpty()) {
                return all;
            }
            some.forEach(one -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(one.receiptHandle())));
            all.addAll(some);
        }
    }

    private List<String> bodies() {
        return taken().stream().map(Message::body).toList();
    }

    private String subscribe(Map<String, String> attributes) {
        return sns.subscribe(b -> b.topicArn(topic)
                        .protocol("sqs")
                        .endpoint(queue)
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    private String replayFrom(Instant start) {
        return "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + start + "\"}";
    }

    private String status(String arn) {
        return sns.getSubscriptionAttributes(b -> b.subscriptionArn(arn))
                .attributes()
                .get("ReplayStatus");
    }

    @Test
    void aNewSubscriptionGetsWhatWasPublishedBefore() {
        Instant start = weir.now();
        List<String> sent = IntStream.range(0, 250).mapToObj(i -> "m" + i).toList();
        sent.forEach(this::publish);
        String arn = subscribe(Map.of("RawMessageDelivery", "true", "ReplayPolicy", replayFrom(start)));
        publish("later");
        List<Message> got = taken();
        List<String> wanted = new ArrayList<>(sent);
        wanted.add("later");
        assertEquals(wanted, got.stream().map(Message::body).toList());
        assertEquals("true", got.get(0).messageAttributes().get("Replayed").stringValue());
        assertEquals("Completed", status(arn));
        publish("new");
        assertFalse(taken().get(0).messageAttributes().containsKey("Replayed"));
    }

    @Test
    void aPartIsReplayedAlthoughItWasDeliveredJustNow() {
        String arn = subscribe(Map.of("RawMessageDelivery", "true"));
        publish("one");
        weir.advance(Duration.ofSeconds(10));
        Instant start = weir.now();
        publish("two");
        weir.advance(Duration.ofSeconds(10));
        Instant end = weir.now();
        weir.advance(Duration.ofSeconds(10));
        publish("three");
        assertEquals(List.of("one", "two", "three"), bodies());
        sns.setSubscriptionAttributes(b -> b.subscriptionArn(arn)
                .attributeName("ReplayPolicy")
                .attributeValue("{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + start + "\",\"EndingPoint\":\""
                        + end + "\"}"));
        assertEquals(List.of("two"), bodies());
        assertEquals("Completed", status(arn));
    }

    @Test
    void filtersHoldForReplaysAndEnvelopesKeepTheirTimes() {
        Instant start = weir.now();
        publish("{\"kind\":\"new\"}");
        publish("{\"kind\":\"old\"}");
        weir.advance(Duration.ofDays(1));
        subscribe(Map.of(
                "FilterPolicy", "{\"kind\":[\"old\"]}",
                "FilterPolicyScope", "MessageBody",
                "ReplayPolicy", replayFrom(start)));
        List<String> bodies = bodies();
        assertEquals(1, bodies.size());
        assertTrue(
                bodies.get(0).contains("\"Timestamp\" : \"" + start.toString().substring(0, 19)), bodies.get(0));
    }

    @Test
    void whatIsOlderThanTheRetentionIsGone() {
        publish("old");
        weir.advance(Duration.ofDays(4));
        publish("young");
        weir.advance(Duration.ofDays(4));
        String begin =
                sns.getTopicAttributes(b -> b.topicArn(topic)).attributes().get("BeginningArchiveTime");
        assertEquals(weir.now().minus(Duration.ofDays(7)).toString().substring(0, 19), begin.substring(0, 19));
        subscribe(Map.of("RawMessageDelivery", "true", "ReplayPolicy", replayFrom(Instant.parse(begin))));
        assertEquals(List.of("young"), bodies());
    }

    @Test
    void anArchiveHoldsItsTopic() {
        publish("x");
        var held = assertThrows(InvalidStateException.class, () -> sns.deleteTopic(b -> b.topicArn(topic)));
        assertEquals(
                "Invalid state: Cannot delete a topic with an ArchivePolicy",
                held.awsErrorDetails().errorMessage());
        sns.setTopicAttributes(
                b -> b.topicArn(topic).attributeName("ArchivePolicy").attributeValue("{}"));
        assertThrows(InvalidParameterException.class, () -> subscribe(Map.of("ReplayPolicy", replayFrom(weir.now()))));
        sns.deleteTopic(b -> b.topicArn(topic));
    }

    @Test
    void policiesAreChecked() {
        String plain = sns.createTopic(b -> b.name("plain")).topicArn();
        assertThrows(
                InvalidParameterException.class,
                () -> sns.setTopicAttributes(b -> b.topicArn(plain)
                        .attributeName("ArchivePolicy")
                        .attributeValue("{\"MessageRetentionPeriod\":\"7\"}")));
        assertThrows(
                InvalidParameterException.class,
                () -> sns.setTopicAttributes(b -> b.topicArn(topic)
                        .attributeName("ArchivePolicy")
                        .attributeValue("{\"MessageRetentionPeriod\":\"366\"}")));
        assertThrows(
                InvalidParameterException.class,
                () -> subscribe(Map.of("ReplayPolicy", replayFrom(weir.now().minus(Duration.ofDays(1))))));
        assertThrows(
                InvalidParameterException.class,
                () -> subscribe(Map.of("ReplayPolicy", "{\"PointType\":\"Sequence\"}")));
    }
}
