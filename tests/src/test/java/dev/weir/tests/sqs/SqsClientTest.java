package dev.weir.tests.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The SDK checks the digests of every answer by itself. */
@ExtendWith(WeirExtension.class)
class SqsClientTest {
    @Test
    void aMessagesLife(WeirServer weir) {
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String url = sqs.createQueue(b -> b.queueName("life")).queueUrl();
        assertEquals(weir.endpoint() + "/" + weir.accessKeyId() + "/life", url);
        sqs.sendMessage(b -> b.queueUrl(url)
                .messageBody("héllo")
                .messageAttributes(Map.of(
                        "text",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("v")
                                .build(),
                        "bytes",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {1, 2, 3}))
                                .build())));
        Message message = sqs.receiveMessage(b -> b.queueUrl(url)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .get(0);
        assertEquals("héllo", message.body());
        assertEquals(3, message.messageAttributes().get("bytes").binaryValue().asByteArray().length);
        assertEquals("1", message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
        sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()));
        assertEquals(
                "0",
                sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes()
                        .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    @Test
    void aLongPollIsWokenByASend(WeirServer weir) throws Exception {
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String url = sqs.createQueue(b -> b.queueName("polled")).queueUrl();
        CompletableFuture<List<Message>> poll = CompletableFuture.supplyAsync(() ->
                sqs.receiveMessage(b -> b.queueUrl(url).waitTimeSeconds(20)).messages());
        sqs.sendMessage(b -> b.queueUrl(url).messageBody("here"));
        assertEquals("here", poll.get().get(0).body());
    }

    @Test
    void theClockMovesVisibilityAndDeadLetters(WeirServer weir) {
        weir.clock().freeze();
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String dead = sqs.createQueue(b -> b.queueName("dead")).queueUrl();
        String arn = sqs.getQueueAttributes(b -> b.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String url = sqs.createQueue(b -> b.queueName("source")
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"2\"}")))
                .queueUrl();
        sqs.sendMessage(b -> b.queueUrl(url).messageBody("poison"));
        for (int i = 0; i < 2; i++) {
            assertEquals(1, sqs.receiveMessage(b -> b.queueUrl(url)).messages().size());
            weir.advance(Duration.ofSeconds(30));
        }
        assertEquals(0, sqs.receiveMessage(b -> b.queueUrl(url)).messages().size());
        assertEquals(
                "poison",
                sqs.receiveMessage(b -> b.queueUrl(dead)).messages().get(0).body());
    }

    @Test
    void errorsHaveTheirNames(WeirServer weir) {
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        QueueDoesNotExistException missing =
                assertThrows(QueueDoesNotExistException.class, () -> sqs.getQueueUrl(b -> b.queueName("missing")));
        assertEquals(
                "AWS.SimpleQueueService.NonExistentQueue",
                missing.awsErrorDetails().errorCode());
        assertEquals(
                "The specified queue does not exist.", missing.awsErrorDetails().errorMessage());
        sqs.createQueue(b -> b.queueName("there").attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "1")));
        assertThrows(
                QueueNameExistsException.class,
                () -> sqs.createQueue(
                        b -> b.queueName("there").attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "2"))));
        SqsException many = assertThrows(
                SqsException.class,
                () -> sqs.receiveMessage(
                        b -> b.queueUrl(weir.endpoint() + "/000000000000/there").maxNumberOfMessages(11)));
        assertEquals("InvalidParameterValue", many.awsErrorDetails().errorCode());
    }

    @Test
    void fifoQueuesKeepTheirPromises(WeirServer weir) {
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String url = sqs.createQueue(b -> b.queueName("order.fifo")
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE,
                                "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                                "true")))
                .queueUrl();
        var sent = sqs.sendMessageBatch(b -> b.queueUrl(url)
                .entries(
                        SendMessageBatchRequestEntry.builder()
                                .id("1")
                                .messageBody("a")
                                .messageGroupId("g")
                                .build(),
                        SendMessageBatchRequestEntry.builder()
                                .id("2")
                                .messageBody("b")
                                .messageGroupId("g")
                                .build(),
                        SendMessageBatchRequestEntry.builder()
                                .id("3")
                                .messageBody("a")
                                .messageGroupId("g")
                                .build()));
        assertEquals(20, sent.successful().get(0).sequenceNumber().length());
        assertEquals(
                sent.successful().get(0).messageId(), sent.successful().get(2).messageId());
        List<Message> got =
                sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10)).messages();
        assertEquals(List.of("a", "b"), got.stream().map(Message::body).toList());
    }
}
