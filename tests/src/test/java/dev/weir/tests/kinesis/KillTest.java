package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** What was acknowledged is there after a {@code kill -9}, in its place, and nothing else has that place. */
@Timeout(240)
class KillTest {
    private static final int ROUNDS = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.weir.cli.Main",
                        "up",
                        "--no-throttling",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private static KinesisClient client(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(out.readLine());
        assertTrue(line.startsWith("ready "), line);
        return KinesisClient.builder()
                .endpointOverride(URI.create(line.substring("ready ".length())))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("000000000000", "weir")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Test
    void acknowledgedRecordsOutliveAKill() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        Process process = start();
        KinesisClient kinesis = client(process);
        kinesis.createStream(r -> r.streamName("s").shardCount(3));
        kinesis.waiter().waitUntilStreamExists(r -> r.streamName("s"));
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(loadUntilKilled(kinesis, process, round));
            process = start();
            kinesis = client(process);
            Set<String> held = held(kinesis);
            Set<String> missing = new HashSet<>(acknowledged);
            missing.removeAll(held);
            assertEquals(Set.of(), missing, "acknowledged and lost");
            acknowledged = held;
        }
        process.destroyForcibly().waitFor();
        assertTrue(acknowledged.size() >= ROUNDS * 200, "only " + acknowledged.size());
    }

    /** Two writers put until weir dies under them; what was acknowledged, as sequence number and data. */
    private static Set<String> loadUntilKilled(KinesisClient kinesis, Process process, int round)
            throws InterruptedException {
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(200);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            String prefix = round + "-" + writer + "-";
            writers.add(Thread.ofVirtual().start(() -> write(kinesis, prefix, acknowledged, enough)));
        }
        enough.await();
        process.destroyForcibly().waitFor();
        for (Thread writer : writers) {
            writer.join();
        }
        return new HashSet<>(acknowledged);
    }

    private static void write(KinesisClient kinesis, String prefix, Queue<String> acknowledged, CountDownLatch enough) {
        for (int call = 0; ; call++) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey("k" + i)
                        .data(SdkBytes.fromUtf8String(prefix + call + "-" + i))
                        .build());
            }
            PutRecordsResponse response;
            try {
                response = kinesis.putRecords(r -> r.streamName("s").records(entries));
            } catch (SdkException e) {
                return;
            }
            int i = 0;
            for (PutRecordsResultEntry result : response.records()) {
                acknowledged.add(
                        result.sequenceNumber() + " " + entries.get(i++).data().asUtf8String());
                enough.countDown();
            }
        }
    }

    private static Set<String> held(KinesisClient kinesis) {
        Set<String> held = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (Shard shard : kinesis.listShards(r -> r.streamName("s")).shards()) {
            String iterator = kinesis.getShardIterator(
                            r -> r.streamName("s").shardId(shard.shardId()).shardIteratorType("TRIM_HORIZON"))
                    .shardIterator();
            while (true) {
                String from = iterator;
                GetRecordsResponse page = kinesis.getRecords(r -> r.shardIterator(from));
                if (page.records().isEmpty()) {
                    break;
                }
                page.records().forEach(record -> {
                    assertTrue(numbers.add(record.sequenceNumber()), "a number that two records have");
                    held.add(record.sequenceNumber() + " " + record.data().asUtf8String());
                });
                iterator = page.nextShardIterator();
            }
        }
        return held;
    }
}
