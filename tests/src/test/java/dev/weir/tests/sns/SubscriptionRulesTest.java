package dev.weir.tests.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.FilterPolicyLimitExceededException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Limits of subscriptions, other accounts' queues, and what raw delivery cannot carry. */
@ExtendWith(WeirExtension.class)
class SubscriptionRulesTest {
    private WeirServer weir;
    private SnsClient sns;
    private SqsClient sqs;
    private String topic;

    @BeforeEach
    void start(WeirServer weir) {
        this.weir = weir;
        weir.clock().freeze();
        sns = Clients.of(weir, SnsClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
        topic = sns.createTopic(b -> b.name("t")).topicArn();
    }

    private static String queue(SqsClient sqs, String name) {
        return sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    private static String arn(SqsClient sqs, String url) {
        return sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private static List<Message> taken(SqsClient sqs, String url) {
        return sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    @Test
    void anotherAccountsQueueConfirmsByItself() throws Exception {
        SqsClient other = Clients.of(weir, "222222222222", SqsClient.builder());
        String url = queue(other, "theirs");
        assertEquals(
                "pending confirmation",
                sns.subscribe(b -> b.topicArn(topic).protocol("sqs").endpoint(arn(other, url)))
                        .subscriptionArn());
        sns.publish(b -> b.topicArn(topic).message("early"));
        weir.untilQuiet();
        List<Message> asked = taken(other, url);
        assertEquals(1, asked.size());
        JsonNode request = JsonMapper.shared().readTree(asked.get(0).body());
        assertEquals("SubscriptionConfirmation", request.path("Type").asString());
        Endpoint.get(request.path("SubscribeURL").asString());
        sns.publish(b -> b.topicArn(topic).message("late"));
        weir.untilQuiet();
        assertTrue(taken(other, url).stream().anyMatch(one -> one.body().contains("late")));
    }

    @Test
    void theOwnerOfAQueueNeedNotConfirm() {
        SqsClient other = Clients.of(weir, "222222222222", SqsClient.builder());
        SnsClient owner = Clients.of(weir, "222222222222", SnsClient.builder());
        String url = queue(other, "theirs");
        String subscription = owner.subscribe(
                        b -> b.topicArn(topic).protocol("sqs").endpoint(arn(other, url)))
                .subscriptionArn();
        assertEquals(
                "222222222222",
                sns.getSubscriptionAttributes(b -> b.subscriptionArn(subscription))
                        .attributes()
                        .get("Owner"));
        sns.publish(b -> b.topicArn(topic).message("x"));
        weir.untilQuiet();
        assertEquals(1, taken(other, url).size());
    }

    @Test
    void elevenAttributesAreTooManyForARawQueue() {
        String url = queue(sqs, "raw");
        String dead = queue(sqs, "dead");
        sns.subscribe(b -> b.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn(sqs, url))
                .attributes(Map.of(
                        "RawMessageDelivery",
                        "true",
                        "RedrivePolicy",
                        "{\"deadLetterTargetArn\":\"" + arn(sqs, dead) + "\"}")));
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            attributes.put("a" + i, text("x"));
        }
        sns.publish(b -> b.topicArn(topic).message("ten").messageAttributes(attributes));
        attributes.put("a10", text("x"));
        sns.publish(b -> b.topicArn(topic).message("eleven").messageAttributes(attributes));
        weir.untilQuiet();
        assertEquals(List.of("ten"), taken(sqs, url).stream().map(Message::body).toList());
        assertEquals(
                List.of("eleven"), taken(sqs, dead).stream().map(Message::body).toList());
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    @Test
    void aTopicHasAtMostTwoHundredFilterPolicies() {
        String base = "arn:aws:sqs:us-east-1:000000000000:q";
        for (int i = 0; i < 200; i++) {
            String endpoint = base + i;
            sns.subscribe(b -> b.topicArn(topic)
                    .protocol("sqs")
                    .endpoint(endpoint)
                    .attributes(Map.of("FilterPolicy", "{\"a\":[\"b\"]}")));
        }
        assertThrows(
                FilterPolicyLimitExceededException.class,
                () -> sns.subscribe(b -> b.topicArn(topic)
                        .protocol("sqs")
                        .endpoint(base + 200)
                        .attributes(Map.of("FilterPolicy", "{\"a\":[\"b\"]}"))));
        String plain = sns.subscribe(b -> b.topicArn(topic).protocol("sqs").endpoint(base + 200))
                .subscriptionArn();
        assertThrows(
                FilterPolicyLimitExceededException.class,
                () -> sns.setSubscriptionAttributes(b ->
                        b.subscriptionArn(plain).attributeName("FilterPolicy").attributeValue("{\"a\":[\"b\"]}")));
    }

    @Test
    void filterPoliciesAreCheckedInAwssWords() {
        String endpoint = arn(sqs, queue(sqs, "q"));
        Map<String, String> refusals = Map.of(
                "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}",
                "FilterPolicy: Filter policy can not have more than 5 keys",
                "{\"a\":[]}",
                "FilterPolicy: Empty arrays are not allowed",
                "{\"a\":\"b\"}",
                "FilterPolicy: \"a\" must be an object or an array",
                "{\"a\":[{\"numeric\":[\"<\",5,\">\",1]}]}",
                "FilterPolicy: Too many elements in numeric expression",
                "{\"a\":{\"b\":[1]}}",
                "Filter policy scope MessageAttributes does not support nested filter policy");
        refusals.forEach((policy, text) -> {
            var refused = assertThrows(
                    InvalidParameterException.class,
                    () -> sns.subscribe(b -> b.topicArn(topic)
                            .protocol("sqs")
                            .endpoint(endpoint)
                            .attributes(Map.of("FilterPolicy", policy))));
            assertEquals(
                    "Invalid parameter: Attributes Reason: " + text,
                    refused.awsErrorDetails().errorMessage());
        });
    }

    @Test
    void aScopeMustSuitThePolicy() {
        String endpoint = arn(sqs, queue(sqs, "q"));
        String subscription = sns.subscribe(b -> b.topicArn(topic)
                        .protocol("sqs")
                        .endpoint(endpoint)
                        .attributes(Map.of("FilterPolicy", "{\"a\":{\"b\":[1]}}", "FilterPolicyScope", "MessageBody")))
                .subscriptionArn();
        var refused = assertThrows(
                InvalidParameterException.class,
                () -> sns.setSubscriptionAttributes(b -> b.subscriptionArn(subscription)
                        .attributeName("FilterPolicyScope")
                        .attributeValue("MessageAttributes")));
        assertEquals(
                "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy",
                refused.awsErrorDetails().errorMessage());
    }

    @Test
    void whatWeirCannotReachIsRefusedByName() {
        for (String protocol : List.of("firehose", "application")) {
            SnsException refused = assertThrows(
                    SnsException.class,
                    () -> sns.subscribe(
                            b -> b.topicArn(topic).protocol(protocol).endpoint("arn:aws:x:y:z:a")));
            assertTrue(refused.getMessage().contains(protocol), refused.getMessage());
        }
        SnsException push = assertThrows(
                SnsException.class,
                () -> sns.createPlatformApplication(
                        b -> b.name("app").platform("GCM").attributes(Map.of("PlatformCredential", "k"))));
        assertTrue(push.getMessage().contains("CreatePlatformApplication"), push.getMessage());
        SnsException protection = assertThrows(
                SnsException.class,
                () -> sns.putDataProtectionPolicy(b -> b.resourceArn(topic).dataProtectionPolicy("{}")));
        assertTrue(protection.getMessage().contains("PutDataProtectionPolicy"), protection.getMessage());
    }
}
