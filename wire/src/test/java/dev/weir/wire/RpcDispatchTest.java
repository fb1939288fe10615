package dev.weir.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.DynamoDbApi;
import dev.weir.api.dynamodb.PutItemInput;
import dev.weir.api.sqs.MessageAttributeValue;
import dev.weir.api.sqs.QueueDoesNotExist;
import dev.weir.api.sqs.SendMessageRequest;
import dev.weir.api.sqs.SendMessageResult;
import dev.weir.api.sqs.SqsApi;
import dev.weir.shapes.Call;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.MemoryExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** awsJson and awsQuery, from request to answer. */
class RpcDispatchTest {
    private static final String JSON = "application/x-amz-json-1.0";
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private static Wire sqs(Function<Shape, Shape> answer) {
        return new Wire().with(SqsApi.SCHEMA, answer).with(DynamoDbApi.SCHEMA, answer);
    }

    private static Shape sent(Shape input) {
        return SendMessageResult.builder()
                .messageId("m-1")
                .md5OfMessageBody("abc")
                .build();
    }

    private static MemoryExchange json(Wire wire, String target, String body) {
        return wire.send("POST", "/", body, Wire.signed("sqs", "X-Amz-Target", target, "Content-Type", JSON));
    }

    private static MemoryExchange form(Wire wire, String body) {
        return wire.send("POST", "/", body, Wire.signed("sqs", "Content-Type", FORM));
    }

    @Test
    void answersJson() {
        Wire wire = sqs(RpcDispatchTest::sent);
        MemoryExchange exchange = json(wire, "AmazonSQS.SendMessage", """
                {"QueueUrl":"http://localhost/1/q","MessageBody":"hi","DelaySeconds":5,"Unknown":{"a":[1,{}]},
                 "MessageGroupId":null,
                 "MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":"AQI="},"b":{"DataType":"String","StringValue":"s"}}}
                """);
        assertEquals(
                "{\"MessageId\":\"m-1\",\"MD5OfMessageBody\":\"abc\"}".length(),
                exchange.answerText().length());
        assertEquals(200, exchange.status());
        assertEquals(JSON, exchange.answerHeader("Content-Type"));
        assertEquals(Wire.REQUEST_ID, exchange.answerHeader("x-amzn-RequestId"));
        SendMessageRequest request = (SendMessageRequest) wire.service("sqs").input;
        assertNotNull(request);
        assertEquals("hi", request.messageBody());
        assertEquals(5, request.delaySeconds());
        Map<String, MessageAttributeValue> attributes = request.messageAttributes();
        assertNotNull(attributes);
        assertEquals(List.of("a", "b"), List.copyOf(attributes.keySet()));
        Call call = wire.service("sqs").call;
        assertNotNull(call);
        assertEquals("123456789012", call.scope().account());
        assertEquals("eu-west-1", call.scope().region());
        assertEquals("localhost:4566", call.authority());
    }

    @Test
    void answersForms() {
        Wire wire = sqs(RpcDispatchTest::sent);
        MemoryExchange exchange = form(
                wire,
                "Action=SendMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Flocalhost%2F1%2Fq&MessageBody=a+%26+b"
                        + "&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=String"
                        + "&MessageAttribute.1.Value.StringValue=v");
        assertEquals(
                "<SendMessageResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><SendMessageResult>"
                        + "<MessageId>m-1</MessageId><MD5OfMessageBody>abc</MD5OfMessageBody></SendMessageResult>"
                        + "<ResponseMetadata><RequestId>" + Wire.REQUEST_ID
                        + "</RequestId></ResponseMetadata></SendMessageResponse>",
                exchange.answerText().replaceAll("(<MD5.*?</MD5OfMessageBody>)(<MessageId>.*?</MessageId>)", "$2$1"));
        SendMessageRequest request = (SendMessageRequest) wire.service("sqs").input;
        assertNotNull(request);
        assertEquals("a & b", request.messageBody());
        Map<String, MessageAttributeValue> attributes = request.messageAttributes();
        assertNotNull(attributes);
        assertEquals(
                Map.of(
                        "n",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("v")
                                .build()),
                attributes);
    }

    @Test
    void answersErrorsInEachForm() {
        Wire wire = sqs(input -> {
            throw new QueueDoesNotExist("The specified queue does not exist.");
        });
        MemoryExchange json = json(wire, "AmazonSQS.PurgeQueue", "{\"QueueUrl\":\"q\"}");
        assertEquals(400, json.status());
        assertEquals(
                "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"The specified queue does not exist.\"}",
                json.answerText());
        assertEquals("AWS.SimpleQueueService.NonExistentQueue;Sender", json.answerHeader("x-amzn-query-error"));
        MemoryExchange form = form(wire, "Action=PurgeQueue&Version=2012-11-05&QueueUrl=q");
        assertEquals(400, form.status());
        assertEquals(
                "<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Sender</Type>"
                        + "<Code>AWS.SimpleQueueService.NonExistentQueue</Code>"
                        + "<Message>The specified queue does not exist.</Message></Error><RequestId>"
                        + Wire.REQUEST_ID + "</RequestId></ErrorResponse>",
                form.answerText());
    }

    @Test
    void namesWhatIsMissing() {
        Wire wire = sqs(RpcDispatchTest::sent);
        MemoryExchange json = json(wire, "AmazonSQS.SendMessage", "{\"QueueUrl\":\"q\"}");
        assertEquals(
                "{\"__type\":\"com.amazon.coral.service#MissingRequiredParameterException\","
                        + "\"message\":\"The request must contain the parameter MessageBody.\"}",
                json.answerText());
        assertEquals("MissingParameter;Sender", json.answerHeader("x-amzn-query-error"));
        MemoryExchange form = form(wire, "Action=SendMessage&Version=2012-11-05&QueueUrl=q");
        assertTrue(form.answerText().contains("<Code>MissingParameter</Code>"), form::answerText);
    }

    @Test
    void refusesUnknownOperationsByName() {
        Wire wire = sqs(RpcDispatchTest::sent);
        MemoryExchange json = json(wire, "AmazonSQS.SendMessages", "{}");
        assertEquals(400, json.status());
        assertTrue(json.answerText().contains("com.amazon.coral.service#UnknownOperationException"), json::answerText);
        assertTrue(json.answerText().contains("SendMessages"), json::answerText);
        MemoryExchange form = form(wire, "Action=SendMessages&Version=2012-11-05");
        assertTrue(
                form.answerText()
                        .contains("<Code>InvalidAction</Code>"
                                + "<Message>Could not find operation SendMessages for version 2012-11-05</Message>"),
                form::answerText);
        assertTrue(json(wire, "AmazonEC9.Run", "{}").answerText().contains("AmazonEC9.Run"));
        MemoryExchange refused = json(wire, "AmazonSQS.AddPermission", "{}");
        assertEquals(501, refused.status());
        assertTrue(refused.answerText().contains("sqs:AddPermission"), refused::answerText);
        assertEquals(List.of(), wire.defects);
    }

    @Test
    void decompresses() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"QueueUrl\":\"q\",\"MessageBody\":\"hi\"}".getBytes(StandardCharsets.UTF_8));
        }
        Wire wire = sqs(RpcDispatchTest::sent);
        String[] headers = Wire.signed(
                "sqs", "X-Amz-Target", "AmazonSQS.SendMessage", "Content-Type", JSON, "Content-Encoding", "gzip");
        assertEquals(200, wire.send("POST", "/", packed.toByteArray(), headers).status());
        assertEquals(400, wire.send("POST", "/", "no gzip", headers).status());
        assertEquals(List.of(), wire.defects);
    }

    @Test
    void boundsBodies() {
        Wire wire = sqs(RpcDispatchTest::sent);
        MemoryExchange exchange = wire.send(
                "POST",
                "/",
                new byte[25 * 1024 * 1024],
                Wire.signed("sqs", "X-Amz-Target", "AmazonSQS.SendMessage", "Content-Type", JSON));
        assertEquals(413, exchange.status());
        assertTrue(exchange.answerText().contains("RequestEntityTooLargeException"), exchange::answerText);
    }

    @Test
    void takesTheQueueFromThePath() {
        Wire wire = sqs(RpcDispatchTest::sent);
        wire.send(
                "POST",
                "/123456789012/orders",
                "Action=SendMessage&Version=2012-11-05&MessageBody=m",
                Wire.signed("sqs", "Content-Type", FORM));
        SendMessageRequest request = (SendMessageRequest) wire.service("sqs").input;
        assertNotNull(request);
        assertEquals("http://localhost:4566/123456789012/orders", request.queueUrl());
    }

    @Test
    void findsFormsWithoutSignature() {
        Wire wire = sqs(RpcDispatchTest::sent);
        wire.send("GET", "/?Action=SendMessage&Version=2012-11-05&QueueUrl=q&MessageBody=m", "", "Host", "localhost");
        assertNotNull(wire.service("sqs").operation);
    }

    private static String refusal(String target, String body) {
        MemoryExchange exchange = new Wire()
                .with(DynamoDbApi.SCHEMA, input -> input)
                .send("POST", "/", body, Wire.signed("dynamodb", "X-Amz-Target", target, "Content-Type", JSON));
        assertEquals(400, exchange.status(), exchange::answerText);
        return exchange.answerText();
    }

    private static String serialization(String message) {
        return "{\"__type\":\"com.amazon.coral.service#SerializationException\",\"Message\":\"" + message + "\"}";
    }

    @Test
    void refusesMalformedJson() {
        String put = "DynamoDB_20120810.PutItem";
        assertEquals(serialization("NUMBER_VALUE cannot be converted to String"), refusal(put, "{\"TableName\":5}"));
        assertEquals(serialization("DECIMAL_VALUE cannot be converted to String"), refusal(put, "{\"TableName\":5.5}"));
        assertEquals(serialization("TRUE_VALUE cannot be converted to String"), refusal(put, "{\"TableName\":true}"));
        assertEquals(
                serialization("Unrecognized collection type class java.lang.String"),
                refusal(put, "{\"TableName\":[]}"));
        assertEquals(
                serialization("Start of structure or map found where not expected."),
                refusal(put, "{\"TableName\":{}}"));
        assertEquals(serialization("Unexpected field type"), refusal(put, "{\"Item\":5}"));
        assertEquals(
                serialization("STRING_VALUE cannot be converted to Integer"),
                refusal("DynamoDB_20120810.Scan", "{\"Limit\":\"x\"}"));
        assertEquals(
                serialization("only base-64-encoded strings are convertible to bytes"),
                refusal(put, "{\"Item\":{\"a\":{\"B\":\"§\"}}}"));
        for (String broken : List.of("{", "{\"TableName\":\"x\"", "nonsense", "[]", "{\"a\":1}}", "\"x\"")) {
            assertTrue(refusal(put, broken).contains("SerializationException"), broken);
        }
        assertEquals(
                serialization("The document is nested too deeply"),
                refusal(put, "{\"Item\":{\"a\":" + "{\"L\":[".repeat(500) + "]}".repeat(500) + "}}"));
    }

    @Test
    void refusesMalformedForms() {
        Wire wire = sqs(RpcDispatchTest::sent);
        MemoryExchange number =
                form(wire, "Action=SendMessage&Version=2012-11-05&QueueUrl=q&MessageBody=m&DelaySeconds=x");
        assertTrue(
                number.answerText()
                        .contains("<Code>MalformedInput</Code>"
                                + "<Message>STRING_VALUE cannot be converted to Integer</Message>"),
                number::answerText);
        MemoryExchange complex = form(wire, "Action=SendMessage&Version=2012-11-05&QueueUrl.a=q&MessageBody=m");
        assertTrue(complex.answerText().contains("<Code>MalformedInput</Code>"), complex::answerText);
        MemoryExchange percent = form(wire, "Action=SendMessage&MessageBody=%zz");
        assertTrue(percent.answerText().contains("<Code>MalformedQueryString</Code>"), percent::answerText);
        assertEquals(List.of(), wire.defects);
    }

    @Test
    void checksAgainstTheModel() {
        assertEquals(
                "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":"
                        + "\"2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: "
                        + "Member must not be null; Value null at 'item' failed to satisfy constraint: "
                        + "Member must not be null\"}",
                refusal("DynamoDB_20120810.PutItem", "{}"));
        String batch = refusal(
                "DynamoDB_20120810.BatchWriteItem",
                "{\"RequestItems\":{\"orders\":[{\"PutRequest\":{}},{\"DeleteRequest\":{}}]}}");
        assertTrue(
                batch.contains("Value null at 'requestItems.orders.member.1.member.putRequest.item' failed to satisfy"),
                batch);
    }

    @Test
    void reportsDefectsToTheListenerOnly() {
        Wire wire = sqs(input -> {
            throw new IllegalStateException("secret detail");
        });
        MemoryExchange exchange = json(wire, "AmazonSQS.ListQueues", "{}");
        assertEquals(500, exchange.status());
        assertTrue(exchange.answerText().contains("InternalFailure"), exchange::answerText);
        assertTrue(!exchange.answerText().contains("secret"), exchange::answerText);
        assertEquals(List.of("sqs ListQueues: java.lang.IllegalStateException: secret detail"), wire.defects);
    }

    @Test
    void readsItems() {
        Wire wire = new Wire().with(DynamoDbApi.SCHEMA, input -> input);
        wire.send(
                "POST",
                "/",
                "{\"TableName\":\"t\",\"Item\":{\"a\":{\"S\":\"x\"},\"l\":{\"L\":[{\"N\":\"1\"},{\"NULL\":true}]}}}",
                Wire.signed("dynamodb", "X-Amz-Target", "DynamoDB_20120810.PutItem", "Content-Type", JSON));
        PutItemInput request = (PutItemInput) wire.service("dynamodb").input;
        assertNotNull(request);
        assertEquals(
                Map.of(
                        "a",
                        AttributeValue.builder().s("x").build(),
                        "l",
                        AttributeValue.builder()
                                .l(List.of(
                                        AttributeValue.builder().n("1").build(),
                                        AttributeValue.builder().null_(true).build()))
                                .build()),
                request.item());
    }
}
