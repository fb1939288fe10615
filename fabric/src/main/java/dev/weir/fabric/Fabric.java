package dev.weir.fabric;

import dev.weir.kernel.Arn;
import java.util.Optional;

/** Finds what lies at an ARN. Builds the service that owns it where it is not built yet. */
public interface Fabric {
    /**
     * The capability of the service that owns the ARN; empty where there is no such service, or it cannot do that.
     * Whether the resource itself exists shows when the capability is used.
     */
    <T> Optional<T> at(Arn arn, Class<T> capability);

    /**
     * The capability of the service called {@code service} in ARNs, such as {@code s3}. A {@code DataPlane} is that of
     * all services, as requests from outside find it.
     */
    <T> Optional<T> of(String service, Class<T> capability);
}
