package dev.weir.fabric;

import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/**
 * A service as the server knows it. Built on its first request or first use through the fabric, and at start where
 * the store holds state of its ({@link #resume}).
 */
public interface Service {
    /** Its operations. */
    ServiceBinding binding();

    /**
     * What can be done with its ARNs: {@link EventTarget}, {@link Invocable}, {@link MessageSource},
     * {@link StreamSource}, {@link ObjectSource}, {@link LogSink}.
     */
    default <T> Optional<T> capability(Class<T> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    /** The CloudFormation resource types it owns. */
    default List<ResourceType> resourceTypes() {
        return List.of();
    }

    /** What it serves over plain HTTP beside its API. */
    default Optional<DataPlane> dataPlane() {
        return Optional.empty();
    }

    /** Takes up background work that the store says is under way. Called once, after construction. */
    default void resume() {}

    /** Drops what it caches in memory; the store has just been emptied or replaced by a checkpoint. */
    default void reset() {}

    /**
     * Takes up background work anew, as {@link #resume} does at start, after all services had their {@link #reset}.
     * Handlers of durable timers stay.
     */
    default void restart() {}

    /** Ends what it runs outside this process. */
    default void close() {}
}
