package dev.weir.tests.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.VerificationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mail and text messages, as they are captured. */
@ExtendWith(WeirExtension.class)
class OutboxTest {
    private static final String NUMBER = "+12065550100";
    private SnsClient sns;
    private WeirServer weir;

    @BeforeEach
    void start(WeirServer weir) {
        this.weir = weir;
        weir.clock().freeze();
        sns = Clients.of(weir, SnsClient.builder());
    }

    private JsonNode call(String method, String query, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(weir.endpoint() + "/_weir/outbox" + query))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private JsonNode messages(String query) throws Exception {
        weir.untilQuiet();
        return call("GET", query, "").path("messages");
    }

    @Test
    void mailIsConfirmedByTheLinkInIt() throws Exception {
        String topic = sns.createTopic(b -> b.name("news").attributes(Map.of("DisplayName", "News")))
                .topicArn();
        for (String protocol : new String[] {"email", "email-json"}) {
            assertEquals(
                    "pending confirmation",
                    sns.subscribe(b -> b.topicArn(topic).protocol(protocol).endpoint("ann@example.com"))
                            .subscriptionArn());
        }
        JsonNode asked = messages("?channel=email&to=ann@example.com");
        assertEquals(1, asked.size());
        assertEquals(
                "AWS Notification - Subscription Confirmation",
                asked.get(0).path("subject").asString());
        String link = asked.get(0).path("attributes").path("SubscribeURL").asString();
        assertTrue(asked.get(0).path("body").asString().contains(link));
        assertTrue(Endpoint.get(link).contains("ConfirmSubscriptionResult"));

        sns.publish(b -> b.topicArn(topic).subject("Today").message("It rains."));
        JsonNode mail = messages("?contains=rains");
        assertEquals(1, mail.size());
        assertEquals("Today", mail.get(0).path("subject").asString());
        assertEquals(
                "News <no-reply@sns.amazonaws.com>", mail.get(0).path("from").asString());
        assertTrue(mail.get(0).path("body").asString().startsWith("It rains.\n"));
        assertTrue(mail.get(0).path("hop").asLong() > 0);

        assertEquals(2, call("DELETE", "?channel=email", "").path("deleted").asInt());
        assertEquals(1, messages("").size());
    }

    @Test
    void textMessagesGoToNumbersUntilTheyOptOut() throws Exception {
        sns.setSMSAttributes(b -> b.attributes(Map.of("DefaultSenderID", "SHOP", "DefaultSMSType", "Transactional")));
        sns.publish(b -> b.phoneNumber("+1206-555-0100")
                .message("code 7")
                .messageAttributes(Map.of(
                        "AWS.SNS.SMS.MaxPrice",
                        MessageAttributeValue.builder()
                                .dataType("Number")
                                .stringValue("0.5")
                                .build())));
        JsonNode text = messages("?channel=sms").get(0);
        assertEquals("SHOP", text.path("from").asString());
        assertEquals("code 7", text.path("body").asString());
        assertEquals(
                "Transactional",
                text.path("attributes").path("AWS.SNS.SMS.SMSType").asString());
        assertEquals("0.5", text.path("attributes").path("AWS.SNS.SMS.MaxPrice").asString());

        String topic = sns.createTopic(b -> b.name("alarms").attributes(Map.of("DisplayName", "Alarm")))
                .topicArn();
        String arn = sns.subscribe(b -> b.topicArn(topic).protocol("sms").endpoint(NUMBER))
                .subscriptionArn();
        assertTrue(arn.startsWith(topic));
        sns.publish(b -> b.topicArn(topic)
                .message("{\"default\":\"x\",\"sms\":\"fire\"}")
                .messageStructure("json"));
        assertEquals(
                "Alarm> fire",
                messages("?to=%2B12065550100").get(0).path("body").asString());

        assertFalse(sns.checkIfPhoneNumberIsOptedOut(b -> b.phoneNumber(NUMBER)).isOptedOut());
        call("POST", "", "{\"from\":\"+12065550100\",\"text\":\"stop\"}");
        assertTrue(sns.checkIfPhoneNumberIsOptedOut(b -> b.phoneNumber(NUMBER)).isOptedOut());
        assertEquals(1, sns.listPhoneNumbersOptedOut(b -> {}).phoneNumbers().size());
        sns.publish(b -> b.topicArn(topic).message("unheard"));
        sns.publish(b -> b.phoneNumber(NUMBER).message("unheard"));
        assertEquals(0, messages("?contains=unheard").size());
        sns.optInPhoneNumber(b -> b.phoneNumber(NUMBER));
        sns.publish(b -> b.topicArn(topic).message("heard"));
        assertEquals(1, messages("?contains=heard").size());

        call("POST", "", "{\"from\":\"+12065550100\",\"text\":\"stop\"}");
        assertThrows(InvalidParameterException.class, () -> sns.optInPhoneNumber(b -> b.phoneNumber(NUMBER)));
        weir.advance(Duration.ofDays(30));
        sns.optInPhoneNumber(b -> b.phoneNumber(NUMBER));
        assertFalse(sns.checkIfPhoneNumberIsOptedOut(b -> b.phoneNumber(NUMBER)).isOptedOut());
    }

    @Test
    void theSandboxesNumbersAreVerifiedByTheCapturedCode() throws Exception {
        assertFalse(sns.getSMSSandboxAccountStatus(b -> {}).isInSandbox());
        sns.createSMSSandboxPhoneNumber(b -> b.phoneNumber(NUMBER).languageCode("en-US"));
        assertEquals(
                "Pending",
                sns.listSMSSandboxPhoneNumbers(b -> {}).phoneNumbers().get(0).statusAsString());
        String code =
                messages("").get(0).path("attributes").path("OneTimePassword").asString();
        assertThrows(
                VerificationException.class,
                () -> sns.verifySMSSandboxPhoneNumber(
                        b -> b.phoneNumber(NUMBER).oneTimePassword(code.equals("00000") ? "00001" : "00000")));
        sns.verifySMSSandboxPhoneNumber(b -> b.phoneNumber(NUMBER).oneTimePassword(code));
        assertEquals(
                "Verified",
                sns.listSMSSandboxPhoneNumbers(b -> {}).phoneNumbers().get(0).statusAsString());
        sns.deleteSMSSandboxPhoneNumber(b -> b.phoneNumber(NUMBER));
        assertEquals(0, sns.listSMSSandboxPhoneNumbers(b -> {}).phoneNumbers().size());
        assertEquals(0, sns.listOriginationNumbers(b -> {}).phoneNumbers().size());
    }

    @Test
    void whatIsNoNumberIsRefused() {
        var direct = assertThrows(
                InvalidParameterException.class,
                () -> sns.publish(b -> b.phoneNumber("+1NNN").message("x")));
        assertEquals(
                "Invalid parameter: PhoneNumber Reason: +1NNN is not valid to publish to",
                direct.awsErrorDetails().errorMessage());
        String topic = sns.createTopic(b -> b.name("t")).topicArn();
        var subscribed = assertThrows(
                InvalidParameterException.class,
                () -> sns.subscribe(b -> b.topicArn(topic).protocol("sms").endpoint("+15--551")));
        assertEquals(
                "Invalid parameter: Invalid SMS endpoint: +15--551",
                subscribed.awsErrorDetails().errorMessage());
        var setting = assertThrows(
                InvalidParameterException.class,
                () -> sns.setSMSAttributes(b -> b.attributes(Map.of("Colour", "red"))));
        assertEquals(
                "Colour is not a valid attribute", setting.awsErrorDetails().errorMessage());
    }
}
