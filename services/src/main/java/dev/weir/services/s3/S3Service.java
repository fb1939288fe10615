package dev.weir.services.s3;

import dev.weir.api.s3.S3Binding;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.s3.background.Sweeper;
import dev.weir.services.s3.events.Notifications;
import dev.weir.services.s3.events.Notifier;
import dev.weir.services.s3.operations.Operations;
import dev.weir.services.s3.resources.BucketPolicyResource;
import dev.weir.services.s3.resources.BucketResource;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.Contents;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.UploadStore;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** S3. */
public final class S3Service implements Service {
    private final Sweeper sweeper;
    private final Contents contents;
    private final S3Binding binding;
    private final S3ObjectSource source;
    private final List<ResourceType> types;

    public S3Service(Kernel kernel, Fabric fabric, Deliveries deliveries) {
        this.sweeper = new Sweeper(kernel);
        this.contents = new Contents(kernel, sweeper::wake);
        sweeper.set(contents::sweep);
        BucketStore buckets = new BucketStore(kernel.store(), contents);
        Notifier notifier = new Notifier(kernel, deliveries);
        Operations operations = Operations.of(
                kernel,
                buckets,
                new ObjectStore(kernel, contents),
                new UploadStore(kernel, contents),
                contents,
                notifier,
                new Notifications(kernel, fabric, buckets, notifier));
        this.binding = new S3Binding(new S3ApiOperations(operations));
        this.source = new S3ObjectSource(operations, kernel.ids());
        this.types = List.of(new BucketResource(operations), new BucketPolicyResource(operations));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        return capability.isInstance(source) ? Optional.of(capability.cast(source)) : Optional.empty();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public void resume() {
        contents.reclaim();
    }

    @Override
    public void reset() {
        sweeper.reset();
        contents.forgetReaders();
        contents.reclaim();
    }
}
