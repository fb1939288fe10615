package dev.weir.services.kinesis;

import dev.weir.api.kinesis.KinesisBinding;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Service;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.kinesis.background.Transitions;
import dev.weir.services.kinesis.operations.Lookup;
import dev.weir.services.kinesis.resources.ResourcePolicyResource;
import dev.weir.services.kinesis.resources.StreamConsumerResource;
import dev.weir.services.kinesis.resources.StreamResource;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** Amazon Kinesis Data Streams. */
public final class KinesisService implements Service {
    private final Streams streams;
    private final KinesisTarget target;
    private final KinesisSource source;
    private final KinesisApiOperations operations;
    private final Lookup lookup;

    /** @param limits whether the throughput limits of shards are in force */
    public KinesisService(Kernel kernel, boolean limits) {
        this.streams = new Streams(kernel, limits);
        this.lookup = new Lookup(streams);
        Transitions transitions = new Transitions(kernel, streams);
        this.target = new KinesisTarget(lookup, kernel.ids());
        this.source = new KinesisSource(lookup);
        this.operations = new KinesisApiOperations(streams, lookup, transitions);
        transitions.start();
    }

    @Override
    public ServiceBinding binding() {
        return new KinesisBinding(operations);
    }

    /** The operations, for tests. */
    KinesisApiOperations operations() {
        return operations;
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        if (capability == EventTarget.class) {
            return Optional.of(capability.cast(target));
        }
        return capability == StreamSource.class ? Optional.of(capability.cast(source)) : Optional.empty();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return List.of(
                new StreamResource(operations, operations.lifecycle(), lookup),
                new StreamConsumerResource(operations),
                new ResourcePolicyResource(operations));
    }

    @Override
    public void reset() {
        streams.reset();
    }
}
