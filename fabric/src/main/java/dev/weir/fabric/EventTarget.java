package dev.weir.fabric;

import dev.weir.kernel.Arn;

/** What takes an event: a queue, a topic, a bus, a function (asynchronously), a log group. */
public interface EventTarget {
    /** Whether there is such a resource. */
    boolean exists(Arn arn);

    /**
     * Takes the event, durably, and journals that with the delivery's cause; one attempt.
     *
     * @throws DeliveryException where it did not take it
     */
    Delivered deliver(Delivery delivery) throws DeliveryException;
}
