package dev.weir.shapes;

import java.util.function.Consumer;

/**
 * A sequence of events that goes over the wire while it comes into being.
 *
 * @param <E> the generated union of the events
 */
@FunctionalInterface
public interface EventStream<E extends Shape> {
    /**
     * Hands over each event in order; returns after the last one. Called at most once.
     *
     * @throws AwsException to end the sequence with an error, whose members are those of its detail
     */
    void forEach(Consumer<? super E> consumer);
}
