package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Records in and out, through the SDK for Java, which speaks CBOR to Kinesis. */
@ExtendWith(WeirExtension.class)
class RecordsTest {
    private static final String SHARD = "shardId-000000000000";

    private final WeirServer weir;
    private final KinesisClient kinesis;

    RecordsTest(WeirServer weir) {
        this.weir = weir;
        this.kinesis = Clients.of(
                weir,
                KinesisClient.builder()
                        .overrideConfiguration(c ->
                                c.retryStrategy(software.amazon.awssdk.awscore.retry.AwsRetryStrategy.doNotRetry())));
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private void stream(int shards) {
        kinesis.createStream(r -> r.streamName("s").shardCount(shards));
        weir.untilQuiet();
    }

    private PutRecordResponse put(String key, String data) {
        return kinesis.putRecord(r -> r.streamName("s").partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    private String iterator(Consumer<GetShardIteratorRequest.Builder> more) {
        return kinesis.getShardIterator(r -> {
                    r.streamName("s").shardId(SHARD);
                    more.accept(r);
                })
                .shardIterator();
    }

    private GetRecordsResponse get(String iterator) {
        return kinesis.getRecords(r -> r.shardIterator(iterator));
    }

    private static List<String> data(List<Record> records) {
        return records.stream().map(record -> record.data().asUtf8String()).toList();
    }

    private static String message(KinesisException e) {
        return e.awsErrorDetails().errorMessage();
    }

    @Test
    void everyIteratorType() {
        stream(1);
        List<PutRecordResponse> puts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            puts.add(put("k", "d" + i));
            weir.advance(Duration.ofSeconds(10));
        }
        for (int i = 1; i < 5; i++) {
            assertTrue(new BigInteger(puts.get(i).sequenceNumber())
                            .compareTo(new BigInteger(puts.get(i - 1).sequenceNumber()))
                    > 0);
        }
        String second = puts.get(1).sequenceNumber();
        GetRecordsResponse all = get(iterator(r -> r.shardIteratorType(ShardIteratorType.TRIM_HORIZON)));
        assertEquals(List.of("d0", "d1", "d2", "d3", "d4"), data(all.records()));
        assertEquals(0, all.millisBehindLatest());
        assertEquals(second, all.records().get(1).sequenceNumber());
        assertEquals("k", all.records().get(1).partitionKey());
        assertEquals(
                List.of("d1", "d2", "d3", "d4"),
                data(get(iterator(r -> r.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                                .startingSequenceNumber(second)))
                        .records()));
        assertEquals(
                List.of("d2", "d3", "d4"),
                data(get(iterator(r -> r.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .startingSequenceNumber(second)))
                        .records()));
        Instant third = all.records().get(2).approximateArrivalTimestamp();
        assertEquals(
                List.of("d2", "d3", "d4"),
                data(get(iterator(r -> r.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                                .timestamp(third)))
                        .records()));
        assertEquals(
                List.of("d3", "d4"),
                data(get(iterator(r -> r.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                                .timestamp(third.plusMillis(1))))
                        .records()));
        weir.advance(Duration.ofSeconds(1));
        String latest = iterator(r -> r.shardIteratorType(ShardIteratorType.LATEST));
        put("k", "d5");
        GetRecordsResponse page =
                kinesis.getRecords(r -> r.shardIterator(latest).limit(1));
        assertEquals(List.of("d5"), data(page.records()));
        assertEquals(List.of(), get(page.nextShardIterator()).records());
    }

    @Test
    void behindLatestAndLimit() {
        stream(1);
        for (int i = 0; i < 3; i++) {
            put("k", "d" + i);
            weir.advance(Duration.ofSeconds(10));
        }
        String start = iterator(r -> r.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
        GetRecordsResponse first =
                kinesis.getRecords(r -> r.shardIterator(start).limit(1));
        assertEquals(List.of("d0"), data(first.records()));
        assertEquals(20_000, first.millisBehindLatest());
        GetRecordsResponse rest = get(first.nextShardIterator());
        assertEquals(List.of("d1", "d2"), data(rest.records()));
        assertEquals(0, rest.millisBehindLatest());
    }

    @Test
    void iteratorsExpireAfterFiveMinutes() {
        stream(1);
        String iterator = iterator(r -> r.shardIteratorType(ShardIteratorType.LATEST));
        weir.advance(Duration.ofMinutes(5));
        get(iterator);
        weir.advance(Duration.ofMillis(1));
        String message = message(assertThrows(ExpiredIteratorException.class, () -> get(iterator)));
        assertTrue(message.startsWith("Iterator expired. The iterator was created at time "), message);
        assertTrue(message.endsWith("further in the future than the tolerated delay of 300000 milliseconds."), message);
        assertEquals(
                "Invalid ShardIterator.",
                message(assertThrows(InvalidArgumentException.class, () -> get("AAAAAAAAAAGO"))));
    }

    @Test
    void wrongStartsAreRefused() {
        stream(2);
        String other = null;
        for (int i = 0; other == null; i++) {
            PutRecordResponse put = put("k" + i, "d");
            other = put.shardId().equals(SHARD) ? null : put.sequenceNumber();
        }
        String elsewhere = other;
        assertEquals(
                "Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a call to a shard"
                        + " with shardId-000000000000",
                message(assertThrows(
                        InvalidArgumentException.class,
                        () -> iterator(
                                r -> r.shardIteratorType("AT_SEQUENCE_NUMBER").startingSequenceNumber(elsewhere)))));
        assertEquals(
                "StartingSequenceNumber 5 used in GetShardIterator on shard shardId-000000000000 in stream s under"
                        + " account 000000000000 is invalid.",
                message(assertThrows(
                        InvalidArgumentException.class,
                        () -> iterator(
                                r -> r.shardIteratorType("AT_SEQUENCE_NUMBER").startingSequenceNumber("5")))));
        assertEquals(
                "Shard shardId-000000000007 in stream s under account 000000000000 does not exist",
                message(assertThrows(
                        KinesisException.class,
                        () -> iterator(r -> r.shardId("shardId-000000000007").shardIteratorType("LATEST")))));
    }

    @Test
    void keysChooseShards() {
        stream(4);
        String half = "170141183460469231731687303715884105728";
        assertEquals(
                "shardId-000000000002",
                kinesis.putRecord(r -> r.streamName("s")
                                .partitionKey("any")
                                .explicitHashKey(half)
                                .data(SdkBytes.fromUtf8String("x")))
                        .shardId());
        // MD5 of "a" begins with 0c, of "b" with 92.
        assertEquals("shardId-000000000000", put("a", "x").shardId());
        assertEquals("shardId-000000000002", put("b", "x").shardId());
        assertEquals(
                "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was"
                        + " 340282366920938463463374607431768211456",
                message(assertThrows(
                        InvalidArgumentException.class,
                        () -> kinesis.putRecord(r -> r.streamName("s")
                                .partitionKey("k")
                                .explicitHashKey("340282366920938463463374607431768211456")
                                .data(SdkBytes.fromUtf8String("x"))))));
    }

    private static List<PutRecordsRequestEntry> entries(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey("k" + i)
                        .data(SdkBytes.fromByteArray(new byte[size]))
                        .build())
                .toList();
    }

    @Test
    void shardsThrottle() {
        stream(1);
        PutRecordsResponse first = kinesis.putRecords(r -> r.streamName("s").records(entries(500, 10)));
        assertEquals(0, first.failedRecordCount());
        kinesis.putRecords(r -> r.streamName("s").records(entries(490, 10)));
        PutRecordsResponse partial = kinesis.putRecords(r -> r.streamName("s").records(entries(20, 10)));
        assertEquals(10, partial.failedRecordCount());
        PutRecordsResultEntry failed = partial.records().get(15);
        assertEquals("ProvisionedThroughputExceededException", failed.errorCode());
        assertEquals(
                "Rate exceeded for shard shardId-000000000000 in stream s under account 000000000000.",
                failed.errorMessage());
        assertNull(failed.sequenceNumber());
        assertNotNull(partial.records().get(5).sequenceNumber());
        assertThrows(ProvisionedThroughputExceededException.class, () -> put("k", "d"));
        weir.advance(Duration.ofSeconds(1));
        assertEquals(
                1,
                kinesis.putRecords(r -> r.streamName("s").records(entries(3, 400_000)))
                        .failedRecordCount());
        String iterator = iterator(r -> r.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
        for (int i = 0; i < 5; i++) {
            kinesis.getRecords(r -> r.shardIterator(iterator).limit(1));
        }
        assertThrows(ProvisionedThroughputExceededException.class, () -> get(iterator));
        weir.advance(Duration.ofMillis(200));
        assertEquals(1002, get(iterator).records().size());
    }

    @Test
    void recordsHaveAGreatestSize() {
        stream(1);
        String message = message(assertThrows(
                KinesisException.class,
                () -> kinesis.putRecords(r -> r.streamName("s").records(entries(1, 1024 * 1024)))));
        assertEquals(
                "1 validation error detected: Value at 'records.1.member.data' failed to satisfy constraint: Member"
                        + " must have length less than or equal to 1048576",
                message);
        new JsonCalls(weir)
                .call(
                        "UpdateMaxRecordSize",
                        "{\"StreamARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/s\",\"MaxRecordSizeInKiB\":10240}");
        weir.untilQuiet();
        assertEquals(
                0,
                kinesis.putRecords(r -> r.streamName("s").records(entries(1, 9_000_000)))
                        .failedRecordCount());
        assertThrows(ProvisionedThroughputExceededException.class, () -> put("k", "paid off later"));
        weir.advance(Duration.ofSeconds(10));
        put("k", "d");
        GetRecordsResponse large = get(iterator(r -> r.shardIteratorType(ShardIteratorType.TRIM_HORIZON)));
        assertEquals(9_000_000, large.records().get(0).data().asByteArrayUnsafe().length);
    }

    @Test
    void closedShardsLeadToTheirChildren() {
        stream(1);
        put("a", "before");
        kinesis.splitShard(r ->
                r.streamName("s").shardToSplit(SHARD).newStartingHashKey("170141183460469231731687303715884105728"));
        weir.untilQuiet();
        assertEquals("shardId-000000000001", put("a", "after").shardId());
        GetRecordsResponse end = get(iterator(r -> r.shardIteratorType(ShardIteratorType.TRIM_HORIZON)));
        assertEquals(List.of("before"), data(end.records()));
        assertNull(end.nextShardIterator());
        assertEquals(
                List.of("shardId-000000000001", "shardId-000000000002"),
                end.childShards().stream().map(child -> child.shardId()).toList());
        assertEquals(List.of(SHARD), end.childShards().get(0).parentShards());
        assertEquals("0", end.childShards().get(0).hashKeyRange().startingHashKey());
        assertEquals(
                List.of("after"),
                data(get(iterator(r -> r.shardId("shardId-000000000001").shardIteratorType("TRIM_HORIZON")))
                        .records()));
    }

    @Test
    void recordsAreTrimmed() {
        stream(1);
        put("k", "old");
        weir.advance(Duration.ofHours(23));
        put("k", "new");
        weir.advance(Duration.ofMinutes(59));
        assertEquals(
                2,
                get(iterator(r -> r.shardIteratorType("TRIM_HORIZON")))
                        .records()
                        .size());
        weir.advance(Duration.ofMinutes(2));
        assertEquals(
                List.of("new"),
                data(get(iterator(r -> r.shardIteratorType("TRIM_HORIZON"))).records()));
        weir.advance(Duration.ofHours(30));
        assertEquals(
                List.of(),
                get(iterator(r -> r.shardIteratorType("TRIM_HORIZON"))).records());
        String first = put("k", "later").sequenceNumber();
        assertEquals(
                first,
                get(iterator(r -> r.shardIteratorType("TRIM_HORIZON")))
                        .records()
                        .get(0)
                        .sequenceNumber());
    }
}
