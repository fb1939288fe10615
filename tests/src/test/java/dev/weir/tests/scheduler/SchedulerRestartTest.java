package dev.weir.tests.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Schedules and pipes outlive a weir that is killed. */
@Timeout(60)
class SchedulerRestartTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    @Test
    void schedulesAndPipesGoOnAfterAKill(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofMinutes(30));
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.weir.cli.Main",
                        "up",
                        "--port",
                        "0",
                        "--data",
                        data.toString())
                .redirectErrorStream(true);
        // The JVM says on the standard error that it has picked this up, and what is read here begins with that.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String ready = String.valueOf(lines.readLine());
            assertTrue(ready.startsWith("ready "), ready);
            URI endpoint = URI.create(ready.substring("ready ".length()));
            SqsClient sqs = client(endpoint, SqsClient.builder());
            sqs.createQueue(b -> b.queueName("in"));
            sqs.createQueue(b -> b.queueName("out"));
            client(endpoint, PipesClient.builder()).createPipe(b -> b.name("p")
                    .source("arn:aws:sqs:us-east-1:000000000000:in")
                    .target("arn:aws:sqs:us-east-1:000000000000:out")
                    .roleArn(ROLE)
                    .targetParameters(t -> t.inputTemplate("piped <$.body>")));
            client(endpoint, SchedulerClient.builder()).createSchedule(b -> b.name("s")
                    .scheduleExpression("rate(10 minutes)")
                    .startDate(first)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(t -> t.arn("arn:aws:sqs:us-east-1:000000000000:in")
                            .roleArn(ROLE)
                            .input("x")));
        } finally {
            process.destroyForcibly().waitFor();
        }
        WeirConfig config = WeirConfig.ephemeral()
                .withStorage(new WeirConfig.Storage.Directory(data, WeirConfig.Durability.PROCESS));
        try (WeirServer weir = WeirServer.start(config)) {
            weir.clock().freeze();
            weir.clock().advanceTo(first.plus(Duration.ofMinutes(25)));
            SqsClient sqs = Clients.of(weir, SqsClient.builder());
            String url = sqs.getQueueUrl(b -> b.queueName("out")).queueUrl();
            List<Message> messages = sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                    .messages();
            assertEquals(
                    List.of("piped x", "piped x", "piped x"),
                    messages.stream().map(Message::body).toList());
        }
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            URI endpoint, B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("000000000000", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
