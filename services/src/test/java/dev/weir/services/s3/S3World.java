package dev.weir.services.s3;

import dev.weir.api.s3.CreateBucketRequest;
import dev.weir.api.s3.DeleteObjectRequest;
import dev.weir.api.s3.GetObjectRequest;
import dev.weir.api.s3.PutObjectOutput;
import dev.weir.api.s3.PutObjectRequest;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.delivery.Outbox;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.Store;
import dev.weir.services.s3.events.Notifications;
import dev.weir.services.s3.events.Notifier;
import dev.weir.services.s3.operations.Operations;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.Contents;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.UploadStore;
import dev.weir.shapes.Body;
import dev.weir.shapes.Call;
import dev.weir.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** S3 on a store in memory, with one queue, {@link #QUEUE}, that keeps what it is sent. */
final class S3World implements AutoCloseable, Fabric, EventTarget {
    static final Arn QUEUE = Scope.DEFAULT.arn("sqs", "queue");

    final Store store = Stores.memory();
    final RunningKernel running = Kernels.simulated(store, 1);
    final List<String> sent = new CopyOnWriteArrayList<>();
    final Call call = Call.internal(Scope.DEFAULT, "request", "localhost:4566", Cause.NONE);
    final Contents contents = new Contents(running.kernel(), () -> {});
    final Operations s3;

    S3World() {
        Outbox outbox = new Outbox(running.kernel(), this);
        outbox.resume();
        BucketStore buckets = new BucketStore(store, contents);
        Notifier notifier = new Notifier(running.kernel(), outbox);
        this.s3 = Operations.of(
                running.kernel(),
                buckets,
                new ObjectStore(running.kernel(), contents),
                new UploadStore(running.kernel(), contents),
                contents,
                notifier,
                new Notifications(running.kernel(), this, buckets, notifier));
    }

    void bucket(String name) {
        s3.buckets().create(call, CreateBucketRequest.builder().bucket(name).build());
    }

    PutObjectOutput put(String bucket, String key, byte[] content) {
        return put(bucket, key, Body.of(content));
    }

    PutObjectOutput put(String bucket, String key, Body body) {
        return s3.puts()
                .put(
                        call,
                        PutObjectRequest.builder()
                                .bucket(bucket)
                                .key(key)
                                .body(body)
                                .build());
    }

    Body body(GetObjectRequest request) {
        return Objects.requireNonNull(s3.reads().get(call, request).body());
    }

    byte[] get(String bucket, String key) throws IOException {
        try (InputStream in =
                body(GetObjectRequest.builder().bucket(bucket).key(key).build()).open()) {
            return in.readAllBytes();
        }
    }

    void delete(String bucket, String key) {
        s3.deletes()
                .one(call, DeleteObjectRequest.builder().bucket(bucket).key(key).build());
    }

    /** Chunks in the store, whoever's they are. */
    int chunks() {
        return store.read(tx -> tx.range(Key.of("s3").text("chunk").range(), 10_000, false))
                .size();
    }

    @Override
    public <T> Optional<T> at(Arn arn, Class<T> capability) {
        return of(arn.service(), capability);
    }

    @Override
    public <T> Optional<T> of(String service, Class<T> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    @Override
    public boolean exists(Arn arn) {
        return arn.equals(QUEUE);
    }

    @Override
    public Delivered deliver(Delivery delivery) {
        sent.add(new String(delivery.payload(), StandardCharsets.UTF_8));
        return new Delivered("id", delivery.cause());
    }

    @Override
    public void close() {
        running.close();
        store.close();
    }
}
