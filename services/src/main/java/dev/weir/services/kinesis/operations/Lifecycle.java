package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.CreateStreamInput;
import dev.weir.api.kinesis.DeleteStreamInput;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.background.Transitions;
import dev.weir.services.kinesis.domain.Shards;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.domain.Stream.Settings;
import dev.weir.services.kinesis.domain.Stream.Status;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes and deletes streams. Source: API Reference, "CreateStream" and "DeleteStream". */
public final class Lifecycle {
    /** An on-demand stream begins with as many. Source: Developer Guide, "Choose the right mode". */
    private static final int ON_DEMAND_SHARDS = 4;

    private static final int FIRST_RETENTION = 24;
    private static final int FIRST_MAX_RECORD = 1024;

    private final Streams streams;
    private final Lookup lookup;
    private final Transitions transitions;

    public Lifecycle(Streams streams, Lookup lookup, Transitions transitions) {
        this.streams = streams;
        this.lookup = lookup;
        this.transitions = transitions;
    }

    public void create(Call call, CreateStreamInput input) {
        String name = Objects.requireNonNull(input.streamName());
        boolean onDemand = input.streamModeDetails() != null
                && "ON_DEMAND".equals(input.streamModeDetails().streamMode());
        Scope scope = call.scope();
        if (streams.find(scope, name) != null) {
            throw KinesisErrors.streamExists(name, scope.account());
        }
        int count = shards(input, onDemand);
        Integer warm = input.warmThroughputMiBps();
        if (warm != null) {
            Account.requireWarm(streams, scope, onDemand, name);
        }
        boolean automatic = "AUTO".equals(input.recordDistributionStrategy());
        if (automatic && !onDemand) {
            throw Settling.provisionedStrategy();
        }
        Account.requireRoom(streams, scope, count);
        Map<String, String> tags = Tags.checked(name, scope.account(), Map.of(), input.tags());
        Settings settings = new Settings(
                onDemand,
                FIRST_RETENTION,
                null,
                List.of(),
                input.maxRecordSizeInKiB() == null ? FIRST_MAX_RECORD : input.maxRecordSizeInKiB(),
                automatic,
                warm);
        long now = streams.kernel().clock().millis();
        StreamOwner owner = streams.create(
                scope,
                name,
                number -> new Stream(
                        scope.account(),
                        scope.region(),
                        name,
                        number,
                        now,
                        Status.CREATING,
                        settings,
                        tags,
                        null,
                        List.of(),
                        null),
                Shards.first(count, now),
                (tx, stream) -> {
                    transitions.began(tx, stream);
                    transitions.trims(tx, stream);
                });
        owner.record(call.cause(), "kinesis.CreateStream", Outcome.ACCEPTED, "");
    }

    private static int shards(CreateStreamInput input, boolean onDemand) {
        Integer count = input.shardCount();
        if (onDemand) {
            if (count != null) {
                throw KinesisErrors.validation("ShardCount must not be given for a stream in ON_DEMAND mode.");
            }
            Integer warm = input.warmThroughputMiBps();
            return warm == null ? ON_DEMAND_SHARDS : Math.max(ON_DEMAND_SHARDS, warm);
        }
        if (count == null) {
            throw KinesisErrors.validation("ShardCount must be given for a stream in PROVISIONED mode.");
        }
        return count;
    }

    public void delete(Call call, DeleteStreamInput input) {
        StreamOwner owner = lookup.stream(call, input.streamName(), input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        if (!Boolean.TRUE.equals(input.enforceConsumerDeletion())
                && !streams.consumers(stream, "", 1).isEmpty()) {
            throw KinesisErrors.inUse("Stream " + stream.name() + " under account " + stream.account()
                    + " has registered consumers. Deregister them, or set EnforceConsumerDeletion.");
        }
        owner.change(now -> now.withStatus(Status.DELETING, null), transitions::began);
        owner.record(call.cause(), "kinesis.DeleteStream", Outcome.ACCEPTED, "");
    }

    /** For a stack, which waits until the stream is there: makes the change that is under way come to its end. */
    public void finish(StreamOwner owner) {
        transitions.finish(owner);
    }
}
