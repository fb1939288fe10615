package dev.weir.tests.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ExtendWith(WeirExtension.class)
class S3Test {
    private static final int LEAST_PART = 5 * 1024 * 1024;

    private static S3Client client(WeirServer weir) {
        return Clients.of(weir, S3Client.builder().forcePathStyle(true));
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static String code(Runnable call) {
        return assertThrows(S3Exception.class, call::run).awsErrorDetails().errorCode();
    }

    @Test
    void objectsComeBackWithAllThatWasSaidAboutThem(WeirServer weir) {
        S3Client s3 = client(weir);
        s3.createBucket(b -> b.bucket("objects"));
        s3.putObject(
                b -> b.bucket("objects")
                        .key("dir/a b+ü.txt")
                        .contentType("text/plain")
                        .cacheControl("no-cache")
                        .metadata(java.util.Map.of("colour", "blue"))
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromString("hello"));
        var whole = s3.getObjectAsBytes(
                b -> b.bucket("objects").key("dir/a b+ü.txt").checksumMode(ChecksumMode.ENABLED));
        GetObjectResponse said = whole.response();
        assertEquals("hello", whole.asUtf8String());
        assertEquals("\"5d41402abc4b2a76b9719d911017c592\"", said.eTag());
        assertEquals("text/plain", said.contentType());
        assertEquals("no-cache", said.cacheControl());
        assertEquals("blue", said.metadata().get("colour"));
        assertEquals("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", said.checksumSHA256());
        assertNull(said.versionId());
        var part = s3.getObjectAsBytes(
                b -> b.bucket("objects").key("dir/a b+ü.txt").range("bytes=-2"));
        assertEquals("lo", part.asUtf8String());
        assertEquals("bytes 3-4/5", part.response().contentRange());
        assertEquals(206, part.response().sdkHttpResponse().statusCode());
        assertEquals(
                5, s3.headObject(b -> b.bucket("objects").key("dir/a b+ü.txt")).contentLength());
        assertThrows(
                NoSuchKeyException.class,
                () -> s3.getObjectAsBytes(b -> b.bucket("objects").key("none")));
        assertEquals("BucketNotEmpty", code(() -> s3.deleteBucket(b -> b.bucket("objects"))));
    }

    @Test
    void manyPartsMakeOneObject(WeirServer weir) {
        S3Client s3 = client(weir);
        s3.createBucket(b -> b.bucket("parts"));
        byte[] first = random(LEAST_PART);
        byte[] last = random(1000);
        String upload = s3.createMultipartUpload(b -> b.bucket("parts")
                        .key("key")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                        .checksumType(ChecksumType.FULL_OBJECT))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        int number = 1;
        for (byte[] content : List.of(first, last)) {
            int its = number++;
            UploadPartResponse part = s3.uploadPart(
                    b -> b.bucket("parts")
                            .key("key")
                            .uploadId(upload)
                            .partNumber(its)
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                    RequestBody.fromBytes(content));
            parts.add(CompletedPart.builder()
                    .partNumber(its)
                    .eTag(part.eTag())
                    .checksumCRC32(part.checksumCRC32())
                    .build());
        }
        assertEquals(
                "InvalidPartOrder",
                code(() -> s3.completeMultipartUpload(b -> b.bucket("parts")
                        .key("key")
                        .uploadId(upload)
                        .multipartUpload(m -> m.parts(parts.get(1), parts.get(0))))));
        var done = s3.completeMultipartUpload(
                b -> b.bucket("parts").key("key").uploadId(upload).multipartUpload(m -> m.parts(parts)));
        assertTrue(done.eTag().endsWith("-2\""));
        byte[] whole = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, whole, first.length, last.length);
        assertArrayEquals(
                whole, s3.getObjectAsBytes(b -> b.bucket("parts").key("key")).asByteArray());
        assertArrayEquals(
                last,
                s3.getObjectAsBytes(b -> b.bucket("parts").key("key").partNumber(2))
                        .asByteArray());
        var once = s3.putObject(
                b -> b.bucket("parts").key("once").checksumAlgorithm(ChecksumAlgorithm.CRC32),
                RequestBody.fromBytes(whole));
        assertEquals(once.checksumCRC32(), done.checksumCRC32());
        assertEquals(
                "NoSuchUpload",
                code(() -> s3.listParts(b -> b.bucket("parts").key("key").uploadId(upload))));
    }

    @Test
    void olderVersionsStayUntilTheyAreDeleted(WeirServer weir) {
        S3Client s3 = client(weir);
        s3.createBucket(b -> b.bucket("versions"));
        s3.putObject(b -> b.bucket("versions").key("k"), RequestBody.fromString("before"));
        s3.putBucketVersioning(
                b -> b.bucket("versions").versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        String one = s3.putObject(b -> b.bucket("versions").key("k"), RequestBody.fromString("one"))
                .versionId();
        String marker = s3.deleteObject(b -> b.bucket("versions").key("k")).versionId();
        assertThrows(
                NoSuchKeyException.class,
                () -> s3.getObjectAsBytes(b -> b.bucket("versions").key("k")));
        assertEquals(
                "before",
                s3.getObjectAsBytes(b -> b.bucket("versions").key("k").versionId("null"))
                        .asUtf8String());
        var listed = s3.listObjectVersions(b -> b.bucket("versions"));
        assertEquals(
                List.of(one, "null"),
                listed.versions().stream().map(ObjectVersion::versionId).toList());
        assertEquals(marker, listed.deleteMarkers().getFirst().versionId());
        assertTrue(listed.deleteMarkers().getFirst().isLatest());
        s3.deleteObject(b -> b.bucket("versions").key("k").versionId(marker));
        assertEquals(
                "one", s3.getObjectAsBytes(b -> b.bucket("versions").key("k")).asUtf8String());
    }

    @Test
    void pagesOfAListingLeaveNothingOutAndRollUp(WeirServer weir) {
        S3Client s3 = client(weir);
        s3.createBucket(b -> b.bucket("listing"));
        for (String key : List.of("a", "d/1", "d/2", "d/3", "e/1", "z", "ü x")) {
            s3.putObject(b -> b.bucket("listing").key(key), RequestBody.empty());
        }
        List<String> seen = new ArrayList<>();
        s3.listObjectsV2Paginator(b -> b.bucket("listing").delimiter("/").maxKeys(1)).stream()
                .forEach(page -> {
                    assertEquals(1, page.keyCount());
                    page.contents().stream().map(S3Object::key).forEach(seen::add);
                    page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(seen::add);
                });
        assertEquals(List.of("a", "d/", "e/", "z", "ü x"), seen);
        assertEquals(
                List.of("d/3"),
                s3.listObjectsV2(b -> b.bucket("listing").prefix("d/").startAfter("d/2")).contents().stream()
                        .map(S3Object::key)
                        .toList());
    }

    @Test
    void anObjectIsPutOnceOnlyWhereThatIsAskedFor(WeirServer weir) {
        S3Client s3 = client(weir);
        s3.createBucket(b -> b.bucket("once"));
        s3.putObject(b -> b.bucket("once").key("k").ifNoneMatch("*"), RequestBody.fromString("1"));
        assertEquals(
                "PreconditionFailed",
                code(() -> s3.putObject(b -> b.bucket("once").key("k").ifNoneMatch("*"), RequestBody.fromString("2"))));
        assertEquals("1", s3.getObjectAsBytes(b -> b.bucket("once").key("k")).asUtf8String());
    }

    @Test
    void aPresignedUrlHoldsUntilWeirsClockSaysOtherwise(WeirServer weir) throws Exception {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(weir.endpoint())
                .region(Region.of(weir.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(weir.accessKeyId(), weir.secretAccessKey())))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            S3Client s3 = client(weir);
            s3.createBucket(b -> b.bucket("signed"));
            s3.putObject(b -> b.bucket("signed").key("k"), RequestBody.fromString("content"));
            URI first = signed(presigner);
            assertEquals("200 content", fetch(first));
            weir.advance(Duration.ofHours(2));
            // A date has no more than seconds, and one that is written in the second of the move counts as after it.
            String late = fetch(earlier(first, Duration.ofSeconds(2)));
            assertTrue(late.startsWith("403 "), late);
            assertTrue(late.contains("<Message>Request has expired</Message>"), late);
            URI second = signed(presigner);
            assertEquals("200 content", fetch(second), "signed by the wall clock, after weir's was moved");
            weir.clock().freeze();
            weir.advance(Duration.ofDays(3));
            assertEquals("200 content", fetch(signed(presigner)), "and while it stands");
            weir.clock().resume();
            assertEquals("200 content", fetch(signed(presigner)));
            assertTrue(fetch(earlier(signed(presigner), Duration.ofHours(2))).startsWith("403 "));
        }
    }

    private static URI signed(S3Presigner presigner) throws Exception {
        return presigner
                .presignGetObject(b -> b.signatureDuration(Duration.ofHours(1))
                        .getObjectRequest(g -> g.bucket("signed").key("k")))
                .url()
                .toURI();
    }

    private static URI earlier(URI signed, Duration by) {
        Matcher date = Pattern.compile("X-Amz-Date=(\\d{8}T\\d{6}Z)").matcher(signed.toString());
        assertTrue(date.find());
        DateTimeFormatter form =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
        String moved = form.format(Instant.from(form.parse(date.group(1))).minus(by));
        return URI.create(signed.toString().replace(date.group(1), moved));
    }

    private static String fetch(URI uri) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return status + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aQueueIsToldOfNewObjects(WeirServer weir) {
        S3Client s3 = client(weir);
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String url = sqs.createQueue(b -> b.queueName("told")).queueUrl();
        String arn = sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        s3.createBucket(b -> b.bucket("telling"));
        s3.putBucketNotificationConfiguration(b -> b.bucket("telling")
                .notificationConfiguration(
                        n -> n.queueConfigurations(q -> q.queueArn(arn).eventsWithStrings("s3:ObjectCreated:*"))));
        s3.putObject(b -> b.bucket("telling").key("k"), RequestBody.fromString("x"));
        weir.untilQuiet();
        List<String> bodies = sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10)).messages().stream()
                .map(message -> message.body())
                .sorted()
                .toList();
        assertEquals(2, bodies.size());
        assertTrue(bodies.get(0).contains("\"eventName\":\"ObjectCreated:Put\""), bodies.get(0));
        assertTrue(bodies.get(1).contains("\"s3:TestEvent\""), bodies.get(1));
    }

    @Test
    void namesAreSharedByAllAccounts(WeirServer weir) {
        S3Client mine = client(weir);
        S3Client theirs = Clients.of(weir, "111111111111", S3Client.builder().forcePathStyle(true));
        mine.createBucket(b -> b.bucket("shared-name"));
        mine.createBucket(b -> b.bucket("shared-name"));
        assertEquals("BucketAlreadyExists", code(() -> theirs.createBucket(b -> b.bucket("shared-name"))));
        assertEquals(
                "InvalidLocationConstraint",
                code(() -> mine.createBucket(
                        b -> b.bucket("elsewhere").createBucketConfiguration(c -> c.locationConstraint("us-east-1")))));
        assertEquals("NoSuchCORSConfiguration", code(() -> mine.getBucketCors(b -> b.bucket("shared-name"))));
        assertEquals(
                "AES256",
                mine.getBucketEncryption(b -> b.bucket("shared-name"))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .getFirst()
                        .applyServerSideEncryptionByDefault()
                        .sseAlgorithmAsString());
    }
}
