package dev.weir.tests.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation as SDKs of before 2024 call it: a form, answered in XML. */
@ExtendWith(WeirExtension.class)
class SqsQueryTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void messagesGoAllTheWay(WeirServer weir) throws Exception {
        String url = create(weir, "way", "");
        String sent = ok(
                weir,
                "Action=SendMessage&MessageBody=h%C3%A9llo&DelaySeconds=0&QueueUrl=" + url
                        + "&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=Number"
                        + "&MessageAttribute.1.Value.StringValue=7"
                        + "&MessageAttribute.2.Name=b&MessageAttribute.2.Value.DataType=Binary"
                        + "&MessageAttribute.2.Value.BinaryValue=AQID"
                        + "&MessageSystemAttribute.1.Name=AWSTraceHeader"
                        + "&MessageSystemAttribute.1.Value.DataType=String"
                        + "&MessageSystemAttribute.1.Value.StringValue=Root%3D1-5759e988-bd862e3fe1be46a994272793");
        assertTrue(sent.contains("<MD5OfMessageAttributes>"), sent);
        assertTrue(sent.contains("<MD5OfMessageSystemAttributes>"), sent);
        String batch = ok(
                weir,
                "Action=SendMessageBatch&QueueUrl=" + url
                        + "&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=one"
                        + "&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=two"
                        + "&SendMessageBatchRequestEntry.2.DelaySeconds=901");
        assertEquals("a", part(batch, "SendMessageBatchResultEntry.*?<Id>(.*?)</Id>"));
        assertEquals("InvalidParameterValue", part(batch, "BatchResultErrorEntry.*?<Code>(.*?)</Code>"));
        assertEquals("true", part(batch, "<SenderFault>(.*?)</SenderFault>"));
        String received = ok(
                weir,
                "Action=ReceiveMessage&MaxNumberOfMessages=10&AttributeName.1=All&MessageAttributeName.1=All&QueueUrl="
                        + url);
        assertTrue(received.contains("<Body>héllo</Body>"), received);
        assertTrue(received.contains("<BinaryValue>AQID</BinaryValue>"), received);
        assertTrue(received.contains("<Name>AWSTraceHeader</Name><Value>Root=1-"), received);
        assertEquals(2, received.split("<Message>", -1).length - 1);
        String handle = encoded(part(received, "<ReceiptHandle>(.*?)</ReceiptHandle>"));
        ok(weir, "Action=ChangeMessageVisibility&VisibilityTimeout=60&ReceiptHandle=" + handle + "&QueueUrl=" + url);
        String changed = ok(
                weir,
                "Action=ChangeMessageVisibilityBatch&QueueUrl=" + url
                        + "&ChangeMessageVisibilityBatchRequestEntry.1.Id=x"
                        + "&ChangeMessageVisibilityBatchRequestEntry.1.ReceiptHandle=" + handle
                        + "&ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout=30"
                        + "&ChangeMessageVisibilityBatchRequestEntry.2.Id=y"
                        + "&ChangeMessageVisibilityBatchRequestEntry.2.ReceiptHandle=nonsense"
                        + "&ChangeMessageVisibilityBatchRequestEntry.2.VisibilityTimeout=30");
        assertEquals("x", part(changed, "ChangeMessageVisibilityBatchResultEntry.*?<Id>(.*?)</Id>"));
        assertEquals("ReceiptHandleIsInvalid", part(changed, "BatchResultErrorEntry.*?<Code>(.*?)</Code>"));
        ok(weir, "Action=DeleteMessage&ReceiptHandle=" + handle + "&QueueUrl=" + url);
        String deleted = ok(
                weir,
                "Action=DeleteMessageBatch&QueueUrl=" + url + "&DeleteMessageBatchRequestEntry.1.Id=x"
                        + "&DeleteMessageBatchRequestEntry.1.ReceiptHandle=" + handle);
        assertEquals("x", part(deleted, "DeleteMessageBatchResultEntry.*?<Id>(.*?)</Id>"));
        assertEquals("1", attribute(weir, url, "ApproximateNumberOfMessagesNotVisible"));
    }

    @Test
    void queuesAreConfigured(WeirServer weir) throws Exception {
        String url =
                create(weir, "conf", "&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5&Tag.1.Key=k&Tag.1.Value=v");
        assertEquals(url, part(ok(weir, "Action=GetQueueUrl&QueueName=conf"), "<QueueUrl>(.*?)</QueueUrl>"));
        assertTrue(ok(weir, "Action=ListQueues&QueueNamePrefix=con").contains(url));
        assertEquals("5", attribute(weir, url, "DelaySeconds"));
        ok(
                weir,
                "Action=SetQueueAttributes&QueueUrl=" + url
                        + "&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=7"
                        + "&Attribute.2.Name=KmsMasterKeyId&Attribute.2.Value=alias%2Faws%2Fsqs");
        assertEquals("7", attribute(weir, url, "VisibilityTimeout"));
        assertEquals("alias/aws/sqs", attribute(weir, url, "KmsMasterKeyId"));
        ok(weir, "Action=TagQueue&Tag.1.Key=more&Tag.1.Value=w&QueueUrl=" + url);
        ok(weir, "Action=UntagQueue&TagKey.1=k&QueueUrl=" + url);
        String tags = ok(weir, "Action=ListQueueTags&QueueUrl=" + url);
        assertEquals("more", part(tags, "<Tag><Key>(.*?)</Key>"));
        assertTrue(!tags.contains("<Key>k</Key>"), tags);
        ok(
                weir,
                "Action=AddPermission&Label=lend&ActionName.1=SendMessage&AWSAccountId.1=111122223333&QueueUrl=" + url);
        assertTrue(attribute(weir, url, "Policy").contains("arn:aws:iam::111122223333:root"));
        ok(weir, "Action=RemovePermission&Label=lend&QueueUrl=" + url);
        ok(weir, "Action=PurgeQueue&QueueUrl=" + url);
        Answer purged = query(weir, "Action=PurgeQueue&QueueUrl=" + url);
        assertEquals(403, purged.status());
        assertEquals("AWS.SimpleQueueService.PurgeQueueInProgress", part(purged.body(), "<Code>(.*?)</Code>"));
        ok(weir, "Action=DeleteQueue&QueueUrl=" + url);
        Answer recent = query(weir, "Action=CreateQueue&QueueName=conf");
        assertEquals("AWS.SimpleQueueService.QueueDeletedRecently", part(recent.body(), "<Code>(.*?)</Code>"));
    }

    @Test
    void deadLettersAreMovedBack(WeirServer weir) throws Exception {
        weir.clock().freeze();
        String dead = create(weir, "dlq", "");
        String arn = attribute(weir, dead, "QueueArn");
        String url = create(
                weir,
                "src",
                "&Attribute.1.Name=RedrivePolicy&Attribute.1.Value="
                        + encoded("{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":1}")
                        + "&Attribute.2.Name=VisibilityTimeout&Attribute.2.Value=1");
        assertTrue(
                ok(weir, "Action=ListDeadLetterSourceQueues&QueueUrl=" + dead).contains(url));
        for (int i = 0; i < 3; i++) {
            ok(weir, "Action=SendMessage&MessageBody=poison&QueueUrl=" + url);
        }
        ok(weir, "Action=ReceiveMessage&MaxNumberOfMessages=10&QueueUrl=" + url);
        weir.advance(Duration.ofSeconds(1));
        ok(weir, "Action=ReceiveMessage&MaxNumberOfMessages=10&QueueUrl=" + url);
        assertEquals("3", attribute(weir, dead, "ApproximateNumberOfMessages"));
        String started = ok(weir, "Action=StartMessageMoveTask&MaxNumberOfMessagesPerSecond=1&SourceArn=" + arn);
        String handle = encoded(part(started, "<TaskHandle>(.*?)</TaskHandle>"));
        weir.advance(Duration.ofMillis(1100));
        String listed = ok(weir, "Action=ListMessageMoveTasks&SourceArn=" + arn);
        assertEquals("2", part(listed, "<ApproximateNumberOfMessagesMoved>(.*?)</"));
        assertEquals("RUNNING", part(listed, "<Status>(.*?)</"));
        ok(weir, "Action=CancelMessageMoveTask&TaskHandle=" + handle);
        weir.advance(Duration.ofSeconds(10));
        assertEquals("CANCELLED", part(ok(weir, "Action=ListMessageMoveTasks&SourceArn=" + arn), "<Status>(.*?)</"));
        assertEquals("1", attribute(weir, dead, "ApproximateNumberOfMessages"));
        assertEquals("2", attribute(weir, url, "ApproximateNumberOfMessages"));
    }

    @Test
    void errorsHaveTheirOldNames(WeirServer weir) throws Exception {
        Answer missing = query(weir, "Action=GetQueueUrl&QueueName=missing");
        assertEquals(400, missing.status());
        assertEquals("AWS.SimpleQueueService.NonExistentQueue", part(missing.body(), "<Code>(.*?)</Code>"));
        assertEquals(
                "The specified queue does not exist for this wsdl version.",
                part(missing.body(), "<Message>(.*?)</Message>"));
        assertEquals("Sender", part(missing.body(), "<Type>(.*?)</Type>"));
        String url = create(weir, "errs", "");
        String entry = "&SendMessageBatchRequestEntry.";
        Answer twice = query(
                weir,
                "Action=SendMessageBatch&QueueUrl=" + url + entry + "1.Id=a" + entry + "1.MessageBody=x" + entry
                        + "2.Id=a" + entry + "2.MessageBody=x");
        assertEquals("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", part(twice.body(), "<Code>(.*?)</Code>"));
        Answer none = query(weir, "Action=SendMessageBatch&SendMessageBatchRequestEntry=&QueueUrl=" + url);
        assertEquals("AWS.SimpleQueueService.EmptyBatchRequest", part(none.body(), "<Code>(.*?)</Code>"));
        Answer unknown = query(weir, "Action=Nonsense");
        assertEquals("InvalidAction", part(unknown.body(), "<Code>(.*?)</Code>"));
    }

    @Test
    void jsonErrorsCarryTheOldCodeToo(WeirServer weir) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(weir.endpoint())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS.GetQueueUrl")
                .header("Authorization", authorization())
                .POST(HttpRequest.BodyPublishers.ofString("{\"QueueName\":\"missing\"}"))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(400, answer.statusCode());
        assertEquals(
                "AWS.SimpleQueueService.NonExistentQueue;Sender",
                answer.headers().firstValue("x-amzn-query-error").orElse(""));
        assertTrue(answer.body().contains("com.amazonaws.sqs#QueueDoesNotExist"), answer.body());
        assertTrue(answer.body().contains("The specified queue does not exist."), answer.body());
    }

    private record Answer(int status, String body) {}

    private static String create(WeirServer weir, String name, String rest) throws Exception {
        return part(ok(weir, "Action=CreateQueue&QueueName=" + name + rest), "<QueueUrl>(.*?)</QueueUrl>");
    }

    private static String attribute(WeirServer weir, String url, String name) throws Exception {
        String all = ok(weir, "Action=GetQueueAttributes&AttributeName.1=" + name + "&QueueUrl=" + url);
        return part(all, "<Name>" + name + "</Name><Value>(.*?)</Value>");
    }

    private static String part(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String ok(WeirServer weir, String form) throws Exception {
        Answer answer = query(weir, form);
        assertEquals(200, answer.status(), answer.body());
        return answer.body();
    }

    private static Answer query(WeirServer weir, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(weir.endpoint() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", authorization())
                .POST(HttpRequest.BodyPublishers.ofString(form + "&Version=2012-11-05"))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private static String authorization() {
        return "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host,"
                + " Signature=0";
    }
}
