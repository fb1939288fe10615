package dev.weir.tests.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Schedules outlive weir. */
class SchedulerRestartTest {
    @Test
    void schedulesGoOnAfterARestart(@TempDir Path folder) {
        WeirConfig config = WeirConfig.ephemeral()
                .withStorage(new WeirConfig.Storage.Directory(folder.resolve("data"), WeirConfig.Durability.PROCESS));
        Instant first;
        try (WeirServer weir = WeirServer.start(config)) {
            weir.clock().freeze();
            first = weir.now().plus(Duration.ofMinutes(30));
            Clients.of(weir, SqsClient.builder()).createQueue(b -> b.queueName("q"));
            Clients.of(weir, SchedulerClient.builder()).createSchedule(b -> b.name("s")
                    .scheduleExpression("rate(10 minutes)")
                    .startDate(first)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(t -> t.arn("arn:aws:sqs:us-east-1:000000000000:q")
                            .roleArn("arn:aws:iam::000000000000:role/r")
                            .input("x")));
        }
        try (WeirServer weir = WeirServer.start(config)) {
            weir.clock().freeze();
            weir.clock().advanceTo(first.plus(Duration.ofMinutes(25)));
            SqsClient sqs = Clients.of(weir, SqsClient.builder());
            String url = sqs.getQueueUrl(b -> b.queueName("q")).queueUrl();
            List<Message> messages = sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                    .messages();
            assertEquals(
                    List.of("x", "x", "x"), messages.stream().map(Message::body).toList());
        }
    }
}
