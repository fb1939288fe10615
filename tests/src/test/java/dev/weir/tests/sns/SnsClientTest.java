package dev.weir.tests.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(WeirExtension.class)
class SnsClientTest {
    @Test
    void oneMessageFansOutToTheQueuesThatWantIt(WeirServer weir) throws Exception {
        weir.clock().freeze();
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String topic = sns.createTopic(b -> b.name("orders")).topicArn();
        String all = queue(sqs, "all");
        String raw = queue(sqs, "raw");
        String none = queue(sqs, "none");
        sns.subscribe(b -> b.topicArn(topic).protocol("sqs").endpoint(arn(sqs, all)));
        sns.subscribe(b -> b.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn(sqs, raw))
                .attributes(Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"kind\":[\"new\"]}")));
        sns.subscribe(b -> b.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn(sqs, none))
                .attributes(Map.of("FilterPolicy", "{\"kind\":[\"old\"]}")));
        sns.publish(b -> b.topicArn(topic)
                .message("hello")
                .subject("greeting")
                .messageAttributes(Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("new")
                                .build())));

        Message enveloped = receive(sqs, all).get(0);
        JsonNode envelope = JsonMapper.shared().readTree(enveloped.body());
        assertEquals("hello", envelope.get("Message").asString());
        assertEquals("greeting", envelope.get("Subject").asString());
        Message plain = receive(sqs, raw).get(0);
        assertEquals("hello", plain.body());
        assertEquals("new", plain.messageAttributes().get("kind").stringValue());
        weir.untilQuiet();
        assertEquals(List.of(), sqs.receiveMessage(b -> b.queueUrl(none)).messages());

        String certificate = get(envelope.get("SigningCertURL").asString());
        assertTrue(certificate.startsWith("-----BEGIN CERTIFICATE-----"), certificate);
        String ended = get(envelope.get("UnsubscribeURL").asString());
        assertTrue(ended.contains("UnsubscribeResponse"), ended);
        assertEquals(
                2,
                sns.listSubscriptionsByTopic(b -> b.topicArn(topic))
                        .subscriptions()
                        .size());
    }

    @Test
    void topicsAreFoundAndForgotten(WeirServer weir) {
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        String topic = sns.createTopic(b -> b.name("here").attributes(Map.of("DisplayName", "Here")))
                .topicArn();
        assertEquals(
                "Here",
                sns.getTopicAttributes(b -> b.topicArn(topic)).attributes().get("DisplayName"));
        assertEquals(topic, sns.listTopics().topics().get(0).topicArn());
        sns.deleteTopic(b -> b.topicArn(topic));
        NotFoundException gone = assertThrows(
                NotFoundException.class,
                () -> sns.publish(b -> b.topicArn(topic).message("x")));
        assertEquals("Topic does not exist", gone.awsErrorDetails().errorMessage());
    }

    private static String queue(SqsClient sqs, String name) {
        return sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    private static String arn(SqsClient sqs, String url) {
        return sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private static List<Message> receive(SqsClient sqs, String url) {
        return sqs.receiveMessage(b -> b.queueUrl(url).waitTimeSeconds(20).messageAttributeNames("All"))
                .messages();
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
