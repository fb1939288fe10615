package dev.weir.fabric;

import dev.weir.kernel.Scope;

/** Something with a capacity that others may change: what Application Auto Scaling scales. */
public interface Scalable {
    /**
     * @param resource as Application Auto Scaling names it, such as {@code table/orders}
     * @param dimension such as {@code dynamodb:table:ReadCapacityUnits}
     * @throws dev.weir.shapes.AwsException where there is no such resource, or it has no such capacity
     */
    long capacity(Scope scope, String resource, String dimension);

    /** Changes the capacity. */
    void scale(Scope scope, String resource, String dimension, long capacity);
}
