package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.DescribeStreamInput;
import dev.weir.api.kinesis.DescribeStreamOutput;
import dev.weir.api.kinesis.DescribeStreamSummaryInput;
import dev.weir.api.kinesis.DescribeStreamSummaryOutput;
import dev.weir.api.kinesis.EnhancedMetrics;
import dev.weir.api.kinesis.ListStreamsInput;
import dev.weir.api.kinesis.ListStreamsOutput;
import dev.weir.api.kinesis.SequenceNumberRange;
import dev.weir.api.kinesis.StreamDescription;
import dev.weir.api.kinesis.StreamDescriptionSummary;
import dev.weir.api.kinesis.StreamModeDetails;
import dev.weir.api.kinesis.StreamSummary;
import dev.weir.api.kinesis.WarmThroughputObject;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what there is. Source: API Reference, "DescribeStream", "DescribeStreamSummary" and "ListStreams". */
public final class Descriptions {
    private static final int SHARDS = 100;
    private static final int NAMES = 100;

    private final Streams streams;
    private final Lookup lookup;

    public Descriptions(Streams streams, Lookup lookup) {
        this.streams = streams;
        this.lookup = lookup;
    }

    public DescribeStreamOutput describe(Call call, DescribeStreamInput input) {
        StreamOwner owner = lookup.stream(call, input.streamName(), input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        int limit = input.limit() == null ? SHARDS : input.limit();
        int after = input.exclusiveStartShardId() == null ? -1 : Shard.index(input.exclusiveStartShardId());
        List<Shard> found = stream.usable()
                ? owner.shards().after(after).stream().limit(limit + 1L).toList()
                : List.of();
        boolean more = found.size() > limit;
        return DescribeStreamOutput.builder()
                .streamDescription(StreamDescription.builder()
                        .streamName(stream.name())
                        .streamARN(stream.arn())
                        .streamStatus(stream.status().name())
                        .streamModeDetails(mode(stream))
                        .shards((more ? found.subList(0, limit) : found)
                                .stream().map(Descriptions::shard).toList())
                        .hasMoreShards(more)
                        .retentionPeriodHours(stream.settings().retention())
                        .streamCreationTimestamp(created(stream))
                        .enhancedMonitoring(monitoring(stream))
                        .encryptionType(encryption(stream))
                        .keyId(stream.settings().key())
                        .build())
                .build();
    }

    static dev.weir.api.kinesis.Shard shard(Shard shard) {
        return dev.weir.api.kinesis.Shard.builder()
                .shardId(shard.id())
                .parentShardId(shard.parent() == null ? null : Shard.id(shard.parent()))
                .adjacentParentShardId(shard.adjacent() == null ? null : Shard.id(shard.adjacent()))
                .hashKeyRange(Reads.range(shard))
                .sequenceNumberRange(SequenceNumberRange.builder()
                        .startingSequenceNumber(shard.startingSequenceNumber())
                        .endingSequenceNumber(shard.endingSequenceNumber())
                        .build())
                .build();
    }

    static StreamModeDetails mode(Stream stream) {
        return StreamModeDetails.builder()
                .streamMode(stream.settings().onDemand() ? "ON_DEMAND" : "PROVISIONED")
                .build();
    }

    /** AWS gives it in whole seconds. */
    static Instant created(Stream stream) {
        return Instant.ofEpochSecond(stream.created() / 1000);
    }

    private static List<EnhancedMetrics> monitoring(Stream stream) {
        return List.of(EnhancedMetrics.builder()
                .shardLevelMetrics(stream.settings().monitoring())
                .build());
    }

    private static String encryption(Stream stream) {
        return stream.settings().key() == null ? "NONE" : "KMS";
    }

    public DescribeStreamSummaryOutput summary(Call call, DescribeStreamSummaryInput input) {
        StreamOwner owner = lookup.stream(call, input.streamName(), input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        Stream.Settings settings = stream.settings();
        return DescribeStreamSummaryOutput.builder()
                .streamDescriptionSummary(StreamDescriptionSummary.builder()
                        .streamName(stream.name())
                        .streamARN(stream.arn())
                        .streamStatus(stream.status().name())
                        .streamModeDetails(mode(stream))
                        .retentionPeriodHours(settings.retention())
                        .streamCreationTimestamp(created(stream))
                        .enhancedMonitoring(monitoring(stream))
                        .encryptionType(encryption(stream))
                        .keyId(settings.key())
                        .openShardCount(owner.shards().openCount())
                        .consumerCount(
                                streams.consumers(stream, "", Consumers.MOST).size())
                        .warmThroughput(warm(settings.warm()))
                        .maxRecordSizeInKiB(settings.maxRecord())
                        .recordDistributionStrategy(
                                settings.onDemand() ? (settings.automatic() ? "AUTO" : "USER_PARTITION_KEY") : null)
                        .build())
                .build();
    }

    static @Nullable WarmThroughputObject warm(@Nullable Integer warm) {
        return warm == null
                ? null
                : WarmThroughputObject.builder()
                        .targetMiBps(warm)
                        .currentMiBps(warm)
                        .build();
    }

    public ListStreamsOutput list(Call call, ListStreamsInput input) {
        int limit = input.limit() == null ? NAMES : input.limit();
        String after = input.exclusiveStartStreamName() == null ? "" : input.exclusiveStartStreamName();
        if (input.nextToken() != null) {
            after = name(input.nextToken());
        }
        List<Stream> found = streams.list(call.scope(), after, limit + 1);
        boolean more = found.size() > limit;
        List<Stream> page = more ? found.subList(0, limit) : found;
        return ListStreamsOutput.builder()
                .streamNames(page.stream().map(Stream::name).toList())
                .hasMoreStreams(more)
                .nextToken(more ? token(page.getLast().name()) : null)
                .streamSummaries(page.stream()
                        .map(stream -> StreamSummary.builder()
                                .streamName(stream.name())
                                .streamARN(stream.arn())
                                .streamStatus(stream.status().name())
                                .streamModeDetails(mode(stream))
                                .streamCreationTimestamp(created(stream))
                                .build())
                        .toList())
                .build();
    }

    /** A page's token that names the last entry of the page before. */
    static String token(String name) {
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    static String name(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw KinesisErrors.invalidToken();
        }
    }
}
