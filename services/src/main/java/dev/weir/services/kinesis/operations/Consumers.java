package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.ConsumerDescription;
import dev.weir.api.kinesis.DeregisterStreamConsumerInput;
import dev.weir.api.kinesis.DescribeStreamConsumerInput;
import dev.weir.api.kinesis.DescribeStreamConsumerOutput;
import dev.weir.api.kinesis.ListStreamConsumersInput;
import dev.weir.api.kinesis.ListStreamConsumersOutput;
import dev.weir.api.kinesis.RegisterStreamConsumerInput;
import dev.weir.api.kinesis.RegisterStreamConsumerOutput;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.background.Transitions;
import dev.weir.services.kinesis.domain.Consumer;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Consumers with enhanced fan-out. Source: API Reference, "RegisterStreamConsumer". */
public final class Consumers {
    /** Consumers of one stream. Source: Developer Guide, "Quotas and limits". */
    static final int MOST = 20;

    private static final int PAGE = 100;

    private final Streams streams;
    private final Lookup lookup;
    private final Transitions transitions;

    public Consumers(Streams streams, Lookup lookup, Transitions transitions) {
        this.streams = streams;
        this.lookup = lookup;
        this.transitions = transitions;
    }

    public RegisterStreamConsumerOutput register(Call call, RegisterStreamConsumerInput input) {
        StreamOwner owner = lookup.usable(call, null, input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        String name = Objects.requireNonNull(input.consumerName());
        Map<String, String> tags = Tags.checked(stream.name(), stream.account(), Map.of(), input.tags());
        Consumer fresh = new Consumer(
                stream.arn(), name, streams.kernel().clock().millis(), Consumer.Status.CREATING, tags, null);
        owner.change(
                now -> {
                    if (streams.consumer(now, name) != null) {
                        throw KinesisErrors.inUse("Consumer " + name + " under stream " + now.arn()
                                + " already exists for account " + now.account() + ".");
                    }
                    if (streams.consumers(now, "", MOST).size() >= MOST) {
                        throw KinesisErrors.limit(
                                "The limit of " + MOST + " consumers for stream " + now.arn() + " has been reached.");
                    }
                    return now;
                },
                (tx, now) -> {
                    streams.put(tx, now, fresh);
                    transitions.began(tx, now, fresh);
                });
        owner.record(call.cause(), "kinesis.RegisterStreamConsumer", Outcome.ACCEPTED, name);
        return RegisterStreamConsumerOutput.builder().consumer(shape(fresh)).build();
    }

    public void deregister(Call call, DeregisterStreamConsumerInput input) {
        Lookup.Resource found =
                find(call, input.streamARN(), input.consumerName(), input.consumerARN(), input.streamId());
        Consumer consumer = Objects.requireNonNull(found.consumer()).withStatus(Consumer.Status.DELETING);
        streams.kernel().store().write(tx -> {
            streams.put(tx, found.owner().stream(), consumer);
            transitions.began(tx, found.owner().stream(), consumer);
            return null;
        });
        found.owner().record(call.cause(), "kinesis.DeregisterStreamConsumer", Outcome.ACCEPTED, consumer.name());
    }

    public DescribeStreamConsumerOutput describe(Call call, DescribeStreamConsumerInput input) {
        Lookup.Resource found =
                find(call, input.streamARN(), input.consumerName(), input.consumerARN(), input.streamId());
        Consumer consumer = Objects.requireNonNull(found.consumer());
        return DescribeStreamConsumerOutput.builder()
                .consumerDescription(ConsumerDescription.builder()
                        .consumerName(consumer.name())
                        .consumerARN(consumer.arn())
                        .consumerStatus(consumer.status().name())
                        .consumerCreationTimestamp(created(consumer))
                        .streamARN(consumer.stream())
                        .build())
                .build();
    }

    private Lookup.Resource find(
            Call call,
            @Nullable String streamArn,
            @Nullable String name,
            @Nullable String consumerArn,
            @Nullable String streamId) {
        if (consumerArn != null) {
            Lookup.refuse(streamId);
            return lookup.consumer(consumerArn);
        }
        if (streamArn == null || name == null) {
            throw KinesisErrors.invalid("Either ConsumerARN or both of StreamARN and ConsumerName should be provided.");
        }
        StreamOwner owner = lookup.stream(call, null, streamArn, streamId);
        Consumer consumer = streams.consumer(owner.stream(), name);
        if (consumer == null) {
            throw KinesisErrors.consumerNotFound(name, owner.stream().account());
        }
        return new Lookup.Resource(owner, consumer);
    }

    public ListStreamConsumersOutput list(Call call, ListStreamConsumersInput input) {
        StreamOwner owner = lookup.stream(call, null, input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        Instant created = input.streamCreationTimestamp();
        if (created != null && created.getEpochSecond() != stream.created() / 1000) {
            throw KinesisErrors.streamNotFound(stream.name(), stream.account());
        }
        int limit = input.maxResults() == null ? PAGE : input.maxResults();
        String after = input.nextToken() == null ? "" : Descriptions.name(input.nextToken());
        List<Consumer> found = streams.consumers(stream, after, limit + 1);
        boolean more = found.size() > limit;
        List<Consumer> page = more ? found.subList(0, limit) : found;
        return ListStreamConsumersOutput.builder()
                .consumers(page.stream().map(Consumers::shape).toList())
                .nextToken(more ? Descriptions.token(page.getLast().name()) : null)
                .build();
    }

    private static dev.weir.api.kinesis.Consumer shape(Consumer consumer) {
        return dev.weir.api.kinesis.Consumer.builder()
                .consumerName(consumer.name())
                .consumerARN(consumer.arn())
                .consumerStatus(consumer.status().name())
                .consumerCreationTimestamp(created(consumer))
                .build();
    }

    private static Instant created(Consumer consumer) {
        return Instant.ofEpochSecond(consumer.created() / 1000);
    }
}
