package dev.weir.tests.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/** A stream of Kinesis as the target of a schedule. */
@ExtendWith(WeirExtension.class)
class StreamTargetTest {
    private static CreateScheduleRequest schedule(boolean keyed) {
        return CreateScheduleRequest.builder()
                .name("s")
                .scheduleExpression("rate(1 hour)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> {
                    t.arn("arn:aws:kinesis:us-east-1:000000000000:stream/s")
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .input("{\"time\":\"<aws.scheduler.scheduled-time>\"}");
                    if (keyed) {
                        t.kinesisParameters(k -> k.partitionKey("hourly"));
                    }
                })
                .build();
    }

    @Test
    void eachTimeIsARecord(WeirServer weir) {
        weir.clock().freeze();
        KinesisClient kinesis = Clients.of(weir, KinesisClient.builder());
        kinesis.createStream(b -> b.streamName("s").shardCount(1));
        weir.advance(Duration.ofMinutes(1));
        SchedulerClient scheduler = Clients.of(weir, SchedulerClient.builder());
        assertThrows(ValidationException.class, () -> scheduler.createSchedule(schedule(false)));
        scheduler.createSchedule(schedule(true));
        weir.advance(Duration.ofHours(2));
        String iterator = kinesis.getShardIterator(
                        b -> b.streamName("s").shardId("shardId-000000000000").shardIteratorType("TRIM_HORIZON"))
                .shardIterator();
        List<Record> records =
                kinesis.getRecords(b -> b.shardIterator(iterator)).records();
        assertEquals(3, records.size(), "at once, and after each hour");
        assertEquals("hourly", records.getFirst().partitionKey());
        assertEquals(true, records.getFirst().data().asUtf8String().startsWith("{\"time\":\"2"));
    }
}
