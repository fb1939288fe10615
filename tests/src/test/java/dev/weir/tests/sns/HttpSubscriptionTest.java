package dev.weir.tests.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Subscriptions of HTTP endpoints: confirmation, signatures, retries, throttling, the end. */
@ExtendWith(WeirExtension.class)
class HttpSubscriptionTest {
    private final Endpoint endpoint;
    private SnsClient sns;
    private String topic;

    HttpSubscriptionTest() throws IOException {
        this.endpoint = new Endpoint();
    }

    @BeforeEach
    void start(WeirServer weir) {
        weir.clock().freeze();
        sns = Clients.of(weir, SnsClient.builder());
        topic = sns.createTopic(b -> b.name("news")).topicArn();
    }

    @AfterEach
    void end() {
        endpoint.close();
    }

    private String subscribe(WeirServer weir, Map<String, String> attributes) {
        String arn = sns.subscribe(b -> b.topicArn(topic)
                        .protocol("http")
                        .endpoint(endpoint.url())
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
        weir.untilQuiet();
        return arn;
    }

    private String confirmed(WeirServer weir, Map<String, String> attributes) {
        String arn = subscribe(weir, attributes);
        sns.confirmSubscription(b -> b.topicArn(topic).token(endpoint.last().field("Token")));
        endpoint.posts().clear();
        return arn;
    }

    private String attribute(String subscription, String name) {
        return sns.getSubscriptionAttributes(b -> b.subscriptionArn(subscription))
                .attributes()
                .get(name);
    }

    /** What a subscriber does by AWS's documentation, "Verifying the signatures of Amazon SNS messages". */
    private static boolean verified(Endpoint.Post post) throws Exception {
        List<String> fields = post.field("Type").equals("Notification")
                ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                : List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            if (post.json().has(field)) {
                text.append(field).append('\n').append(post.field(field)).append('\n');
            }
        }
        String pem = Endpoint.get(post.field("SigningCertURL"));
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        Signature signature =
                Signature.getInstance(post.field("SignatureVersion").equals("1") ? "SHA1withRSA" : "SHA256withRSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder().decode(post.field("Signature")));
    }

    @Test
    void anEndpointConfirmsByVisitingTheLink(WeirServer weir) throws Exception {
        String arn = subscribe(weir, Map.of());
        Endpoint.Post request = endpoint.last();
        assertEquals("SubscriptionConfirmation", request.headers().get("x-amz-sns-message-type"));
        assertEquals("SubscriptionConfirmation", request.field("Type"));
        assertTrue(verified(request));
        assertEquals("true", attribute(arn, "PendingConfirmation"));
        sns.publish(b -> b.topicArn(topic).message("early"));
        weir.untilQuiet();
        assertEquals(1, endpoint.posts().size());

        String answer = Endpoint.get(request.field("SubscribeURL"));
        assertTrue(answer.contains(arn), answer);
        assertEquals("false", attribute(arn, "PendingConfirmation"));
        assertEquals("false", attribute(arn, "ConfirmationWasAuthenticated"));
        sns.publish(b -> b.topicArn(topic).message("hello").subject("hi"));
        weir.untilQuiet();
        Endpoint.Post message = endpoint.last();
        assertEquals("hello", message.field("Message"));
        assertEquals("1", message.field("SignatureVersion"));
        assertEquals(arn, message.headers().get("x-amz-sns-subscription-arn"));
        assertTrue(verified(message));
    }

    @Test
    void signaturesOfVersionTwoAreOfSha256(WeirServer weir) throws Exception {
        sns.setTopicAttributes(
                b -> b.topicArn(topic).attributeName("SignatureVersion").attributeValue("2"));
        subscribe(weir, Map.of());
        assertEquals("2", endpoint.last().field("SignatureVersion"));
        assertTrue(verified(endpoint.last()));
    }

    @Test
    void aTokenIsGoodForTwoDays(WeirServer weir) {
        String arn = subscribe(weir, Map.of());
        String token = endpoint.last().field("Token");
        weir.advance(Duration.ofHours(49));
        var gone = assertThrows(
                InvalidParameterException.class,
                () -> sns.confirmSubscription(b -> b.topicArn(topic).token(token)));
        assertEquals("Invalid parameter: Token", gone.awsErrorDetails().errorMessage());
        assertFalse(sns.listSubscriptions().hasSubscriptions()
                && !sns.listSubscriptions().subscriptions().isEmpty());
        assertTrue(arn.startsWith(topic));
    }

    @Test
    void whoEndsASubscriptionAsAStrangerIsReportedAndMayBeUndone(WeirServer weir) throws Exception {
        String arn = confirmed(weir, Map.of());
        sns.publish(b -> b.topicArn(topic).message("one"));
        weir.untilQuiet();
        Endpoint.get(endpoint.last().field("UnsubscribeURL"));
        weir.untilQuiet();
        Endpoint.Post farewell = endpoint.last();
        assertEquals("UnsubscribeConfirmation", farewell.field("Type"));
        assertEquals("UnsubscribeConfirmation", farewell.headers().get("x-amz-sns-message-type"));
        assertTrue(verified(farewell));
        assertEquals(
                0,
                sns.listSubscriptionsByTopic(b -> b.topicArn(topic))
                        .subscriptions()
                        .size());

        Endpoint.get(farewell.field("SubscribeURL"));
        assertEquals("false", attribute(arn, "PendingConfirmation"));
        sns.publish(b -> b.topicArn(topic).message("two"));
        weir.untilQuiet();
        assertEquals("two", endpoint.last().field("Message"));

        int before = endpoint.posts().size();
        sns.unsubscribe(b -> b.subscriptionArn(arn));
        weir.untilQuiet();
        assertEquals(before, endpoint.posts().size(), "its owner ends it without a word");
    }

    @Test
    void aGuardedSubscriptionIsEndedByItsOwnersOnly(WeirServer weir) throws Exception {
        String arn = subscribe(weir, Map.of());
        sns.confirmSubscription(
                b -> b.topicArn(topic).token(endpoint.last().field("Token")).authenticateOnUnsubscribe("true"));
        assertEquals("true", attribute(arn, "ConfirmationWasAuthenticated"));
        String refused = Endpoint.get(weir.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + arn);
        assertTrue(refused.contains("AuthorizationError"), refused);
        SnsClient stranger = Clients.of(weir, "222222222222", SnsClient.builder());
        assertThrows(AuthorizationErrorException.class, () -> stranger.unsubscribe(b -> b.subscriptionArn(arn)));
        sns.unsubscribe(b -> b.subscriptionArn(arn));
    }

    @Test
    void aDeliveryPolicyDecidesWhenToTryAgain(WeirServer weir) {
        confirmed(weir, Map.of("DeliveryPolicy", """
                {"healthyRetryPolicy":{"numRetries":8,"minDelayTarget":10,"maxDelayTarget":40,"numNoDelayRetries":1,
                "numMinDelayRetries":2,"numMaxDelayRetries":1,"backoffFunction":"linear"}}"""));
        List<Long> seconds = new ArrayList<>();
        Instant start = weir.now();
        endpoint.answer = () -> {
            seconds.add(Duration.between(start, weir.now()).toSeconds());
            return 503;
        };
        sns.publish(b -> b.topicArn(topic).message("x"));
        weir.untilQuiet();
        assertEquals(List.of(0L, 0L, 10L, 20L, 30L, 50L, 80L, 120L, 160L), seconds);
    }

    @Test
    void theDefaultPolicyTriesThreeTimesMoreAndClientErrorsEndIt(WeirServer weir) {
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String dead = sqs.createQueue(b -> b.queueName("dead")).queueUrl();
        String deadArn = sqs.getQueueAttributes(b -> b.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String arn = confirmed(weir, Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + deadArn + "\"}"));
        assertTrue(attribute(arn, "EffectiveDeliveryPolicy").contains("\"numRetries\":3"));
        endpoint.answer = () -> 500;
        sns.publish(b -> b.topicArn(topic).message("server"));
        Instant start = weir.now();
        weir.untilQuiet();
        assertEquals(4, endpoint.posts().size());
        assertEquals(Duration.ofSeconds(60), Duration.between(start, weir.now()));
        endpoint.answer = () -> 404;
        sns.publish(b -> b.topicArn(topic).message("client"));
        weir.untilQuiet();
        assertEquals(5, endpoint.posts().size());
        assertEquals(
                2,
                sqs.receiveMessage(b -> b.queueUrl(dead).maxNumberOfMessages(10))
                        .messages()
                        .size());
    }

    @Test
    void aThrottlePolicySpreadsDeliveries(WeirServer weir) {
        confirmed(
                weir,
                Map.of(
                        "DeliveryPolicy",
                        "{\"throttlePolicy\":{\"maxReceivesPerSecond\":2},"
                                + "\"requestPolicy\":{\"headerContentType\":\"application/json\"}}"));
        List<Long> millis = new ArrayList<>();
        Instant start = weir.now();
        endpoint.answer = () -> {
            millis.add(Duration.between(start, weir.now()).toMillis());
            return 200;
        };
        for (int i = 0; i < 5; i++) {
            sns.publish(b -> b.topicArn(topic).message("x"));
        }
        weir.untilQuiet();
        assertEquals(List.of(0L, 500L, 1000L, 1500L, 2000L), millis);
        assertEquals("application/json", endpoint.last().headers().get("content-type"));
    }

    @Test
    void policiesAreCheckedInAwssWords(WeirServer weir) {
        var least = assertThrows(
                InvalidParameterException.class,
                () -> subscribe(
                        weir,
                        Map.of(
                                "DeliveryPolicy",
                                "{\"healthyRetryPolicy\":{\"numRetries\":0,\"minDelayTarget\":0,\"maxDelayTarget\":0}}")));
        assertEquals(
                "Invalid parameter: Attributes Reason: DeliveryPolicy: healthyRetryPolicy.minDelayTarget must be greater"
                        + " than or equal to 1",
                least.awsErrorDetails().errorMessage());
    }

    @Test
    void rawDeliveryPostsTheMessageAlone(WeirServer weir) {
        confirmed(weir, Map.of("RawMessageDelivery", "true"));
        sns.publish(b -> b.topicArn(topic).message("{\"a\":1}"));
        weir.untilQuiet();
        assertEquals("{\"a\":1}", endpoint.last().body());
        assertEquals("true", endpoint.last().headers().get("x-amz-sns-rawdelivery"));
    }
}
