package dev.weir.tests.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Samples that read queues: duplicates, failures within a batch, and deaths in the middle of the work. */
@ExtendWith(WeirExtension.class)
@Timeout(120)
class ConsumerSamplesTest {
    private static final String PAYMENT = "{\"paymentId\":\"p1\",\"account\":\"a\",\"amount\":10}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : value.s() != null ? value.s() : String.valueOf(value.n());
    }

    @Test
    void aPaymentThatComesTwiceIsCreditedOnce(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "idempotent-consumer", folder).deploy();
        // The producer sent it twice: two messages with ids of their own.
        sample.send("Payments", PAYMENT, PAYMENT, PAYMENT.replace("p1", "p2")).settle();
        assertEquals("20", text(sample.items("Accounts").getFirst(), "balance"));
        assertEquals(0, sample.count("Payments"));
        assertEquals(0, sample.count("DeadLetters"));
    }

    @Test
    void aDeathAfterTheCreditCreditsNothingAgain(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "idempotent-consumer", folder)
                .fault("app.handler", """
                import os
                import app

                def handler(event, context):
                    answer = app.handler(event, context)
                    if any(r["attributes"]["ApproximateReceiveCount"] == "1" for r in event["Records"]):
                        os._exit(1)
                    return answer
                """)
                .deploy();
        sample.send("Payments", PAYMENT).settle();
        assertEquals("10", text(sample.items("Accounts").getFirst(), "balance"));
        assertEquals(0, sample.count("Payments"));
    }

    @Test
    void lookingFirstAndMarkingAfterCreditsTwice(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "idempotent-consumer", folder)
                .fault("app.handler", """
                import json
                import os
                import app

                def handler(event, context):
                    for record in event["Records"]:
                        payment = json.loads(record["body"])
                        key = {"paymentId": {"S": payment["paymentId"]}}
                        if "Item" in app.dynamodb.get_item(TableName=os.environ["SEEN"], Key=key):
                            continue
                        app.dynamodb.update_item(
                            TableName=os.environ["ACCOUNTS"],
                            Key={"account": {"S": payment["account"]}},
                            UpdateExpression="ADD balance :amount",
                            ExpressionAttributeValues={":amount": {"N": str(payment["amount"])}},
                        )
                        if record["attributes"]["ApproximateReceiveCount"] == "1":
                            os._exit(1)
                        app.dynamodb.put_item(TableName=os.environ["SEEN"], Item=key)
                """)
                .with("template.yaml", "DynamoDBWritePolicy", "DynamoDBCrudPolicy")
                .deploy();
        sample.send("Payments", PAYMENT).settle();
        assertEquals("20", text(sample.items("Accounts").getFirst(), "balance"));
    }

    @Test
    void markingFirstLosesTheMessageOfAConsumerThatDies(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "idempotent-consumer", folder)
                .fault("app.handler", """
                import json
                import os
                import app

                def handler(event, context):
                    for record in event["Records"]:
                        payment = json.loads(record["body"])
                        try:
                            app.dynamodb.put_item(
                                TableName=os.environ["SEEN"],
                                Item={"paymentId": {"S": payment["paymentId"]}},
                                ConditionExpression="attribute_not_exists(paymentId)",
                            )
                        except app.dynamodb.exceptions.ConditionalCheckFailedException:
                            continue
                        os._exit(1)
                """)
                .deploy();
        sample.send("Payments", PAYMENT).settle();
        assertEquals(List.of(), sample.items("Accounts"));
        assertEquals(0, sample.count("Payments") + sample.count("DeadLetters"));
    }

    @Test
    void aCardIsChargedOnceThoughTheConsumerDiesAfterTheCall(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "idempotent-call", folder)
                .fault("app.handler", """
                import os
                import app

                call = app.call_provider
                count = "1"

                def call_and_die(**arguments):
                    receipt = call(**arguments)
                    if count == "1":
                        os._exit(1)
                    return receipt

                def handler(event, context):
                    global count
                    count = event["Records"][0]["attributes"]["ApproximateReceiveCount"]
                    app.call_provider = call_and_die
                    return app.handler(event, context)
                """)
                .deploy();
        sample.send("Orders", "{\"orderId\":\"o1\",\"amount\":5}").settle();
        sample.send("Orders", "{\"orderId\":\"o1\",\"amount\":5}").settle();
        List<Map<String, AttributeValue>> charges = sample.items("Charges");
        assertEquals(1, charges.size());
        assertEquals("order-o1", text(charges.getFirst(), "key"));
        assertEquals(
                text(charges.getFirst(), "receipt"),
                text(sample.items("Receipts").getFirst(), "receipt"));
        assertEquals(0, sample.count("Orders"));
    }

    @Test
    void onlyWhatFailedComesBackAndIsKept(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "partial-batch", folder).deploy();
        sendOrders(sample);
        assertEquals(9, sample.items("Shipments").size());
        assertEquals(0, sample.count("Orders"));
        assertEquals(List.of("{\"orderId\":\"4\"}"), sample.take("DeadLetters"));
    }

    @Test
    void withoutTheSettingWhatFailedIsLost(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "partial-batch", folder)
                .with("template.yaml", "            FunctionResponseTypes: [ReportBatchItemFailures]\n", "")
                .deploy();
        sendOrders(sample);
        assertEquals(9, sample.items("Shipments").size());
        assertEquals(0, sample.count("Orders"));
        assertEquals(List.of(), sample.take("DeadLetters"));
    }

    private static void sendOrders(Sample sample) {
        for (int i = 0; i < 10; i++) {
            String address = i == 4 ? "" : ",\"address\":\"street " + i + "\"";
            sample.send("Orders", "{\"orderId\":\"" + i + "\"" + address + "}");
        }
        sample.settle();
    }

    @Test
    void whatDiedComesBackOnceItsCauseIsMended(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "redrive", folder).deploy();
        sample.send("Incoming", "{\"id\":\"1\",\"currency\":\"EUR\"}", "{\"id\":\"2\",\"currency\":\"CHF\"}")
                .settle();
        assertEquals(1, sample.items("Bookings").size());
        assertEquals(1, sample.count("DeadLetters"));
        sample.deploy(Map.of("Currencies", "EUR,USD,CHF"));
        assertNull(sample.invoke("Redrive", "{}").functionError());
        sample.settle();
        assertEquals(2, sample.items("Bookings").size());
        assertEquals(0, sample.count("DeadLetters") + sample.count("Incoming"));
    }

    @Test
    void stepsOfAnOrderStayInOrderThoughOneFailsOnce(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "fifo-per-entity", folder)
                .fault("app.handler", """
                import json
                import app

                apply = app.apply

                def handler(event, context):
                    counts = {r["body"]: r["attributes"]["ApproximateReceiveCount"] for r in event["Records"]}

                    def failing(step):
                        if step["orderId"] == "a" and step["number"] == 2 and counts[json.dumps(step)] == "1":
                            raise RuntimeError("not now")
                        apply(step)

                    app.apply = failing
                    return app.handler(event, context)
                """)
                .deploy();
        step(sample, "a", 1, "placed");
        step(sample, "b", 1, "placed");
        step(sample, "a", 2, "paid");
        step(sample, "a", 3, "shipped");
        step(sample, "b", 2, "paid");
        sample.settle();
        Map<String, String> steps = new TreeMap<>();
        sample.items("Orders")
                .forEach(item -> steps.put(
                        text(item, "orderId"),
                        item.getOrDefault("steps", AttributeValue.fromL(List.of())).l().stream()
                                .map(AttributeValue::s)
                                .toList()
                                .toString()));
        assertEquals(Map.of("a", "[placed, paid, shipped]", "b", "[placed, paid]"), steps);
        assertEquals(0, sample.count("Steps") + sample.count("DeadLetters"));
    }

    private static void step(Sample sample, String order, int number, String name) {
        sample.sqs.sendMessage(r -> r.queueUrl(sample.output("Steps"))
                .messageGroupId(order)
                .messageDeduplicationId(order + number)
                .messageBody(
                        "{\"orderId\": \"" + order + "\", \"number\": " + number + ", \"name\": \"" + name + "\"}"));
    }

    @Test
    void aDocumentThatIsTooLargeForAMessageIsClaimedTwice(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "claim-check", folder).deploy();
        String text = "word ".repeat(400_000);
        assertNull(sample.invoke("Send", "{\"documentId\":\"d\",\"text\":\"" + text + "\"}")
                .functionError());
        sample.settle();
        assertEquals("400000", text(sample.items("Counts").getFirst(), "words"));
        String claim = "{\"documentId\":\"d\",\"bucket\":\"claim-check-claims-000000000000\",\"key\":\"claims/d\"}";
        sample.send("Claims", claim).settle();
        assertEquals(0, sample.count("Claims"));
        assertEquals(1, sample.items("Counts").size());
    }

    @Test
    void lateNewsBringsNoArticleBack(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "versioned-view", folder).deploy();
        String old = "{\"article\":\"a\",\"version\":1,\"price\":10}";
        sample.send("News", old).settle();
        sample.send("News", "{\"article\":\"a\",\"version\":3,\"deleted\":true}")
                .settle();
        sample.send("News", "{\"article\":\"a\",\"version\":2,\"price\":12}", old)
                .settle();
        Map<String, AttributeValue> shown = sample.items("Articles").getFirst();
        assertEquals("3", text(shown, "version"));
        assertTrue(shown.getOrDefault("deleted", AttributeValue.fromBool(false)).bool());
        assertEquals(0, sample.count("News") + sample.count("DeadLetters"));
    }

    @Test
    void withoutItsConditionLateNewsBringsAnArticleBack(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "versioned-view", folder)
                .with("app.py", """
                                    ConditionExpression="attribute_not_exists(version) OR version < :version",
                                    ExpressionAttributeValues={":version": news["version"]},
                        """, "")
                .deploy();
        sample.send("News", "{\"article\":\"a\",\"version\":3,\"deleted\":true}")
                .settle();
        sample.send("News", "{\"article\":\"a\",\"version\":1,\"price\":10}").settle();
        assertEquals("1", text(sample.items("Articles").getFirst(), "version"));
    }

    @Test
    void allPartsAreToldUnderOneIdThoughTheyComeTwice(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "gather", folder).deploy();
        String part = "{\"reportId\":\"r\",\"name\":\"sales\",\"of\":3}";
        sample.send("Parts", part, part, part.replace("sales", "stock")).settle();
        assertEquals(0, sample.count("Complete"));
        String last = part.replace("sales", "staff");
        sample.send("Parts", last, last).settle();
        assertEquals(List.of("{\"reportId\": \"r\"}"), sample.take("Complete"));
        assertEquals(0, sample.count("Parts"));
    }
}
