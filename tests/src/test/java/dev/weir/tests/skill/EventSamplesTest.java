package dev.weir.tests.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sns.SnsClient;

/** Samples around events, streams and workflows: nothing lost, nothing undone that was not done, nothing overwritten. */
@ExtendWith(WeirExtension.class)
@Timeout(120)
class EventSamplesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : value.s() != null ? value.s() : String.valueOf(value.n());
    }

    private static List<String> all(Sample sample, String table, String attribute) {
        return sample.items(table).stream()
                .map(item -> text(item, attribute))
                .sorted()
                .toList();
    }

    private static String order(int id) {
        return "{\"orderId\":\"" + id + "\",\"total\":" + id * 10 + "}";
    }

    @Test
    void everyOrderIsToldOf(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "outbox", folder).deploy();
        for (int i = 1; i <= 3; i++) {
            assertNull(sample.invoke("Place", order(i)).functionError());
        }
        // The same order again changes nothing and is told of no second time.
        assertNotNull(sample.invoke("Place", order(1)).functionError());
        sample.settle();
        assertEquals(3, sample.items("Orders").size());
        assertEquals(3, sample.take("Subscriber").size());
    }

    @Test
    void anOrderIsToldOfTwiceUnderOneIdByARelayThatDies(WeirServer weir) throws Exception {
        Sample sample =
                new Sample(weir, "outbox", folder).fault("relay.handler", """
                import relay

                died = False

                def handler(event, context):
                    global died
                    answer = relay.handler(event, context)
                    if not died:
                        died = True
                        raise RuntimeError("after all was published")
                    return answer
                """).deploy();
        assertNull(sample.invoke("Place", order(1)).functionError());
        sample.settle();
        List<String> told = sample.take("Subscriber");
        assertEquals(2, told.size());
        assertEquals(told.get(0), told.get(1));
        assertTrue(told.getFirst().contains(text(sample.items("Outbox").getFirst(), "eventId")), told.toString());
    }

    @Test
    void entriesThatTheBusRefusesAreSentAgain(WeirServer weir) throws Exception {
        Sample sample =
                new Sample(weir, "outbox", folder).fault("relay.handler", """
                import relay

                put_events = relay.events.put_events
                refused = False

                def refusing(Entries):
                    global refused
                    if refused:
                        return put_events(Entries=Entries)
                    refused = True
                    taken = put_events(Entries=Entries[:-1])["Entries"] if Entries[1:] else []
                    return {"FailedEntryCount": 1, "Entries": taken + [{"ErrorCode": "ThrottlingException"}]}

                relay.events.put_events = refusing
                handler = relay.handler
                """).deploy();
        for (int i = 1; i <= 3; i++) {
            assertNull(sample.invoke("Place", order(i)).functionError());
        }
        sample.settle();
        assertEquals(3, new TreeSet<>(sample.take("Subscriber")).size());
    }

    @Test
    void savingAndThenTellingLeavesAnOrderThatNobodyHearsOf(WeirServer weir) throws Exception {
        Sample sample =
                new Sample(weir, "outbox", folder).fault("place.handler", """
                import os
                import place

                def handler(event, context):
                    place.dynamodb.put_item(
                        TableName=os.environ["ORDERS"],
                        Item={"orderId": {"S": event["orderId"]}, "total": {"N": str(event["total"])}},
                        ConditionExpression="attribute_not_exists(orderId)",
                    )
                    os._exit(1)
                """).deploy();
        assertNotNull(sample.invoke("Place", order(1)).functionError());
        // Its caller tries again, and is told that the order is there.
        assertTrue(sample.invoke("Place", order(1)).payload().asUtf8String().contains("ConditionalCheckFailed"));
        sample.settle();
        assertEquals(1, sample.items("Orders").size());
        assertEquals(List.of(), sample.take("Subscriber"));
    }

    private static DescribeExecutionResponse book(WeirServer weir, Sample sample, String input) {
        SfnClient states = Clients.of(weir, SfnClient.builder());
        String execution = states.startExecution(
                        r -> r.stateMachineArn(sample.output("Trip")).input(input))
                .executionArn();
        sample.settle();
        return states.describeExecution(r -> r.executionArn(execution));
    }

    private static Map<String, String> bookings(Sample sample) {
        Map<String, String> bookings = new TreeMap<>();
        sample.items("Bookings").forEach(item -> bookings.put(text(item, "id"), text(item, "state")));
        return bookings;
    }

    @Test
    void aSagaUndoesWhatWasDoneAndNothingElse(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "saga", folder).deploy();
        assertEquals("SUCCEEDED", book(weir, sample, "{\"tripId\":\"1\"}").statusAsString());
        DescribeExecutionResponse unpaid = book(weir, sample, "{\"tripId\":\"2\",\"soldOut\":[\"payment\"]}");
        assertEquals("FAILED Refused", unpaid.statusAsString() + " " + unpaid.error());
        assertEquals(
                "FAILED",
                book(weir, sample, "{\"tripId\":\"3\",\"soldOut\":[\"flight\"]}")
                        .statusAsString());
        assertEquals(
                Map.of(
                        "1/flight", "RESERVED",
                        "1/hotel", "RESERVED",
                        "1/payment", "RESERVED",
                        "2/flight", "CANCELLED",
                        "2/hotel", "CANCELLED",
                        "2/payment", "CANCELLED",
                        "3/flight", "CANCELLED"),
                bookings(sample));
        // A step that was under way when its undo came is refused.
        String late = "{\"what\":\"flight\",\"trip\":{\"tripId\":\"3\"}}";
        assertTrue(sample.invoke("Reserve", late).payload().asUtf8String().contains("was cancelled before"));
    }

    @Test
    void aSagaThatCatchesOnItsLastStepOnlyUndoesNothingBefore(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "saga", folder)
                .with(
                        "template.yaml",
                        "Next: CancelHotel\n            ResultPath: null\n            Next: Pay",
                        "Next: NotBooked\n            ResultPath: null\n            Next: Pay")
                .deploy();
        assertEquals(
                "FAILED",
                book(weir, sample, "{\"tripId\":\"1\",\"soldOut\":[\"hotel\"]}").statusAsString());
        assertEquals(Map.of("1/flight", "RESERVED"), bookings(sample));
    }

    @Test
    void aStepThatDiesAfterItsWorkIsTakenUpAgain(WeirServer weir) throws Exception {
        Sample sample =
                new Sample(weir, "saga", folder).fault("steps.reserve", """
                import steps

                died = False

                def handler(event, context):
                    global died
                    answer = steps.reserve(event, context)
                    if event["what"] == "hotel" and not died:
                        died = True
                        raise RuntimeError("after the hotel was reserved")
                    return answer
                """).deploy();
        assertEquals("SUCCEEDED", book(weir, sample, "{\"tripId\":\"1\"}").statusAsString());
        assertEquals(3, bookings(sample).size());
    }

    @Test
    void commandsAtOnceOverwriteNoEvent(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "event-store", folder).deploy();
        String paid = "{\"account\":\"a\",\"type\":\"Paid\",\"amount\":20,\"commandId\":\"c0\"}";
        assertTrue(sample.invoke("Command", paid).payload().asUtf8String().contains("\"version\":1"));
        assertTrue(sample.invoke("Command", paid).payload().asUtf8String().contains("\"version\":1"));
        List<CompletableFuture<String>> answers = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> sample.invoke(
                                "Command",
                                "{\"account\":\"a\",\"type\":\"Withdrawn\",\"amount\":10,\"commandId\":\"c" + i + "\"}")
                        .payload()
                        .asUtf8String()))
                .toList();
        List<String> said = answers.stream().map(CompletableFuture::join).toList();
        assertEquals(
                2,
                said.stream().filter(one -> one.contains("\"accepted\":true")).count(),
                said.toString());
        assertEquals(List.of("1", "2", "3"), all(sample, "Events", "version"));
    }

    @Test
    void anArchiveRebuildsAViewAndWritesToNobody(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "archive-replay", folder).deploy();
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        for (int i = 1; i <= 2; i++) {
            String detail = "{\"eventId\":\"e" + i + "\",\"article\":\"a" + i + "\"}";
            events.putEvents(r -> r.entries(e -> e.eventBusName(sample.output("Bus"))
                    .source("shop")
                    .detailType("ArticleSold")
                    .detail(detail)));
        }
        sample.settle();
        assertEquals(List.of("e1", "e2"), all(sample, "Sales", "eventId"));
        for (String id : List.of("e1", "e2")) {
            sample.dynamodb.deleteItem(
                    r -> r.tableName(sample.output("Sales")).key(Map.of("eventId", AttributeValue.fromS(id))));
        }
        replay(weir, events, sample, "rebuild", List.of(sample.output("Rule")));
        assertEquals(List.of("e1", "e2"), all(sample, "Sales", "eventId"));
        assertEquals(2, sample.count("Mail"));
        replay(weir, events, sample, "to-all", List.of());
        assertEquals(List.of("e1", "e2"), all(sample, "Sales", "eventId"));
        assertEquals(2, sample.count("Mail"));
    }

    private static void replay(
            WeirServer weir, EventBridgeClient events, Sample sample, String name, List<String> rules) {
        weir.advance(Duration.ofMinutes(20));
        events.startReplay(r -> r.replayName(name)
                .eventSourceArn(sample.output("Archive"))
                .eventStartTime(weir.now().minus(Duration.ofDays(1)))
                .eventEndTime(weir.now())
                .destination(d -> d.arn(sample.output("BusArn")).filterArns(rules)));
        sample.settle();
        assertEquals("COMPLETED", events.describeReplay(r -> r.replayName(name)).stateAsString());
    }

    private static void read(WeirServer weir, Sample sample) {
        KinesisClient kinesis = Clients.of(weir, KinesisClient.builder());
        kinesis.putRecords(r -> r.streamName(sample.output("Stream"))
                .records(Stream.of("{\"value\":1}", "no JSON", "{\"value\":3}")
                        .map(data -> PutRecordsRequestEntry.builder()
                                .partitionKey("s")
                                .data(SdkBytes.fromUtf8String(data))
                                .build())
                        .toList()));
        sample.settle();
    }

    @Test
    void anUnreadableRecordIsPutAsideAndAFailureOfTheTableIsNot(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "stream-poison", folder)
                .fault("app.handler", """
                import app

                note = app.note
                failures = 2

                def failing(record, value):
                    global failures
                    if value == 3 and failures > 0:
                        failures -= 1
                        raise RuntimeError("throttled")
                    note(record, value)

                app.note = failing
                handler = app.handler
                """)
                .deploy();
        read(weir, sample);
        assertEquals(List.of("1", "3"), all(sample, "Readings", "value"));
        List<String> aside = sample.take("Unreadable");
        assertTrue(aside.size() >= 1 && aside.getFirst().contains("no JSON"), aside.toString());
        assertEquals(0, sample.count("NotTaken"));
    }

    @Test
    void aLimitOfRetriesAloneTakesGoodRecordsAlong(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "stream-poison", folder)
                .with("template.yaml", "MaximumRecordAgeInSeconds: 3600", "MaximumRetryAttempts: 3")
                .with("app.py", "put_aside(record, data, error)\n            continue", "value = None")
                .with(
                        "app.py",
                        "    # The sequence",
                        "    if value is None:\n        raise ValueError(\"no value\")\n    # The")
                .deploy();
        read(weir, sample);
        assertEquals(List.of("1"), all(sample, "Readings", "value"));
        assertEquals(1, sample.count("NotTaken"));
    }

    @Test
    void eachReaderGetsWhatItWants(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "fan-out", folder).deploy();
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        for (int total : new int[] {10, 5000}) {
            sns.publish(r -> r.topicArn(sample.output("Orders")).message("{\"total\":" + total + "}"));
        }
        sample.settle();
        assertEquals(2, sample.count("Shipping"));
        assertEquals(List.of("{\"total\":5000}"), sample.take("Fraud"));
    }

    @Test
    void aWebhookIsKeptBeforeItIsAnsweredAndForgedOnesAreNot(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "webhook", folder).deploy(Map.of("Secret", "s3cret"));
        String body = "{ \"id\": 1,  \"spaces\": \"kept\" }";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        assertEquals(202, post(weir, sample, body, signature));
        assertEquals(401, post(weir, sample, body + " ", signature));
        assertEquals(401, post(weir, sample, body, "0"));
        assertEquals(List.of(body), sample.take("Received"));
    }

    private static int post(WeirServer weir, Sample sample, String body, String signature) throws Exception {
        return post(weir, sample, "webhook", "X-Signature", signature, body).statusCode();
    }

    private static HttpResponse<String> post(
            WeirServer weir, Sample sample, String path, String header, String value, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = weir.endpoint().resolve("/_aws/execute-api/" + sample.output("Api") + "/$default/" + path);
            return http.send(
                    HttpRequest.newBuilder(uri)
                            .header(header, value)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aPostThatIsSentAgainMakesNoSecondNote(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "api-microservice", folder).deploy();
        HttpResponse<String> made = post(weir, sample, "notes", "Idempotency-Key", "k1", "{\"text\":\"hello\"}");
        HttpResponse<String> again = post(weir, sample, "notes", "Idempotency-Key", "k1", "{\"text\":\"hello\"}");
        assertEquals(201, made.statusCode(), made.body());
        assertEquals(made.body(), again.body());
        assertEquals(1, sample.items("Table").size());
        assertEquals(
                422,
                post(weir, sample, "notes", "Idempotency-Key", "k1", "{\"text\":\"other\"}")
                        .statusCode());
        assertEquals(
                400, post(weir, sample, "notes", "Idempotency-Key", "k2", "{").statusCode());
    }

    @Test
    void aJobClosesEachDayOnce(WeirServer weir) throws Exception {
        Sample sample = new Sample(weir, "scheduled-job", folder).deploy();
        weir.advance(Duration.ofDays(2));
        List<String> days = all(sample, "Days", "day");
        assertEquals(2, days.size(), days.toString());
        String again = sample.invoke("Close", "{\"scheduledTime\":\"" + days.getFirst() + "T01:00:00Z\"}")
                .payload()
                .asUtf8String();
        assertTrue(again.contains("before"), again);
        assertEquals(days, all(sample, "Days", "day"));
    }
}
