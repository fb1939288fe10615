package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.ListShardsInput;
import dev.weir.api.kinesis.ListShardsOutput;
import dev.weir.api.kinesis.ShardFilter;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists shards by page, filtered. Source: API Reference, "ListShards" and "ShardFilter". */
public final class ShardLists {
    private static final int PAGE = 1000;

    private final Streams streams;
    private final Lookup lookup;

    public ShardLists(Streams streams, Lookup lookup) {
        this.streams = streams;
        this.lookup = lookup;
    }

    /** What a list asks for; the filter in one line, so that a page's token can carry it. */
    private record Wish(StreamOwner owner, int after, String filter) {}

    public ListShardsOutput list(Call call, ListShardsInput input) {
        Wish wish = input.nextToken() == null ? first(call, input) : next(input);
        Stream stream = wish.owner().stream();
        if (!stream.usable()) {
            throw KinesisErrors.notActive(stream.name(), stream.account(), stream.status());
        }
        int limit = input.maxResults() == null ? PAGE : input.maxResults();
        Predicate<Shard> filter = filter(wish.owner(), wish.filter());
        List<Shard> found = wish.owner().shards().after(wish.after()).stream()
                .filter(filter)
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<Shard> page = more ? found.subList(0, limit) : found;
        return ListShardsOutput.builder()
                .shards(page.stream().map(Descriptions::shard).toList())
                .nextToken(more ? token(wish, page.getLast().index()) : null)
                .build();
    }

    private String token(Wish wish, int last) {
        Stream stream = wish.owner().stream();
        return new ShardIterator(
                        wish.owner().scope(),
                        stream.name(),
                        stream.number(),
                        0,
                        last,
                        streams.kernel().clock().millis(),
                        wish.filter())
                .token();
    }

    private Wish first(Call call, ListShardsInput input) {
        if (input.streamName() == null && input.streamARN() == null) {
            throw KinesisErrors.invalid("Either NextToken or StreamName should be provided.");
        }
        StreamOwner owner = lookup.stream(call, input.streamName(), input.streamARN(), input.streamId());
        Instant created = input.streamCreationTimestamp();
        if (created != null && created.getEpochSecond() != owner.stream().created() / 1000) {
            throw KinesisErrors.streamNotFound(
                    owner.stream().name(), owner.stream().account());
        }
        ShardFilter filter = input.shardFilter();
        int after = -1;
        if (input.exclusiveStartShardId() != null) {
            if (filter != null) {
                throw KinesisErrors.invalid("ExclusiveStartShardId and ShardFilter cannot be provided together.");
            }
            after = index(input.exclusiveStartShardId());
        }
        if (filter == null) {
            return new Wish(owner, after, "");
        }
        String type = String.valueOf(filter.type());
        if (type.equals("AFTER_SHARD_ID")) {
            if (filter.shardId() == null) {
                throw KinesisErrors.invalid("ShardId must be provided when ShardFilterType is AFTER_SHARD_ID.");
            }
            return new Wish(owner, index(filter.shardId()), "");
        }
        return new Wish(owner, after, type + " " + timestamp(type, filter.timestamp()));
    }

    private long timestamp(String type, @Nullable Instant timestamp) {
        if (!type.endsWith("_TIMESTAMP")) {
            return 0;
        }
        if (timestamp == null) {
            throw KinesisErrors.invalid("Timestamp must be provided when ShardFilterType is " + type + ".");
        }
        return timestamp.toEpochMilli();
    }

    private static int index(String shard) {
        int index = Shard.index(shard);
        if (index < 0) {
            throw KinesisErrors.invalid("Invalid ShardId: " + shard);
        }
        return index;
    }

    private Wish next(ListShardsInput input) {
        if (input.streamName() != null || input.streamARN() != null) {
            throw KinesisErrors.invalid("NextToken and StreamName cannot be provided together.");
        }
        ShardIterator token = token(String.valueOf(input.nextToken()));
        if (streams.kernel().clock().millis() - token.created() > ShardIterator.LIFE) {
            throw KinesisErrors.expiredToken();
        }
        StreamOwner owner = streams.find(token.scope(), token.stream());
        if (owner == null || owner.stream().number() != token.number()) {
            throw KinesisErrors.streamNotFound(token.stream(), token.scope().account());
        }
        return new Wish(owner, (int) token.place(), token.extra());
    }

    private static ShardIterator token(String text) {
        try {
            return ShardIterator.parse(text);
        } catch (AwsException e) {
            throw KinesisErrors.invalidToken();
        }
    }

    private static Predicate<Shard> filter(StreamOwner owner, String filter) {
        if (filter.isEmpty()) {
            return shard -> true;
        }
        String[] parts = filter.split(" ", 2);
        long given = Long.parseLong(parts[1]);
        long horizon = Math.max(owner.horizon(), owner.stream().created());
        return switch (parts[0]) {
            case "AT_LATEST" -> Shard::open;
            case "AT_TRIM_HORIZON" -> at(horizon);
            case "FROM_TRIM_HORIZON" -> from(horizon);
            case "AT_TIMESTAMP" -> at(Math.max(given, horizon));
            default -> from(Math.max(given, horizon));
        };
    }

    private static Predicate<Shard> at(long time) {
        return shard -> shard.opened() <= time && (shard.closed() == null || shard.closed() > time);
    }

    private static Predicate<Shard> from(long time) {
        return shard -> shard.closed() == null || shard.closed() >= time;
    }
}
