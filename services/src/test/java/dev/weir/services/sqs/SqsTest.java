package dev.weir.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.sqs.DeleteMessageBatchRequest;
import dev.weir.api.sqs.DeleteMessageBatchRequestEntry;
import dev.weir.api.sqs.DeleteQueueRequest;
import dev.weir.api.sqs.ListDeadLetterSourceQueuesRequest;
import dev.weir.api.sqs.ListMessageMoveTasksRequest;
import dev.weir.api.sqs.ListQueuesRequest;
import dev.weir.api.sqs.Message;
import dev.weir.api.sqs.MessageAttributeValue;
import dev.weir.api.sqs.PurgeQueueRequest;
import dev.weir.api.sqs.ReceiveMessageRequest;
import dev.weir.api.sqs.SendMessageBatchRequest;
import dev.weir.api.sqs.SendMessageBatchRequestEntry;
import dev.weir.api.sqs.SendMessageRequest;
import dev.weir.api.sqs.SetQueueAttributesRequest;
import dev.weir.api.sqs.StartMessageMoveTaskRequest;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqsTest {
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
        String id = world.send(url, "kept");
        Message first = world.receive(url, 1).get(0);
        world.advance(Duration.ofSeconds(2));
        world.delete(url, first);
        assertEquals(0, world.receive(url, 1).size(), "an expired handle deletes while nobody received again");
        id = world.send(url, "kept");
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
    void whatIsReceivedTooOftenGoesToTheDeadLetterQueue() {
        String dead = world.queue("dead", Map.of());
        String url = world.queue("source", Map.of("VisibilityTimeout", "1", "RedrivePolicy", redrive("dead", 2)));
        String id = world.send(url, "poison");
        for (int i = 0; i < 2; i++) {
            assertEquals(1, world.receive(url, 1).size());
            world.advance(Duration.ofSeconds(1));
        }
        assertEquals(0, world.receive(url, 1).size());
        Message buried = world.receive(dead, 1).get(0);
        assertEquals(id, buried.messageId());
        assertEquals(world.arn("source"), buried.attributes().get("DeadLetterQueueSourceArn"));
        assertEquals("3", buried.attributes().get("ApproximateReceiveCount"));
        Hop hop = world.kernel.journal().about(id, 10).stream()
                .filter(one -> one.outcome() == Outcome.DEAD_LETTERED)
                .findFirst()
                .orElseThrow();
        assertEquals("received 2 times without being deleted; maxReceiveCount is 2", hop.reason());
        assertEquals(
                List.of(url),
                world.sqs
                        .listDeadLetterSourceQueues(world.call, new ListDeadLetterSourceQueuesRequest(dead, null, null))
                        .queueUrls());
    }

    @Test
    void aMoveTaskBringsDeadLettersBack() {
        String dead = world.queue("dead", Map.of());
        String url = world.queue("source", Map.of("VisibilityTimeout", "1", "RedrivePolicy", redrive("dead", 1)));
        IntStream.range(0, 3).forEach(i -> world.send(url, "poison " + i));
        world.receive(url, 10);
        world.advance(Duration.ofSeconds(1));
        assertEquals(0, world.receive(url, 10).size());
        assertEquals("3", world.attributes(dead).get("ApproximateNumberOfMessages"));
        world.sqs.startMessageMoveTask(world.call, new StartMessageMoveTaskRequest(world.arn("dead"), null, 2));
        world.running.clock().untilQuiet(Duration.ofSeconds(10));
        assertEquals("0", world.attributes(dead).get("ApproximateNumberOfMessages"));
        assertEquals("3", world.attributes(url).get("ApproximateNumberOfMessages"));
        var task = world.sqs
                .listMessageMoveTasks(world.call, new ListMessageMoveTasksRequest(world.arn("dead"), null))
                .results()
                .get(0);
        assertEquals("COMPLETED", task.status());
        assertEquals(3, task.approximateNumberOfMessagesMoved());
    }

    @Test
    void aFifoQueueKeepsTheOrderOfEachGroup() {
        String url = world.queue("order.fifo", Map.of("FifoQueue", "true"));
        for (String body : List.of("a1", "a2", "b1", "a3", "b2")) {
            world.send(url, body, body.substring(0, 1), body);
        }
        List<Message> first = world.receive(url, 2);
        assertEquals(List.of("a1", "a2"), SqsWorld.bodies(first));
        assertEquals(List.of("b1", "b2"), SqsWorld.bodies(world.receive(url, 10)));
        assertEquals(List.of(), world.receive(url, 10));
        world.delete(url, first.get(0));
        assertEquals(List.of(), world.receive(url, 10), "a2 is in flight");
        world.forget();
        world.delete(url, first.get(1));
        assertEquals(List.of("a3"), SqsWorld.bodies(world.receive(url, 10)));
    }

    @Test
    void aGroupGivesItsHeadWhileLaterOnesAreInFlight() {
        String url = world.queue("heads.fifo", Map.of("FifoQueue", "true"));
        for (String body : List.of("foo", "bar", "baz")) {
            world.send(url, body, "g", body);
        }
        List<Message> all = world.receive(url, 3);
        world.visibility(url, all.get(0), 0);
        assertEquals(List.of("foo"), SqsWorld.bodies(world.receive(url, 10)));
        world.advance(Duration.ofSeconds(31));
        AwsException expired = assertThrows(AwsException.class, () -> world.delete(url, all.get(1)));
        assertEquals("InvalidParameterValue", expired.queryCode());
        assertTrue(expired.getMessage().endsWith("Reason: The receipt handle has expired."));
    }

    @Test
    void repeatedSendsWithinFiveMinutesAreAnsweredButNotKept() {
        String url = world.queue("twins.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
        String id = world.send(url, "same", "g", null);
        assertEquals(id, world.send(url, "same", "other-group", null));
        world.delete(url, world.receive(url, 10).get(0));
        world.forget();
        assertEquals(id, world.send(url, "same", "g", null));
        assertEquals(0, world.receive(url, 10).size());
        world.advance(Duration.ofMinutes(5));
        world.send(url, "same", "g", null);
        assertEquals(1, world.receive(url, 10).size());
        assertEquals(
                2,
                world.kernel.journal().about(id, 20).stream()
                        .filter(hop -> hop.outcome() == Outcome.DEDUPLICATED)
                        .count());
    }

    @Test
    void anAttemptIdGetsTheSameMessagesAgain() {
        String url = world.queue("attempts.fifo", Map.of("FifoQueue", "true"));
        world.send(url, "one", "g", "1");
        world.send(url, "two", "g", "2");
        ReceiveMessageRequest request = ReceiveMessageRequest.builder()
                .queueUrl(url)
                .maxNumberOfMessages(2)
                .receiveRequestAttemptId("attempt-1")
                .build();
        List<Message> first = world.receive(request);
        assertEquals(first, world.receive(request));
        assertEquals(0, world.receive(url, 10).size());
        world.advance(Duration.ofSeconds(20));
        assertEquals(first, world.receive(request));
        world.advance(Duration.ofSeconds(20));
        assertEquals(0, world.receive(url, 10).size(), "a repeated call resets the visibility timeout");
        world.delete(url, first.get(0));
        AwsException modified = assertThrows(AwsException.class, () -> world.receive(request));
        assertTrue(modified.getMessage().endsWith("since the receive call is not retryable."), modified.getMessage());
        world.advance(Duration.ofMinutes(5));
        assertEquals(List.of("two"), SqsWorld.bodies(world.receive(request)), "the id is as good as new");
    }

    @Test
    void aLongPollEndsAtOnceWhenAMessageComes() {
        String url = world.queue("polled", Map.of());
        List<String> got = new ArrayList<>();
        world.kernel
                .tasks()
                .start(
                        "poll",
                        () -> got.addAll(SqsWorld.bodies(world.receive(ReceiveMessageRequest.builder()
                                .queueUrl(url)
                                .waitTimeSeconds(20)
                                .build()))));
        world.advance(Duration.ofSeconds(3));
        assertEquals(List.of(), got);
        world.send(url, "here");
        world.advance(Duration.ZERO);
        assertEquals(List.of("here"), got);
    }

    @Test
    void aLongPollEndsWithNothingWhenItsTimeIsOver() {
        String url = world.queue("polled", Map.of());
        List<Integer> got = new ArrayList<>();
        world.kernel
                .tasks()
                .start(
                        "poll",
                        () -> got.add(world.receive(ReceiveMessageRequest.builder()
                                        .queueUrl(url)
                                        .waitTimeSeconds(20)
                                        .build())
                                .size()));
        world.advance(Duration.ofMillis(19_999));
        assertEquals(List.of(), got);
        world.advance(Duration.ofMillis(1));
        assertEquals(List.of(0), got);
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
    void aPurgeEmptiesTheQueueOnceAMinute() {
        String url = world.queue("purged", Map.of());
        world.send(url, "gone");
        world.receive(url, 1);
        world.send(url, "gone too");
        world.sqs.purgeQueue(world.call, new PurgeQueueRequest(url));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessages"));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessagesNotVisible"));
        AwsException again =
                assertThrows(AwsException.class, () -> world.sqs.purgeQueue(world.call, new PurgeQueueRequest(url)));
        assertEquals("AWS.SimpleQueueService.PurgeQueueInProgress", again.queryCode());
        assertEquals("Only one PurgeQueue operation on purged is allowed every 60 seconds.", again.getMessage());
        world.advance(Duration.ofSeconds(60));
        world.sqs.purgeQueue(world.call, new PurgeQueueRequest(url));
    }

    @Test
    void aNameRestsForAMinuteAfterDeletion() {
        String url = world.queue("reused", Map.of());
        world.send(url, "lost");
        world.sqs.deleteQueue(world.call, new DeleteQueueRequest(url));
        AwsException early = assertThrows(AwsException.class, () -> world.queue("reused", Map.of()));
        assertEquals("AWS.SimpleQueueService.QueueDeletedRecently", early.queryCode());
        assertEquals(
                "QueueDoesNotExist",
                assertThrows(AwsException.class, () -> world.send(url, "x")).code());
        world.advance(Duration.ofSeconds(60));
        world.queue("reused", Map.of());
        assertEquals(0, world.receive(url, 1).size());
    }

    @Test
    void creatingAgainWithOtherAttributesIsRefusedByName() {
        world.queue("same", Map.of("DelaySeconds", "1"));
        world.queue("same", Map.of("DelaySeconds", "1"));
        world.queue("same", Map.of());
        AwsException other = assertThrows(AwsException.class, () -> world.queue("same", Map.of("DelaySeconds", "2")));
        assertEquals("QueueAlreadyExists", other.queryCode());
        assertEquals(
                "A queue already exists with the same name and a different value for attribute DelaySeconds",
                other.getMessage());
    }

    @Test
    void listsComeInPages() {
        IntStream.range(0, 5).forEach(i -> world.queue("list-" + i, Map.of()));
        world.queue("other", Map.of());
        var first = world.sqs.listQueues(world.call, new ListQueuesRequest("list-", null, 2));
        assertEquals(2, first.queueUrls().size());
        var rest = world.sqs.listQueues(world.call, new ListQueuesRequest("list-", first.nextToken(), 1000));
        assertEquals(3, rest.queueUrls().size());
        assertEquals(
                "http://localhost:4566/000000000000/list-2", rest.queueUrls().get(0));
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

    @Test
    void aNoisyGroupDoesNotDelayQuietOnes() {
        String url = world.queue("fair", Map.of());
        IntStream.range(0, 60).forEach(i -> world.send(url, "noisy " + i, "noisy", null));
        assertEquals(List.of("noisy 0"), SqsWorld.bodies(world.receive(url, 1)), "nobody is noisy yet");
        IntStream.range(0, 3).forEach(i -> world.receive(url, 10));
        world.send(url, "quiet", "quiet", null);
        world.send(url, "of nobody");
        assertEquals(
                List.of("quiet", "of nobody", "noisy 31"),
                SqsWorld.bodies(world.receive(url, 3)),
                "31 of 31 messages in flight are the noisy group's");
        world.send(url, "louder 0", "louder", null);
        IntStream.range(1, 50).forEach(i -> world.send(url, "louder " + i, "louder", null));
        IntStream.range(0, 3)
                .forEach(i -> assertEquals(
                        "louder " + i * 10,
                        SqsWorld.bodies(world.receive(url, 10)).get(0)));
        assertEquals(
                List.of("louder 30", "louder 31", "noisy 32"),
                SqsWorld.bodies(world.receive(url, 3)),
                "of two noisy groups the one with fewer messages in flight");
        world.advance(Duration.ofMinutes(5).minusSeconds(1));
        world.send(url, "last", "last", null);
        assertEquals("noisy 0", SqsWorld.bodies(world.receive(url, 1)).get(0), "all is visible again, in its order");
    }

    @Test
    void aGroupThatIsSentNothingForFiveMinutesIsNoLongerNoisy() {
        String url = world.queue("calm", Map.of("VisibilityTimeout", "3600"));
        IntStream.range(0, 60).forEach(i -> world.send(url, "noisy " + i, "noisy", null));
        IntStream.range(0, 4).forEach(i -> world.receive(url, 10));
        world.advance(Duration.ofMinutes(5));
        world.send(url, "quiet", "quiet", null);
        assertEquals(List.of("noisy 40", "noisy 41"), SqsWorld.bodies(world.receive(url, 2)));
    }

    @Test
    void aLongBacklogComesOutInOrderAndIsCounted() {
        String url = world.queue("long", Map.of());
        int all = 12_345;
        IntStream.range(0, all).forEach(i -> world.send(url, "m" + i));
        world.send(url, "of a group", "g", null);
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            bodies.addAll(take(url));
        }
        assertEquals(
                Integer.toString(all + 1 - bodies.size()), world.attributes(url).get("ApproximateNumberOfMessages"));
        world.forget();
        assertEquals(
                Integer.toString(all + 1 - bodies.size()), world.attributes(url).get("ApproximateNumberOfMessages"));
        for (List<String> some = take(url); !some.isEmpty(); some = take(url)) {
            bodies.addAll(some);
        }
        assertEquals(
                IntStream.range(0, all).mapToObj(i -> "m" + i).toList(),
                bodies.stream().filter(body -> !body.equals("of a group")).toList());
        assertEquals(all + 1, bodies.size());
    }

    private List<String> take(String url) {
        List<Message> some = world.receive(url, 3);
        some.forEach(message -> world.delete(url, message));
        return SqsWorld.bodies(some);
    }

    @Test
    void aLongBacklogExpires() {
        String url = world.queue("old", Map.of("MessageRetentionPeriod", "60"));
        IntStream.range(0, 10_000).forEach(i -> world.send(url, "m" + i));
        world.advance(Duration.ofSeconds(60));
        assertEquals("0", world.attributes(url).get("ApproximateNumberOfMessages"));
        assertEquals(0, world.receive(url, 10).size());
    }

    @Test
    void aHundredAndTwentyThousandMessagesMayBeInFlight() {
        for (String name : List.of("many", "many.fifo")) {
            boolean fifo = name.endsWith(".fifo");
            String url = world.queue(name, fifo ? Map.of("FifoQueue", "true") : Map.of());
            QueueOwner owner = world.queues.find(world.arn(name)).orElseThrow();
            for (int i = 0; i < 120_001; i++) {
                world.send(url, "m", fifo ? "g" + i : null, fifo ? "d" + i : null);
            }
            for (int i = 0; i < 120; i++) {
                assertEquals(
                        1000,
                        owner.receive(1000, Duration.ofMinutes(5), null, "").size());
            }
            if (fifo) {
                assertEquals(0, world.receive(url, 1).size());
            } else {
                AwsException limit = assertThrows(AwsException.class, () -> world.receive(url, 1));
                assertEquals("OverLimit", limit.queryCode());
                List<String> polled = new ArrayList<>();
                ReceiveMessageRequest request = ReceiveMessageRequest.builder()
                        .queueUrl(url)
                        .waitTimeSeconds(20)
                        .build();
                world.kernel.tasks().start("poll", () -> polled.addAll(SqsWorld.bodies(world.receive(request))));
                world.advance(Duration.ofSeconds(20));
                assertEquals(List.of(), polled, "a long poll waits instead");
            }
            assertEquals("120000", world.attributes(url).get("ApproximateNumberOfMessagesNotVisible"));
            assertEquals("1", world.attributes(url).get("ApproximateNumberOfMessages"));
        }
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
