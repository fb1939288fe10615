package dev.weir.fabric;

import dev.weir.kernel.Scope;
import java.util.OptionalDouble;

/** Something with a capacity that others may change: what Application Auto Scaling scales. */
public interface Scalable {
    /**
     * @param resource as Application Auto Scaling names it, such as {@code table/orders}
     * @param dimension such as {@code dynamodb:table:ReadCapacityUnits}
     * @throws dev.weir.shapes.AwsException where there is no such resource, or it has no such capacity
     */
    long capacity(Scope scope, String resource, String dimension);

    /**
     * What was used of the capacity in a minute of the last quarter of an hour.
     *
     * @param minute minutes since 1970
     * @return units; empty where nothing was used, or a start has forgotten it
     */
    OptionalDouble used(Scope scope, String resource, String dimension, long minute);

    /** Changes the capacity. */
    void scale(Scope scope, String resource, String dimension, long capacity);
}
