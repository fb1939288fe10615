package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.MergeShardsInput;
import dev.weir.api.kinesis.SplitShardInput;
import dev.weir.api.kinesis.UpdateShardCountInput;
import dev.weir.api.kinesis.UpdateShardCountOutput;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.background.Transitions;
import dev.weir.services.kinesis.domain.HashKey;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.domain.Stream.Change;
import dev.weir.services.kinesis.domain.Stream.Status;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Splits and merges shards. Source: API Reference, "SplitShard", "MergeShards" and "UpdateShardCount". */
public final class Resharding {
    private static final long DAY = 24 * 3_600_000L;
    private static final int RESIZES = 10;
    private static final int MOST = 10_000;

    private final Streams streams;
    private final Lookup lookup;
    private final Transitions transitions;

    public Resharding(Streams streams, Lookup lookup, Transitions transitions) {
        this.streams = streams;
        this.lookup = lookup;
        this.transitions = transitions;
    }

    public void split(Call call, SplitShardInput input) {
        StreamOwner owner = provisioned(lookup.stream(call, input.streamName(), input.streamARN(), input.streamId()));
        Stream stream = owner.stream();
        Shard shard = Lookup.shard(owner, input.shardToSplit());
        Account.requireRoom(streams, owner.scope(), 1);
        String text = Objects.requireNonNull(input.newStartingHashKey());
        if (!inside(text, shard)) {
            throw KinesisErrors.invalid("NewStartingHashKey " + text + " used in SplitShard() on shard " + shard.id()
                    + " in stream " + stream.name() + " under account " + stream.account()
                    + " is not both greater than one plus the shard's StartingHashKey " + shard.first()
                    + " and less than the shard's EndingHashKey " + shard.last() + ".");
        }
        begin(call, owner, new Change(Change.Kind.SPLIT, shard.index(), -1, text, 0), "kinesis.SplitShard", shard);
    }

    private static boolean inside(String text, Shard shard) {
        try {
            HashKey key = HashKey.parse(text);
            return key.compareTo(shard.last()) < 0
                    && shard.first().compareTo(shard.last()) < 0
                    && key.compareTo(shard.first().next()) > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public void merge(Call call, MergeShardsInput input) {
        StreamOwner owner = provisioned(lookup.stream(call, input.streamName(), input.streamARN(), input.streamId()));
        Stream stream = owner.stream();
        Shard lower = Lookup.shard(owner, input.shardToMerge());
        Shard upper = Lookup.shard(owner, input.adjacentShardToMerge());
        if (owner.shards().adjacent(upper, lower)) {
            Shard swapped = lower;
            lower = upper;
            upper = swapped;
        } else if (!owner.shards().adjacent(lower, upper)) {
            throw KinesisErrors.invalid(
                    "Shards " + lower.id() + " and " + upper.id() + " in stream " + stream.name() + " under account "
                            + stream.account() + " are not an adjacent pair of shards eligible for merging");
        }
        Change change = new Change(Change.Kind.MERGE, lower.index(), upper.index(), "", 0);
        begin(call, owner, change, "kinesis.MergeShards", lower);
    }

    private void begin(Call call, StreamOwner owner, Change change, String kind, Shard shard) {
        Stream stream = owner.stream();
        if (!shard.open()) {
            throw KinesisErrors.inUse("Shard " + shard.id() + " in stream " + stream.name() + " under account "
                    + stream.account() + " has already been merged or split, and thus is not eligible for merging or"
                    + " splitting.");
        }
        owner.change(now -> updating(now, change), transitions::began);
        owner.record(call.cause(), kind, Outcome.ACCEPTED, shard.id());
    }

    private static Stream updating(Stream now, Change change) {
        Lookup.requireActive(now);
        return now.withStatus(Status.UPDATING, change);
    }

    private static StreamOwner provisioned(StreamOwner owner) {
        if (owner.stream().settings().onDemand()) {
            throw KinesisErrors.validation("Request is invalid. Stream "
                    + owner.stream().name() + " under account " + owner.stream().account() + " is in On-Demand mode.");
        }
        return owner;
    }

    public UpdateShardCountOutput resize(Call call, UpdateShardCountInput input) {
        StreamOwner owner = provisioned(lookup.active(call, input.streamName(), input.streamARN(), input.streamId()));
        int target = Objects.requireNonNull(input.targetShardCount());
        int open = owner.shards().openCount();
        String counts = "Current open shard count: " + open + ", Target shard count: " + target;
        if (target > MOST) {
            throw KinesisErrors.limit(
                    "Target shard count or number of open shards cannot be greater than " + MOST + ". " + counts);
        }
        if (target > 2 * open) {
            throw KinesisErrors.limit(
                    "UpdateShardCount cannot scale up over double your current open shard count. " + counts);
        }
        if (2 * target < open) {
            throw KinesisErrors.limit(
                    "UpdateShardCount cannot scale down below half your current open shard count. " + counts);
        }
        Account.requireRoom(streams, owner.scope(), target - open);
        long now = streams.kernel().clock().millis();
        List<Long> recent = new ArrayList<>(owner.stream().resizes());
        recent.removeIf(time -> time <= now - DAY);
        if (recent.size() >= RESIZES) {
            throw KinesisErrors.limit("UpdateShardCount cannot be called more than " + RESIZES
                    + " times per stream in a rolling 24-hour period.");
        }
        recent.add(now);
        Change change = new Change(Change.Kind.RESIZE, -1, -1, "", target);
        owner.change(stream -> updating(stream, change).withResizes(recent), transitions::began);
        owner.record(call.cause(), "kinesis.UpdateShardCount", Outcome.ACCEPTED, open + " to " + target);
        return UpdateShardCountOutput.builder()
                .streamName(owner.stream().name())
                .streamARN(owner.stream().arn())
                .currentShardCount(open)
                .targetShardCount(target)
                .build();
    }
}
