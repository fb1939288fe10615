package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Shards over weir's clock: their children, iterators, trimming and end. */
@ExtendWith(WeirExtension.class)
class StreamShardsTest {
    private DynamoDbClient dynamo;
    private DynamoDbStreamsClient streams;
    private String arn;

    /** A provisioned table: its stream has one shard at a time. */
    @BeforeEach
    void table(WeirServer weir) {
        weir.clock().freeze();
        dynamo = Clients.of(weir, DynamoDbClient.builder());
        streams = Clients.of(weir, DynamoDbStreamsClient.builder());
        Tables.create(
                dynamo,
                "orders",
                b -> b.provisionedThroughput(p -> p.readCapacityUnits(10L).writeCapacityUnits(10L))
                        .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)),
                "id");
        weir.untilQuiet();
        arn = dynamo.describeTable(b -> b.tableName("orders")).table().latestStreamArn();
    }

    @AfterEach
    void resume(WeirServer weir) {
        weir.clock().resume();
    }

    private void put(String id) {
        dynamo.putItem(b -> b.tableName("orders").item(Map.of("id", AttributeValue.fromS(id))));
    }

    private StreamDescription stream() {
        return streams.describeStream(b -> b.streamArn(arn)).streamDescription();
    }

    private String iterator(Shard shard, ShardIteratorType type, String sequenceNumber) {
        return streams.getShardIterator(b -> b.streamArn(arn)
                        .shardId(shard.shardId())
                        .shardIteratorType(type)
                        .sequenceNumber(sequenceNumber))
                .shardIterator();
    }

    private List<Record> read(Shard shard) {
        String iterator = iterator(shard, ShardIteratorType.TRIM_HORIZON, null);
        return streams.getRecords(b -> b.shardIterator(iterator)).records();
    }

    private static List<String> ids(List<Record> records) {
        return records.stream()
                .map(each -> each.dynamodb().keys().get("id").s())
                .toList();
    }

    @Test
    void shardsAreReplacedByTheirChildrenEveryFourHours(WeirServer weir) {
        put("a");
        put("b");
        weir.advance(Duration.ofHours(4));
        put("c");
        weir.advance(Duration.ofHours(4));
        put("d");
        List<Shard> shards = stream().shards();
        assertEquals(3, shards.size());
        assertNull(shards.get(0).parentShardId());
        assertEquals(shards.get(0).shardId(), shards.get(1).parentShardId());
        assertEquals(shards.get(1).shardId(), shards.get(2).parentShardId());
        assertNotNull(shards.get(1).sequenceNumberRange().endingSequenceNumber());
        assertNull(shards.get(2).sequenceNumberRange().endingSequenceNumber());
        List<Record> all = new ArrayList<>();
        shards.forEach(shard -> all.addAll(read(shard)));
        assertEquals(List.of("a", "b", "c", "d"), ids(all));
        List<String> numbers =
                all.stream().map(each -> each.dynamodb().sequenceNumber()).toList();
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        assertEquals(numbers.get(2), shards.get(1).sequenceNumberRange().startingSequenceNumber());
        assertEquals(numbers.get(1), shards.get(0).sequenceNumberRange().endingSequenceNumber());

        String closed = iterator(shards.get(0), ShardIteratorType.TRIM_HORIZON, null);
        assertNull(streams.getRecords(b -> b.shardIterator(closed)).nextShardIterator());
        String open = iterator(shards.get(2), ShardIteratorType.TRIM_HORIZON, null);
        assertNotNull(streams.getRecords(b -> b.shardIterator(open)).nextShardIterator());
    }

    @Test
    void descriptionsComeInPagesAndTellChildren(WeirServer weir) {
        weir.advance(Duration.ofHours(13));
        List<Shard> shards = stream().shards();
        assertEquals(4, shards.size());
        StreamDescription first =
                streams.describeStream(b -> b.streamArn(arn).limit(3)).streamDescription();
        assertEquals(shards.get(2).shardId(), first.lastEvaluatedShardId());
        StreamDescription second = streams.describeStream(
                        b -> b.streamArn(arn).exclusiveStartShardId(first.lastEvaluatedShardId()))
                .streamDescription();
        assertEquals(List.of(shards.get(3)), second.shards());
        assertNull(second.lastEvaluatedShardId());
        assertEquals(
                List.of(shards.get(2)),
                streams.describeStream(b -> b.streamArn(arn).shardFilter(f -> f.type(ShardFilterType.CHILD_SHARDS)
                                .shardId(shards.get(1).shardId())))
                        .streamDescription()
                        .shards());
    }

    @Test
    void iteratorsOfAllTypesBeginWhereTheySayAndExpire(WeirServer weir) {
        put("a");
        put("b");
        put("c");
        Shard shard = stream().shards().getFirst();
        String second = read(shard).get(1).dynamodb().sequenceNumber();
        String latest = iterator(shard, ShardIteratorType.LATEST, null);
        put("d");
        assertEquals(
                List.of("b", "c", "d"),
                ids(streams.getRecords(
                                b -> b.shardIterator(iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, second)))
                        .records()));
        assertEquals(
                List.of("c", "d"),
                ids(streams.getRecords(
                                b -> b.shardIterator(iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, second)))
                        .records()));
        assertEquals(
                List.of("d"),
                ids(streams.getRecords(b -> b.shardIterator(latest)).records()));
        weir.advance(Duration.ofMinutes(15).plusMillis(1));
        ExpiredIteratorException expired =
                assertThrows(ExpiredIteratorException.class, () -> streams.getRecords(b -> b.shardIterator(latest)));
        assertTrue(expired.awsErrorDetails().errorMessage().startsWith("Iterator expired. "));
    }

    @Test
    void recordsAreTrimmedAfterADay(WeirServer weir) {
        put("a");
        Shard shard = stream().shards().getFirst();
        String first = read(shard).getFirst().dynamodb().sequenceNumber();
        weir.advance(Duration.ofHours(2));
        put("b");
        weir.advance(Duration.ofHours(22).minusMinutes(5));
        String afterFirst = iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, first);
        assertEquals(
                List.of("b"),
                ids(streams.getRecords(b -> b.shardIterator(afterFirst)).records()));
        weir.advance(Duration.ofMinutes(6));
        assertEquals(List.of("b"), ids(read(shard)));
        assertThrows(
                TrimmedDataAccessException.class, () -> iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, first));
        weir.advance(Duration.ofHours(6));
        assertTrue(stream().shards().stream().noneMatch(each -> each.shardId().equals(shard.shardId())));
        assertTrue(stream().shards().size() <= 7, () -> "" + stream().shards().size());
    }

    @Test
    void aStreamThatIsSwitchedOffClosesItsShards(WeirServer weir) {
        put("a");
        dynamo.updateTable(b -> b.tableName("orders").streamSpecification(s -> s.streamEnabled(false)));
        weir.untilQuiet();
        put("nobody hears of it");
        StreamDescription closed = stream();
        assertEquals(StreamStatus.DISABLED, closed.streamStatus());
        Shard shard = closed.shards().getFirst();
        assertNotNull(shard.sequenceNumberRange().endingSequenceNumber());
        String iterator = iterator(shard, ShardIteratorType.TRIM_HORIZON, null);
        var page = streams.getRecords(b -> b.shardIterator(iterator));
        assertEquals(List.of("a"), ids(page.records()));
        assertNull(page.nextShardIterator());
        dynamo.updateTable(b -> b.tableName("orders")
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
        weir.untilQuiet();
        String next = dynamo.describeTable(b -> b.tableName("orders")).table().latestStreamArn();
        assertTrue(!Objects.equals(arn, next));
        assertEquals(
                2, streams.listStreams(b -> b.tableName("orders")).streams().size());
        weir.advance(Duration.ofHours(25));
        assertEquals(
                1, streams.listStreams(b -> b.tableName("orders")).streams().size());
    }
}
