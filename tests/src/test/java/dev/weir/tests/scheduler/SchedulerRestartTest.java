package dev.weir.tests.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import dev.weir.tests.WeirProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
        try (WeirProcess weir = WeirProcess.up(data)) {
            SqsClient sqs = weir.client(SqsClient.builder());
            sqs.createQueue(b -> b.queueName("in"));
            sqs.createQueue(b -> b.queueName("out"));
            weir.client(PipesClient.builder()).createPipe(b -> b.name("p")
                    .source("arn:aws:sqs:us-east-1:000000000000:in")
                    .target("arn:aws:sqs:us-east-1:000000000000:out")
                    .roleArn(ROLE)
                    .targetParameters(t -> t.inputTemplate("piped <$.body>")));
            weir.client(SchedulerClient.builder()).createSchedule(b -> b.name("s")
                    .scheduleExpression("rate(10 minutes)")
                    .startDate(first)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(t -> t.arn("arn:aws:sqs:us-east-1:000000000000:in")
                            .roleArn(ROLE)
                            .input("x")));
            weir.kill();
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
}
