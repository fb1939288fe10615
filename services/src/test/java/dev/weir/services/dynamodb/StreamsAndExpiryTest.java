package dev.weir.services.dynamodb;

import static dev.weir.services.dynamodb.DynamoWorld.item;
import static dev.weir.services.dynamodb.DynamoWorld.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.dynamodb.DescribeTableInput;
import dev.weir.api.dynamodb.StreamSpecification;
import dev.weir.api.dynamodb.TimeToLiveSpecification;
import dev.weir.api.dynamodb.UpdateTableInput;
import dev.weir.api.dynamodb.UpdateTimeToLiveInput;
import dev.weir.api.dynamodbstreams.DescribeStreamInput;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsOperations;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsRecord;
import dev.weir.api.dynamodbstreams.GetRecordsInput;
import dev.weir.api.dynamodbstreams.GetShardIteratorInput;
import dev.weir.api.dynamodbstreams.Shard;
import dev.weir.api.dynamodbstreams.StreamDescription;
import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsAndExpiryTest {
    private final DynamoWorld world = new DynamoWorld();
    private final DynamoDbStreamsOperations streams =
            new DynamoDbStreamsService(world.kernel, world.deliveries).operations();

    @AfterEach
    void close() {
        world.close();
    }

    private String streamed(String name) {
        world.dynamo.createTable(
                world.call,
                table(name, null)
                        .streamSpecification(StreamSpecification.builder()
                                .streamEnabled(true)
                                .streamViewType("NEW_AND_OLD_IMAGES")
                                .build())
                        .build());
        return world.dynamo
                .describeTable(
                        world.call, DescribeTableInput.builder().tableName(name).build())
                .table()
                .latestStreamArn();
    }

    private StreamDescription describe(String arn) {
        return streams.describeStream(
                        world.call, DescribeStreamInput.builder().streamArn(arn).build())
                .streamDescription();
    }

    private List<DynamoDbStreamsRecord> records(String arn) {
        List<DynamoDbStreamsRecord> records = new ArrayList<>();
        for (Shard shard : describe(arn).shards()) {
            String iterator = streams.getShardIterator(
                            world.call,
                            GetShardIteratorInput.builder()
                                    .streamArn(arn)
                                    .shardId(shard.shardId())
                                    .shardIteratorType("TRIM_HORIZON")
                                    .build())
                    .shardIterator();
            records.addAll(streams.getRecords(
                            world.call,
                            GetRecordsInput.builder().shardIterator(iterator).build())
                    .records());
        }
        return records;
    }

    @Test
    void everyChangeIsARecordInOrderAndNothingElseIs() {
        String arn = streamed("orders");
        world.put("orders", "pk", "o-1", "total", 1);
        world.put("orders", "pk", "o-1", "total", 2);
        world.put("orders", "pk", "o-1", "total", 2);
        world.dynamo.deleteItem(
                world.call,
                dev.weir.api.dynamodb.DeleteItemInput.builder()
                        .tableName("orders")
                        .key(item("pk", "o-1"))
                        .build());
        List<DynamoDbStreamsRecord> records = records(arn);
        assertEquals(
                List.of("INSERT", "MODIFY", "REMOVE"),
                records.stream().map(DynamoDbStreamsRecord::eventName).toList());
        DynamoDbStreamsRecord modify = records.get(1);
        assertEquals("1", modify.dynamodb().oldImage().get("total").n());
        assertEquals("2", modify.dynamodb().newImage().get("total").n());
        assertEquals("o-1", modify.dynamodb().keys().get("pk").s());
        assertEquals(5 + 2 * (5 + 7), modify.dynamodb().sizeBytes());
    }

    @Test
    void functionsGetRecordsInLambdasFormWithTheWritesHopAsTheirCause() {
        Arn arn = Arn.parse(streamed("orders"));
        StreamSource source = world.service.capability(StreamSource.class).orElseThrow();
        List<String> woken = new ArrayList<>();
        try (var subscription = source.onRecords(arn, () -> woken.add("woken"))) {
            world.put("orders", "pk", "o-1", "total", 1);
        }
        assertFalse(woken.isEmpty());
        Hop write = world.kernel.journal().latest(10).stream()
                .filter(hop -> hop.kind().equals("dynamodb.PutItem"))
                .findFirst()
                .orElseThrow();
        List<StreamSource.Record> found = new ArrayList<>();
        for (StreamSource.Shard shard : source.shards(arn)) {
            StreamSource.Batch batch = source.read(arn, shard.id(), new StreamSource.Position.TrimHorizon(), 10);
            found.addAll(batch.records());
            assertFalse(batch.ended());
            assertTrue(source.read(arn, shard.id(), batch.next(), 10).records().isEmpty());
            assertTrue(source.read(arn, shard.id(), new StreamSource.Position.Latest(), 10)
                    .records()
                    .isEmpty());
            var since =
                    new StreamSource.Position.AtTimestamp(world.kernel.clock().now());
            assertEquals(
                    batch.records().size(),
                    source.read(arn, shard.id(), since, 10).records().size());
        }
        assertEquals(1, found.size());
        assertEquals(write.asCause(), found.getFirst().cause());
        assertEquals(
                "{\"ApproximateCreationDateTime\":1767225600,\"Keys\":{\"pk\":{\"S\":\"o-1\"}},"
                        + "\"NewImage\":{\"pk\":{\"S\":\"o-1\"},\"total\":{\"N\":\"1\"}},"
                        + "\"SequenceNumber\":\"100000000000000000001\",\"SizeBytes\":17,"
                        + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}",
                found.getFirst().event().get("dynamodb").toString());
        assertEquals(
                arn.toString(), found.getFirst().event().get("eventSourceARN").asString());
    }

    @Test
    void recordsAreGoneAfterADayAndAClosedStreamAfterThem() {
        String arn = streamed("orders");
        world.put("orders", "pk", "o-1");
        world.running.clock().advanceBy(Duration.ofHours(23));
        assertEquals(1, records(arn).size());
        world.dynamo.updateTable(
                world.call,
                UpdateTableInput.builder()
                        .tableName("orders")
                        .streamSpecification(StreamSpecification.builder()
                                .streamEnabled(false)
                                .build())
                        .build());
        assertEquals("DISABLED", describe(arn).streamStatus());
        world.running.clock().advanceBy(Duration.ofHours(2));
        assertEquals(0, records(arn).size());
        world.running.clock().advanceBy(Duration.ofHours(48));
        assertTrue(streams.listStreams(
                        world.call,
                        dev.weir.api.dynamodbstreams.ListStreamsInput.builder().build())
                .streams()
                .isEmpty());
    }

    @Test
    void itemsExpireOnWeirsClockAndTheStreamSaysByWhom() {
        String arn = streamed("sessions");
        long now = world.kernel.clock().now().getEpochSecond();
        world.put("sessions", "pk", "before", "until", Math.toIntExact(now + 30));
        world.dynamo.updateTimeToLive(
                world.call,
                UpdateTimeToLiveInput.builder()
                        .tableName("sessions")
                        .timeToLiveSpecification(TimeToLiveSpecification.builder()
                                .enabled(true)
                                .attributeName("until")
                                .build())
                        .build());
        world.running.clock().advanceBy(Duration.ofSeconds(1));
        world.put("sessions", "pk", "short", "until", Math.toIntExact(now + 60));
        world.put("sessions", "pk", "long", "until", Math.toIntExact(now + 60));
        world.put("sessions", "pk", "long", "until", Math.toIntExact(now + 3600));
        world.put("sessions", "pk", "forever", "until", "never");
        world.running.clock().advanceBy(Duration.ofSeconds(45));
        assertNull(world.get("sessions", "pk", "before"));
        assertEquals("short", world.get("sessions", "pk", "short").get("pk").s());
        world.running.clock().advanceBy(Duration.ofSeconds(60));
        assertNull(world.get("sessions", "pk", "short"));
        assertEquals("long", world.get("sessions", "pk", "long").get("pk").s());
        List<DynamoDbStreamsRecord> removed = records(arn).stream()
                .filter(record -> record.eventName().equals("REMOVE"))
                .toList();
        assertEquals(2, removed.size());
        assertEquals("dynamodb.amazonaws.com", removed.getFirst().userIdentity().principalId());
        assertEquals(
                2,
                world.kernel.journal().latest(100).stream()
                        .filter(hop -> hop.outcome() == Outcome.EXPIRED)
                        .count());
        world.running.clock().advanceBy(Duration.ofHours(2));
        assertNull(world.get("sessions", "pk", "long"));
        assertEquals("forever", world.get("sessions", "pk", "forever").get("pk").s());
    }
}
