package dev.weir.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.PutItemInput;
import dev.weir.api.dynamodb.TransactionCanceledException;
import dev.weir.api.lambda.CreateFunctionRequest;
import dev.weir.api.lambda.Environment;
import dev.weir.api.lambda.ResourceNotFoundException;
import dev.weir.api.s3.CreateBucketRequest;
import dev.weir.api.s3.ListObjectsV2Output;
import dev.weir.api.sns.NotFoundException;
import dev.weir.api.sqs.QueueAttributeName;
import dev.weir.api.sqs.QueueDoesNotExist;
import dev.weir.api.sqs.SendMessageRequest;
import dev.weir.api.sts.Credentials;
import dev.weir.shapes.Member;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    @Test
    void aNestedValueComesBack() {
        PutItemInput input = PutItemInput.builder()
                .tableName("orders")
                .item(Map.of(
                        "id",
                        AttributeValue.builder().s("1").build(),
                        "lines",
                        AttributeValue.builder()
                                .l(List.of(
                                        AttributeValue.builder().n("2").build(),
                                        AttributeValue.builder()
                                                .ns(List.of("3", "4"))
                                                .build()))
                                .build(),
                        "more",
                        AttributeValue.builder()
                                .m(Map.of(
                                        "none",
                                        AttributeValue.builder().null_(true).build()))
                                .build()))
                .build();
        assertEquals(input, Tree.read(Tree.write(input), PutItemInput::read));
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        SendMessageRequest request =
                SendMessageRequest.builder().messageBody("b").build();
        assertEquals(Map.of("MessageBody", "b"), Tree.write(request));
        assertNull(Tree.read(Map.of(), SendMessageRequest::read).messageAttributes());
    }

    @Test
    void aBuilderTakesOver() {
        SendMessageRequest request = SendMessageRequest.builder()
                .queueUrl("u")
                .messageBody("b")
                .delaySeconds(3)
                .build();
        SendMessageRequest changed = request.toBuilder().messageBody("c").build();
        assertEquals("c", changed.messageBody());
        assertEquals(request, changed.toBuilder().messageBody("b").build());
    }

    @Test
    void secretsStayOutOfTexts() {
        String text = Credentials.builder()
                .accessKeyId("AKIA")
                .secretAccessKey("hush")
                .expiration(Instant.EPOCH)
                .build()
                .toString();
        assertFalse(text.contains("hush"), text);
        assertTrue(text.contains("AKIA"), text);
        String environment =
                Environment.builder().variables(Map.of("K", "hush")).build().toString();
        assertFalse(environment.contains("hush"), environment);
        assertTrue(CreateFunctionRequest.SCHEMA.members().stream().anyMatch(Member::required));
    }

    @Test
    void errorsCarryTheModelsCodes() {
        QueueDoesNotExist queue = new QueueDoesNotExist("gone");
        assertEquals("QueueDoesNotExist", queue.code());
        assertEquals("AWS.SimpleQueueService.NonExistentQueue", queue.queryCode());
        assertEquals(400, queue.status());
        assertEquals("NotFound", new NotFoundException("gone").queryCode());
        assertEquals(404, new NotFoundException("gone").status());
        assertEquals("Message", new TransactionCanceledException("no").messageMember());
        assertEquals(
                Map.of("Type", "User"),
                Tree.write(Objects.requireNonNull(new ResourceNotFoundException("gone").detail())));
    }

    @Test
    void bindingsComeFromTheModel() {
        Member attributes = Objects.requireNonNull(SendMessageRequest.SCHEMA.member("MessageAttributes"));
        assertTrue(attributes.traits().flattened());
        assertEquals("MessageAttribute", attributes.traits().queryName());
        assertEquals("Name", attributes.schema().key().traits().queryName());
        assertEquals("ListBucketResult", ListObjectsV2Output.SCHEMA.root());
        Member configuration = Objects.requireNonNull(CreateBucketRequest.SCHEMA.member("CreateBucketConfiguration"));
        assertEquals(Member.Location.PAYLOAD, configuration.traits().location());
        assertEquals(
                "http://s3.amazonaws.com/doc/2006-03-01/",
                configuration.traits().xmlNamespace());
        assertEquals("VisibilityTimeout", QueueAttributeName.VISIBILITY_TIMEOUT);
        assertSame(
                AttributeValue.SCHEMA,
                PutItemInput.SCHEMA.member("Item").schema().value().schema());
    }
}
