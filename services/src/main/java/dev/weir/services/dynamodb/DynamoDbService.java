package dev.weir.services.dynamodb;

import dev.weir.api.dynamodb.DynamoDbBinding;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Scalable;
import dev.weir.fabric.Service;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.dynamodb.background.TransferJobs;
import dev.weir.services.dynamodb.operations.StreamOperations;
import dev.weir.services.dynamodb.resources.TableResource;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** DynamoDB: its API, its streams as a source of events, its CloudFormation types. */
public final class DynamoDbService implements Service {
    private final DynamoDbState state;
    private final DynamoDbApiOperations operations;
    private final TableStreams streams;
    private final TransferJobs transfers;

    /**
     * @param fabric where tables are exported to and imported from
     * @param deliveries how changes get to Kinesis
     * @param throttling whether tables are held to their capacity
     */
    public DynamoDbService(Kernel kernel, Fabric fabric, Deliveries deliveries, boolean throttling) {
        this.state = new DynamoDbState(kernel, throttling, deliveries);
        this.operations = new DynamoDbApiOperations(state, fabric);
        this.transfers = new TransferJobs(state, fabric);
        this.streams = new TableStreams(state, new StreamOperations(state));
    }

    /** The operations, for callers within weir. */
    public DynamoDbApiOperations operations() {
        return operations;
    }

    /** What the operations work on, for tests. */
    DynamoDbState state() {
        return state;
    }

    @Override
    public ServiceBinding binding() {
        return new DynamoDbBinding(operations);
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        if (capability == Scalable.class) {
            return Optional.of(capability.cast(new TableScaling(state, operations)));
        }
        return capability == StreamSource.class ? Optional.of(capability.cast(streams)) : Optional.empty();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return List.of(TableResource.table(operations), TableResource.globalTable(operations));
    }

    @Override
    public void resume() {
        state.resume(transfers::run);
    }

    @Override
    public void reset() {
        state.reset();
    }
}
