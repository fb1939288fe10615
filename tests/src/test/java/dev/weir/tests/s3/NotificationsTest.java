package dev.weir.tests.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.NotificationConfigurationFilter;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Buckets tell queues, topics, functions and buses of what they asked for. */
@ExtendWith(WeirExtension.class)
class NotificationsTest {
    private WeirServer weir;
    private S3Client s3;
    private SqsClient sqs;

    @BeforeEach
    void aBucket(WeirServer weir) {
        this.weir = weir;
        s3 = Clients.of(weir, S3Client.builder().forcePathStyle(true));
        sqs = Clients.of(weir, SqsClient.builder());
        s3.createBucket(b -> b.bucket("telling"));
    }

    private static NotificationConfigurationFilter filter(String prefix, String suffix) {
        return NotificationConfigurationFilter.builder()
                .key(k -> k.filterRules(
                        FilterRule.builder()
                                .name(FilterRuleName.PREFIX)
                                .value(prefix)
                                .build(),
                        FilterRule.builder()
                                .name(FilterRuleName.SUFFIX)
                                .value(suffix)
                                .build()))
                .build();
    }

    private String queue(String name) {
        sqs.createQueue(b -> b.queueName(name));
        return "arn:aws:sqs:us-east-1:000000000000:" + name;
    }

    private List<JsonNode> received(String name) {
        String url = weir.endpoint() + "/000000000000/" + name;
        List<Message> messages =
                sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10)).messages();
        messages.forEach(m -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(m.receiptHandle())));
        return messages.stream()
                .map(Message::body)
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private void put(String... keys) {
        for (String key : keys) {
            s3.putObject(b -> b.bucket("telling").key(key), RequestBody.fromString("x"));
        }
    }

    @Test
    void eachIsToldOfWhatItAskedFor() {
        String plain = queue("plain");
        String fanned = queue("fanned");
        String bridged = queue("bridged");
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        String topic = sns.createTopic(b -> b.name("objects")).topicArn();
        sns.subscribe(b -> b.topicArn(topic).protocol("sqs").endpoint(fanned));
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        events.putRule(b -> b.name("objects")
                .eventPattern("{\"source\":[\"aws.s3\"],\"detail\":{\"object\":{\"key\":[{\"prefix\":\"in/\"}]}}}"));
        events.putTargets(b ->
                b.rule("objects").targets(Target.builder().id("q").arn(bridged).build()));
        String function = Clients.of(weir, LambdaClient.builder())
                .createFunction(Zips.node(
                                "seen",
                                "exports.handler = async (e) => console.log('saw ' + e.Records[0].s3.object.key)")
                        .build())
                .functionArn();
        s3.putBucketNotificationConfiguration(
                b -> b.bucket("telling").notificationConfiguration(n -> n.queueConfigurations(q -> q.queueArn(plain)
                                .eventsWithStrings("s3:ObjectRemoved:*")
                                .filter(filter("in/", ".csv")))
                        .topicConfigurations(t -> t.topicArn(topic)
                                .eventsWithStrings("s3:ObjectCreated:Put")
                                .filter(filter("in/", ".csv")))
                        .lambdaFunctionConfigurations(f -> f.lambdaFunctionArn(function)
                                .eventsWithStrings("s3:ObjectCreated:*")
                                .filter(filter("in/", ".txt")))
                        .eventBridgeConfiguration(e -> {})));
        weir.untilQuiet();
        assertEquals(1, received("plain").size(), "the test event");
        assertEquals(1, received("fanned").size(), "the test event");

        put("in/a b.csv", "in/b.txt", "out/c.csv", "in/d.json");
        s3.deleteObject(b -> b.bucket("telling").key("in/a b.csv"));
        s3.deleteObject(b -> b.bucket("telling").key("in/d.json"));
        weir.untilQuiet();
        assertEquals(
                List.of("ObjectRemoved:Delete in/a+b.csv"),
                received("plain").stream().map(NotificationsTest::text).toList());
        assertEquals(
                List.of("ObjectCreated:Put in/a+b.csv"),
                received("fanned").stream()
                        .map(message -> text(JsonMapper.shared()
                                .readTree(message.path("Message").asString())))
                        .toList());
        assertEquals(
                List.of(
                        "Object Created in/a b.csv",
                        "Object Created in/b.txt",
                        "Object Created in/d.json",
                        "Object Deleted in/a b.csv",
                        "Object Deleted in/d.json"),
                received("bridged").stream()
                        .map(event -> event.path("detail-type").asString() + " "
                                + event.path("detail")
                                        .path("object")
                                        .path("key")
                                        .asString())
                        .sorted()
                        .toList());
        List<String> lines = Clients.of(weir, CloudWatchLogsClient.builder())
                .filterLogEvents(b -> b.logGroupName("/aws/lambda/seen").filterPattern("saw"))
                .events()
                .stream()
                .map(event -> event.message().strip())
                .toList();
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().endsWith("saw in/b.txt"), lines.getFirst());
    }

    private static String text(JsonNode message) {
        JsonNode event = message.path("Records").path(0);
        return event.path("eventName").asString() + " "
                + event.path("s3").path("object").path("key").asString();
    }

    @Test
    void whatCannotBeToldIsRefused() {
        S3Exception gone = assertThrows(
                S3Exception.class,
                () -> s3.putBucketNotificationConfiguration(b -> b.bucket("telling")
                        .notificationConfiguration(
                                n -> n.queueConfigurations(q -> q.queueArn("arn:aws:sqs:us-east-1:000000000000:none")
                                        .eventsWithStrings("s3:ObjectCreated:*")))));
        assertEquals("InvalidArgument", gone.awsErrorDetails().errorCode());
        String arn = queue("q");
        S3Exception twice = assertThrows(
                S3Exception.class,
                () -> s3.putBucketNotificationConfiguration(b -> b.bucket("telling")
                        .notificationConfiguration(n -> n.queueConfigurations(
                                q -> q.queueArn(arn).eventsWithStrings("s3:ObjectCreated:*"),
                                q -> q.queueArn(arn).eventsWithStrings("s3:ObjectCreated:Put")))));
        assertEquals("InvalidArgument", twice.awsErrorDetails().errorCode());
    }

    @Test
    void partsAreCopiedFromOtherObjects() {
        byte[] content = new byte[11 * 1024 * 1024];
        new Random(1).nextBytes(content);
        s3.putObject(b -> b.bucket("telling").key("source"), RequestBody.fromBytes(content));
        String upload =
                s3.createMultipartUpload(b -> b.bucket("telling").key("copy")).uploadId();
        int half = 6 * 1024 * 1024;
        List<CompletedPart> parts = Stream.of(1, 2)
                .map(number -> CompletedPart.builder()
                        .partNumber(number)
                        .eTag(s3.uploadPartCopy(b -> b.sourceBucket("telling")
                                        .sourceKey("source")
                                        .destinationBucket("telling")
                                        .destinationKey("copy")
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .copySourceRange(
                                                number == 1
                                                        ? "bytes=0-" + (half - 1)
                                                        : "bytes=" + half + "-" + (content.length - 1)))
                                .copyPartResult()
                                .eTag())
                        .build())
                .toList();
        s3.completeMultipartUpload(
                b -> b.bucket("telling").key("copy").uploadId(upload).multipartUpload(m -> m.parts(parts)));
        assertArrayEquals(
                content,
                s3.getObjectAsBytes(b -> b.bucket("telling").key("copy")).asByteArray());
        String other =
                s3.createMultipartUpload(b -> b.bucket("telling").key("other")).uploadId();
        assertThrows(
                S3Exception.class,
                () -> s3.uploadPartCopy(b -> b.sourceBucket("telling")
                        .sourceKey("none")
                        .destinationBucket("telling")
                        .destinationKey("other")
                        .uploadId(other)
                        .partNumber(1)));
        assertArrayEquals(
                Arrays.copyOf(content, 10),
                s3.getObjectAsBytes(b -> b.bucket("telling").key("copy").range("bytes=0-9"))
                        .asByteArray());
    }
}
