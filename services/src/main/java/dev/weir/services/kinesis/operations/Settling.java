package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.DecreaseStreamRetentionPeriodInput;
import dev.weir.api.kinesis.DisableEnhancedMonitoringInput;
import dev.weir.api.kinesis.EnableEnhancedMonitoringInput;
import dev.weir.api.kinesis.EnhancedMonitoringOutput;
import dev.weir.api.kinesis.IncreaseStreamRetentionPeriodInput;
import dev.weir.api.kinesis.StartStreamEncryptionInput;
import dev.weir.api.kinesis.StopStreamEncryptionInput;
import dev.weir.api.kinesis.UpdateMaxRecordSizeInput;
import dev.weir.api.kinesis.UpdateStreamModeInput;
import dev.weir.api.kinesis.UpdateStreamRecordDistributionStrategyInput;
import dev.weir.api.kinesis.UpdateStreamWarmThroughputInput;
import dev.weir.api.kinesis.UpdateStreamWarmThroughputOutput;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.background.Transitions;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.domain.Stream.Change;
import dev.weir.services.kinesis.domain.Stream.Settings;
import dev.weir.services.kinesis.domain.Stream.Status;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes how a stream is configured. Source: API Reference, one page for each. */
public final class Settling {
    private static final int SHORTEST = 24;
    private static final int LONGEST = 8760;
    private static final List<String> METRICS = List.of(
            "IncomingBytes",
            "IncomingRecords",
            "IteratorAgeMilliseconds",
            "OutgoingBytes",
            "OutgoingRecords",
            "ReadProvisionedThroughputExceeded",
            "WriteProvisionedThroughputExceeded");

    private final Streams streams;
    private final Lookup lookup;
    private final Transitions transitions;

    public Settling(Streams streams, Lookup lookup, Transitions transitions) {
        this.streams = streams;
        this.lookup = lookup;
        this.transitions = transitions;
    }

    public void increase(Call call, IncreaseStreamRetentionPeriodInput input) {
        StreamOwner owner = lookup.active(call, input.streamName(), input.streamARN(), input.streamId());
        retain(call, owner, Objects.requireNonNull(input.retentionPeriodHours()), true);
    }

    public void decrease(Call call, DecreaseStreamRetentionPeriodInput input) {
        StreamOwner owner = lookup.active(call, input.streamName(), input.streamARN(), input.streamId());
        retain(call, owner, Objects.requireNonNull(input.retentionPeriodHours()), false);
    }

    private void retain(Call call, StreamOwner owner, int hours, boolean longer) {
        if (hours < SHORTEST) {
            throw KinesisErrors.invalid("Minimum allowed retention period is " + SHORTEST
                    + " hours. Requested retention period (" + hours + " hours) is too short.");
        }
        if (hours > LONGEST) {
            throw KinesisErrors.invalid("Maximum allowed retention period is " + LONGEST
                    + " hours. Requested retention period (" + hours + " hours) is too long.");
        }
        int now = owner.stream().settings().retention();
        if (longer ? hours < now : hours > now) {
            throw KinesisErrors.invalid("Requested retention period (" + hours + " hours) for stream "
                    + owner.stream().name() + " can not be " + (longer ? "shorter" : "longer")
                    + " than existing retention period (" + now + " hours). Use "
                    + (longer ? "DecreaseRetentionPeriod" : "IncreaseRetentionPeriod") + " API.");
        }
        // What is too old by the present period must not come back with the longer one.
        owner.trim();
        String kind = longer ? "kinesis.IncreaseStreamRetentionPeriod" : "kinesis.DecreaseStreamRetentionPeriod";
        settle(call, owner, settings -> settings.withRetention(hours), kind, true);
    }

    public void encrypt(Call call, StartStreamEncryptionInput input) {
        StreamOwner owner = lookup.active(call, input.streamName(), input.streamARN(), input.streamId());
        settle(call, owner, settings -> settings.withKey(input.keyId()), "kinesis.StartStreamEncryption", false);
    }

    public void stopEncryption(Call call, StopStreamEncryptionInput input) {
        StreamOwner owner = lookup.active(call, input.streamName(), input.streamARN(), input.streamId());
        settle(call, owner, settings -> settings.withKey(null), "kinesis.StopStreamEncryption", false);
    }

    public EnhancedMonitoringOutput monitor(Call call, EnableEnhancedMonitoringInput input) {
        StreamOwner owner = lookup.active(call, input.streamName(), input.streamARN(), input.streamId());
        return monitor(call, owner, input.shardLevelMetrics(), true);
    }

    public EnhancedMonitoringOutput stopMonitoring(Call call, DisableEnhancedMonitoringInput input) {
        StreamOwner owner = lookup.active(call, input.streamName(), input.streamARN(), input.streamId());
        return monitor(call, owner, input.shardLevelMetrics(), false);
    }

    private EnhancedMonitoringOutput monitor(Call call, StreamOwner owner, @Nullable List<String> names, boolean on) {
        Set<String> named = new TreeSet<>(Objects.requireNonNull(names));
        if (named.remove("ALL")) {
            named.addAll(METRICS);
        }
        List<String> before = owner.stream().settings().monitoring();
        Set<String> after = new TreeSet<>(before);
        if (on) {
            after.addAll(named);
        } else {
            after.removeAll(named);
        }
        List<String> desired = List.copyOf(after);
        String kind = on ? "kinesis.EnableEnhancedMonitoring" : "kinesis.DisableEnhancedMonitoring";
        settle(call, owner, settings -> settings.withMonitoring(desired), kind, false);
        return EnhancedMonitoringOutput.builder()
                .streamName(owner.stream().name())
                .streamARN(owner.stream().arn())
                .currentShardLevelMetrics(before)
                .desiredShardLevelMetrics(desired)
                .build();
    }

    public void maxRecordSize(Call call, UpdateMaxRecordSizeInput input) {
        StreamOwner owner = lookup.active(call, null, input.streamARN(), input.streamId());
        int size = Objects.requireNonNull(input.maxRecordSizeInKiB());
        settle(call, owner, settings -> settings.withMaxRecord(size), "kinesis.UpdateMaxRecordSize", false);
    }

    public void mode(Call call, UpdateStreamModeInput input) {
        StreamOwner owner = lookup.active(call, null, input.streamARN(), input.streamId());
        boolean onDemand = "ON_DEMAND"
                .equals(Objects.requireNonNull(input.streamModeDetails()).streamMode());
        Integer warm = input.warmThroughputMiBps();
        if (warm != null) {
            Account.requireWarm(streams, owner.scope(), onDemand, owner.stream().name());
        }
        settle(
                call,
                owner,
                settings -> settings.withOnDemand(onDemand).withWarm(onDemand ? warm : null),
                "kinesis.UpdateStreamMode",
                false);
    }

    public void strategy(Call call, UpdateStreamRecordDistributionStrategyInput input) {
        StreamOwner owner = lookup.active(call, null, input.streamARN(), input.streamId());
        boolean automatic = "AUTO".equals(input.recordDistributionStrategy());
        if (automatic && !owner.stream().settings().onDemand()) {
            throw provisionedStrategy();
        }
        owner.change(now -> now.withSettings(now.settings().withAutomatic(automatic)));
        owner.record(call.cause(), "kinesis.UpdateStreamRecordDistributionStrategy", Outcome.COMPLETED, "");
    }

    static AwsException provisionedStrategy() {
        return KinesisErrors.invalid(
                "RecordDistributionStrategy AUTO is only supported for streams in On-Demand capacity mode.");
    }

    public UpdateStreamWarmThroughputOutput warm(Call call, UpdateStreamWarmThroughputInput input) {
        StreamOwner owner = lookup.active(call, input.streamName(), input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        int warm = Objects.requireNonNull(input.warmThroughputMiBps());
        Account.requireWarm(streams, owner.scope(), stream.settings().onDemand(), stream.name());
        int open = owner.shards().openCount();
        Account.requireRoom(streams, owner.scope(), warm - open);
        Change grow = warm > open ? new Change(Change.Kind.RESIZE, -1, -1, "", warm) : null;
        owner.change(
                now -> active(now).withSettings(now.settings().withWarm(warm)).withStatus(Status.UPDATING, grow),
                transitions::began);
        owner.record(call.cause(), "kinesis.UpdateStreamWarmThroughput", Outcome.ACCEPTED, warm + " MiB/s");
        return UpdateStreamWarmThroughputOutput.builder()
                .streamName(stream.name())
                .streamARN(stream.arn())
                .warmThroughput(Descriptions.warm(warm))
                .build();
    }

    private static Stream active(Stream stream) {
        Lookup.requireActive(stream);
        return stream;
    }

    private void settle(Call call, StreamOwner owner, UnaryOperator<Settings> change, String kind, boolean retention) {
        owner.change(
                now -> active(now).withSettings(change.apply(now.settings())).withStatus(Status.UPDATING, null),
                (tx, stream) -> {
                    transitions.began(tx, stream);
                    if (retention) {
                        transitions.trims(tx, stream);
                    }
                });
        owner.record(call.cause(), kind, Outcome.ACCEPTED, "");
    }
}
