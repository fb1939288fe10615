package dev.weir.tests.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A year of a daily schedule, with all that its messages do meanwhile. */
@ExtendWith(WeirExtension.class)
class YearTest {
    /** Of CPU, while the clock moves: ten times of what it takes in a JVM that has just started. */
    private static final Duration MOST = Duration.ofSeconds(8);

    @Test
    void aYearOfADailyScheduleCostsNoMoreThanSeconds(WeirServer weir) {
        weir.clock().freeze();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String url = sqs.createQueue(b ->
                        b.queueName("q").attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")))
                .queueUrl();
        weir.clock().advanceTo(Instant.parse("2102-01-01T05:00:00Z"));
        Clients.of(weir, SchedulerClient.builder()).createSchedule(b -> b.name("daily")
                .scheduleExpression("cron(30 2 * * ? *)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn("arn:aws:sqs:us-east-1:000000000000:q")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .input("<aws.scheduler.scheduled-time>")));
        long moved = 0;
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 37; i++) {
            long before = system.getProcessCpuTime();
            weir.advance(Duration.ofDays(10));
            moved += system.getProcessCpuTime() - before;
            List<Message> some = sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                    .messages();
            some.forEach(message -> assertTrue(seen.add(message.body()), message.body()));
            some.forEach(m -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(m.receiptHandle())));
        }
        Duration cpu = Duration.ofNanos(moved);
        assertEquals(370, seen.size());
        assertTrue(cpu.compareTo(MOST) < 0, () -> "it took " + cpu + " of CPU");
    }
}
