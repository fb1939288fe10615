package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.sqs.DeleteMessageBatchRequest;
import dev.weir.api.sqs.DeleteMessageBatchRequestEntry;
import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.MessageAttributeValue;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.api.sqs.SendMessageBatchRequest;
import dev.weir.api.sqs.SendMessageBatchRequestEntry;
import dev.weir.api.sqs.SendMessageRequest;
import dev.weir.api.sqs.SetQueueAttributesRequest;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From its sending to its deletion: visibility, receipt handles, delays, digests and retention. */
class MessageLifeTest {
    private final SqsWorld world = new SqsWorld(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aMessageIsReceivedOnceAndDeleted() {
        String url = world.queue("plain", Map.of());
        String id = world.send(url, "hello");
        List<Message> received = world.receive(url, 10);
        assertEquals(List.of("hello"), SqsWorld.bodies(received));
        assertEquals(id, received.get(0).messageId());
        assertEquals("5d41402abc4b2a76b9719d911017c592", received.get(0).md5OfBody());
        assertEquals(List.of(), world.receive(url, 10));
        world.delete(url, received.get(0));
        world.advance(Duration.ofSeconds(31));
        assertEquals(List.of(), world.receive(url, 10));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessages"));
    }

    @Test
    void theJournalTellsAMessagesLife() {
        String url = world.queue("told", Map.of());
        String id = world.send(url, "hello");
        world.delete(url, world.receive(url, 1).get(0));
        List<Hop> hops = world.kernel.journal().about(id, 10);
        assertEquals(
                List.of("sqs.DeleteMessage", "sqs.ReceiveMessage", "sqs.SendMessage"),
                hops.stream().map(Hop::kind).toList());
        assertEquals(hops.get(1).id(), hops.get(0).cause().hop());
        assertEquals(hops.get(2).id(), hops.get(1).cause().hop());
    }

    @Test
    void aMessageComesBackAfterItsVisibilityTimeout() {
        String url = world.queue("back", Map.of("VisibilityTimeout", "5"));
        world.send(url, "again");
        assertEquals(1, world.receive(url, 1).size());
        world.advance(Duration.ofMillis(4_999));
        assertEquals(0, world.receive(url, 1).size());
        world.advance(Duration.ofMillis(1));
        Message second = world.receive(url, 1).get(0);
        assertEquals("2", second.attributes().get("ApproximateReceiveCount"));
        world.visibility(url, second, 0);
        assertEquals("3", world.receive(url, 1).get(0).attributes().get("ApproximateReceiveCount"));
    }

    @Test
    void onlyTheNewestReceiptHandleDeletes() {
        String url = world.queue("stale", Map.of("VisibilityTimeout", "1"));
        world.send(url, "kept");
        Message first = world.receive(url, 1).get(0);
        world.advance(Duration.ofSeconds(2));
        world.delete(url, first);
        assertEquals(0, world.receive(url, 1).size(), "an expired handle deletes while nobody received again");
        String id = world.send(url, "kept");
        first = world.receive(url, 1).get(0);
        world.advance(Duration.ofSeconds(2));
        Message second = world.receive(url, 1).get(0);
        world.delete(url, first);
        Hop hop = world.kernel.journal().about(id, 1).get(0);
        assertEquals(Outcome.DROPPED, hop.outcome());
        world.advance(Duration.ofSeconds(2));
        assertEquals(1, world.receive(url, 1).size());
        assertFalse(Objects.equals(first.receiptHandle(), second.receiptHandle()));
    }

    @Test
    void delaysHoldMessagesBack() {
        String url = world.queue("slow", Map.of("DelaySeconds", "10"));
        world.send(url, "queue's delay");
        world.sqs.sendMessage(
                world.call,
                SendMessageRequest.builder()
                        .queueUrl(url)
                        .messageBody("own delay")
                        .delaySeconds(2)
                        .build());
        assertEquals("2", world.attributes(url).get("ApproximateNumberOfMessagesDelayed"));
        world.advance(Duration.ofSeconds(2));
        assertEquals(List.of("own delay"), SqsWorld.bodies(world.receive(url, 10)));
        world.forget();
        world.advance(Duration.ofSeconds(8));
        assertEquals(List.of("queue's delay"), SqsWorld.bodies(world.receive(url, 10)));
    }

    @Test
    void messagesExpire() {
        String url = world.queue("short", Map.of("MessageRetentionPeriod", "60"));
        String id = world.send(url, "old");
        world.advance(Duration.ofSeconds(60));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessages"));
        assertEquals(Outcome.EXPIRED, world.kernel.journal().about(id, 1).get(0).outcome());
        world.forget();
        assertEquals(0, world.receive(url, 1).size());
    }

    @Test
    void aBatchFailsInParts() {
        String url = world.queue("parts", Map.of("MaximumMessageSize", "1024"));
        var sent = world.sqs.sendMessageBatch(
                world.call,
                new SendMessageBatchRequest(
                        url, List.of(entry("good", "x"), entry("long", "x".repeat(1025)), entry("late", "y"))));
        assertEquals(2, sent.successful().size());
        assertEquals(
                "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
                sent.failed().get(0).message());
        List<Message> received = world.receive(url, 10);
        var deleted = world.sqs.deleteMessageBatch(
                world.call,
                new DeleteMessageBatchRequest(
                        url,
                        List.of(
                                new DeleteMessageBatchRequestEntry(
                                        "a", received.get(0).receiptHandle()),
                                new DeleteMessageBatchRequestEntry("b", "nonsense"))));
        assertEquals("a", deleted.successful().get(0).id());
        assertEquals("ReceiptHandleIsInvalid", deleted.failed().get(0).code());
    }

    @Test
    void attributesHaveAwsDigest() {
        String url = world.queue("digest", Map.of());
        var sent = world.sqs.sendMessage(
                world.call,
                SendMessageRequest.builder()
                        .queueUrl(url)
                        .messageBody("msg")
                        .messageAttributes(
                                Map.of("General", text("Kenobi"), "Hello", text("There"), "Help.Me", text("Me")))
                        .build());
        // AWS's own answer to these attributes.
        assertEquals("4c360f3fdafd970e05fae2f149d997f5", sent.md5OfMessageAttributes());
        Message some = world.receive(ReceiveMessageRequest.builder()
                        .queueUrl(url)
                        .messageAttributeNames(List.of("Hel.*"))
                        .build())
                .get(0);
        assertEquals("83fee93c1bcd8b9a5a923ffacdc636c7", some.md5OfMessageAttributes());
    }

    @Test
    void attributeValuesAreChecked() {
        String url = world.queue("checked", Map.of());
        assertEquals(
                "InvalidAttributeValue",
                refusal(url, "VisibilityTimeout", "43201").code());
        assertEquals(
                "Unknown Attribute FifoQueue.",
                refusal(url, "FifoQueue", "true").getMessage());
        assertTrue(refusal(url, "RedrivePolicy", redrive("nowhere", 1))
                .getMessage()
                .endsWith("Reason: Dead letter target does not exist."));
        world.queue("guarded", Map.of("RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}"));
        assertEquals(
                "InvalidParameterValue",
                refusal(url, "RedrivePolicy", redrive("guarded", 1)).queryCode());
    }

    private AwsException refusal(String url, String attribute, String value) {
        return assertThrows(
                AwsException.class,
                () -> world.sqs.setQueueAttributes(
                        world.call, new SetQueueAttributesRequest(url, Map.of(attribute, value))));
    }

    private String redrive(String target, int max) {
        return "{\"deadLetterTargetArn\":\"" + world.arn(target) + "\",\"maxReceiveCount\":" + max + "}";
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
