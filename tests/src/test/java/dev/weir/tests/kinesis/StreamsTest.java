package dev.weir.tests.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.StreamSummary;
import software.amazon.awssdk.services.kinesis.model.Tag;

/** The life of streams, shards and consumers, through the SDK for Java. */
@ExtendWith(WeirExtension.class)
class StreamsTest {
    private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/";

    private final WeirServer weir;
    private final KinesisClient kinesis;

    StreamsTest(WeirServer weir) {
        this.weir = weir;
        this.kinesis = Clients.of(weir, KinesisClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private void stream(String name, int shards) {
        kinesis.createStream(r -> r.streamName(name).shardCount(shards));
        weir.untilQuiet();
    }

    private StreamDescriptionSummary summary(String name) {
        return kinesis.describeStreamSummary(r -> r.streamName(name)).streamDescriptionSummary();
    }

    private List<Shard> shards(String name) {
        return kinesis.listShards(r -> r.streamName(name)).shards();
    }

    private static String message(KinesisException e) {
        return e.awsErrorDetails().errorMessage();
    }

    @Test
    void statusesFollowWeirsClock() {
        kinesis.createStream(r -> r.streamName("s").shardCount(2));
        assertEquals(StreamStatus.CREATING, summary("s").streamStatus());
        String notFound = message(assertThrows(
                ResourceNotFoundException.class,
                () -> kinesis.getShardIterator(
                        r -> r.streamName("s").shardId("shardId-000000000000").shardIteratorType("LATEST"))));
        assertEquals("Stream s under account 000000000000 not found.", notFound);
        weir.advance(Duration.ofMillis(500));
        StreamDescription active =
                kinesis.describeStream(r -> r.streamName("s")).streamDescription();
        assertEquals(StreamStatus.ACTIVE, active.streamStatus());
        assertEquals(ARN + "s", active.streamARN());
        assertEquals(24, active.retentionPeriodHours());
        assertEquals(EncryptionType.NONE, active.encryptionType());
        assertEquals(StreamMode.PROVISIONED, active.streamModeDetails().streamMode());
        assertEquals(
                List.of("shardId-000000000000", "shardId-000000000001"),
                active.shards().stream().map(Shard::shardId).toList());
        assertEquals("0", active.shards().get(0).hashKeyRange().startingHashKey());
        assertEquals(
                "170141183460469231731687303715884105727",
                active.shards().get(0).hashKeyRange().endingHashKey());
        assertEquals(
                "340282366920938463463374607431768211455",
                active.shards().get(1).hashKeyRange().endingHashKey());
        assertEquals(
                "Stream s under account 000000000000 already exists.",
                message(assertThrows(
                        ResourceInUseException.class,
                        () -> kinesis.createStream(r -> r.streamName("s").shardCount(1)))));
        kinesis.deleteStream(r -> r.streamName("s"));
        assertEquals(StreamStatus.DELETING, summary("s").streamStatus());
        weir.untilQuiet();
        assertThrows(ResourceNotFoundException.class, () -> summary("s"));
        stream("s", 1);
        assertEquals(1, summary("s").openShardCount());
    }

    @Test
    void streamsAreListedByPage() {
        for (String name : List.of("c", "a", "b")) {
            stream(name, 1);
        }
        ListStreamsResponse first = kinesis.listStreams(r -> r.limit(2));
        assertEquals(List.of("a", "b"), first.streamNames());
        assertTrue(first.hasMoreStreams());
        ListStreamsResponse rest = kinesis.listStreams(r -> r.nextToken(first.nextToken()));
        assertEquals(
                List.of("c"),
                rest.streamSummaries().stream().map(StreamSummary::streamName).toList());
        assertFalse(rest.hasMoreStreams());
        assertEquals(
                List.of("b", "c"),
                kinesis.listStreams(r -> r.exclusiveStartStreamName("a")).streamNames());
    }

    @Test
    void shardsSplitAndMerge() {
        stream("s", 1);
        kinesis.splitShard(r -> r.streamName("s")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey("170141183460469231731687303715884105728"));
        assertEquals(StreamStatus.UPDATING, summary("s").streamStatus());
        assertThrows(
                ResourceInUseException.class,
                () -> kinesis.splitShard(r -> r.streamName("s")
                        .shardToSplit("shardId-000000000000")
                        .newStartingHashKey("170141183460469231731687303715884105728")));
        weir.untilQuiet();
        List<Shard> three = shards("s");
        assertEquals(3, three.size());
        assertEquals("shardId-000000000000", three.get(1).parentShardId());
        assertNull(three.get(1).adjacentParentShardId());
        assertTrue(three.get(0).sequenceNumberRange().endingSequenceNumber() != null);
        assertTrue(number(three.get(1).sequenceNumberRange().startingSequenceNumber())
                        .compareTo(number(three.get(0).sequenceNumberRange().endingSequenceNumber()))
                > 0);
        kinesis.mergeShards(r ->
                r.streamName("s").shardToMerge("shardId-000000000001").adjacentShardToMerge("shardId-000000000002"));
        weir.untilQuiet();
        Shard merged = shards("s").get(3);
        assertEquals("shardId-000000000001", merged.parentShardId());
        assertEquals("shardId-000000000002", merged.adjacentParentShardId());
        assertEquals(1, summary("s").openShardCount());
        assertEquals(
                "Could not find shard shardId-000000000009 in stream s under account 000000000000.",
                message(assertThrows(
                        ResourceNotFoundException.class,
                        () -> kinesis.splitShard(r -> r.streamName("s")
                                .shardToSplit("shardId-000000000009")
                                .newStartingHashKey("5")))));
        String bounds = message(assertThrows(
                InvalidArgumentException.class,
                () -> kinesis.splitShard(r ->
                        r.streamName("s").shardToSplit("shardId-000000000003").newStartingHashKey("1"))));
        assertTrue(bounds.endsWith("is not both greater than one plus the shard's StartingHashKey 0 and less than the"
                + " shard's EndingHashKey 340282366920938463463374607431768211455."));
    }

    private static BigInteger number(String sequenceNumber) {
        return new BigInteger(sequenceNumber);
    }

    @Test
    void shardCountIsUpdatedWithinLimits() {
        stream("s", 2);
        assertEquals(
                "UpdateShardCount cannot scale up over double your current open shard count."
                        + " Current open shard count: 2, Target shard count: 5",
                message(assertThrows(
                        LimitExceededException.class,
                        () -> kinesis.updateShardCount(
                                r -> r.streamName("s").targetShardCount(5).scalingType(ScalingType.UNIFORM_SCALING)))));
        for (int count : List.of(3, 4, 2, 1)) {
            kinesis.updateShardCount(
                    r -> r.streamName("s").targetShardCount(count).scalingType(ScalingType.UNIFORM_SCALING));
            weir.untilQuiet();
            assertEquals(count, summary("s").openShardCount());
            List<Shard> open = shards("s").stream()
                    .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                    .toList();
            assertEquals(count, open.size());
        }
        for (int i = 0; i < 6; i++) {
            int count = i % 2 + 1;
            kinesis.updateShardCount(
                    r -> r.streamName("s").targetShardCount(count).scalingType(ScalingType.UNIFORM_SCALING));
            weir.untilQuiet();
        }
        assertThrows(
                LimitExceededException.class,
                () -> kinesis.updateShardCount(
                        r -> r.streamName("s").targetShardCount(2).scalingType(ScalingType.UNIFORM_SCALING)));
        weir.advance(Duration.ofHours(24));
        kinesis.updateShardCount(r -> r.streamName("s").targetShardCount(2).scalingType(ScalingType.UNIFORM_SCALING));
    }

    @Test
    void shardsAreListedByPageAndFilter() {
        stream("s", 3);
        weir.advance(Duration.ofHours(1));
        kinesis.mergeShards(r ->
                r.streamName("s").shardToMerge("shardId-000000000000").adjacentShardToMerge("shardId-000000000001"));
        weir.untilQuiet();
        ListShardsResponse first = kinesis.listShards(r -> r.streamName("s").maxResults(3));
        ListShardsResponse rest = kinesis.listShards(r -> r.nextToken(first.nextToken()));
        assertEquals(List.of("shardId-000000000003"), ids(rest.shards()));
        assertNull(rest.nextToken());
        assertEquals(List.of(2, 3), filtered(ShardFilterType.AT_LATEST));
        assertEquals(List.of(0, 1, 2), filtered(ShardFilterType.AT_TRIM_HORIZON));
        assertEquals(List.of(0, 1, 2, 3), filtered(ShardFilterType.FROM_TRIM_HORIZON));
        assertEquals(
                List.of("shardId-000000000002", "shardId-000000000003"),
                ids(kinesis.listShards(r -> r.streamName("s").shardFilter(f -> f.type(ShardFilterType.AFTER_SHARD_ID)
                                .shardId("shardId-000000000001")))
                        .shards()));
        weir.advance(Duration.ofHours(23).plusMinutes(30));
        assertEquals(List.of(0, 1, 2, 3), filtered(ShardFilterType.FROM_TRIM_HORIZON));
        weir.advance(Duration.ofHours(2));
        assertEquals(List.of(2, 3), filtered(ShardFilterType.FROM_TRIM_HORIZON));
        assertEquals(2, shards("s").size());
        weir.advance(Duration.ofMinutes(6));
        assertEquals(
                "ExpiredNextTokenException",
                assertThrows(KinesisException.class, () -> kinesis.listShards(r -> r.nextToken(first.nextToken())))
                        .awsErrorDetails()
                        .errorCode());
    }

    private List<Integer> filtered(ShardFilterType type) {
        return ids(kinesis.listShards(r -> r.streamName("s").shardFilter(f -> f.type(type)))
                        .shards())
                .stream()
                .map(id -> Integer.valueOf(id.substring(8)))
                .toList();
    }

    private static List<String> ids(List<Shard> shards) {
        return shards.stream().map(Shard::shardId).toList();
    }

    @Test
    void settingsChange() {
        stream("s", 1);
        kinesis.increaseStreamRetentionPeriod(r -> r.streamName("s").retentionPeriodHours(8760));
        weir.untilQuiet();
        assertEquals(8760, summary("s").retentionPeriodHours());
        assertEquals(
                "Requested retention period (48 hours) for stream s can not be shorter than existing retention period"
                        + " (8760 hours). Use DecreaseRetentionPeriod API.",
                message(assertThrows(
                        InvalidArgumentException.class,
                        () -> kinesis.increaseStreamRetentionPeriod(
                                r -> r.streamName("s").retentionPeriodHours(48)))));
        kinesis.decreaseStreamRetentionPeriod(r -> r.streamName("s").retentionPeriodHours(48));
        weir.untilQuiet();
        kinesis.startStreamEncryption(
                r -> r.streamName("s").encryptionType(EncryptionType.KMS).keyId("alias/aws/kinesis"));
        weir.untilQuiet();
        assertEquals("alias/aws/kinesis", summary("s").keyId());
        assertEquals(EncryptionType.KMS, summary("s").encryptionType());
        kinesis.stopStreamEncryption(
                r -> r.streamName("s").encryptionType(EncryptionType.KMS).keyId("alias/aws/kinesis"));
        weir.untilQuiet();
        assertEquals(EncryptionType.NONE, summary("s").encryptionType());
        assertEquals(
                7,
                kinesis.enableEnhancedMonitoring(r -> r.streamName("s").shardLevelMetrics(MetricsName.ALL))
                        .desiredShardLevelMetrics()
                        .size());
        weir.untilQuiet();
        assertEquals(
                6,
                kinesis.disableEnhancedMonitoring(r -> r.streamName("s").shardLevelMetrics(MetricsName.INCOMING_BYTES))
                        .desiredShardLevelMetrics()
                        .size());
        weir.untilQuiet();
        assertEquals(
                6, summary("s").enhancedMonitoring().get(0).shardLevelMetrics().size());
        kinesis.updateStreamMode(
                r -> r.streamARN(ARN + "s").streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
        weir.untilQuiet();
        assertEquals(StreamMode.ON_DEMAND, summary("s").streamModeDetails().streamMode());
        assertEquals(
                "Request is invalid. Stream s under account 000000000000 is in On-Demand mode.",
                message(assertThrows(
                        KinesisException.class,
                        () -> kinesis.updateShardCount(
                                r -> r.streamName("s").targetShardCount(2).scalingType(ScalingType.UNIFORM_SCALING)))));
        assertEquals(1, kinesis.describeLimits().onDemandStreamCount());
        assertEquals(1, kinesis.describeLimits().openShardCount());
        assertEquals(20_000, kinesis.describeLimits().shardLimit());
    }

    @Test
    void onDemandStreamsBeginWithFourShards() {
        kinesis.createStream(r -> r.streamName("s").streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
        weir.untilQuiet();
        assertEquals(4, summary("s").openShardCount());
    }

    @Test
    void tagsOfBothApis() {
        kinesis.createStream(r -> r.streamName("s").shardCount(1).tags(Map.of("a", "1")));
        weir.untilQuiet();
        kinesis.addTagsToStream(r -> r.streamName("s").tags(Map.of("b", "2", "c", "3")));
        kinesis.removeTagsFromStream(r -> r.streamName("s").tagKeys("a"));
        assertEquals(
                List.of("b", "c"),
                kinesis.listTagsForStream(r -> r.streamName("s")).tags().stream()
                        .map(Tag::key)
                        .toList());
        assertTrue(kinesis.listTagsForStream(r -> r.streamName("s").limit(1)).hasMoreTags());
        kinesis.tagResource(r -> r.resourceARN(ARN + "s").tags(Map.of("d", "4")));
        kinesis.untagResource(r -> r.resourceARN(ARN + "s").tagKeys("b"));
        assertEquals(
                List.of("c", "d"),
                kinesis.listTagsForResource(r -> r.resourceARN(ARN + "s")).tags().stream()
                        .map(Tag::key)
                        .toList());
        assertEquals(
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space,"
                        + " _ . / = + - % @ :.",
                message(assertThrows(
                        InvalidArgumentException.class,
                        () -> kinesis.addTagsToStream(r -> r.streamName("s").tags(Map.of("a!", "1"))))));
    }

    @Test
    void policiesAreStored() {
        stream("s", 1);
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        kinesis.putResourcePolicy(r -> r.resourceARN(ARN + "s").policy(policy));
        assertEquals(
                policy, kinesis.getResourcePolicy(r -> r.resourceARN(ARN + "s")).policy());
        kinesis.deleteResourcePolicy(r -> r.resourceARN(ARN + "s"));
        assertThrows(
                ResourceNotFoundException.class, () -> kinesis.deleteResourcePolicy(r -> r.resourceARN(ARN + "s")));
    }

    @Test
    void consumersComeAndGo() {
        stream("s", 1);
        String arn = kinesis.registerStreamConsumer(r -> r.streamARN(ARN + "s").consumerName("c"))
                .consumer()
                .consumerARN();
        assertEquals(ConsumerStatus.CREATING, status(arn));
        assertTrue(arn.startsWith(ARN + "s/consumer/c:"), arn);
        weir.untilQuiet();
        assertEquals(ConsumerStatus.ACTIVE, status(arn));
        assertThrows(
                ResourceInUseException.class,
                () -> kinesis.registerStreamConsumer(r -> r.streamARN(ARN + "s").consumerName("c")));
        assertEquals(
                1,
                kinesis.listStreamConsumers(r -> r.streamARN(ARN + "s"))
                        .consumers()
                        .size());
        assertEquals(1, summary("s").consumerCount());
        assertThrows(ResourceInUseException.class, () -> kinesis.deleteStream(r -> r.streamName("s")));
        kinesis.deregisterStreamConsumer(r -> r.streamARN(ARN + "s").consumerName("c"));
        assertEquals(ConsumerStatus.DELETING, status(arn));
        weir.untilQuiet();
        assertThrows(ResourceNotFoundException.class, () -> status(arn));
        for (int i = 0; i < 20; i++) {
            String name = "c" + i;
            kinesis.registerStreamConsumer(r -> r.streamARN(ARN + "s").consumerName(name));
        }
        assertThrows(
                LimitExceededException.class,
                () -> kinesis.registerStreamConsumer(r -> r.streamARN(ARN + "s").consumerName("more")));
        kinesis.deleteStream(r -> r.streamName("s").enforceConsumerDeletion(true));
    }

    private ConsumerStatus status(String arn) {
        return kinesis.describeStreamConsumer(r -> r.consumerARN(arn))
                .consumerDescription()
                .consumerStatus();
    }
}
