package dev.weir.tests.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What applications use beside Java: npm's sqs-consumer, boto3 and the aws CLI, each in a process of its own. */
@ExtendWith(WeirExtension.class)
class SqsOtherClientsTest {
    /** Newer ones need a newer Node.js than weir does. */
    private static final String SQS_CONSUMER = "sqs-consumer@11.6.0";

    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "weir", "test-node");
    private static final int MESSAGES = 25;

    @Test
    void sqsConsumerHandlesABacklogAndItsPoison(WeirServer weir) throws Exception {
        assumeTrue(run(List.of("node", "--version")).code == 0, "needs Node.js");
        assumeTrue(isFetched(), "needs " + SQS_CONSUMER + " from npm, whose registry cannot be reached");
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String dead = sqs.createQueue(b -> b.queueName("consumed-dead")).queueUrl();
        String arn = attribute(sqs, dead, QueueAttributeName.QUEUE_ARN);
        String url = sqs.createQueue(b -> b.queueName("consumed")
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":2}")))
                .queueUrl();
        send(sqs, url, "poison");
        IntStream.range(0, MESSAGES).forEach(i -> send(sqs, url, "m" + i));
        Path script = CACHE.resolve("consume.mjs");
        copy("consume.mjs", script);
        Ended ended = run(List.of(
                "node", script.toString(), weir.endpoint().toString(), weir.region(), url, Integer.toString(MESSAGES)));
        assertEquals(0, ended.code, ended.said);
        String handled = IntStream.range(0, MESSAGES)
                .mapToObj(i -> "\"m" + i + ":test\"")
                .sorted()
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        assertEquals("{\"handled\":[" + handled + "],\"failures\":2}", ended.said.strip());
        assertEquals("0", attribute(sqs, url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
        assertEquals("0", attribute(sqs, url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
        assertEquals("1", attribute(sqs, dead, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    @Test
    void boto3FindsWhatItExpects(WeirServer weir, @TempDir Path directory) throws Exception {
        assumeTrue(run(List.of("python3", "-c", "import boto3")).code == 0, "needs Python 3 with boto3");
        Path script = directory.resolve("boto.py");
        copy("boto.py", script);
        Ended ended = run(List.of("python3", script.toString(), weir.endpoint().toString(), weir.region()));
        assertEquals("done", ended.said.strip());
    }

    @Test
    void theAwsCliSendsAndReceives(WeirServer weir) throws Exception {
        assumeTrue(run(List.of("aws", "--version")).code == 0, "needs the aws CLI");
        String url = aws(weir, "create-queue", "--queue-name", "cli", "--query", "QueueUrl", "--output", "text");
        aws(
                weir,
                "send-message",
                "--queue-url",
                url,
                "--message-body",
                "from the shell",
                "--message-attributes",
                "{\"kind\":{\"DataType\":\"String\",\"StringValue\":\"test\"}}");
        assertEquals(
                "from the shell",
                aws(
                        weir,
                        "receive-message",
                        "--queue-url",
                        url,
                        "--wait-time-seconds",
                        "1",
                        "--query",
                        "Messages[0].Body",
                        "--output",
                        "text"));
        Ended missing = awsEnded(weir, List.of("get-queue-url", "--queue-name", "missing"));
        assertTrue(missing.said.contains("(AWS.SimpleQueueService.NonExistentQueue)"), missing.said);
    }

    private static void send(SqsClient sqs, String url, String body) {
        sqs.sendMessageBatch(b -> b.queueUrl(url)
                .entries(SendMessageBatchRequestEntry.builder()
                        .id("one")
                        .messageBody(body)
                        .messageAttributes(Map.of(
                                "kind",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("test")
                                        .build()))
                        .build()));
    }

    private static String attribute(SqsClient sqs, String url, QueueAttributeName name) {
        return sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }

    private static boolean isFetched() throws Exception {
        if (Files.isDirectory(CACHE.resolve("node_modules/sqs-consumer"))) {
            return true;
        }
        Files.createDirectories(CACHE);
        Files.writeString(CACHE.resolve("package.json"), "{\"private\":true}\n");
        return run(List.of(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--prefix",
                                CACHE.toString(),
                                SQS_CONSUMER,
                                "@aws-sdk/client-sqs@3"))
                        .code
                == 0;
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SqsOtherClientsTest.class.getResourceAsStream(resource), resource)) {
            Files.write(to, in.readAllBytes());
        }
    }

    private static String aws(WeirServer weir, String... arguments) throws Exception {
        Ended ended = awsEnded(weir, List.of(arguments));
        assertEquals(0, ended.code, ended.said);
        return ended.said.strip();
    }

    private static Ended awsEnded(WeirServer weir, List<String> arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("aws", "--endpoint-url", weir.endpoint().toString(), "--region", weir.region(), "sqs"));
        command.addAll(arguments);
        return run(command);
    }

    private record Ended(int code, String said) {}

    private static Ended run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "000000000000");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "x");
        builder.environment().put("NODE_NO_WARNINGS", "1");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Ended(127, String.valueOf(e.getMessage()));
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), said);
    }
}
