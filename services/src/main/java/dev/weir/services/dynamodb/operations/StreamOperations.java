package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodbstreams.DescribeStreamInput;
import dev.weir.api.dynamodbstreams.DescribeStreamOutput;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsRecord;
import dev.weir.api.dynamodbstreams.ExpiredIteratorException;
import dev.weir.api.dynamodbstreams.GetRecordsInput;
import dev.weir.api.dynamodbstreams.GetRecordsOutput;
import dev.weir.api.dynamodbstreams.GetShardIteratorInput;
import dev.weir.api.dynamodbstreams.GetShardIteratorOutput;
import dev.weir.api.dynamodbstreams.Identity;
import dev.weir.api.dynamodbstreams.KeySchemaElement;
import dev.weir.api.dynamodbstreams.ListStreamsInput;
import dev.weir.api.dynamodbstreams.ListStreamsOutput;
import dev.weir.api.dynamodbstreams.ResourceNotFoundException;
import dev.weir.api.dynamodbstreams.SequenceNumberRange;
import dev.weir.api.dynamodbstreams.Shard;
import dev.weir.api.dynamodbstreams.Stream;
import dev.weir.api.dynamodbstreams.StreamDescription;
import dev.weir.api.dynamodbstreams.StreamRecord;
import dev.weir.api.dynamodbstreams.TrimmedDataAccessException;
import dev.weir.kernel.Arn;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.state.Change;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.StreamInfo;
import dev.weir.services.dynamodb.state.Streams;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The DynamoDB Streams API. Source: Amazon DynamoDB Streams API Reference. */
public final class StreamOperations {
    private static final Duration ITERATOR_LIFE = Duration.ofMinutes(15);
    private static final int MAX_RECORDS = 1000;
    private static final int MAX_LIST = 100;
    private static final long MAX_BYTES = 1024 * 1024;

    private final DynamoDbState state;

    public StreamOperations(DynamoDbState state) {
        this.state = state;
    }

    /** The stream at the ARN, or null. */
    public @Nullable StreamInfo find(Arn arn) {
        String[] parts = arn.resource().split("/", 4);
        return parts.length == 4 && parts[0].equals("table") && parts[2].equals("stream")
                ? state.streams().find(arn.scope(), parts[1], parts[3])
                : null;
    }

    private StreamInfo stream(@Nullable String arn) {
        StreamInfo stream = arn != null && Arn.isArn(arn) ? find(Arn.parse(arn)) : null;
        if (stream == null) {
            throw new ResourceNotFoundException("Requested resource not found: Stream: " + arn + " not found");
        }
        return stream;
    }

    /** API Reference, "ListStreams". */
    public ListStreamsOutput list(Call call, ListStreamsInput input) {
        int limit = input.limit() == null ? MAX_LIST : Math.min(MAX_LIST, input.limit());
        StreamInfo after = input.exclusiveStartStreamArn() == null ? null : stream(input.exclusiveStartStreamArn());
        List<StreamInfo> found = state.streams().list(call.scope(), input.tableName(), after, limit + 1);
        boolean more = found.size() > limit;
        List<StreamInfo> page = more ? found.subList(0, limit) : found;
        return ListStreamsOutput.builder()
                .streams(page.stream()
                        .map(each -> Stream.builder()
                                .streamArn(each.arn())
                                .tableName(each.table())
                                .streamLabel(each.label())
                                .build())
                        .toList())
                .lastEvaluatedStreamArn(more ? page.getLast().arn() : null)
                .build();
    }

    /** API Reference, "DescribeStream". */
    public DescribeStreamOutput describe(DescribeStreamInput input) {
        StreamInfo stream = stream(input.streamArn());
        int limit = input.limit() == null ? MAX_LIST : Math.min(MAX_LIST, input.limit());
        List<Integer> wanted = wanted(stream, input);
        List<Integer> page = wanted.subList(0, Math.min(limit, wanted.size()));
        List<Shard> shards = page.stream().map(shard -> shard(stream, shard)).toList();
        List<KeySchemaElement> keys = new ArrayList<>();
        stream.keys()
                .attributes()
                .forEach(key -> keys.add(KeySchemaElement.builder()
                        .attributeName(key.name())
                        .keyType(keys.isEmpty() ? "HASH" : "RANGE")
                        .build()));
        return DescribeStreamOutput.builder()
                .streamDescription(StreamDescription.builder()
                        .streamArn(stream.arn())
                        .streamLabel(stream.label())
                        .streamStatus(stream.ended() == null ? "ENABLED" : "DISABLED")
                        .streamViewType(stream.view())
                        .creationRequestDateTime(stream.created())
                        .tableName(stream.table())
                        .keySchema(keys)
                        .shards(shards)
                        .lastEvaluatedShardId(page.size() < wanted.size() ? stream.shardId(page.getLast()) : null)
                        .build())
                .build();
    }

    /** The shards after ExclusiveStartShardId; of those the children of one where ShardFilter asks for them. */
    private static List<Integer> wanted(StreamInfo stream, DescribeStreamInput input) {
        String start = input.exclusiveStartShardId();
        int after = start == null ? -1 : stream.shard(start);
        String parent = input.shardFilter() == null ? null : input.shardFilter().shardId();
        return stream.shardNumbers().stream()
                .filter(shard -> shard > after)
                .filter(shard -> input.shardFilter() == null || parent != null && parent.equals(stream.parent(shard)))
                .toList();
    }

    private Shard shard(StreamInfo stream, int shard) {
        long oldest = Math.max(stream.base(shard) + 1, state.streams().oldest(stream, shard));
        String end = stream.closed(shard)
                ? Streams.sequenceNumber(Math.max(oldest, state.streams().newest(stream, shard)))
                : null;
        return Shard.builder()
                .shardId(stream.shardId(shard))
                .parentShardId(stream.parent(shard))
                .sequenceNumberRange(SequenceNumberRange.builder()
                        .startingSequenceNumber(Streams.sequenceNumber(oldest))
                        .endingSequenceNumber(end)
                        .build())
                .build();
    }

    /** API Reference, "GetShardIterator". */
    public GetShardIteratorOutput iterator(GetShardIteratorInput input) {
        StreamInfo stream = stream(input.streamArn());
        int shard = stream.shard(String.valueOf(input.shardId()));
        if (shard < 0) {
            throw new ResourceNotFoundException("Requested resource not found: Shard does not exist");
        }
        long after =
                switch (String.valueOf(input.shardIteratorType())) {
                    case "TRIM_HORIZON" -> 0;
                    case "LATEST" -> state.streams().newest(stream, shard);
                    case "AT_SEQUENCE_NUMBER" -> given(stream, shard, input.sequenceNumber()) - 1;
                    default -> given(stream, shard, input.sequenceNumber());
                };
        return GetShardIteratorOutput.builder()
                .shardIterator(token(stream, shard, after))
                .build();
    }

    private String token(StreamInfo stream, int shard, long after) {
        return new StreamIterator(
                        Arn.parse(stream.arn()),
                        shard,
                        after,
                        state.kernel().clock().now())
                .token();
    }

    private long given(StreamInfo stream, int shard, @Nullable String sequenceNumber) {
        if (sequenceNumber == null) {
            throw DynamoDbErrors.validation(
                    "Invalid SequenceNumber: SequenceNumber is required for the given ShardIteratorType");
        }
        long sequence;
        try {
            sequence = Streams.sequence(sequenceNumber);
        } catch (NumberFormatException e) {
            throw DynamoDbErrors.validation("Invalid SequenceNumber: " + sequenceNumber);
        }
        if (sequence < state.streams().oldest(stream, shard)) {
            throw trimmed();
        }
        return sequence;
    }

    /** API Reference, "GetRecords". */
    public GetRecordsOutput records(GetRecordsInput input) {
        StreamIterator iterator = StreamIterator.parse(Objects.requireNonNull(input.shardIterator()));
        Instant now = state.kernel().clock().now();
        if (iterator.created().plus(ITERATOR_LIFE).isBefore(now)) {
            throw new ExpiredIteratorException("Iterator expired. The iterator was created at time "
                    + iterator.created() + " while right now it is " + now
                    + " which is further in the future than the tolerated delay of "
                    + ITERATOR_LIFE.toMillis() + " milliseconds.");
        }
        StreamInfo stream = stream(iterator.stream().toString());
        int limit = input.limit() == null ? MAX_RECORDS : Math.min(MAX_RECORDS, input.limit());
        List<DynamoDbStreamsRecord> records = new ArrayList<>();
        long after = iterator.after();
        checkKept(stream, iterator);
        long bytes = 0;
        for (Change change : state.streams().read(stream, iterator.shard(), after, limit)) {
            bytes += Streams.sizeBytes(change);
            if (bytes > MAX_BYTES && !records.isEmpty()) {
                break;
            }
            records.add(record(stream, iterator.shard(), change));
            after = change.sequence();
        }
        boolean ended = stream.closed(iterator.shard())
                && (records.isEmpty() || after >= state.streams().newest(stream, iterator.shard()));
        return GetRecordsOutput.builder()
                .records(records)
                .nextShardIterator(ended ? null : token(stream, iterator.shard(), after))
                .build();
    }

    /** An iterator that stands at a record that was trimmed meanwhile leads nowhere. */
    private void checkKept(StreamInfo stream, StreamIterator iterator) {
        long after = iterator.after();
        if (after <= stream.base(iterator.shard())) {
            return;
        }
        long oldest = state.streams().oldest(stream, iterator.shard());
        boolean gone = oldest == 0 ? after < state.streams().newest(stream, iterator.shard()) : oldest > after + 1;
        if (gone) {
            throw trimmed();
        }
    }

    private static TrimmedDataAccessException trimmed() {
        return new TrimmedDataAccessException(
                "The operation attempted to read past the oldest stream record in a shard.");
    }

    private static DynamoDbStreamsRecord record(StreamInfo stream, int shard, Change change) {
        return DynamoDbStreamsRecord.builder()
                .eventID(Streams.eventId(stream, shard, change))
                .eventName(change.event())
                .eventVersion("1.1")
                .eventSource("aws:dynamodb")
                .awsRegion(stream.region())
                .dynamodb(StreamRecord.builder()
                        .approximateCreationDateTime(change.at().truncatedTo(ChronoUnit.SECONDS))
                        .keys(StreamAttributes.attributes(change.keys()))
                        .newImage(change.after() == null ? null : StreamAttributes.attributes(change.after()))
                        .oldImage(change.before() == null ? null : StreamAttributes.attributes(change.before()))
                        .sequenceNumber(Streams.sequenceNumber(change.sequence()))
                        .sizeBytes(Streams.sizeBytes(change))
                        .streamViewType(stream.view())
                        .build())
                .userIdentity(
                        change.expired()
                                ? Identity.builder()
                                        .principalId("dynamodb.amazonaws.com")
                                        .type("Service")
                                        .build()
                                : null)
                .build();
    }
}
