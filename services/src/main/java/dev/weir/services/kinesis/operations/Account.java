package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.DescribeAccountSettingsInput;
import dev.weir.api.kinesis.DescribeAccountSettingsOutput;
import dev.weir.api.kinesis.DescribeLimitsInput;
import dev.weir.api.kinesis.DescribeLimitsOutput;
import dev.weir.api.kinesis.MinimumThroughputBillingCommitmentOutput;
import dev.weir.api.kinesis.UpdateAccountSettingsInput;
import dev.weir.api.kinesis.UpdateAccountSettingsOutput;
import dev.weir.kernel.Scope;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The account's limits and settings. Source: API Reference, "DescribeLimits" and "UpdateAccountSettings". */
public final class Account {
    /** Source: Developer Guide, "Quotas and limits". */
    private static final Set<String> LARGE = Set.of("us-east-1", "us-west-2", "eu-west-1");

    private static final int ON_DEMAND_STREAMS = 50;
    private static final long DAY = 24 * 3_600_000L;

    private final Streams streams;

    public Account(Streams streams) {
        this.streams = streams;
    }

    private static int shardLimit(Scope scope) {
        return LARGE.contains(scope.region()) ? 20_000 : 6_000;
    }

    /** @throws dev.weir.shapes.AwsException where the account's shards would be too many */
    static void requireRoom(Streams streams, Scope scope, int more) {
        if (more <= 0) {
            return;
        }
        long open = streams.openShards(scope);
        if (open + more > shardLimit(scope)) {
            throw KinesisErrors.shardLimit(scope, open, shardLimit(scope), more);
        }
    }

    /** @throws dev.weir.shapes.AwsException where the stream cannot be kept warm */
    static void requireWarm(Streams streams, Scope scope, boolean onDemand, String stream) {
        if (!onDemand) {
            throw KinesisErrors.validation("Request is invalid. Stream " + stream + " under account " + scope.account()
                    + " is in Provisioned mode, which does not support warm throughput.");
        }
        long now = streams.kernel().clock().millis();
        if ("DISABLED".equals(commitment(streams.settings(scope), now).status())) {
            throw KinesisErrors.validation("Warm throughput is only supported for accounts with"
                    + " MinimumThroughputBillingCommitment enabled.");
        }
    }

    public DescribeLimitsOutput limits(Call call, DescribeLimitsInput input) {
        Scope scope = call.scope();
        return DescribeLimitsOutput.builder()
                .shardLimit(shardLimit(scope))
                .openShardCount((int) streams.openShards(scope))
                .onDemandStreamCount(
                        streams.all(scope, stream -> stream.settings().onDemand())
                                .size())
                .onDemandStreamCountLimit(ON_DEMAND_STREAMS)
                .build();
    }

    public DescribeAccountSettingsOutput describe(Call call, DescribeAccountSettingsInput input) {
        return DescribeAccountSettingsOutput.builder()
                .minimumThroughputBillingCommitment(commitment(
                        streams.settings(call.scope()), streams.kernel().clock().millis()))
                .build();
    }

    public UpdateAccountSettingsOutput update(Call call, UpdateAccountSettingsInput input) {
        long now = streams.kernel().clock().millis();
        Map<String, String> settings = new HashMap<>(streams.settings(call.scope()));
        boolean on = "ENABLED"
                .equals(Objects.requireNonNull(input.minimumThroughputBillingCommitment())
                        .status());
        String status = String.valueOf(commitment(settings, now).status());
        if (on && !status.equals("ENABLED")) {
            if (status.equals("DISABLED")) {
                settings.put("started", Long.toString(now));
            }
            settings.remove("ended");
        } else if (!on && status.equals("ENABLED")) {
            long earliest = Long.parseLong(settings.getOrDefault("started", "0")) + DAY;
            settings.put("ended", Long.toString(Math.max(now, earliest)));
        }
        streams.putSettings(call.scope(), settings);
        return UpdateAccountSettingsOutput.builder()
                .minimumThroughputBillingCommitment(commitment(settings, now))
                .build();
    }

    /** The commitment lasts a day at least. */
    private static MinimumThroughputBillingCommitmentOutput commitment(Map<String, String> settings, long now) {
        Instant started = time(settings.get("started"));
        Instant ended = time(settings.get("ended"));
        if (started == null) {
            return MinimumThroughputBillingCommitmentOutput.builder()
                    .status("DISABLED")
                    .build();
        }
        boolean over = ended != null && ended.toEpochMilli() <= now;
        return MinimumThroughputBillingCommitmentOutput.builder()
                .status(over ? "DISABLED" : ended == null ? "ENABLED" : "ENABLED_UNTIL_EARLIEST_ALLOWED_END")
                .startedAt(started)
                .endedAt(over ? ended : null)
                .earliestAllowedEndAt(over ? null : started.plusMillis(DAY))
                .build();
    }

    private static @Nullable Instant time(@Nullable String millis) {
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
