package dev.weir.fabric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target that takes events without waiting on anything outside, several in one commit: a queue. What it takes need not lie
 * in an outbox first.
 */
public interface BatchTarget extends EventTarget {
    /**
     * Takes events for one ARN, durably and in their order; one attempt.
     *
     * @return for each what kept it from being taken; null where it was
     */
    List<@Nullable DeliveryException> deliverAll(List<Delivery> deliveries);
}
