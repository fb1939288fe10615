package dev.weir.tests.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The SDK's asynchronous client over cleartext HTTP/2, of which it knows beforehand. */
@ExtendWith(WeirExtension.class)
class Http2Test {
    private static SdkAsyncHttpClient http;

    @BeforeAll
    static void client() {
        http = NettyNioAsyncHttpClient.builder()
                .protocol(Protocol.HTTP2)
                .protocolNegotiation(ProtocolNegotiation.ASSUME_PROTOCOL)
                .maxConcurrency(20)
                .build();
    }

    @AfterAll
    static void end() {
        http.close();
    }

    private static <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C of(
            WeirServer weir, B builder) {
        return builder.endpointOverride(weir.endpoint())
                .region(Region.of(weir.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(weir.accessKeyId(), "weir")))
                .httpClient(http)
                .build();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void manyCallsShareAConnection(WeirServer weir) throws Exception {
        SqsAsyncClient sqs = of(weir, SqsAsyncClient.builder());
        String url = get(sqs.createQueue(b -> b.queueName("work"))).queueUrl();
        List<CompletableFuture<?>> sent = IntStream.range(0, 200)
                .<CompletableFuture<?>>mapToObj(
                        i -> sqs.sendMessage(b -> b.queueUrl(url).messageBody("m" + i)))
                .toList();
        get(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
        int seen = 0;
        while (seen < 200) {
            List<Message> messages = get(sqs.receiveMessage(
                            b -> b.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(5)))
                    .messages();
            messages.forEach(message -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()))
                    .join());
            seen += messages.size();
        }
        assertEquals(200, seen);
    }

    @Test
    void aLongPollHoldsUpNobodyElse(WeirServer weir) throws Exception {
        SqsAsyncClient sqs = of(weir, SqsAsyncClient.builder());
        String url = get(sqs.createQueue(b -> b.queueName("work"))).queueUrl();
        var waiting = sqs.receiveMessage(b -> b.queueUrl(url).waitTimeSeconds(20));
        get(sqs.sendMessage(b -> b.queueUrl(url).messageBody("here")));
        assertEquals("here", get(waiting).messages().getFirst().body());
    }

    @Test
    void errorsAndLargeBodiesComeThrough(WeirServer weir) throws Exception {
        SqsAsyncClient sqs = of(weir, SqsAsyncClient.builder());
        CompletionException gone =
                assertThrows(CompletionException.class, () -> sqs.getQueueUrl(b -> b.queueName("none"))
                        .join());
        assertInstanceOf(QueueDoesNotExistException.class, gone.getCause());

        S3AsyncClient s3 = of(weir, S3AsyncClient.builder().forcePathStyle(true));
        get(s3.createBucket(b -> b.bucket("large")));
        byte[] content = new byte[9 * 1024 * 1024];
        Arrays.fill(content, (byte) 7);
        get(s3.putObject(b -> b.bucket("large").key("k"), AsyncRequestBody.fromBytes(content)));
        assertArrayEquals(
                content,
                get(s3.getObject(b -> b.bucket("large").key("k"), AsyncResponseTransformer.toBytes()))
                        .asByteArray());
    }
}
