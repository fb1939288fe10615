package dev.weir.tests.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** SQS's limits, refusals and rules of time, through the SDK on weir's own clock. */
@ExtendWith(WeirExtension.class)
class SqsRulesTest {
    private static final int MIB = 1024 * 1024;

    private SqsClient sqs;
    private WeirServer weir;

    @BeforeEach
    void client(WeirServer weir) {
        weir.clock().freeze();
        this.weir = weir;
        this.sqs = Clients.of(weir, SqsClient.builder());
    }

    @Test
    void aMessageHasOneMebibyteAtMost() {
        String url = create("large", Map.of());
        send(url, b -> b.messageBody("x".repeat(MIB)));
        assertEquals(MIB, receive(url).get(0).body().length());
        refused(
                "InvalidParameterValue",
                "Message must be shorter than 1048576 bytes",
                () -> send(url, b -> b.messageBody("x".repeat(MIB - 7)).messageAttributes(Map.of("n", text("v")))));
        String small = create("small", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));
        send(small, b -> b.messageBody("x".repeat(1024)));
        refused(
                "InvalidParameterValue",
                "Message must be shorter than 1024 bytes",
                () -> send(small, b -> b.messageBody("é".repeat(513))));
        refused(
                "InvalidAttributeValue",
                "MaximumMessageSize",
                () -> create("beyond", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1048577")));
        refused(
                "AWS.SimpleQueueService.BatchRequestTooLong",
                "Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes.",
                () -> batch(url, entry("a", "x".repeat(MIB / 2 + 1)), entry("b", "x".repeat(MIB / 2 + 1))));
    }

    @Test
    void attributesHaveRules() {
        String url = create("attributes", Map.of());
        Map<String, MessageAttributeValue> ten =
                IntStream.range(0, 10).boxed().collect(Collectors.toMap(i -> "n" + i, i -> text("v")));
        send(url, b -> b.messageBody("ten").messageAttributes(ten));
        Map<String, MessageAttributeValue> eleven = new HashMap<>(ten);
        eleven.put("n10", text("v"));
        refusedAttributes(url, "Number of message attributes [11] exceeds the allowed maximum [10].", eleven);
        refusedAttributes(url, "beginning with 'AWS.' or 'Amazon.'", Map.of("AWS.x", text("v")));
        refusedAttributes(url, "cannot start or end with '.'", Map.of("x.", text("v")));
        refusedAttributes(url, "can only contain", Map.of("a b", text("v")));
        refusedAttributes(url, "Binary, Number, String", Map.of("a", typed("Text", "v")));
        refusedAttributes(
                url,
                "Can't cast the value of message (user) attribute 'a' to a number.",
                Map.of("a", typed("Number", "seven")));
        refusedAttributes(url, "must contain a non-empty value of type 'String'.", Map.of("a", typed("String", "")));
        send(url, b -> b.messageBody("custom")
                .messageAttributes(Map.of(
                        "a", typed("Number.int", "1e3"),
                        "b", typed("String.json", "{}"),
                        "c",
                                MessageAttributeValue.builder()
                                        .dataType("Binary.png")
                                        .binaryValue(SdkBytes.fromUtf8String("png"))
                                        .build())));
        receive(url);
        refused("InvalidMessageContents", "Invalid characters found", () -> send(url, b -> b.messageBody("a\u0001b")));
    }

    @Test
    void aBatchFailsInPartsAndForItsForm() {
        String url = create("batches", Map.of());
        var answer = sqs.sendMessageBatch(b -> b.queueUrl(url)
                .entries(
                        entry("good", "1"),
                        entry("late", "2").toBuilder().delaySeconds(901).build(),
                        entry("typed", "3").toBuilder()
                                .messageAttributes(Map.of("a", typed("Text", "v")))
                                .build()));
        assertEquals(
                List.of("good"), answer.successful().stream().map(e -> e.id()).toList());
        assertEquals(
                List.of("late", "typed"),
                answer.failed().stream().map(BatchResultErrorEntry::id).toList());
        assertTrue(answer.failed().stream()
                .allMatch(failed -> failed.senderFault() && failed.code().equals("InvalidParameterValue")));
        refused(
                "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
                "Id a repeated.",
                () -> batch(url, entry("a", "1"), entry("a", "2")));
        refused("AWS.SimpleQueueService.InvalidBatchEntryId", "alphanumeric", () -> batch(url, entry("a b", "1")));
        refused("AWS.SimpleQueueService.EmptyBatchRequest", "at least one", () -> batch(url));
        refused(
                "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
                "You have sent 11.",
                () -> batch(
                        url,
                        IntStream.range(0, 11)
                                .mapToObj(i -> entry("e" + i, "x"))
                                .toArray(SendMessageBatchRequestEntry[]::new)));
    }

    @Test
    void systemAttributesTravel() {
        String url = create("traced", Map.of());
        String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
        var sent = sqs.sendMessage(b -> b.queueUrl(url)
                .messageBody("x")
                .messageGroupId("tenant")
                .messageSystemAttributes(Map.of(
                        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                        MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue(header)
                                .build())));
        assertEquals(32, sent.md5OfMessageSystemAttributes().length());
        Map<MessageSystemAttributeName, String> all = receive(url).get(0).attributes();
        assertEquals(header, all.get(MessageSystemAttributeName.AWS_TRACE_HEADER));
        assertEquals("tenant", all.get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
        assertEquals(weir.accessKeyId(), all.get(MessageSystemAttributeName.SENDER_ID));
        assertEquals(Long.toString(weir.now().toEpochMilli()), all.get(MessageSystemAttributeName.SENT_TIMESTAMP));
    }

    @Test
    void timeHidesDelaysAndRetires() {
        String url = create(
                "times",
                Map.of(QueueAttributeName.DELAY_SECONDS, "10", QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60"));
        send(url, b -> b.messageBody("queue's delay"));
        send(url, b -> b.messageBody("own delay").delaySeconds(3));
        assertEquals("0/0/2", counts(url));
        weir.advance(Duration.ofSeconds(3));
        assertEquals(List.of("own delay"), bodies(receive(url)));
        assertEquals("0/1/1", counts(url));
        weir.advance(Duration.ofSeconds(7));
        assertEquals(List.of("queue's delay"), bodies(receive(url)));
        weir.advance(Duration.ofSeconds(49));
        assertEquals("2/0/0", counts(url));
        weir.advance(Duration.ofSeconds(1));
        assertEquals("0/0/0", counts(url));
        String kept = create("kept", Map.of());
        send(kept, b -> b.messageBody("x"));
        weir.advance(Duration.ofSeconds(100));
        sqs.setQueueAttributes(
                b -> b.queueUrl(kept).attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "99")));
        weir.advance(Duration.ZERO);
        assertEquals("0/0/0", counts(kept), "a shorter retention holds for what is there");
    }

    @Test
    void purgesAndNamesRestForAMinute() {
        String url = create("resting", Map.of());
        send(url, b -> b.messageBody("x"));
        sqs.purgeQueue(b -> b.queueUrl(url));
        assertEquals("0/0/0", counts(url));
        weir.advance(Duration.ofSeconds(59));
        refused(
                "AWS.SimpleQueueService.PurgeQueueInProgress",
                "Only one PurgeQueue operation on resting",
                () -> sqs.purgeQueue(b -> b.queueUrl(url)));
        weir.advance(Duration.ofSeconds(1));
        sqs.purgeQueue(b -> b.queueUrl(url));
        sqs.deleteQueue(b -> b.queueUrl(url));
        weir.advance(Duration.ofSeconds(59));
        refused("AWS.SimpleQueueService.QueueDeletedRecently", "wait 60 seconds", () -> create("resting", Map.of()));
        weir.advance(Duration.ofSeconds(1));
        create("resting", Map.of());
    }

    @Test
    void policiesAndKeysAreKept() {
        String url = create("policied", Map.of());
        sqs.addPermission(b -> b.queueUrl(url)
                .label("lend")
                .actions("SendMessage", "ReceiveMessage")
                .awsAccountIds("111122223333"));
        assertTrue(attribute(url, QueueAttributeName.POLICY).contains("\"SQS:ReceiveMessage\""));
        refused(
                "InvalidParameterValue",
                "Already exists.",
                () -> sqs.addPermission(b ->
                        b.queueUrl(url).label("lend").actions("SendMessage").awsAccountIds("111122223333")));
        refused(
                "InvalidParameterValue",
                "Only the queue owner is allowed to invoke this action.",
                () -> sqs.addPermission(
                        b -> b.queueUrl(url).label("own").actions("DeleteQueue").awsAccountIds("111122223333")));
        refused(
                "OverLimit",
                "8 Actions were found, maximum allowed is 7.",
                () -> sqs.addPermission(b -> b.queueUrl(url)
                        .label("all")
                        .awsAccountIds("111122223333")
                        .actions(
                                "SendMessage",
                                "ReceiveMessage",
                                "DeleteMessage",
                                "ChangeMessageVisibility",
                                "GetQueueAttributes",
                                "GetQueueUrl",
                                "ListDeadLetterSourceQueues",
                                "PurgeQueue")));
        sqs.removePermission(b -> b.queueUrl(url).label("lend"));
        refused(
                "InvalidParameterValue",
                "can't find label.",
                () -> sqs.removePermission(b -> b.queueUrl(url).label("lend")));
        sqs.setQueueAttributes(b -> b.queueUrl(url)
                .attributes(Map.of(
                        QueueAttributeName.KMS_MASTER_KEY_ID,
                        "alias/mine",
                        QueueAttributeName.KMS_DATA_KEY_REUSE_PERIOD_SECONDS,
                        "600")));
        assertEquals("false", attribute(url, QueueAttributeName.SQS_MANAGED_SSE_ENABLED));
        assertEquals("600", attribute(url, QueueAttributeName.KMS_DATA_KEY_REUSE_PERIOD_SECONDS));
    }

    @Test
    void aDeadLetterQueueChoosesItsSources() {
        String dead = create("guarded", Map.of());
        String arn = attribute(dead, QueueAttributeName.QUEUE_ARN);
        String welcome = attribute(create("welcome", Map.of()), QueueAttributeName.QUEUE_ARN);
        allow(dead, "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + welcome + "\"]}");
        Map<QueueAttributeName, String> redrive = Map.of(
                QueueAttributeName.REDRIVE_POLICY, "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":3}");
        refused("InvalidParameterValue", "", () -> create("stranger", redrive));
        sqs.setQueueAttributes(b -> b.queueUrl(url("welcome")).attributes(redrive));
        assertEquals(
                List.of(url("welcome")),
                sqs.listDeadLetterSourceQueues(b -> b.queueUrl(dead)).queueUrls());
        allow(dead, "{\"redrivePermission\":\"denyAll\"}");
        refused("InvalidParameterValue", "", () -> create("stranger", redrive));
        allow(dead, "{\"redrivePermission\":\"allowAll\"}");
        create("stranger", redrive);
    }

    @Test
    void quietTenantsComeFirst() {
        String url = create("fair", Map.of());
        for (int i = 0; i < 10; i++) {
            sqs.sendMessageBatch(b -> b.queueUrl(url)
                    .entries(IntStream.range(0, 10)
                            .mapToObj(e -> entry("e" + e, "noisy").toBuilder()
                                    .messageGroupId("noisy")
                                    .build())
                            .toList()));
        }
        for (int i = 0; i < 4; i++) {
            assertEquals(10, receive(url).size());
        }
        for (String tenant : List.of("a", "b", "c")) {
            send(url, b -> b.messageBody(tenant).messageGroupId(tenant));
        }
        assertEquals(List.of("a", "b", "c"), bodies(receive(url)).subList(0, 3));
    }

    @Test
    void fifoQueuesDeduplicateByQueueOrGroup() {
        Map<QueueAttributeName, String> fifo = Map.of(QueueAttributeName.FIFO_QUEUE, "true");
        refused("InvalidAttributeValue", "allowed only when the value for DeduplicationScope is messageGroup", () -> {
            Map<QueueAttributeName, String> limit = new HashMap<>(fifo);
            limit.put(QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId");
            create("limit.fifo", limit);
        });
        Map<QueueAttributeName, String> high = new HashMap<>(fifo);
        high.put(QueueAttributeName.DEDUPLICATION_SCOPE, "messageGroup");
        high.put(QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId");
        for (boolean groups : List.of(false, true)) {
            String url = create(groups ? "groups.fifo" : "whole.fifo", groups ? high : fifo);
            refused(
                    "InvalidParameterValue",
                    "ContentBasedDeduplication",
                    () -> send(url, b -> b.messageBody("x").messageGroupId("g")));
            Set<String> ids = new TreeSet<>();
            TreeSet<String> sequences = new TreeSet<>();
            for (String group : List.of("g", "g", "h")) {
                var sent = sqs.sendMessage(b ->
                        b.queueUrl(url).messageBody("x").messageGroupId(group).messageDeduplicationId("same"));
                ids.add(sent.messageId());
                assertEquals(20, sent.sequenceNumber().length());
                sequences.add(sent.sequenceNumber());
            }
            assertEquals(groups ? 2 : 1, ids.size());
            assertEquals(ids.size(), sequences.size());
            weir.advance(Duration.ofMinutes(5).minusMillis(1));
            String within = dedup(url, "same");
            weir.advance(Duration.ofMillis(1));
            assertTrue(ids.contains(within));
            assertFalse(ids.contains(dedup(url, "same")));
            var later = sqs.sendMessage(
                    b -> b.queueUrl(url).messageBody("x").messageGroupId("g").messageDeduplicationId("other"));
            assertTrue(later.sequenceNumber().compareTo(sequences.last()) > 0);
        }
    }

    @Test
    void aGroupIsInOneHandAtATime() {
        String url = create(
                "hand.fifo",
                Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"));
        for (String body : List.of("a1", "a2", "a3", "b1")) {
            send(url, b -> b.messageBody(body).messageGroupId(body.substring(0, 1)));
        }
        List<Message> first = sqs.receiveMessage(
                        b -> b.queueUrl(url).maxNumberOfMessages(2).receiveRequestAttemptId("try"))
                .messages();
        assertEquals(List.of("a1", "a2"), bodies(first));
        assertEquals(List.of("b1"), bodies(receive(url)));
        List<Message> again = sqs.receiveMessage(
                        b -> b.queueUrl(url).maxNumberOfMessages(2).receiveRequestAttemptId("try"))
                .messages();
        assertEquals(
                first.stream().map(Message::receiptHandle).toList(),
                again.stream().map(Message::receiptHandle).toList());
        sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(first.get(0).receiptHandle()));
        assertEquals(List.of(), receive(url), "a2 is in flight still");
        refused(
                "InvalidParameterValue",
                "the receive call is not retryable",
                () -> sqs.receiveMessage(b -> b.queueUrl(url).receiveRequestAttemptId("try")));
        weir.advance(Duration.ofSeconds(30));
        assertEquals(
                List.of("a2", "a3", "b1"),
                bodies(receive(url)).stream().sorted().toList());
        String standard = create("plain", Map.of());
        refused(
                "InvalidParameterValue",
                "not valid for this queue type",
                () -> sqs.receiveMessage(b -> b.queueUrl(standard).receiveRequestAttemptId("try")));
    }

    @Test
    void deadLettersOfAFifoQueueKeepTheirOrderAndGoBackAtARate() {
        Map<QueueAttributeName, String> fifo = new HashMap<>(
                Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"));
        String dead = create("dead.fifo", fifo);
        String arn = attribute(dead, QueueAttributeName.QUEUE_ARN);
        fifo.put(QueueAttributeName.REDRIVE_POLICY, "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":1}");
        fifo.put(QueueAttributeName.VISIBILITY_TIMEOUT, "1");
        String url = create("source.fifo", fifo);
        List<String> sent = IntStream.range(0, 10).mapToObj(i -> "m" + i).toList();
        sent.forEach(body -> send(url, b -> b.messageBody(body).messageGroupId("g")));
        receive(url);
        weir.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), receive(url));
        refused("ResourceNotFoundException", "", () -> sqs.startMessageMoveTask(b -> b.sourceArn(arn + "x")));
        String handle = sqs.startMessageMoveTask(b -> b.sourceArn(arn).maxNumberOfMessagesPerSecond(4))
                .taskHandle();
        refused(
                "InvalidParameterValue",
                "already a task running",
                () -> sqs.startMessageMoveTask(b -> b.sourceArn(arn)));
        weir.advance(Duration.ZERO);
        assertEquals("4/0/0", counts(url));
        weir.advance(Duration.ofSeconds(1));
        assertEquals("8/0/0", counts(url));
        assertEquals(
                handle,
                sqs.listMessageMoveTasks(b -> b.sourceArn(arn)).results().get(0).taskHandle());
        weir.advance(Duration.ofSeconds(1));
        var task = sqs.listMessageMoveTasks(b -> b.sourceArn(arn)).results().get(0);
        assertEquals("COMPLETED", task.status());
        assertEquals(10, task.approximateNumberOfMessagesMoved());
        assertEquals(sent, bodies(receive(url)));
        refused(
                "AWS.SimpleQueueService.UnsupportedOperation",
                "Only active",
                () -> sqs.cancelMessageMoveTask(b -> b.taskHandle(handle)));
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(b -> b.queueName(name).attributes(attributes)).queueUrl();
    }

    private String url(String name) {
        return sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
    }

    private void allow(String url, String policy) {
        sqs.setQueueAttributes(
                b -> b.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_ALLOW_POLICY, policy)));
    }

    private String dedup(String url, String id) {
        return sqs.sendMessage(b ->
                        b.queueUrl(url).messageBody("x").messageGroupId("g").messageDeduplicationId(id))
                .messageId();
    }

    private void send(String url, java.util.function.Consumer<SendMessageRequest.Builder> message) {
        SendMessageRequest.Builder request = SendMessageRequest.builder().queueUrl(url);
        message.accept(request);
        assertNotEquals("", sqs.sendMessage(request.build()).messageId());
    }

    private void batch(String url, SendMessageBatchRequestEntry... entries) {
        sqs.sendMessageBatch(b -> b.queueUrl(url).entries(entries));
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(b -> b.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private static List<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::body).toList();
    }

    private String attribute(String url, QueueAttributeName name) {
        return sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }

    /** Ready, in flight, delayed. */
    private String counts(String url) {
        List<String> counts = new ArrayList<>();
        for (QueueAttributeName name : List.of(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)) {
            counts.add(attribute(url, name));
        }
        return String.join("/", counts);
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    private static MessageAttributeValue text(String value) {
        return typed("String", value);
    }

    private static MessageAttributeValue typed(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    private void refusedAttributes(String url, String why, Map<String, MessageAttributeValue> attributes) {
        refused(
                "InvalidParameterValue",
                why,
                () -> send(url, b -> b.messageBody("x").messageAttributes(attributes)));
    }

    private static void refused(String code, String why, org.junit.jupiter.api.function.Executable call) {
        SqsException refusal = assertThrows(SqsException.class, call);
        assertEquals(code, refusal.awsErrorDetails().errorCode(), refusal.getMessage());
        assertTrue(refusal.awsErrorDetails().errorMessage().contains(why), refusal.getMessage());
    }
}
