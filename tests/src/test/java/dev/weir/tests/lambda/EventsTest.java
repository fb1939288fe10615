package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ExtendWith(WeirExtension.class)
class EventsTest {
    private final LambdaClient lambda;
    private final SqsClient sqs;

    EventsTest(WeirServer weir) {
        lambda = Clients.of(weir, LambdaClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
    }

    @BeforeEach
    void freeze(WeirServer weir) {
        weir.clock().freeze();
    }

    @Test
    void queuedCallsAreRetriedAndGivenUp(WeirServer weir) {
        String dead = queue("dead", Map.of());
        String records = queue("records", Map.of());
        lambda.createFunction(Zips.python("f", "def handler(event, context):\n    raise Exception('no')\n")
                .deadLetterConfig(d -> d.targetArn(arn("dead")))
                .build());
        lambda.putFunctionEventInvokeConfig(
                r -> r.functionName("f").destinationConfig(d -> d.onFailure(f -> f.destination(arn("records")))));
        assertEquals(
                202,
                lambda.invoke(r -> r.functionName("f")
                                .invocationType(InvocationType.EVENT)
                                .payload(SdkBytes.fromUtf8String("{\"a\":1}")))
                        .statusCode());
        weir.clock().advanceBy(Duration.ofSeconds(150));
        assertEquals(List.of(), receive(dead));
        weir.clock().advanceBy(Duration.ofSeconds(60));
        Message letter = receive(dead).getFirst();
        assertEquals("{\"a\":1}", letter.body());
        assertEquals("no", letter.messageAttributes().get("ErrorMessage").stringValue());
        assertEquals("200", letter.messageAttributes().get("ErrorCode").stringValue());
        String record = receive(records).getFirst().body();
        assertTrue(record.contains("\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":3}"), record);
        assertTrue(
                record.contains(
                        "\"requestPayload\":{\"a\":1},\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"}"),
                record);
    }

    @Test
    void aQueueFeedsAFunctionWithPartialResponses(WeirServer weir) {
        String dead = queue("dead", Map.of());
        String source = queue(
                "source",
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "30",
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + arn("dead") + "\",\"maxReceiveCount\":\"3\"}"));
        lambda.createFunction(Zips.python("f", """
                        def handler(event, context):
                            print([r["body"] for r in event["Records"]])
                            return {"batchItemFailures": [
                                {"itemIdentifier": r["messageId"]} for r in event["Records"] if "poison" in r["body"]]}
                        """).build());
        lambda.createEventSourceMapping(r -> r.functionName("f")
                .eventSourceArn(arn("source"))
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .filterCriteria(f -> f.filters(x -> x.pattern("{\"body\":{\"kind\":[\"good\",\"poison\"]}}"))));
        for (String body : List.of("{\"kind\":\"good\"}", "{\"kind\":\"poison\"}", "{\"kind\":\"other\"}", "text")) {
            sqs.sendMessage(r -> r.queueUrl(source).messageBody(body));
        }
        weir.clock().untilQuiet(Duration.ofHours(1));
        assertEquals("{\"kind\":\"poison\"}", receive(dead).getFirst().body());
        assertEquals(List.of(), receive(source));
        var attributes = sqs.getQueueAttributes(r -> r.queueUrl(source).attributeNames(QueueAttributeName.ALL))
                .attributes();
        assertEquals("0", attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
        assertEquals("0", attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    @Test
    void aDisabledMappingTakesNothing(WeirServer weir) {
        String source = queue("source", Map.of());
        lambda.createFunction(Zips.node("f", "exports.handler = async () => 1").build());
        var mapping = lambda.createEventSourceMapping(
                r -> r.functionName("f").eventSourceArn(arn("source")).enabled(false));
        sqs.sendMessage(r -> r.queueUrl(source).messageBody("x"));
        weir.clock().untilQuiet(Duration.ofMinutes(5));
        assertEquals("1", waiting(source));
        lambda.updateEventSourceMapping(r -> r.uuid(mapping.uuid()).enabled(true));
        weir.clock().untilQuiet(Duration.ofMinutes(5));
        assertEquals("0", waiting(source));
    }

    private String waiting(String queue) {
        return sqs.getQueueAttributes(
                        r -> r.queueUrl(queue).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
    }

    private static String arn(String queue) {
        return "arn:aws:sqs:us-east-1:000000000000:" + queue;
    }

    private List<Message> receive(String queue) {
        return sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }
}
